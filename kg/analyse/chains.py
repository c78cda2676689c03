"""Responsibility chains: the shortest telling ways through the web from one thing to another, or up or down from one.

A chain may walk an edge against the direction in which its relation reads. Ties of organisation and duty are short,
mere topics and cooperation long, a missing link longest; a place in many statements at once is a detour.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.analyse.web import MISSING, NOBODY, STATUSES, Edge, Web
from kg.read.model import OUTSIDE

TOPICS = frozenset({"theme", "population group", "area", "area type", "area level", "level", "period"})
ENTRY_COST: Mapping[str, float] = dict.fromkeys(TOPICS, 1.0) | {"municipality": 3.0, "actor category": 0.25}
"""What a kind of place on the way adds: a topic ties what has little to do with each other, a whole city even less."""

FIRM_COST, OUTSIDE_COST, LOOSE_COST, MISSING_COST = 1.0, 1.4, 2.5, 2.5
REUSE_COST = 1.2
TELLING_SHOWN = 4
OPEN_SHOWN = 6
GIVES_DUTY = ("must", "task", "power")
ATTRIBUTION, DELEGATION, EXECUTION = "attribution", "delegation", "execution"


@dataclass(frozen=True)
class Hop:
    """One step of a chain over `edge`, from its source (or its target, where `inverse`) to the other end.

    `others` are further statements that tie the same two things; `competence` is attribution, delegation or execution.
    """

    edge: Edge
    inverse: bool
    others: tuple[Edge, ...] = ()
    competence: str | None = None

    @property
    def start(self) -> str:
        return self.edge.target if self.inverse else self.edge.source

    @property
    def end(self) -> str:
        return self.edge.source if self.inverse else self.edge.target


Chain = tuple[Hop, ...]
Way = tuple[str, ...]


def between(web: Web, starts: Iterable[str], ends: Iterable[str], limit: int = 8) -> list[Chain]:
    """Up to `limit` chains from any of `starts` to any of `ends`: the shortest, then others over other ties."""
    graph = _graph(web)
    starts, ends = [s for s in starts if s in graph], [e for e in ends if e in graph]
    if not starts or not ends or set(starts) & set(ends):
        return []
    ways = _ways(graph, starts, ends, limit)
    missing = [e for e in web.edges if e.status == MISSING]
    posts = web.relations.are("ties_post")
    ways += _ways_over(graph, starts, ends, missing)
    ways += _ways_over(graph, starts, ends, [e for e in web.edges if e.status == OUTSIDE and e.relation in posts])
    direct, detours = _told_apart(sorted(set(ways), key=lambda w: (_way_cost(graph, w), w)))
    chains = [_chain(web, way) for way in [*direct, *detours[: max(limit - len(direct), 0)]]]
    return chains + _open_ends(web, chains[:1])


def through(web: Web, stations: Sequence[Sequence[str]], limit: int = 8) -> list[Chain]:
    """The chains that pass all stations in their order: the nth best of every leg, joined."""
    legs = [between(web, a, b, limit) for a, b in pairwise(stations)]
    if len(legs) == 1 or not all(legs):
        return legs[0] if len(legs) == 1 else []
    rows = max(len(leg) for leg in legs)
    joined = [tuple(hop for leg in legs for hop in leg[min(n, len(leg) - 1)]) for n in range(rows)]
    return [c for c in joined if all(a.end == b.start for a, b in pairwise(c))]


def away(web: Web, starts: Iterable[str], *, down: bool, depth: int = 6, limit: int = 20) -> list[Chain]:
    """The chains that lead down (or up) from `starts` until nothing follows, the nearest ends first."""
    graph = _directed(web, down=down)
    starts = [s for s in starts if s in graph]
    if not starts:
        return []
    lengths, paths = nx.multi_source_dijkstra(graph, set(starts), cutoff=depth * FIRM_COST, weight="cost")
    inner = {node for path in paths.values() for node in path[:-1]}
    ends = sorted((n for n in paths if n not in inner and len(paths[n]) > 1), key=lambda n: (lengths[n], n))
    return [_chain(web, paths[end]) for end in ends[:limit]]


def _open_ends(web: Web, chains: Iterable[Chain]) -> list[Chain]:
    """The shortest chain, prolonged by what nobody is said to do at its end: a plan that nobody approves."""
    found = [
        (*chain, Hop(edge, inverse=True))
        for chain in chains
        for edge in web.around.get(chain[-1].end, ())
        if edge.source.startswith(NOBODY) and not (edge.statement and edge.statement.repeats)
    ]
    return sorted(found, key=lambda c: (-STATUSES.index(c[-1].edge.status), c[-1].edge.source))[:OPEN_SHOWN]


def _chain(web: Web, way: Sequence[str]) -> Chain:
    """The hops along a way; where a statement ties two neighbouring hops, both speak by it."""
    ties = [_ties(web, start, end) for start, end in pairwise(way)]
    hops: list[Hop] = []
    for n, (start, _) in enumerate(pairwise(way)):
        near = _statements(ties[n - 1] if n else []) | _statements(ties[n + 1] if n + 1 < len(ties) else [])
        edges = sorted(ties[n], key=lambda e: _rank(web, e, near))
        first = edges[0]
        others = tuple(e for e in edges[1:] if e.status != MISSING)
        hops.append(Hop(first, inverse=first.source != start, others=others, competence=competence(first)))
    return tuple(hops)


def _ties(web: Web, start: str, end: str) -> list[Edge]:
    return [e for e in web.around.get(start, ()) if {e.source, e.target} == {start, end}]


def _statements(edges: Iterable[Edge]) -> set[str]:
    return {e.statement.iri for e in edges if e.statement}


def _rank(web: Web, edge: Edge, near: set[str]) -> tuple[int, float, bool, bool, bool, str]:
    """The firmest edge first, then the words of the neighbouring hops, originals before repeats."""
    statement = edge.statement
    return (
        STATUSES.index(edge.status),
        _cost(web, edge),
        statement is None,
        statement is None or statement.iri not in near,
        bool(statement and statement.repeats),
        statement.iri if statement else edge.graph + edge.relation,
    )


def _cost(web: Web, edge: Edge) -> float:
    if edge.status == MISSING:
        return MISSING_COST
    describes = edge.statement is not None and not edge.statement.normative
    if edge.relation in web.relations.loose or (describes and edge.relation not in web.relations.firm):
        return LOOSE_COST
    return OUTSIDE_COST if edge.status == OUTSIDE else FIRM_COST


def _graph(web: Web) -> "nx.DiGraph[str]":
    """Both directions of every edge; entering a topic or a place in many statements costs more."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in sorted(web.edges, key=lambda e: (e.source, e.target, e.relation)):
        for start, end in ((edge.source, edge.target), (edge.target, edge.source)):
            cost = _cost(web, edge) + ENTRY_COST.get(web.thing(end).kind, 0)
            if edge.relation == "resolves to" and end == edge.source:
                cost = LOOSE_COST
            if not graph.has_edge(start, end) or graph.edges[start, end]["cost"] > cost:
                graph.add_edge(start, end, cost=cost)
    return graph


