"""A proposal tried on the sources: what it would change, what is wrong with it, and the change that accepting it is.

It goes the way of a row of a sheet (`kg.importing`), with three differences: only the cells that were changed count,
what it says goes to the graph of corrections, and what it takes back is withdrawn there and not cut out of a source.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from rdflib.namespace import DCTERMS

from kg.changes import kept_state
from kg.editing.proposals import Draft
from kg.errors import Misuse
from kg.importing import Options, Trial, shared_quads
from kg.load.corrections import corrections_graph, seen, withdrawn_graph
from kg.load.iris import named_iri
from kg.load.sheets.compare import Comparison, compare
from kg.load.sheets.facts import LABEL, TYPE, RowFacts
from kg.load.sheets.meaning import Meaning
from kg.load.sheets.names import Names, Words
from kg.load.sheets.state import State
from kg.load.sheets.statements import source_graph_facts
from kg.messages import texts
from kg.present.imported import Imported
from kg.present.sheets.catalogue import Catalogue
from kg.present.sheets.rows import as_cell_text, thing_cells
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.sources.files import flaw, shown, typed
from kg.sources.records import Fault, Read, Record
from kg.sources.sheets import SHEETS, Column, Sheet, fold
from kg.store.changes import Change, difference
from kg.terms import ID, KG, OA

FORM = "–"
"""Stands in the place of a file's name."""
EVIDENCE = ("quote", "section", "source")
"""What the form asks once for the whole proposal, not cell by cell."""
MOST_TEXT = 5_000
"""The longest reason, source or quote."""


def sheet_of_draft(draft: Draft) -> Sheet:
    """The sheet that a draft is a row of; raises Misuse."""
    for sheet in SHEETS:
        if sheet.key == draft.sheet:
            return sheet
    raise Misuse("proposals.no-such-sheet", sheet=draft.sheet, known=", ".join(s.key for s in SHEETS))


