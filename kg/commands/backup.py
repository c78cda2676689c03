"""The store to an archive and back, while a server reads it."""

from collections.abc import Callable
from pathlib import Path

from kg.pipeline import store_path
from kg.store.backup import back_up, put_back
from kg.store.opening import alone

Waiting = Callable[[], None]


def backup(target: Path, store: Path | str | None, waiting: Waiting = lambda: None) -> str:
    """Write the archive; returns its fingerprint."""
    path = store_path(store)
    with alone(path, waiting=waiting):
        return back_up(path, target)


def restore(source: Path, store: Path | str | None, waiting: Waiting = lambda: None) -> str:
    """Put an archive in the place of the store; returns its fingerprint. Raises UnreadableInput."""
    path = store_path(store)
    with alone(path, waiting=waiting):
        return put_back(path, source)
