"""Planners' spreadsheets into the store, through every stage: read, understand, compare, check, write.

Any mistake, and nothing is written; else one transaction holds the facts and their history.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kg.changes import Waiting, kept_state, state
from kg.check import Finding, check
from kg.closed import exchanged
from kg.errors import Misuse
from kg.load.corrections import corrections_graph, seen, withdrawn_graph
from kg.load.fill import fill
from kg.load.iris import slug
from kg.load.sheets.compare import Comparison, compare
from kg.load.sheets.facts import RowFacts
from kg.load.sheets.known import known_things, known_titles, known_words
from kg.load.sheets.meaning import Meaning, understand
from kg.load.sheets.municipality import municipality_facts
from kg.load.sheets.names import Names, Words
from kg.load.sheets.rows import check_rows
from kg.load.sheets.state import State
from kg.load.shipped import SHARED, shared_files
from kg.load.tabular.reader import Understanding, signature
from kg.present.imported import Imported
from kg.rdf import Iri, Quad
from kg.reading import add_confirmed, opened
from kg.sources.records import Fault, Note, Read
from kg.store import Context, Data, EmbeddedStore
from kg.store.acts import Deed
from kg.store.changes import difference
from kg.store.disk import keep
from kg.store.history import Entry, commit
from kg.store.opening import alone
from kg.store.readings import remember
from kg.terms import KG, VOCAB

Progress = Callable[[str], None]
CONFLICTS = ("update", "stop", "skip")


@dataclass(frozen=True)
class Options:
    """How an import goes about it."""

    on_conflict: str = "update"
    dry_run: bool = False
    progress: Progress = lambda step: None
    waiting: Waiting = lambda: None
    readings: Mapping[str, Any] = field(default_factory=dict)
    """File name → CSVW metadata that say how the file is read."""
    accept: bool = False
    """Take every reading as it is proposed, as far as one is."""
    account: str = ""
    """Of whoever imports, where that is known."""


def municipality_slug(name: str) -> str:
    """The municipality that `--into` names; raises Misuse for a name that cannot be one."""
    key = slug(name)
    if not key or key == SHARED or len(key) > 60 or "%" in key:
        raise Misuse("import.no-municipality", name=name)
    return key


def import_files(files: Sequence[Path], into: str, path: Path, options: Options | None = None) -> Imported:
    """Import spreadsheets into a municipality's graph in the store at `path`."""
    how = options or Options()
    municipality = municipality_slug(into)
    started = datetime.now(UTC)
    how.progress("read")
    read, foreign = opened(files, how.readings, how.accept)
    with nullcontext() if how.dry_run else alone(path, waiting=how.waiting):
        proposals = []
        if foreign:
            proposals = add_confirmed(read, foreign, how.readings, how.accept, understanding(into, path))
        trial = Trial(municipality, into.strip(), path, read, how)
        result = trial.run()
        result.proposals = proposals
        if result.faults or how.dry_run or not trial.comparison.added | trial.comparison.removed:
            return result
        how.progress("write")
        sums = tuple((f.name, keep(path, f.read_bytes(), f.suffix.lower())) for f in files)
        counts = {f"rows{k.capitalize()}": n for k, n in result.rows.items()}
        deeds = (Deed("import", how.account),) if how.account else ()
        entry = Entry("import", municipality, started, sums, counts, tuple(sorted(trial.comparison.graphs)), deeds)
        base = trial.old - kept_state(path, municipality, (withdrawn_graph(municipality),))
        change = difference(trial.old, trial.new)
        del trial, read  # large files: what was understood need not stand beside what is written
        with exchanged(path, municipality):
            result.record = commit(path, change, entry, base)
        for proposal in proposals:
            remember(path, municipality, signature(proposal), proposal.metadata())
    return result


def understanding(into: str, path: Path) -> Understanding:
    """What a municipality's files are understood with."""
    municipality = municipality_slug(into)
    shared = shared_quads()
    old = seen(state(path, municipality, (withdrawn_graph(municipality),)), municipality)
    names = Names(municipality, [*known_things(shared), *known_things(old)])
    whole = State(municipality, old, known_titles(old)).whole_area() or into.strip()
    return Understanding(names, Words(known_words(shared)), whole, municipality, path)


def called(names: Names, municipality: str, typed: str) -> str:
    """What a municipality is called: as it is known, else as it was typed."""
    own = [t for t in names.things.values() if KG.Municipality in t.classes and t.iri.startswith(names.own)]
    return own[0].name() if len(own) == 1 else typed


@cache
def shared_quads() -> tuple[Quad, ...]:
    """What every municipality shares, as shipped."""
    return tuple(q for g in _shared_store().graph_names() for q in _shared_store().quads(g))


@cache
def _shared_store() -> EmbeddedStore:
    shared = EmbeddedStore()
    fill(shared, shared_files())
    return shared


