"""What a question sees of a municipality: its sources and the shared ones merged, and what follows from them.

Made in memory where that is soon done. Of a large municipality it is kept on disk (kg.store.kept), written by the
command that changes the sources, and only opened by whoever asks.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import KgError, Misuse
from kg.load.corrections import withdrawn_from
from kg.load.fill import fill
from kg.load.shipped import (
    CORRECTIONS,
    KEPT_APART,
    SHARED,
    SHIPPED,
    WITHDRAWN,
    graph_iri,
    inferred_graph,
    municipality_files,
    shared_files,
)
from kg.notices import warn
from kg.reason.closures import materialise
from kg.reason.version import rules_version
from kg.store import EmbeddedStore
from kg.store.history import loaded_graphs
from kg.store.kept import Closed, Kept, drop, files, untouched
from kg.store.opening import alone, snapshot

APART = KEPT_APART
"""Graphs of a municipality that are no sources; all but the inferred one are reached only by name."""
LARGE = 200_000
"""From so many facts on a closed graph is kept: a smaller one is made sooner than questions read it from a disk."""
PATIENCE = 10.0
"""Seconds that a question waits for a command that exchanges the graph, before it works the graph out by itself."""
log = logging.getLogger("kg.closed")


def open_closed(municipality: str, path: Path) -> Closed:
    """The closed graph and its named graphs: as it is kept, else made anew, with a warning, and kept where it is large.

    Raises Misuse for an unknown municipality.
    """
    kept = Kept(path, municipality, rules_version())
    if found := kept.open() or (kept.exists() and _after_the_writer(kept)):
        return found
    stood = kept.exists()
    before = files(path) if path.exists() else []
    made = make_closed(municipality, path)
    if len(made.store.engine) >= LARGE and path.exists():
        warn(log, "closed.stale" if stood else "closed.missing", municipality=municipality)
        with suppress(KgError, OSError, RuntimeError), alone(path, patience=0):
            if files(path) == before:
                kept.write(made)
    return made


def _after_the_writer(kept: Kept) -> Closed | None:
    """The closed graph that somebody who writes at this moment is about to bring up to date."""
    with suppress(KgError), alone(kept.path, PATIENCE):
        return kept.open()
    return None


def make_closed(municipality: str, path: Path, sources: Sequence[str] = ()) -> Closed:
    """The same made in memory from nothing, of all sources or of some. Raises Misuse for an unknown one."""
    working = EmbeddedStore()
    graphs = _load_shared(working, sources)
    graphs += _load_municipality(working, municipality, path, sources)
    missing = set(sources) - {g.rsplit("/", 1)[1] for g in graphs}
    if missing:
        raise Misuse("errors.no-such-source", source=", ".join(sorted(missing)), municipality=municipality)
    working.merge(graphs)
    inferred = inferred_graph(municipality)
    materialise(working, inferred)
    return Closed(working, (*graphs, inferred))


@contextmanager
def exchanged(path: Path, municipality: str) -> Iterator[None]:
    """Bring the kept closed graphs up to what is written within. The caller is `alone`.

    What cannot be kept is taken away, not left as it was: the next command makes it.
    """
    kept = Kept(path, municipality, rules_version())
    before = files(path) if path.exists() else []
    with untouched(path, but=municipality):
        yield
    if path.exists() and files(path) != before:
        _renew(kept)


def _renew(kept: Kept) -> None:
    held = EmbeddedStore(kept.path, read_only=True)
    large = len(held.engine) >= LARGE // 2 and source_graphs(held, kept.municipality)
    made = make_closed(kept.municipality, kept.path) if large else None
    if made and len(made.store.engine) >= LARGE:
        with suppress(KgError, OSError, RuntimeError):
            kept.write(made)
    elif kept.exists():
        drop(kept.path, kept.municipality)


def source_graphs(kept: EmbeddedStore, municipality: str) -> list[str]:
    """The graphs of a store on disk that are sources of the municipality: by their name, or because it loaded them."""
    prefix = graph_iri(municipality, "")
    own = [g for g in kept.graph_names() if g.startswith(prefix) and g.removeprefix(prefix) not in APART]
    return sorted({*own, *loaded_graphs(kept, municipality)})


def _load_shared(working: EmbeddedStore, sources: Sequence[str]) -> list[str]:
    always = {graph_iri(SHARED, s) for s in ("ontology", "alignments", "vocabularies")}
    wanted = ((p, g) for p, g in shared_files() if not sources or g in always or g.rsplit("/", 1)[1] in sources)
    return fill(working, wanted)


def _load_municipality(working: EmbeddedStore, municipality: str, path: Path, sources: Sequence[str]) -> list[str]:
    held = _copy_held(working, municipality, path, sources)
    if held is not None:
        return held
    if municipality not in SHIPPED:
        raise Misuse("errors.no-such-municipality", municipality=municipality, known=", ".join(SHIPPED))
    wanted = ((p, g) for p, g in municipality_files(municipality) if not sources or g.rsplit("/", 1)[1] in sources)
    return fill(working, wanted)


def _copy_held(working: EmbeddedStore, municipality: str, path: Path, sources: Sequence[str]) -> list[str] | None:
    """Copy the municipality's source graphs out of the store on disk; None where it holds none."""
    held = snapshot(path)
    names = source_graphs(held, municipality)
    if not names:
        return None
    chosen = [g for g in names if not sources or g.rsplit("/", 1)[1] in sources]
    working.copy(held, chosen)
    if graph_iri(municipality, CORRECTIONS) in chosen:
        working.discard(withdrawn_from(chosen, held.quads(graph_iri(municipality, WITHDRAWN))))
    return chosen
