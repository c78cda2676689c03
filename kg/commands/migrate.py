"""Migration: a store of an older model brought over to that of today."""

from collections.abc import Callable
from pathlib import Path

from kg import migrating
from kg.pipeline import store_path
from kg.store.history import ImportRecord


def migrate(
    municipality: str, store: Path | str | None, waiting: Callable[[], None] = lambda: None
) -> ImportRecord | None:
    """The change as the history tells it; None where the store is of today's model already."""
    return migrating.migrate(municipality, store_path(store), waiting)
