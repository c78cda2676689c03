"""One municipality's graph, read: everything that an analysis, an answer or a page goes on from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.load.shipped import inferred_graph
from kg.rdf import Iri
from kg.read.model import Link, Source, Statement, Thing
from kg.read.relations import Relations, read_relations
from kg.read.sources import read_sources
from kg.read.statements import read_statements
from kg.read.things import Things, read_things
from kg.store import Data
from kg.terms import KG


@dataclass(frozen=True, eq=False)
class Graph:
    """All things, statements, relations and sources of the chosen sources; `data` answers what is asked besides."""

    data: Data
    things: Things
    statements: tuple[Statement, ...]
    sources: Mapping[str, Source]
    relations: Relations

    def thing(self, iri: str) -> Thing:
        """The thing of that IRI; one without a name is called by the end of its IRI."""
        return self.things.of(iri)

    def source(self, graph: str) -> Source:
        """The source of that graph; one that does not describe itself is called by the end of its IRI."""
        return self.sources.get(graph) or Source(graph, {})

    @cached_property
    def by_iri(self) -> Mapping[str, Statement]:
        return {s.iri: s for s in self.statements}

    @cached_property
    def links(self) -> Sequence[Link]:
        """The direct links of the sources; of what follows from them, only categories that are resolved."""
        inferred = inferred_graph(self.data.municipality)
        said = self._links([g for g in self.data.graphs if g != inferred], [*self.relations.by_link])
        known = {(link.subject, link.object) for link in said}
        derived = self._links([inferred], [str(KG.resolvesTo)])
        return [*said, *(link for link in derived if (link.subject, link.object) not in known)]

    def _links(self, graphs: Sequence[str], properties: Sequence[str]) -> list[Link]:
        rows = self.data.rows("read/links", graph=[Iri(g) for g in graphs], property=[Iri(p) for p in properties])
        return [Link(*(str(row[c]) for c in ("subject", "property", "object", "graph"))) for row in rows]

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """What replaced each act, plan, programme or document."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.data.rows("read/successors"):
            found[str(row["old"])].append(str(row["new"]))
        return {old: tuple(new) for old, new in found.items()}

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """Every kind with all wider kinds, itself among them."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.data.rows("read/kinds"):
            found[str(row["kind"])].add(str(row["broader"]))
        return {kind: frozenset(wider) for kind, wider in found.items()}

    def is_a(self, thing: Thing, kind: str) -> bool:
        return thing.kind == kind or kind in self.kinds.get(thing.kind, ())


def read_graph(data: Data) -> Graph:
    """Read what the sources of the data say."""
    inferred = inferred_graph(data.municipality)
    things, sources = Things(read_things(data)), read_sources(data)
    statements = read_statements(data, [g for g in data.graphs if g != inferred], things, sources)
    return Graph(data, things, statements, sources, read_relations(data))
