"""An older store brought over to the model of today: one change in the history, which an undo takes back to the letter.

What is to change stands in `kg/queries/migrate/*.ru`, run in the order of their names on each source by itself.
"""

from datetime import UTC, datetime
from pathlib import Path

from kg.changes import Waiting, kept_state
from kg.closed import exchanged
from kg.load.fill import fill
from kg.load.shipped import shared_files
from kg.rdf import Iri, Quad
from kg.store import EmbeddedStore
from kg.store.changes import Change, difference
from kg.store.history import Entry, ImportRecord, commit
from kg.store.opening import alone
from kg.store.query import find_query, query_names


def migrate(municipality: str, path: Path, waiting: Waiting | None = None) -> ImportRecord | None:
    """Bring what the store holds of the municipality over; None where nothing had to change."""
    started = datetime.now(UTC)
    with alone(path, waiting=waiting):
        old = kept_state(path, municipality)
        change = migration(old)
        if not change:
            return None
        graphs = tuple(sorted({str(q[3]) for q in change.added | change.removed}))
        with exchanged(path, municipality):
            return commit(path, change, Entry("migrate", municipality, started, graphs=graphs))


def migration(old: set[Quad]) -> Change:
    """What goes and what comes in these sources."""
    sources = sorted({str(q[3]) for q in old})
    working = EmbeddedStore()
    fill(working, shared_files())
    working.extend(old)
    for name in query_names("migrate"):
        for source in sources:
            working.update(find_query(name).bind({"source": Iri(source)}))
    return difference(old, {q for source in sources for q in working.quads(source)})
