"""The stages in order: from shipped files and a store to data that a command can ask."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import Misuse
from kg.load.shipped import SHARED, SHIPPED, graph_iri, inferred_graph, municipality_files, shared_files
from kg.reason.closures import materialise
from kg.store import Context, Data, EmbeddedStore

APART = ("inferred", "history", "reports", "certificates")
"""Graphs of a municipality that are no sources; all but the inferred one are reached only by name."""


def default_store() -> Path:
    """Where imports go when neither `--store` nor KG_STORE names a place."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "vastuuverkko" / "store"


def open_data(
    municipality: str = "helsinki",
    *,
    store: Path | None = None,
    sources: Sequence[str] = (),
    context: Context | None = None,
) -> Data:
    """A working copy in memory: the shared graphs, the chosen sources, and what follows from them.

    `sources` keeps only the graphs of those names (of the municipality or shared). Raises Misuse for an unknown
    municipality or source.
    """
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


def _load_shared(working: EmbeddedStore, sources: Sequence[str]) -> list[str]:
    always = {graph_iri(SHARED, s) for s in ("ontology", "alignments", "vocabularies")}
    wanted = ((p, g) for p, g in shared_files() if not sources or g in always or g.rsplit("/", 1)[1] in sources)
    return _load_files(working, wanted)


def _load_municipality(
    working: EmbeddedStore, municipality: str, store: Path | None, sources: Sequence[str]
) -> list[str]:
    kept = _copy_kept(working, municipality, store, sources)
    if kept is not None:
        return kept
    if municipality not in SHIPPED:
        raise Misuse("errors.no-such-municipality", municipality=municipality, known=", ".join(SHIPPED))
    wanted = ((p, g) for p, g in municipality_files(municipality) if not sources or g.rsplit("/", 1)[1] in sources)
    return _load_files(working, wanted)


def _copy_kept(
    working: EmbeddedStore, municipality: str, store: Path | None, sources: Sequence[str]
) -> list[str] | None:
    """Copy the municipality's source graphs out of the store on disk; None where it holds none."""
    path = store or Path(os.environ.get("KG_STORE") or default_store())
    if not path.exists():
        return None
    kept = EmbeddedStore(path, read_only=True)
    prefix = graph_iri(municipality, "")
    names = [g for g in kept.graph_names() if g.startswith(prefix) and g.removeprefix(prefix) not in APART]
    if not names:
        return None
    chosen = [g for g in names if not sources or g.removeprefix(prefix) in sources]
    for graph in chosen:
        working.extend(kept.quads(graph))
    return chosen


def _load_files(working: EmbeddedStore, files: Iterable[tuple[Path, str]]) -> list[str]:
    graphs: dict[str, None] = {}
    for path, graph in files:
        working.load_file(path, graph)
        graphs[graph] = None
    return list(graphs)
