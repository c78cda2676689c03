"""What follows, kept in a store for tools that read the store itself: written anew, or dropped."""

from collections.abc import Iterable
from pathlib import Path

from kg.rdf import Quad
from kg.store.disk import apply
from kg.store.kept import untouched
from kg.store.opening import alone, snapshot
from kg.store.remote import RemoteStore


def refresh(path: Path, inferred: str, quads: Iterable[Quad]) -> tuple[int, int]:
    """Make the graph `inferred` of the store hold just `quads`; returns how many came and went.

    One transaction; nothing is written where nothing changed. No quads = the graph is dropped.
    """
    with alone(path):
        old, new = set(snapshot(path).quads(inferred)), set(quads)
        added, removed = new - old, old - new
        if added or removed:
            with untouched(path):
                apply(path, removed, added)
        return len(added), len(removed)


def refresh_server(url: str, inferred: str, quads: Iterable[Quad]) -> None:
    """Make the graph `inferred` of the server hold just `quads`."""
    server = RemoteStore(url)
    server.clear(inferred)
    server.extend(quads)
