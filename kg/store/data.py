"""What a command works on: a store whose default graph is the merge of one municipality's sources, and the context."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kg.rdf import Row
from kg.store.embedded import EmbeddedStore
from kg.store.port import Store
from kg.store.query import Param, Value, find_query
from kg.store.tables import Tables


@dataclass(frozen=True)
class Context:
    """What rules must know from outside the graph: the node `kg:context`."""

    as_of: date = field(default_factory=date.today)
    minimal_share: Decimal = Decimal("0.5")
    municipality: str = "helsinki"
    unknown_end_stands: bool = False

    def values(self) -> Mapping[str, Value]:
        return {
            "asOf": self.as_of,
            "minimalShare": self.minimal_share,
            "municipality": self.municipality,
            "unknownEndStands": self.unknown_end_stands,
        }


@dataclass(frozen=True)
class Data:
    """One municipality's graph, ready to be asked.

    `graphs` are the named graphs merged in the default graph; `default` is what a query must name to see that merge
    (empty where the store's own default graph is the merge).
    """

    store: Store
    municipality: str
    graphs: tuple[str, ...]
    context: Context
    default: tuple[str, ...] = ()
    tables: Tables | None = None
    """Where the answers of a kept graph are kept that took long."""

    def rows(self, name: str, **params: Param) -> list[Row]:
        """The rows of the query file `name`, with its parameters bound."""
        text = find_query(name).bind(params, self.context.values())
        if self.tables:
            return self.tables.rows(name, text, lambda: self.store.select(text, self.default))
        return self.store.select(text, self.default)

    def pairs(self, name: str, **params: Param) -> list[tuple[str, str]]:
        """The rows of a query file with two columns of IRIs, as plain strings."""
        text = find_query(name).bind(params, self.context.values())
        if self.tables:
            return self.tables.pairs(name, text, lambda: self.store.pairs(text, self.default))
        return self.store.pairs(text, self.default)

    def holds(self, name: str, **params: Param) -> bool:
        """Whether the ASK query file `name` holds."""
        return self.store.ask(find_query(name).bind(params, self.context.values()), self.default)

    def select(self, text: str) -> list[Row]:
        """The rows of a query text that was compiled, not written by hand."""
        return self.store.select(text, self.default)

    def as_of(self, day: date) -> "Data":
        return replace(self, context=replace(self.context, as_of=day))

    def with_unknown_ends(self) -> "Data":
        """The same data, where a thing whose end is unknown is taken to stand."""
        return replace(self, context=replace(self.context, unknown_end_stands=True))

    def working_copy(self) -> "Data":
        """The same data in memory, for who changes them: what a server or the disk holds no analysis changes."""
        if isinstance(self.store, EmbeddedStore):
            return self if self.store.path is None else replace(self, store=self.store.in_memory(), tables=None)
        copy = EmbeddedStore()
        for graph in self.graphs:
            copy.extend(self.store.quads(graph))
        copy.merge(self.graphs)
        return replace(self, store=copy, default=())
