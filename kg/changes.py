"""Changes to the store on disk: RDF in, an import taken back. Each is one transaction with its history.

A municipality that the package ships lies in the store only once it was changed: its first change copies its graphs
there, in the same transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kg.closed import APART, exchanged, source_graphs
from kg.errors import Misuse
from kg.load.depth import DEEPEST, too_deep
from kg.load.fill import fill
from kg.load.iris import slug
from kg.load.shipped import SHARED, SHIPPED, graph_iri, inferred_graph, municipality_files
from kg.rdf import Iri, Quad
from kg.store import EmbeddedStore
from kg.store.acts import Deed, act_quads
from kg.store.acts import record as write_down
from kg.store.changes import Change, difference, read_change
from kg.store.disk import apply, keep, kept_file
from kg.store.documents import read_document
from kg.store.forget import forget as forget_import
from kg.store.history import Entry, ImportRecord, commit, history_graph, imports, note
from kg.store.opening import alone, snapshot
from kg.terms import GRAPH, ID

Waiting = Callable[[], None]


def kept_state(path: Path, municipality: str, also: Sequence[str] = ()) -> set[Quad]:
    """The municipality's sources as the store on disk holds them, and the graphs `also`; empty where it has none."""
    store = snapshot(path)
    graphs = {*source_graphs(store, municipality), *also}
    return {q for g in graphs for q in store.quads(g)}


def state(path: Path, municipality: str, also: Sequence[str] = ()) -> set[Quad]:
    """The municipality's sources as the store on disk holds them, else as the package ships them, else nothing."""
    kept = kept_state(path, municipality, also)
    if municipality not in SHIPPED or source_graphs(snapshot(path), municipality):
        return kept
    return kept | shipped_state(municipality)


def shipped_state(municipality: str) -> set[Quad]:
    """The municipality's sources as the package ships them."""
    shipped = EmbeddedStore()
    fill(shipped, municipality_files(municipality))
    return {q for g in shipped.graph_names() for q in shipped.quads(g)}


@dataclass(frozen=True)
class Loaded:
    """What `kg load` did."""

    record: ImportRecord | None
    added: int
    graphs: tuple[str, ...]
    left_out: tuple[str, ...]
    """Graphs of the documents that come with the program or follow from the sources: not loaded."""
    named: int
    """Nameless nodes that got a name."""
    kept: Mapping[str, int] = field(default_factory=dict)
    """Properties of another system that are kept as they stand, and how often each."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Parts of another system's document that were left out, and how many of each."""


def load_documents(
    files: Sequence[Path], municipality: str, path: Path, graph: str | None, waiting: Waiting | None = None
) -> Loaded:
    """Load RDF files into the store as one change. Quads keep their graph names; triples go to `graph`.

    Without `graph`, the triples of a file go to a source that has the file's name.
    """
    started = datetime.now(UTC)
    found, named = _read(files, municipality, graph)
    brought = {str(q[3]) for q in found}
    graphs = tuple(sorted(g for g in brought if not _not_loaded(g, municipality)))
    wanted = {q for q in found if q[3] in graphs}
    with alone(path, waiting=waiting):
        old = state(path, municipality, graphs)
        fresh = len(wanted - old)
        record = None
        if fresh:
            _check_depth(old | wanted)
            sums = tuple((f.name, keep(path, f.read_bytes(), f.suffix.lower())) for f in files)
            entry = Entry("load", municipality, started, sums, graphs=graphs)
            base = old - kept_state(path, municipality, graphs)
            with exchanged(path, municipality):
                record = commit(path, difference(old, old | wanted), entry, base)
    return Loaded(record, fresh, graphs, tuple(sorted(brought - set(graphs))), named)


def _read(files: Sequence[Path], municipality: str, graph: str | None) -> tuple[list[Quad], int]:
    found: list[Quad] = []
    named = 0
    for file in files:
        quads, nameless = read_document(file, str(ID[f"{municipality}/genid/"]))
        target = Iri(graph or graph_iri(municipality, slug(file.stem) or "sheets"))
        found += [(s, p, o, g or target) for s, p, o, g in quads]
        named += nameless
    return found, named


def _not_loaded(graph: str, municipality: str) -> bool:
    """Whether no document may bring this graph: it is shipped, derived, or written by the program alone.

    Another municipality's graph is refused: made-up data never stands beside real data. So is one whose name is no
    source's.
    """
    if not graph.startswith(str(GRAPH)):
        return False
    owner, _, source = graph.removeprefix(str(GRAPH)).partition("/")
    if (owner == SHARED and source) or graph in {graph_iri(municipality, name) for name in APART}:
        return True
    if not owner or not source or "/" in source:
        raise Misuse("load.no-source-graph", graph=graph, pattern=graph_iri(municipality, "…"))
    if owner != municipality:
        raise Misuse("load.other-municipality", owner=owner, municipality=municipality)
    return False


def _check_depth(quads: set[Quad]) -> None:
    """What was loaded must be readable again: its closures may not outgrow it."""
    if found := too_deep(quads):
        thing, prop, depth = found
        raise Misuse("load.too-deep-chain", thing=thing, property=prop, depth=depth, most=DEEPEST)


def undo(municipality: str, path: Path, waiting: Waiting | None = None, account: str = "") -> ImportRecord:
    """Take the last import that stands back, to the letter, and say so in the history.

    A shipped municipality that is as the package ships it again leaves the store.
    """
    with alone(path, waiting=waiting):
        standing = [r for r in imports(snapshot(path), municipality) if r.stands]
        if not standing:
            raise Misuse("history.nothing-to-undo", municipality=municipality)
        last = standing[-1]
        change = read_change(kept_file(path, last.change, ".change")).back()
        now = kept_state(path, municipality, _graphs(change))
        after = change.on(now)
        if len(standing) == 1 and municipality in SHIPPED and after == shipped_state(municipality):
            after = set()
        step = difference(now, after)
        deeds = [Deed("undo", account, str(last.iri))] if account else []
        done = act_quads(path, municipality, deeds)
        with exchanged(path, municipality):
            apply(path, step.removed, [*step.added, *note(municipality, "undo", last), *done])
    return last


def forget(
    municipality: str, number: str, path: Path, waiting: Waiting | None = None, account: str = ""
) -> ImportRecord:
    """Take one import out with its kept files."""
    with alone(path, waiting=waiting), exchanged(path, municipality):
        record = forget_import(path, municipality, number)
        if account:
            write_down(path, municipality, [Deed("forget", account, str(record.iri))])
        return record


def _graphs(change: Change) -> tuple[str, ...]:
    return tuple({str(q[3]) for q in change.added | change.removed})


def state_named(name: str, municipality: str, path: Path) -> set[Quad]:
    """A state to compare: `now`, the number of an import (0 = before the first), or an exported file."""
    if name in ("now", "nyt", "nu"):
        return state(path, municipality)
    if name.isdigit():
        return _state_after(int(name), municipality, path)
    quads, _ = _read([Path(name)], municipality, None)
    apart = (graph_iri(SHARED, ""), inferred_graph(municipality), history_graph(municipality))
    return {q for q in quads if not str(q[3]).startswith(apart)}


def _state_after(number: int, municipality: str, path: Path) -> set[Quad]:
    records = imports(snapshot(path), municipality)
    if number and not any(r.number == number for r in records):
        raise Misuse("history.no-such-import", number=number)
    quads = state(path, municipality)
    for record in reversed([r for r in records if r.number > number and r.stands]):
        quads = read_change(kept_file(path, record.change, ".change")).back().on(quads)
    return quads
