"""One municipality's graph, opened once for all visitors, with its statements sorted by whom and what they name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from kg.commands import Known, Municipality, kept_at, open_municipality
from kg.commands import municipalities as known_municipalities
from kg.present.reading import Reading
from kg.read import Graph as Read
from kg.read import Statement, Thing
from kg.store import EmbeddedStore
from kg.store.snapshot import version

if TYPE_CHECKING:
    from kg.analyse.web import Web
    from kg.answer.ask import Answerer

HASHED = 20_000
"""Data with more things than this are not hashed for a page."""


@dataclass
class Graph(Reading):
    """One municipality with what pages ask of it again and again; `number` tells one opening from another."""

    municipality: Municipality
    number: int = field(default_factory=count().__next__)

    @property
    def graph(self) -> Read:
        return self.municipality.graph

    @property
    def statements(self) -> Sequence[Statement]:
        return self.answerer.statements

    @property
    def answerer(self) -> "Answerer":
        return self.municipality.answerer

    @property
    def example(self) -> bool:
        return self.municipality.example

    @property
    def web(self) -> "Web":
        return self.municipality.web

    def answerer_on(self, day: date | None) -> "Answerer":
        """The same answerer, judging what is in force by another day."""
        return self.answerer.on(day)

    @cached_property
    def actors(self) -> list[Thing]:
        found = [t for kind, some in self.catalogue.items() for t in some if self.is_a(t, "actor")]
        return sorted(found, key=lambda t: t.name("fi").casefold())

    def stands(self, statement: Statement, day: date | None) -> bool:
        """Whether the statement may hold on that day, else today."""
        return statement.stands(day or date.today()).may_hold

    @cached_property
    def tied(self) -> list[Thing]:
        """Everything that a chain can start from or end at, by name."""
        found = [t for some in self.catalogue.values() for t in some if t.iri in self.web.around]
        return sorted(found, key=lambda t: t.name("fi").casefold())

    @cached_property
    def version(self) -> str | None:
        """A hash of the data, by which an answer can be told from one of other data; None where it takes too long."""
        store = self.data.store
        small = isinstance(store, EmbeddedStore) and len(self.things) < HASHED
        return version([store]) if small and isinstance(store, EmbeddedStore) else None

    def titles(self, graph: str) -> Mapping[str, str]:
        """What a source graph is called, by language."""
        return self.graph.source(graph).titles


def municipalities() -> tuple[Known, ...]:
    """The municipalities that can be chosen: the shipped ones, then the imported ones."""
    path = kept_at(None)
    return _municipalities(path, _written(path))


@st.cache_resource(show_spinner=False, max_entries=2)
def _municipalities(path: Path | None, state: object) -> tuple[Known, ...]:
    del state
    return known_municipalities(path)


def open_graph(municipality: str) -> Graph:
    """The graph of a municipality; opened anew when the store on disk was written to."""
    return _opened(municipality, _written(kept_at(None)))


@st.cache_resource(show_spinner=False, max_entries=6)
def _opened(municipality: str, state: object) -> Graph:
    del state
    return Graph(open_municipality(municipality))


def _written(path: Path | None) -> object:
    """What changes when somebody writes to the store: the names and sizes of its files."""
    if path is None or not path.exists():
        return None
    files = [
        (p.name, p.stat()) for p in path.iterdir() if p.suffix in (".sst", ".log") or p.name.startswith("MANIFEST")
    ]
    return tuple(sorted((name, state.st_size, state.st_mtime_ns) for name, state in files))
