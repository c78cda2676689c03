"""Reason: what follows from the sources, rule by rule, and whether the graph contradicts itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.closed import source_graphs
from kg.commands.municipality import Municipality
from kg.errors import Misuse
from kg.load.shipped import inferred_graph
from kg.pipeline import open_data, store_path
from kg.rdf import Quad
from kg.reason.axioms import axioms_of
from kg.reason.closures import rematerialise
from kg.reason.consistency import Verdict, judge
from kg.reason.refresh import refresh, refresh_server
from kg.servers import address
from kg.store import Data, EmbeddedStore
from kg.store.opening import snapshot


@dataclass(frozen=True)
class Reasoned:
    """How many facts each rule gave, and the verdict (None where it was not asked for).

    `written` are the place and the numbers of facts that came and went, where the inferred graph was kept.
    """

    data: Data
    counts: Mapping[str, int]
    verdict: Verdict | None
    written: tuple[Path, int, int] | None


def reason(municipality: Municipality, *, check: bool = True) -> Reasoned:
    """What follows. Of a whole municipality the inferred graph is written anew where it is kept."""
    data = _in_memory(municipality)
    assert isinstance(data.store, EmbeddedStore)
    inferred = inferred_graph(municipality.name)
    counts = rematerialise(data.store, [g for g in data.graphs if g != inferred], inferred)
    verdict = judge(axioms_of(data)) if check else None
    written = None if municipality.sources else _keep(municipality, data.store.quads(inferred))
    return Reasoned(data, counts, verdict, written)


def drop(municipality: str, store: Path | str | None) -> tuple[Path, int] | None:
    """Take the inferred graph out of the store: where it was, and how many facts; None of a server's."""
    inferred = inferred_graph(municipality)
    if server := address(store):
        refresh_server(server, inferred, [])
        return None
    path = store_path(store)
    if not path.exists():
        raise Misuse("reason.no-store", path=path)
    return path, refresh(path, inferred, [])[1]


def _in_memory(municipality: Municipality) -> Data:
    """The data in memory, wherever they are kept: rules write, and a server's graphs change only as a whole."""
    data = municipality.data
    if isinstance(data.store, EmbeddedStore):
        return municipality.in_memory(data.context.as_of)
    names = [g.rsplit("/", 1)[1] for g in data.graphs if g != inferred_graph(municipality.name)]
    return open_data(municipality.name, store=municipality.store, sources=names, context=data.context)


def _keep(municipality: Municipality, quads: Sequence[Quad]) -> tuple[Path, int, int] | None:
    """Write the inferred graph where the municipality is kept: into the store on disk, or onto the server."""
    inferred = inferred_graph(municipality.name)
    if server := address(municipality.store):
        refresh_server(server, inferred, list(quads))
        return None
    path = store_path(municipality.store)
    if not path.exists() or not source_graphs(snapshot(path), municipality.name):
        return None
    added, removed = refresh(path, inferred, list(quads))
    return path, added, removed
