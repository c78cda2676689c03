"""Things, the words that tie them together, and the edges that follow from the words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

STATED, IMPLIED, OUTSIDE, MISSING = "stated", "implied", "outside knowledge", "missing link"
STATUSES = (STATED, IMPLIED, OUTSIDE, MISSING)
NOBODY = "nobody:"
"""How the IRI begins of an actor that no source names."""


@dataclass(frozen=True, eq=False)
class Thing:
    """Anything with a name. `names` are all its names and identifiers, in every language."""

    iri: str
    kind: str
    labels: Mapping[str, str]
    names: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None

    def name(self, lang: str) -> str:
        """The name in `lang`, else in Finnish, else in any language."""
        return self.labels.get(lang) or self.labels.get("fi") or next(iter(self.labels.values()), self.iri)


@dataclass(frozen=True, eq=False)
class Words:
    """What one statement says, and the sentence that says it. Roles and other concepts by their notation.

    `normative` = it gives a responsibility; a description is not.
    """

    iri: str
    graph: str
    normative: bool = False
    role: str | None = None
    bearers: tuple[str, ...] = ()
    bearer_status: str = "absent"
    status: str = STATED
    objects: tuple[str, ...] = ()
    counterparts: tuple[tuple[str, str], ...] = ()
    basis: tuple[str, ...] = ()
    modality: str = "describes"
    force: str | None = None
    level: str | None = None
    step: str | None = None
    action: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    repeat_kind: str | None = None
    derives_from: tuple[str, ...] = ()
    open_list: bool = False
    confidence: str | None = None
    quote: str | None = None
    document: str | None = None
    chapter: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None

    @property
    def contested(self) -> bool:
        return bool(self.conflicts)


@dataclass(frozen=True)
class Edge:
    """One tie, in the direction that its relation reads: `source` – `relation` → `target`.

    `words` is None where a source links the two things directly, and for a missing link.
    """

    source: str
    target: str
    relation: str
    status: str
    graph: str = ""
    words: Words | None = None
    step: str | None = None


@dataclass(frozen=True)
class Web:
    """All things, statements and edges of the chosen sources."""

    things: Mapping[str, Thing]
    words: Sequence[Words]
    edges: Sequence[Edge]
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def thing(self, iri: str) -> Thing:
        """The thing of that IRI; one without a name is called by the end of its IRI."""
        return self.things.get(iri) or Thing(iri, "thing", {"fi": iri.rsplit("/", 1)[-1].replace("-", " ")})

    @cached_property
    def by_statement(self) -> Mapping[str, Words]:
        return {w.iri: w for w in self.words}

    @cached_property
    def around(self) -> Mapping[str, Sequence[Edge]]:
        """Every edge at each of its two ends."""
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            for end in {edge.source: None, edge.target: None}:
                found.setdefault(end, []).append(edge)
        return found

    def with_edges(self, edges: Iterable[Edge]) -> "Web":
        return replace(self, edges=tuple(edges))