class Correction(Trial):
    """One draft on the municipality's data; `run` tells what would come of it, `change` is that.

    `compared`: whether `run` also tells which findings would appear and vanish.
    """

    def __init__(self, municipality: str, path: Path, draft: Draft, number: int = 0, *, compared: bool = False) -> None:
        self.sheet, self.draft, self.number = sheet_of_draft(draft), draft, number
        super().__init__(municipality, municipality, path, Read(), Options(dry_run=compared))
        self.path = path
        self.read = self._read()

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.municipality, shared_quads(), seen(self.old, self.municipality), "fi")

    @cached_property
    def current(self) -> Mapping[str, str]:
        """The texts of the thing's cells now."""
        if Iri(self.draft.thing) not in self.catalogue.names.things:
            return {}
        cells = thing_cells(self.sheet, Iri(self.draft.thing), self.catalogue)
        return {column: as_cell_text(value) for column, value in cells.items()}

    def known(self) -> tuple[Words, Names, State]:
        return self.catalogue.words, self.catalogue.names, self.catalogue.state

    @property
    def stale(self) -> dict[str, tuple[str, str]]:
        """Column → what stood there when the form was opened, and what stands there now, where these differ."""
        before = self.draft.before
        found = {c: (before.get(c, ""), self.current.get(c, "")) for c in self.draft.cells if self.draft.thing}
        return {c: pair for c, pair in found.items() if fold(pair[0]) != fold(pair[1])}

    @property
    def change(self) -> Change:
        return difference(self.old, self.new)

    @property
    def base(self) -> set[Quad]:
        """What the change builds on and the store does not hold yet."""
        return self.old - kept_state(self.path, self.municipality, (withdrawn_graph(self.municipality),))

    def run(self) -> Imported:
        if self.read.faults:
            return Imported(self.municipality, faults=list(self.read.faults))
        return super().run()

    # the draft as a record of a sheet

    def _read(self) -> Read:
        read = Read(columns={self.sheet.key: set()})
        record = Record(FORM, self.sheet, self.sheet.fi, self.number, {})
        if self.draft.thing:
            self._complete(record)
        for column in self.sheet.columns:
            if column.key in self.draft.cells:
                self._enter(record, column, self.draft.cells[column.key], read)
        if not self.draft.thing and self.sheet.key == "responsibilities":
            self._enter(record, self.sheet.column("source"), self.draft.source, read)
            self._enter(record, self.sheet.column("quote"), self.draft.quote, read)
        read.columns[self.sheet.key] |= {*record.values, *self.draft.cells}
        read.headers = {(FORM, self.sheet.fi, c.key): c.fi for c in self.sheet.columns}
        read.records.append(record)
        read.faults += self._faults_of_form()
        return read

    def _complete(self, record: Record) -> None:
        """A row cannot do without its required cells: those that nobody changes hold what they held."""
        required = {c.key for c in self.sheet.columns if c.required} | {"id"}
        record.values.update({c: v for c, v in self.current.items() if c in required and v})

    def _enter(self, record: Record, column: Column, text: str, read: Read) -> None:
        value = typed(text)
        record.values.pop(column.key, None)
        if not value:
            return
        code, facts = flaw(value, column)
        if code:
            read.faults.append(self._fault(code, column.fi, shown(value[:40]), facts))
        else:
            record.values[column.key] = value

    def _faults_of_form(self) -> list[Fault]:
        """What every proposal needs, whatever its sheet: a source, a reason, a thing that is known, some change."""
        draft, found = self.draft, []
        for name, text in (("lähde", draft.source), ("sitaatti", draft.quote), ("perustelu", draft.reason)):
            column = Column(name, name)
            code, facts = flaw(typed(text), column) if text else ("", {})
            if len(text) > MOST_TEXT:
                code, facts = "cell-too-long", {"length": len(text), "most": MOST_TEXT}
            if not typed(text) and name != "sitaatti":
                code = "missing-value"
            if code:
                found.append(self._fault(code, name, shown(text[:40]), facts))
        if draft.thing and draft.thing not in self.catalogue.names.things:
            found.append(self._fault("no-such-thing", "tunnus", draft.thing.rsplit("/", 1)[-1]))
        if unknown := sorted(set(draft.cells) - {c.key for c in self.sheet.columns}):
            found.append(self._fault("no-such-column", unknown[0]))
        if draft.thing and all(fold(t) == fold(self.current.get(c, "")) for c, t in draft.cells.items()):
            found.append(self._fault("changes-nothing", "–"))
        return found

    def _fault(self, code: str, column: str, value: str = "", facts: Mapping[str, object] | None = None) -> Fault:
        return Fault(code, FORM, self.sheet.fi, self.number, column, value, dict(facts or {}))

    # what it says, as a change

    def compare(self, meaning: Meaning, before: State, result: Imported) -> None:
        """The change, in the graph of corrections; names of persons are refused where an import warns."""
        result.faults += [
            self._fault("person-not-post", str(n.facts["column"]), str(n.facts["value"]))
            for n in meaning.notes
            if n.key == "like-a-person"
        ]
        if not result.faults:
            self._change(meaning, before, result)

    def _change(self, meaning: Meaning, before: State, result: Imported) -> None:
        rows = [self._narrowed(facts) for facts in meaning.facts]
        found = self.comparison = compare(rows, before, "update")
        self._aside(found, before)
        if found.added | found.removed:
            found.added |= self._record(rows[0].subject, before) - self.old
        result.added, result.removed = frozenset(found.added), frozenset(found.removed)
        self.new = (self.old - found.removed) | found.added

    def _narrowed(self, facts: RowFacts) -> RowFacts:
        """Of a thing that is known, only what the changed cells say."""
        if self.draft.thing:
            facts.slots = {s: v for s, v in facts.slots.items() if s.column in self.draft.cells}
            facts.source = None
        return facts

    def _aside(self, found: Comparison, before: State) -> None:
        """Facts that come go to the corrections; facts that go from a source are withdrawn beside it."""
        own, mark = corrections_graph(self.municipality), withdrawn_graph(self.municipality)
        come = {(s, p, o) for s, p, o, g in found.added if s != g}
        back = {(s, p, o, mark) for s, p, o in come} & self.old
        gone = {q for q in found.removed if q[3] == own}
        taken: set[Quad] = {(s, p, o, mark) for s, p, o, g in found.removed if g != own}
        corrected: set[Quad] = {(s, p, o, own) for s, p, o in come if (s, p, o, mark) not in back}
        found.added, found.removed = (taken | corrected) - self.old, back | gone
        found.graphs = {str(own), str(mark)} & {str(q[3]) for q in found.added | found.removed}
        if corrected and not before.knows(own):
            about = [f for f in source_graph_facts(own, "") if f[1] != DCTERMS.title]
            named = [(own, Iri(DCTERMS.title), Lit(t, lang=lang)) for lang, t in texts("proposals.graph").items()]
            found.added |= {(s, p, o, own) for s, p, o in (*about, *named)}
            found.graphs.add(str(own))

    def _record(self, thing: Iri, before: State) -> set[Quad]:
        """On what the correction stands: its source, its quote and its day, in the graph of corrections."""
        own, draft = corrections_graph(self.municipality), self.draft
        node = Iri(ID[f"{self.municipality}/correction/{self.number}"])
        facts: list[tuple[Iri, object, Term]] = [
            (node, DCTERMS.subject, thing),
            (node, DCTERMS.source, Lit(typed(draft.source))),
            (node, DCTERMS.date, Lit(date.today().isoformat(), datatype=XSD + "date")),
        ]
        if draft.quote:
            facts.append((node, OA.exact, Lit(typed(draft.quote))))
        if draft.thing and self.sheet.key == "responsibilities":
            facts += self._evidence(thing, before)
        return {(s, Iri(str(p)), o, own) for s, p, o in facts}

    def _evidence(self, statement: Iri, before: State) -> list[tuple[Iri, object, Term]]:
        """A further piece of evidence of a statement that is corrected: what its own source says stays."""
        about = Iri(ID[f"{self.municipality}/evidence/correction-{self.number}"])
        source = typed(self.draft.source)
        known = self.catalogue.names.resolve("document", source)
        document = known[0] if known else named_iri(self.municipality, "document", source)
        facts: list[tuple[Iri, object, Term]] = [
            (statement, KG.evidence, about),
            (about, TYPE, Iri(KG.Quotation)),
            (about, TYPE, Iri(OA.SpecificResource)),
            (about, OA.hasSource, document),
        ]
        if not known:
            facts += [(document, TYPE, Iri(KG.SourceDocument)), (document, LABEL, Lit(source, lang="fi"))]
        if self.draft.quote:
            selector = Iri(f"{about}/quote")
            facts += [(about, OA.hasSelector, selector), (selector, TYPE, Iri(OA.TextQuoteSelector))]
            facts.append((selector, OA.exact, Lit(typed(self.draft.quote), lang="fi")))
        return facts
