"""One municipality's data, opened once, with what commands read from them when they first ask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.load.shipped import HOME
from kg.pipeline import open_data, store_path, working_data
from kg.read import Graph, read_graph
from kg.servers import address
from kg.store import Context, Data

if TYPE_CHECKING:
    from kg.analyse.web import Web
    from kg.answer.ask import Answerer


@dataclass(frozen=True, eq=False)
class Municipality:
    """Everything that a command may ask of a municipality; each part is read when it is first needed."""

    data: Data
    store: Path | str | None = None
    sources: tuple[str, ...] = ()
    """The sources that were chosen; all where empty."""

    @property
    def name(self) -> str:
        return self.data.municipality

    @cached_property
    def graph(self) -> Graph:
        """What the sources say: things, statements, relations, sources."""
        return read_graph(self.data)

    @cached_property
    def web(self) -> "Web":
        """The same as a web that chains, impact and the matrix walk."""
        from kg.analyse.web import read_web

        return read_web(self.graph)

    @cached_property
    def answerer(self) -> "Answerer":
        from kg.answer.ask import Answerer

        return Answerer(self.graph)

    @cached_property
    def example(self) -> bool:
        """Whether the data are made up, which every result must say."""
        return self.data.holds("analyse/example")

    def on(self, day: date | None) -> Data:
        """The data as of a day; of today where None."""
        return self.data.as_of(day or date.today())

    def only(self, sources: Sequence[str]) -> "Municipality":
        """The same municipality, opened with these sources alone. Raises Misuse for an unknown source."""
        data = open_data(self.name, store=self.store, sources=sources, context=self.data.context)
        return replace(self, data=data, sources=tuple(sources))

    def in_memory(self, day: date | None) -> Data:
        """The data as of a day, for who asks hundreds of questions of everything: what lies on disk made in memory."""
        data = self.on(day)
        return self.anew(data.context.as_of) if data.tables else data

    def anew(self, day: date) -> Data:
        """A working copy of its own as of a day, for who changes it."""
        context = replace(self.data.context, as_of=day)
        return working_data(self.name, self.store, self.sources, context)


def kept_at(store: Path | str | None) -> Path | None:
    """The folder that imports into `store` change; None where it names a server."""
    return None if address(store) else store_path(store)


def open_municipality(
    name: str = HOME,
    *,
    store: Path | str | None = None,
    sources: Sequence[str] = (),
    as_of: date | None = None,
    min_shared: str | None = None,
) -> Municipality:
    """Open a municipality: its sources (or only those named), where `store`, KG_STORE or the default place keeps them.

    Raises Misuse for an unknown municipality or source.
    """
    context = Context(as_of=as_of or date.today(), minimal_share=Decimal(min_shared or "0.5"), municipality=name)
    data = open_data(name, store=store, sources=sources, context=context)
    return Municipality(data, store, tuple(sources))
