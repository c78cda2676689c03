"""The stages in order: from shipped files and a store to data that a command can ask."""

import os
from collections.abc import Sequence
from pathlib import Path

from kg.errors import Misuse
from kg.load.corrections import withdrawn_from
from kg.load.fill import fill
from kg.load.shipped import (
    CORRECTIONS,
    HOME,
    KEPT_APART,
    SHARED,
    SHIPPED,
    WITHDRAWN,
    graph_iri,
    inferred_graph,
    municipality_files,
    register_files,
    shared_files,
)
from kg.rdf import Quad
from kg.reason.closures import materialise
from kg.servers import address, open_remote
from kg.store import Context, Data, EmbeddedStore
from kg.store.history import loaded_graphs
from kg.store.opening import snapshot

APART = KEPT_APART
"""Graphs of a municipality that are no sources; all but the inferred one are reached only by name."""


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
    """A working copy in memory: the shared graphs, the chosen sources, and what follows from them.

    `sources` keeps only the graphs of those names (of the municipality or shared). Raises Misuse for an unknown
    municipality or source. Where `store` or KG_STORE is the address of a server, the data stay there.
    """
    if server := address(store):
        return open_remote(municipality, server, sources, context)
    working = EmbeddedStore()
    graphs = _load_shared(working, sources)
    graphs += _load_municipality(working, municipality, store, sources)
    missing = set(sources) - {g.rsplit("/", 1)[1] for g in graphs}
    if missing:
        raise Misuse("errors.no-such-source", source=", ".join(sorted(missing)), municipality=municipality)
    working.merge(graphs)
    inferred = inferred_graph(municipality)
    materialise(working, inferred)
    return Data(working, municipality, (*graphs, inferred), context or Context(municipality=municipality))


def open_register() -> Data:
    """The register of statutory duties with the shared graphs that it speaks of, in memory and of no municipality."""
    working = EmbeddedStore()
    graphs = fill(working, (*shared_files(), *register_files()))
    working.merge(graphs)
    return Data(working, SHARED, tuple(graphs), Context(municipality=SHARED))


def _load_shared(working: EmbeddedStore, sources: Sequence[str]) -> list[str]:
    always = {graph_iri(SHARED, s) for s in ("ontology", "alignments", "vocabularies")}
    wanted = ((p, g) for p, g in shared_files() if not sources or g in always or g.rsplit("/", 1)[1] in sources)
    return fill(working, wanted)


def _load_municipality(
    working: EmbeddedStore, municipality: str, store: Path | str | None, sources: Sequence[str]
) -> list[str]:
    kept = _copy_kept(working, municipality, store, sources)
    if kept is not None:
        return kept
    if municipality not in SHIPPED:
        raise Misuse("errors.no-such-municipality", municipality=municipality, known=", ".join(SHIPPED))
    wanted = ((p, g) for p, g in municipality_files(municipality) if not sources or g.rsplit("/", 1)[1] in sources)
    return fill(working, wanted)


def _copy_kept(
    working: EmbeddedStore, municipality: str, store: Path | str | None, sources: Sequence[str]
) -> list[str] | None:
    """Copy the municipality's source graphs out of the store on disk; None where it holds none."""
    kept = snapshot(store_path(store))
    names = source_graphs(kept, municipality)
    if not names:
        return None
    chosen = [g for g in names if not sources or g.rsplit("/", 1)[1] in sources]
    working.copy(kept, chosen)
    if graph_iri(municipality, CORRECTIONS) in chosen:
        working.discard(withdrawn_from(chosen, kept.quads(graph_iri(municipality, WITHDRAWN))))
    return chosen


def source_graphs(kept: EmbeddedStore, municipality: str) -> list[str]:
    """The graphs of a store on disk that are sources of the municipality: by their name, or because it loaded them."""
    prefix = graph_iri(municipality, "")
    own = [g for g in kept.graph_names() if g.startswith(prefix) and g.removeprefix(prefix) not in APART]
    return sorted({*own, *loaded_graphs(kept, municipality)})


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
