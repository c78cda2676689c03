"""The stages in order: from shipped files and a store to data that a command can ask."""

import os
from collections.abc import Sequence
from pathlib import Path

from kg.closed import make_closed, open_closed
from kg.errors import Misuse
from kg.load.fill import fill
from kg.load.shipped import HOME, SHARED, graph_iri, register_files, shared_files
from kg.rdf import Quad
from kg.servers import address, open_remote
from kg.store import Context, Data, EmbeddedStore
from kg.store.kept import Closed
from kg.store.opening import snapshot


def default_store() -> Path:
    """Where imports go when neither `--store` nor KG_STORE names a place."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "vastuuverkko" / "store"


def store_path(store: Path | str | None) -> Path:
    """The store on disk that `--store`, else KG_STORE, else the default place names. Imports never go to a server."""
    if store and address(store):
        raise Misuse("remote.local-only", url=store)
    place = store or os.environ.get("KG_STORE")
    return Path(default_store() if not place or address(place) else place)


def open_data(
    municipality: str = HOME,
    *,
    store: Path | str | None = None,
    sources: Sequence[str] = (),
    context: Context | None = None,
) -> Data:
    """The shared graphs, the chosen sources, and what follows from them: to be read, and never changed.

    `sources` keeps only the graphs of those names (of the municipality or shared). Raises Misuse for an unknown
    municipality or source. Where `store` or KG_STORE is the address of a server, the data stay there.
    """
    if server := address(store):
        return open_remote(municipality, server, sources, context)
    path = store_path(store)
    found = make_closed(municipality, path, sources) if sources else open_closed(municipality, path)
    return _data(found, municipality, context)


def working_data(
    municipality: str, store: Path | str | None, sources: Sequence[str] = (), context: Context | None = None
) -> Data:
    """The same as a copy in memory, for who changes it or asks hundreds of questions of everything."""
    if address(store):
        return open_data(municipality, store=store, sources=sources, context=context).working_copy()
    return _data(make_closed(municipality, store_path(store), sources), municipality, context)


def _data(closed: Closed, municipality: str, context: Context | None) -> Data:
    context = context or Context(municipality=municipality)
    return Data(closed.store, municipality, closed.graphs, context, tables=closed.tables)


def open_register() -> Data:
    """The register of statutory duties with the shared graphs that it speaks of, in memory and of no municipality."""
    working = EmbeddedStore()
    graphs = fill(working, (*shared_files(), *register_files()))
    working.merge(graphs)
    return Data(working, SHARED, tuple(graphs), Context(municipality=SHARED))


def exported(municipality: str, store: Path | str | None, names: Sequence[str]) -> list[Quad]:
    """The quads that `kg export` writes: everything a question sees, or only the graphs of those names."""
    data = open_data(municipality, store=store)
    if not names:
        return [q for g in data.graphs for q in data.store.quads(g)]
    found: list[Quad] = []
    for name in names:
        found += _graph_named(name, data, store)
    return found


def _graph_named(name: str, data: Data, store: Path | str | None) -> list[Quad]:
    """One graph by its source's name or its IRI: of the municipality, shared, or kept apart in the store on disk."""
    iris = [name] if ":" in name else [graph_iri(data.municipality, name), graph_iri(SHARED, name)]
    for iri in iris:
        if iri in data.graphs:
            return data.store.quads(iri)
    kept = snapshot(store_path(store))
    found = [q for iri in iris for q in kept.quads(iri)]
    if found:
        return found
    raise Misuse("errors.no-such-source", source=name, municipality=data.municipality)
