"""What an import changes, in sentences about each thing: what is new, with how many members, and what differs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rdflib.namespace import RDF, SKOS

from kg.messages import in_language, listed, text
from kg.present.imported import Imported
from kg.rdf import Quad
from kg.terms import KG

_TYPE, _MEMBER = str(RDF.type), str(KG.hasMember)
_SILENT = {str(KG[c]) for c in ("Quotation", "SourceGraph", "SourceDocument")} | {str(SKOS.Concept)}
"""Things that only carry others."""
_STATEMENTS = {str(KG.Responsibility), str(KG.Description)}


def preview_lines(done: Imported, lang: str) -> Iterator[str]:
    """A sentence a thing: networks first, each with its members and the new actors among them."""
    told = _Told(done, lang)
    yield from (sentence for _, sentence in sorted(told.sentences()))


class _Told:
    def __init__(self, done: Imported, lang: str) -> None:
        self.done, self.lang = done, lang
        self.added = _by_subject(done.added)
        self.removed = _by_subject(done.removed)
        self.new = {s for s, facts in self.added.items() if _TYPE in facts and _TYPE not in self.removed.get(s, {})}

    def sentences(self) -> Iterator[tuple[tuple[int, str], str]]:
        for subject in self.added.keys() | self.removed.keys():
            if subject in self.done.names or subject in self.new:
                kinds = self.added.get(subject, {}).get(_TYPE, set())
                if kinds & _SILENT or (subject in self.new and not kinds):
                    continue
                network = str(KG.Network) in kinds or _MEMBER in self.added.get(subject, {})
                sentence = self._sentence(subject, kinds)
                if sentence:
                    yield (0 if network else 1, sentence.casefold()), sentence

    def _sentence(self, subject: str, kinds: set[str]) -> str:
        name = self._name(subject)
        if kinds & _STATEMENTS:
            return self._statement(subject)
        if subject not in self.new:
            return self._changed(subject, name)
        members = self.added[subject].get(_MEMBER, set())
        fresh = len(members & self.new)
        if str(KG.Network) in kinds:
            code = "network-new-actors" if fresh else "network" if members else "network-alone"
            return text(f"reading.said-{code}", self.lang, name=name, members=len(members), new=fresh)
        kind = self._name(min(kinds))
        return text("reading.said-new", self.lang, name=name, kind=kind)

    def _statement(self, subject: str) -> str:
        facts = self.added[subject]
        bearers = [self._name(b) for b in sorted(facts.get(str(KG.bearer), set()) | facts.get(str(KG.subject), set()))]
        objects = [self._name(o) for o in sorted(facts.get(str(KG.object), set()))]
        roles = [self._name(r) for r in sorted(facts.get(str(KG.role), set()))]
        who = listed(bearers, self.lang) if bearers else text("reading.said-nobody", self.lang)
        return text(
            "reading.said-statement", self.lang, who=who, role=listed(roles, self.lang), what=listed(objects, self.lang)
        )

    def _changed(self, subject: str, name: str) -> str:
        """Which properties differ; members by their number."""
        come, gone = self.added.get(subject, {}), self.removed.get(subject, {})
        parts = []
        for predicate in sorted(come.keys() | gone.keys()):
            more, less = come.get(predicate, set()), gone.get(predicate, set())
            if predicate == _MEMBER:
                counts = [f"+{len(more)}"] * bool(more) + [f"−{len(less)}"] * bool(less)
                parts.append(f"{self._name(predicate)} {', '.join(counts)}")
            else:
                parts.append(self._name(predicate))
        return text("reading.said-changed", self.lang, name=name, what=listed(parts, self.lang)) if parts else ""

    def _name(self, iri: str) -> str:
        return named(iri, self.done, self.lang)


def named(iri: str, done: Imported, lang: str) -> str:
    """What a thing or a term is called in a language; never its IRI."""
    for plain, key in ((_TYPE, "said-kind"), (str(SKOS.prefLabel), "said-name")):
        if iri == plain:
            return text(f"reading.{key}", lang)
    return in_language(done.words.get(iri, {}), lang) or done.names.get(iri) or iri.rsplit("/", 1)[-1]


def _by_subject(quads: frozenset[Quad]) -> Mapping[str, dict[str, set[str]]]:
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for s, p, o, _ in quads:
        found[str(s)].setdefault(str(p), set()).add(str(o))
    return found
