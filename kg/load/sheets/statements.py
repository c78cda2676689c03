"""The rows of `vastuut`: a statement with its bearer's status, its evidence and its document (docs/model.md)."""

from collections.abc import Sequence

from rdflib.namespace import DCTERMS

from kg.load.iris import named_iri
from kg.load.sheets.facts import LABEL, TYPE, RowFacts, Slot
from kg.load.sheets.names import Names, Thing
from kg.load.sheets.rows import Row
from kg.load.sheets.state import State
from kg.messages import texts
from kg.rdf import Iri, Lit, Term
from kg.terms import KG, OA, VOCAB

KEY_COLUMNS = ("actor", "role", "object", "source", "section", "quote")
"""What makes a statement without an id the same statement."""

DESCRIBING = (Iri(VOCAB["modality/describes"]), Iri(VOCAB["modality/constitutive"]))
_STATED = Iri(VOCAB["bearer-status/stated"])
_ABSENT = Iri(VOCAB["bearer-status/absent"])


def class_of(modality: Term | None) -> Iri:
    """A row that only describes is no responsibility."""
    return Iri(KG.Description) if modality in DESCRIBING else Iri(KG.Responsibility)


def fill(row: Row, facts: RowFacts, state: State, names: Names) -> None:
    """Add the bearer's status and the evidence to a statement's facts."""
    _fill_status(row, facts, state)
    evidence = state.first(facts.subject, Iri(KG.evidence))
    key = facts.subject.rsplit("/", 1)[1]
    about = Iri(evidence or f"{facts.subject.rsplit('/', 2)[0]}/evidence/{key}")
    facts.fill(Slot(facts.subject, Iri(KG.evidence), "", lasting=True), about)
    facts.fill(Slot(about, TYPE, "", lasting=True), Iri(KG.Quotation), Iri(OA.SpecificResource))
    if "section" in row.columns:
        section = row.values.get("section")
        facts.fill(Slot(about, Iri(KG.chapter), "section"), *([Lit(section)] if section else []))
    if "source" in row.columns:
        document = _document(str(row.values["source"]), facts, state, names)
        facts.fill(Slot(about, Iri(OA.hasSource), "source"), document)
    if "quote" in row.columns:
        _fill_quote(row.values.get("quote"), about, facts, state)


def fill_actor(row: Row, facts: RowFacts, state: State, actors: Sequence[Term]) -> None:
    """The actor bears a responsibility, and is what a description tells about.

    A description may tell about what no cell can name: an empty cell leaves its subject as it is.
    """
    bearer, subject = (Slot(facts.subject, Iri(p), "actor") for p in (KG.bearer, KG.subject))
    if not _describes(row, facts, state):
        facts.fill(bearer, *actors)
        facts.fill(subject)
    elif actors:
        facts.fill(bearer)
        facts.fill(subject, *actors)


def _describes(row: Row, facts: RowFacts, state: State) -> bool:
    modality = row.values.get("modality") if "modality" in row.columns else state.first(facts.subject, Iri(KG.modality))
    return class_of(modality) == KG.Description


def _fill_status(row: Row, facts: RowFacts, state: State) -> None:
    if "actor" not in row.columns:
        return
    slot = Slot(facts.subject, Iri(KG.bearerStatus), "actor")
    before = state.first(facts.subject, Iri(KG.bearerStatus))
    if "actor" in row.values:
        facts.fill(slot, before if before and before != _ABSENT else _STATED)
    elif not before or not _describes(row, facts, state):
        facts.fill(slot, _ABSENT)


def _document(source: str, facts: RowFacts, state: State, names: Names) -> Iri:
    """The document that `lähde` names; a new one carries that name."""
    found = names.resolve("document", source)
    if found:
        return found[0]
    iri = named_iri(state.municipality, "document", source)
    facts.fill(Slot(iri, TYPE, "source", lasting=True), Iri(KG.SourceDocument))
    facts.fill(Slot(iri, LABEL, "source", lang="fi", lasting=True), Lit(source, lang="fi"))
    names.add(Thing(iri, {Iri(KG.SourceDocument)}, set(), {"fi": source}))
    return iri


def quote_of(evidence: Iri, state: State) -> tuple[Iri, Term | None]:
    """The selector that holds the quote of a piece of evidence, and the quote."""
    for selector, _ in sorted(state.values(evidence, Iri(OA.hasSelector))):
        exact = state.first(Iri(selector), Iri(OA.exact))
        if exact is not None:
            return Iri(selector), exact
    return Iri(f"{evidence}/quote"), None


def _fill_quote(quote: str | None, evidence: Iri, facts: RowFacts, state: State) -> None:
    selector, before = quote_of(evidence, state)
    held: tuple[Term, ...] = ()
    if quote:
        held = (before if before is not None and str(before) == quote else Lit(quote, lang="fi"),)
    link = Slot(evidence, Iri(OA.hasSelector), "quote", among=frozenset({selector}))
    kind = Slot(selector, TYPE, "quote", among=frozenset({Iri(OA.TextQuoteSelector)}))
    facts.fill(link, *([selector] if quote else []))
    facts.fill(kind, *([Iri(OA.TextQuoteSelector)] if quote else []))
    facts.fill(Slot(selector, Iri(OA.exact), "quote"), *held)


def source_graph_facts(graph: Iri, title: str) -> list[tuple[Iri, Iri, Term]]:
    """How the graph of a new source describes itself; the workbook's own has no title of its owner's."""
    titles = {"fi": title} if title else texts("import.sheets-title")
    facts: list[tuple[Iri, Iri, Term]] = [(graph, TYPE, Iri(KG.SourceGraph))]
    facts += [(graph, Iri(DCTERMS.title), Lit(t, lang=lang)) for lang, t in titles.items()]
    facts += [(graph, Iri(DCTERMS.rights), Lit(t, lang=lang)) for lang, t in texts("import.rights").items()]
    return facts
