"""What pages ask of a municipality's graph again and again: things by kind, statements by whom and what they name."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from kg.present.passages import Passages, read_passages
from kg.rdf import Lit
from kg.read import Graph, Statement, Thing
from kg.store import Data
from kg.terms import BASE

CONCEPTS = BASE + "vocab/"
NAMED_CONCEPTS = ("theme", "population group", "actor category")


class Reading(ABC):
    """A read graph, sorted as pages ask for it."""

    @property
    @abstractmethod
    def graph(self) -> Graph:
        """What the sources say."""

    @property
    @abstractmethod
    def statements(self) -> Sequence[Statement]:
        """All statements, also those without a sentence."""

    @property
    def data(self) -> Data:
        return self.graph.data

    @property
    def things(self) -> Mapping[str, Thing]:
        return self.graph.things

    @cached_property
    def by_iri(self) -> Mapping[str, Statement]:
        return {s.iri: s for s in self.statements}

    def thing(self, iri: str) -> Thing:
        """The thing of that IRI; one without a name is called by the end of its IRI."""
        return self.graph.thing(iri)

    @cached_property
    def by(self) -> Mapping[str, Mapping[str, Sequence[Statement]]]:
        return _sorted_by_part(self.statements)

    def said(self, part: str, iri: str) -> Sequence[Statement]:
        """The statements that name the thing as `bearer`, `object`, `party` or `basis`."""
        return self.by[part].get(iri, ())

    @property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """Every kind with all wider kinds."""
        return self.graph.kinds

    def is_a(self, thing: Thing, kind: str) -> bool:
        return self.graph.is_a(thing, kind)

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

    @cached_property
    def passages(self) -> Passages:
        """Where quotes stand in the source texts that are held."""
        return read_passages(self.data)

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


def _is_looked_up(iri: str, thing: Thing) -> bool:
    if iri.startswith(CONCEPTS):
        return thing.kind in NAMED_CONCEPTS
    return iri.startswith(BASE + "id/") and thing.kind != "thing"


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
