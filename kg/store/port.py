"""What every store can do."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from kg.rdf import Quad, Row


class Store(Protocol):
    """A set of named graphs, and a default graph that queries see.

    `graphs` names the graphs that make up the default graph of one query; empty = the store's own default graph.
    """

    def select(self, query: str, graphs: Sequence[str] = ()) -> list[Row]: ...

    def pairs(self, query: str, graphs: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The rows of a query for two IRIs, as plain strings: for hundreds of thousands of them."""
        ...

    def ask(self, query: str, graphs: Sequence[str] = ()) -> bool: ...

    def construct(self, query: str, graphs: Sequence[str] = ()) -> list[Quad]: ...

    def update(self, update: str) -> None: ...

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add all quads in one transaction."""
        ...

    def graph_names(self) -> list[str]: ...

    def quads(self, graph: str | None) -> list[Quad]:
        """Every quad of one named graph, or of the default graph where `graph` is None."""
        ...

    def flush(self) -> None:
        """Return only when everything written is on the disk."""
        ...