class Trial:
    """Everything but the writing."""

    def __init__(self, municipality: str, name: str, path: Path, read: Read, how: Options) -> None:
        self.municipality, self.name, self.read, self.how = municipality, name, read, how
        self.old = state(path, municipality, (withdrawn_graph(municipality),))
        self.new = self.old
        self.comparison = Comparison()

    def known(self) -> tuple[Words, Names, State]:
        """The words and names that cells may hold, and what is said of things now."""
        shared, old = shared_quads(), seen(self.old, self.municipality)
        names = Names(self.municipality, [*known_things(shared), *known_things(old)])
        return Words(known_words(shared)), names, State(self.municipality, old, known_titles(old))

    def run(self) -> Imported:
        words, names, before = self.known()
        self.how.progress("rows")
        rows, faults = check_rows(self.read, words)
        self.how.progress("meaning")
        meaning = understand(rows, self.read, names, before)
        result = Imported(self.municipality, faults=faults + meaning.faults, notes=self.read.notes + meaning.notes)
        result.name = called(names, self.municipality, self.name)
        result.new_actors = list(meaning.new_actors.values())
        if result.faults:
            return self._sorted(result)
        self.compare(meaning, before, result)
        result.names = {str(t.iri): t.name() for t in names.things.values()}
        ours = (KG.base, str(VOCAB))
        result.words = {str(t.iri): t.names for t in names.things.values() if t.iri.startswith(ours)}
        if not result.faults:
            self._check(meaning, result)
        return self._sorted(result)

    def compare(self, meaning: Meaning, before: State, result: Imported) -> None:
        self.how.progress("compare")
        found = self.comparison = compare(meaning.facts, before, self.how.on_conflict)
        result.rows = {"added": found.rows_added, "updated": found.rows_updated, "skipped": found.rows_skipped}
        result.added, result.removed = frozenset(found.added - self.old), frozenset(found.removed)
        result.faults += [self._conflict(row, column, meaning) for row, column in found.conflicts]
        if found.added:
            found.added |= municipality_facts(self.municipality, self.name, self.old | found.added)
        corrected = {q[0] for q in found.removed if q[3] == corrections_graph(self.municipality)}
        result.notes += [Note("changes-correction", {"thing": before.name(thing)}) for thing in sorted(corrected)]
        self.new = (self.old - found.removed - self._shown_again(found)) | found.added

    def _shown_again(self, found: Comparison) -> set[Quad]:
        """What was withdrawn and is now said anew is withdrawn no more."""
        mark = withdrawn_graph(self.municipality)
        return {(s, p, o, mark) for s, p, o, _ in found.added}

    def _conflict(self, row: RowFacts, column: str, meaning: Meaning) -> Fault:
        record = meaning.subjects[row.subject][0].record
        value = str(record.values.get(column, ""))
        header = self.read.headers.get((record.file, record.title, column), column or "tunnus")
        key = row.subject.rsplit("/", 1)[1]
        return Fault("conflict", record.file, record.title, record.row, header, value, {"thing": key})

    def _check(self, meaning: Meaning, result: Imported) -> None:
        """The structure shapes on old plus new: what the rows broke blocks, with its row and column."""
        self.how.progress("check")
        found = self.findings(self.new)
        touched = self.comparison.touched
        strange = [f for f in found if f.severity == "Violation" and f.focus not in touched]
        before = self.findings(self.old) if strange or self.how.dry_run else []
        known = {f.key() for f in before}
        result.appearing = [f for f in found if f.key() not in known] if self.how.dry_run else []
        result.vanishing = [f for f in before if f.key() not in {f.key() for f in found}]
        broken = [f for f in found if f.severity == "Violation" and (f.focus in touched or f.key() not in known)]
        result.faults += [self._violation(f, meaning) for f in broken]

    def findings(self, quads: Iterable[Quad]) -> list[Finding]:
        staged = EmbeddedStore()
        staged.copy(_shared_store(), _shared_store().graph_names())
        staged.extend(seen(set(quads), self.municipality))
        graphs = staged.graph_names()
        staged.merge(graphs)
        context = Context(municipality=self.municipality)
        return list(check(Data(staged, self.municipality, tuple(graphs), context), ("structure",)).results)

    def _violation(self, finding: Finding, meaning: Meaning) -> Fault:
        """A finding at the row that its thing comes from, in the column of its property."""
        row = self.comparison.touched.get(Iri(str(finding.focus)))
        facts: dict[str, object] = {"message": dict(finding.message), "fix": dict(finding.fix)}
        value = "" if finding.value is None else str(finding.value)
        if row is None:
            name = finding.label.get("fi") or str(finding.focus).rsplit("/", 1)[1]
            return Fault("violation", "–", "–", 0, "–", name, facts)
        column = next((s.column for s in row.slots if s.predicate == finding.path and s.column), "")
        file, title, number = row.place
        header = self.read.headers.get((file, title, column), column or "–")
        entered = (
            meaning.subjects[row.subject][0].record.values.get(column) if row.subject in meaning.subjects else None
        )
        return Fault("violation", file, title, number, header, str(entered or value.rsplit("/", 1)[-1]), facts)

    def _sorted(self, result: Imported) -> Imported:
        order = {s: i for i, s in enumerate(dict.fromkeys(f.file for f in result.faults))}
        result.faults.sort(key=lambda f: (order[f.file], f.sheet, f.row, f.column, f.code))
        return result
