"""One municipality's graph, opened once for all visitors, with its statements sorted by whom and what they name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from kg.commands import Known, Municipality, kept_at, open_municipality
from kg.commands import municipalities as known_municipalities
from kg.explorer.passages import Passages, read_passages
from kg.rdf import Lit
from kg.read import Statement, Thing
from kg.store import Data, EmbeddedStore
from kg.store.snapshot import version
from kg.terms import BASE

if TYPE_CHECKING:
    from kg.analyse.web import Web
    from kg.answer.ask import Answerer

CONCEPTS = BASE + "vocab/"
HASHED = 20_000
"""Data with more things than this are not hashed for a page."""
NAMED_CONCEPTS = ("theme", "population group", "actor category")


@dataclass
class Graph:
    """One municipality with what pages ask of it again and again."""

    municipality: Municipality
    number: int = field(default_factory=count().__next__)

    @property
    def data(self) -> Data:
        return self.municipality.data

    @property
    def answerer(self) -> "Answerer":
        return self.municipality.answerer

    @property
    def example(self) -> bool:
        return self.municipality.example

    @property
    def things(self) -> Mapping[str, Thing]:
        return self.municipality.graph.things

    @property
    def statements(self) -> Sequence[Statement]:
        return self.answerer.statements

    @cached_property
    def by_iri(self) -> Mapping[str, Statement]:
        return {s.iri: s for s in self.statements}

    @property
    def web(self) -> "Web":
        return self.municipality.web

    def thing(self, iri: str) -> Thing:
        """The thing of that IRI; one without a name is called by the end of its IRI."""
        return self.municipality.graph.thing(iri)

    @cached_property
    def by(self) -> Mapping[str, Mapping[str, Sequence[Statement]]]:
        return _sorted_by_part(self.statements)

    def said(self, part: str, iri: str) -> Sequence[Statement]:
        """The statements that name the thing as `bearer`, `object`, `party` or `basis`."""
        return self.by[part].get(iri, ())

    def answerer_on(self, day: date | None) -> "Answerer":
        """The same answerer, judging what is in force by another day."""
        return self.answerer.on(day)

    @property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """Every kind with all wider kinds."""
        return self.municipality.graph.kinds

    def is_a(self, thing: Thing, kind: str) -> bool:
        return self.municipality.graph.is_a(thing, kind)

    @cached_property
    def catalogue(self) -> Mapping[str, list[Thing]]:
        """Everything a planner would look up, by kind: things of the data, not words of the vocabularies."""
        found: dict[str, list[Thing]] = defaultdict(list)
        for iri, thing in self.things.items():
            if _is_looked_up(iri, thing):
                found[thing.kind].append(thing)
        for things in found.values():
            things.sort(key=lambda t: t.name("fi").casefold())
        return found

    @cached_property
    def actors(self) -> list[Thing]:
        found = [t for kind, some in self.catalogue.items() for t in some if self.is_a(t, "actor")]
        return sorted(found, key=lambda t: t.name("fi").casefold())

    @cached_property
    def intervals(self) -> Mapping[str, Mapping[str, str]]:
        """From when until when each thing stands, where its source says so."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.data.rows("explorer/intervals"):
            found[str(row["thing"])].setdefault(str(row["property"]).rsplit("/", 1)[-1], str(row["value"]))
        return found

    def ended(self, iri: str, day: date | None) -> bool:
        """Whether the thing's last day lies before that day, else before today."""
        until = self.intervals.get(iri, {}).get("validUntil", "")
        return bool(until) and until < (day or date.today()).isoformat()

    def stands(self, statement: Statement, day: date | None) -> bool:
        """Whether the statement may hold on that day, else today."""
        return statement.stands(day or date.today()).may_hold

    @cached_property
    def tied(self) -> list[Thing]:
        """Everything that a chain can start from or end at, by name."""
        found = [t for some in self.catalogue.values() for t in some if t.iri in self.web.around]
        return sorted(found, key=lambda t: t.name("fi").casefold())

    @cached_property
    def passages(self) -> Passages:
        """Where quotes stand in the source texts that are held."""
        return read_passages(self.data)

    @cached_property
    def version(self) -> str | None:
        """A hash of the data, by which an answer can be told from one of other data; None where it takes too long."""
        store = self.data.store
        small = isinstance(store, EmbeddedStore) and len(self.things) < HASHED
        return version([store]) if small and isinstance(store, EmbeddedStore) else None

    @cached_property
    def kind_names(self) -> Mapping[str, Mapping[str, str]]:
        """What each kind is called, by language."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.data.rows("explorer/kind-names"):
            label = row["label"]
            if isinstance(label, Lit):
                found[str(row["kind"])].setdefault(label.lang or "fi", str(label))
        return found

    def kind_name(self, kind: str, lang: str) -> str:
        """A kind of thing in words."""
        return self.kind_names.get(kind, {}).get(lang) or kind

    def titles(self, graph: str) -> Mapping[str, str]:
        """What a source graph is called, by language."""
        return self.municipality.graph.source(graph).titles


def _is_looked_up(iri: str, thing: Thing) -> bool:
    if iri.startswith(CONCEPTS):
        return thing.kind in NAMED_CONCEPTS
    return iri.startswith(BASE + "id/") and thing.kind != "thing"


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


def _sorted_by_part(statements: Iterable[Statement]) -> dict[str, dict[str, list[Statement]]]:
    found: dict[str, dict[str, list[Statement]]] = {"bearer": {}, "object": {}, "party": {}, "basis": {}}
    for statement in statements:
        parts = {
            "bearer": statement.who,
            "object": statement.about,
            "party": tuple(c.party for c in statement.counterparts),
            "basis": statement.basis,
        }
        for part, things in parts.items():
            for iri in dict.fromkeys(t.iri for t in things):
                found[part].setdefault(iri, []).append(statement)
    return found


def _written(path: Path | None) -> object:
    """What changes when somebody writes to the store: the names and sizes of its files."""
    if path is None or not path.exists():
        return None
    files = [
        (p.name, p.stat()) for p in path.iterdir() if p.suffix in (".sst", ".log") or p.name.startswith("MANIFEST")
    ]
    return tuple(sorted((name, state.st_size, state.st_mtime_ns) for name, state in files))
