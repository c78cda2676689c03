"""Facts of rows against the sources as they were: what an import adds, changes, skips and removes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.load.iris import slug
from kg.load.sheets.facts import TYPE, RowFacts, Slot
from kg.load.sheets.state import State
from kg.load.sheets.statements import source_graph_facts
from kg.load.shipped import graph_iri
from kg.rdf import Iri, Quad, Term
from kg.sources.sheets import fold
from kg.terms import KG, OA


@dataclass
class Comparison:
    """The change that the rows ask for; `conflicts` are rows whose thing is known and says something else."""

    added: set[Quad] = field(default_factory=set)
    removed: set[Quad] = field(default_factory=set)
    rows_added: int = 0
    rows_updated: int = 0
    rows_skipped: int = 0
    conflicts: list[tuple[RowFacts, str]] = field(default_factory=list)
    """Each with the column that differs."""
    graphs: set[str] = field(default_factory=set)
    touched: dict[Iri, RowFacts] = field(default_factory=dict)
    """Every thing that a change is about, with the row that it comes from."""


def compare(rows: Iterable[RowFacts], state: State, on_conflict: str) -> Comparison:
    """The change. `on_conflict`: a known thing that says something else is updated, skipped, or a conflict (stop)."""
    found = Comparison()
    for row in rows:
        known = state.knows(row.subject)
        added, removed, column = _difference(row, state)
        if (not added and not removed) or (known and on_conflict == "skip"):
            found.rows_skipped += 1
        elif known and on_conflict == "stop":
            found.conflicts.append((row, column))
        else:
            found.rows_added += not known
            found.rows_updated += known
            _take(found, row, added, removed)
    found.removed -= found.added
    _describe_graphs(found, rows, state)
    return found


def _take(found: Comparison, row: RowFacts, added: set[Quad], removed: set[Quad]) -> None:
    found.added |= added
    found.removed |= removed
    for s, _, _, g in added | removed:
        found.touched.setdefault(s, row)
        found.graphs.add(str(g))


def _difference(row: RowFacts, state: State) -> tuple[set[Quad], set[Quad], str]:
    """Quads to add, quads to remove, and the first column that differs."""
    home = state.home(row.subject)
    target = _target(row, state, home)
    moves = home is not None and target != home
    added: set[Quad] = set()
    removed: set[Quad] = set()
    column = ""
    for slot, values in row.slots.items():
        come, gone = _slot_difference(slot, values, state, target, moves and _moves(slot, state, home))
        if (come or gone) and not column:
            column = slot.column
        added |= come
        removed |= gone
    return added, removed, column


def _slot_difference(
    slot: Slot, values: tuple[Term, ...], state: State, target: Iri, moves: bool
) -> tuple[set[Quad], set[Quad]]:
    """A fact that stands in any source of the municipality stays there, unless its row now names another source."""
    before = [(o, g) for o, g in state.values(slot.subject, slot.predicate) if slot.owns(o)]
    gone: set[Quad] = set()
    held = {o for o, _ in before}
    if moves:
        gone = {(slot.subject, slot.predicate, o, g) for o, g in before if g != target}
        held = {o for o, g in before if g == target}
    if not slot.lasting:
        gone |= {(slot.subject, slot.predicate, o, g) for o, g in before if o not in values}
    come: set[Quad] = {(slot.subject, slot.predicate, o, target) for o in values if o not in held}
    if slot.lasting and slot.lang and before:
        come = set()
    return come, gone


def _moves(slot: Slot, state: State, home: Iri | None) -> bool:
    """Only what lies in the row's old source moves with it; a document or a task may belong to others too."""
    return (state.home(slot.subject) == home and slot.column != "source") or slot.predicate == TYPE


def _target(row: RowFacts, state: State, home: Iri | None) -> Iri:
    """The graph of the row's source; a row that names the source it had stays where it is."""
    if home is not None and (row.source is None or fold(row.source) == fold(current_source(row, state, home))):
        return home
    return state.graph(row.source or "", slug(row.source or ""))


def current_source(row: RowFacts, state: State, home: Iri) -> str:
    """What the `lähde` of the row's thing says now: a statement's document, else the title of its graph."""
    if row.sheet == "responsibilities":
        return document_name(row.subject, state)
    return state.title(home)


def document_name(statement: Iri, state: State) -> str:
    """The name of the document that a statement's evidence points to."""
    evidence = state.first(statement, Iri(KG.evidence))
    document = state.first(Iri(evidence), Iri(OA.hasSource)) if evidence else None
    return state.name(Iri(document)) if document else ""


def _describe_graphs(found: Comparison, rows: Iterable[RowFacts], state: State) -> None:
    """A source that is new describes itself in its own graph."""
    titles = {state.graph(r.source, slug(r.source)): r.source for r in rows if r.source}
    titles[Iri(graph_iri(state.municipality, "sheets"))] = ""
    for graph in {Iri(g) for g in found.graphs} & titles.keys():
        if not state.knows(graph):
            found.added |= {(s, p, o, graph) for s, p, o in source_graph_facts(graph, titles[graph])}
