"""The graph as a web of things: who is tied to what, by which statement or link of which source.

`read_web` turns statements and links into edges; chains, impact and the responsibility matrix walk them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kg.analyse.edges import MISSING, NOBODY, STATUSES, Edge, edge_of_link, edges_of_statement
from kg.read import Graph, State, Statement, Thing
from kg.read.interval import worst
from kg.read.relations import Relations
from kg.store import Data, query_names

__all__ = ["MISSING", "NOBODY", "STATUSES", "Edge", "Web", "read_web"]


@dataclass(frozen=True, eq=False)
class Web:
    """The things, statements and edges of one graph."""

    graph: Graph
    edges: Sequence[Edge]

    def thing(self, iri: str) -> Thing:
        return self.graph.thing(iri)

    @property
    def statements(self) -> Sequence[Statement]:
        return self.graph.statements

    @property
    def relations(self) -> Relations:
        return self.graph.relations

    @cached_property
    def around(self) -> Mapping[str, Sequence[Edge]]:
        """Every edge at each of its two ends."""
        found: dict[str, list[Edge]] = {}
        for edge in self.edges:
            for end in {edge.source: None, edge.target: None}:
                found.setdefault(end, []).append(edge)
        return found

    @property
    def tied(self) -> Iterator[Thing]:
        """Every thing that has an edge."""
        return (self.thing(iri) for iri in self.around if not iri.startswith(NOBODY))

    def state(self, edge: Edge, day: date) -> State:
        """What can be said of a tie on a day: it needs its statement and both of its ends."""
        own = edge.statement.stands(day) if edge.statement else State.IN_FORCE
        return worst((own, *(self.thing(end).state(day) for end in edge.ends)))

    def on(self, day: date) -> tuple["Web", list[Edge]]:
        """The web of what may hold on a day, and the edges that do not."""
        kept: list[Edge] = []
        gone: list[Edge] = []
        for edge in self.edges:
            (kept if self.state(edge, day).may_hold else gone).append(edge)
        return self.with_edges(kept), gone

    def with_edges(self, edges: Iterable[Edge]) -> "Web":
        return replace(self, edges=tuple(edges))


def read_web(graph: Graph) -> Web:
    """Everything that the sources say, as a web; what was derived adds only resolved categories."""
    verbs = _verbs_of_basis(graph.data)
    edges = [e for s in graph.statements for e in edges_of_statement(s, graph.relations, verbs)]
    edges += [edge_of_link(link, graph) for link in graph.links]
    edges += _missing(graph.data)
    return Web(graph, tuple(dict.fromkeys(e for e in edges if e.source != e.target)))


def _verbs_of_basis(data: Data) -> dict[str, str]:
    """What the basis of a responsibility does to its bearer, by the modality of the words."""
    return {str(row["modality"]): str(row["verb"]) for row in data.rows("analyse/verbs-of-basis")}


def _missing(data: Data) -> list[Edge]:
    """Links that the rules in `kg/queries/analyse/missing` look for and no source makes; `source` may be nobody."""
    names = (n for n in query_names("analyse") if n.startswith("analyse/missing/"))
    return [
        Edge(str(row["from"] or f"{NOBODY}{row['to']}"), str(row["to"]), str(row["relation"]), MISSING, graph=name)
        for name in names
        for row in data.rows(name)
    ]