def _directed(web: Web, *, down: bool) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    rising = web.relations.are("rises")
    for edge in sorted(web.edges, key=lambda e: (e.source, e.target, e.relation)):
        falls = edge.relation not in rising
        start, end = (edge.source, edge.target) if falls == down else (edge.target, edge.source)
        cost = _cost(web, edge)
        if not graph.has_edge(start, end) or graph.edges[start, end]["cost"] > cost:
            graph.add_edge(start, end, cost=cost)
    return graph


def _ways(graph: "nx.DiGraph[str]", starts: Sequence[str], ends: Sequence[str], limit: int) -> list[Way]:
    """Different ways, each found after the ties of the earlier ones were made longer."""
    work = graph.copy()
    found: dict[Way, None] = {}
    for _ in range(limit * 2):
        way = _shortest(work, starts, ends)
        if way is None or len(found) == limit:
            break
        found[way] = None
        for start, end in pairwise(way):
            work.edges[start, end]["cost"] += REUSE_COST
    bound = _bound(graph, next(iter(found), ()))
    return [way for way in found if _way_cost(graph, way) <= bound]


def _ways_over(
    graph: "nx.DiGraph[str]", starts: Sequence[str], ends: Sequence[str], edges: Iterable[Edge]
) -> list[Way]:
    """The shortest ways over one of `edges`, where that is not much longer than the shortest way of all."""
    to_lengths, to_paths = nx.multi_source_dijkstra(graph, set(starts), weight="cost")
    from_lengths, from_paths = nx.multi_source_dijkstra(graph.reverse(copy=False), set(ends), weight="cost")
    bound = _bound(graph, _shortest(graph, starts, ends) or ()) or float("inf")
    found: dict[Way, float] = {}
    for edge in edges:
        for near, far in ((edge.source, edge.target), (edge.target, edge.source)):
            if near in to_lengths and far in from_lengths:
                way = (*to_paths[near], *reversed(from_paths[far]))
                if len(set(way)) == len(way) and _way_cost(graph, way) <= bound + MISSING_COST:
                    found[way] = _way_cost(graph, way)
    return sorted(found, key=lambda w: (found[w], w))[:TELLING_SHOWN]


def _told_apart(ways: Iterable[Way]) -> tuple[list[Way], list[Way]]:
    """Ways, shortest first; apart those that only add places to a shorter one: they say less, and come last."""
    direct: list[Way] = []
    detours: list[Way] = []
    for way in ways:
        (detours if any(set(shorter) <= set(way) for shorter in direct) else direct).append(way)
    return direct, detours


def _bound(graph: "nx.DiGraph[str]", best: Way) -> float:
    """How long a further way may be: half as long again as the best, and two ties more."""
    return 1.5 * _way_cost(graph, best) + 2 * FIRM_COST if best else 0


def _shortest(graph: "nx.DiGraph[str]", starts: Sequence[str], ends: Sequence[str]) -> Way | None:
    starts, ends = [s for s in starts if s in graph], [e for e in ends if e in graph]
    if not starts:
        return None
    lengths, paths = nx.multi_source_dijkstra(graph, set(starts), weight="cost")
    reached = sorted((lengths[e], e) for e in ends if e in lengths)
    return tuple(paths[reached[0][1]]) if reached else None


def _way_cost(graph: "nx.DiGraph[str]", way: Way) -> float:
    return sum(float(graph.edges[a, b]["cost"]) for a, b in pairwise(way))


def competence(edge: Edge) -> str | None:
    """Attribution (an act gives it), delegation (a rule or decision hands it on) or execution (who does it)."""
    statement = edge.statement
    if statement is None:
        return None
    if statement.step or not statement.bearers or statement.modality not in GIVES_DUTY:
        return statement.step
    kinds = {basis.kind for basis in statement.basis}
    if kinds & {"act", "provision"}:
        return ATTRIBUTION
    return DELEGATION if kinds & {"rule", "decision"} else EXECUTION
