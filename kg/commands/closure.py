"""Whether what is kept of a municipality on disk is what follows from its sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.closed import make_closed
from kg.errors import Misuse
from kg.pipeline import store_path
from kg.reason.version import rules_version
from kg.servers import address
from kg.store import EmbeddedStore
from kg.store.kept import Kept


@dataclass(frozen=True)
class Compared:
    """How many facts the graphs hold that were made from nothing, and which of them are missing or too many."""

    facts: int
    missing: int
    extra: int

    @property
    def same(self) -> bool:
        return not (self.missing or self.extra)


def compare_closure(municipality: str, store: Path | str | None) -> Compared | None:
    """Compare the kept closed graph with one made from nothing, graph by graph; None where nothing is kept.

    Facts about nameless nodes (axioms of the ontology) are compared by number alone. Raises Misuse for a server.
    """
    if address(store):
        raise Misuse("remote.local-only", url=store)
    path = store_path(store)
    found = Kept(path, municipality, rules_version()).open()
    if found is None:
        return None
    made = make_closed(municipality, path)
    facts = missing = extra = 0
    for graph in (None, *sorted({*made.graphs, *found.graphs})):
        ours, theirs = (dict(_lines(s, graph)) for s in (found.store, made.store))
        facts += sum(theirs.values())
        missing += sum(max(0, n - ours.get(line, 0)) for line, n in theirs.items())
        extra += sum(max(0, n - theirs.get(line, 0)) for line, n in ours.items())
    return Compared(facts, missing, extra)


def _lines(store: EmbeddedStore, graph: str | None) -> Iterator[tuple[bytes, int]]:
    """Each fact of the graph as one line, once; all those about nameless nodes as one line, with their number."""
    nameless = 0
    for line in store.lines(graph):
        if b"_:" in line:
            nameless += 1
        else:
            yield line, 1
    yield b"_:", nameless
