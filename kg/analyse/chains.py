"""Responsibility chains: the shortest telling ways through the web from one thing to another, or up or down from one.

A chain may walk an edge against the direction in which its relation reads. Ties of organisation and duty are short,
mere topics and cooperation long, a missing link longest; a place in many statements at once is a detour.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import networkx as nx

from kg.analyse.validity import IN_FORCE, state_on
from kg.analyse.web import Edge, Web
from kg.analyse.web.model import MISSING

LOOSE = frozenset(
    "with cooperates affects aims describes states recipient target informed consulted concerns characterised by "
    "named as value takes place at level in force covers uses hears".split()
) | {"characterised by", "named as value", "takes place at level", "in force"}
UPWARDS = frozenset({"based on", "part of", "takes into account", "replaces", "post in", "heads", "of type"})
"""Relations that read from the lower to the higher thing; every other one reads downwards."""

TOPICS = frozenset({"theme", "population group", "area", "area type", "area level", "level", "period"})
FIRM_COST, LOOSE_COST, MISSING_COST, TOPIC_COST = 1.0, 2.0, 2.5, 1.0
REUSE_COST = 1.2
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


def in_force(web: Web, day: date) -> tuple[Web, list[Edge]]:
    """The web of what stood on a day, and the edges that did not."""
    kept: list[Edge] = []
    gone: list[Edge] = []
    for edge in web.edges:
        (kept if _stands(web, edge, day) else gone).append(edge)
    return web.with_edges(kept), gone


def _stands(web: Web, edge: Edge, day: date) -> bool:
    intervals = [(t.valid_from, t.valid_until) for t in (web.thing(edge.source), web.thing(edge.target))]
    if edge.words:
        intervals.append((edge.words.valid_from, edge.words.valid_until))
    return all(state_on(since, until, day) == IN_FORCE for since, until in intervals)


def between(web: Web, starts: Iterable[str], ends: Iterable[str], limit: int = 8) -> list[Chain]:
    """Up to `limit` chains from any of `starts` to any of `ends`: the shortest, then others over other ties."""
    graph = _graph(web)
    starts, ends = [s for s in starts if s in graph], [e for e in ends if e in graph]
    if not starts or not ends:
        return []
    paths = _ways(graph, web, starts, ends, limit)
    paths += _ways_over(graph, web, starts, ends, [e for e in web.edges if e.status == MISSING])
    chains = [tuple(_hop(web, a, b) for a, b in pairwise(p)) for p in dict.fromkeys(paths)]
    return sorted(chains, key=lambda c: (_length(web, c), [h.end for h in c]))[: limit + 4]


def away(web: Web, starts: Iterable[str], *, down: bool, depth: int = 6, limit: int = 20) -> list[Chain]:
    """The chains that lead down (or up) from `starts` until nothing follows, the nearest ends first."""
    graph = _directed(web, down=down)
    starts = [s for s in starts if s in graph]
    if not starts:
        return []
    lengths, paths = nx.multi_source_dijkstra(graph, set(starts), cutoff=depth * LOOSE_COST, weight="cost")
    inner = {node for path in paths.values() for node in path[:-1]}
    ends = sorted((n for n in paths if n not in inner and len(paths[n]) > 1), key=lambda n: (lengths[n], n))
    return [tuple(_hop(web, a, b) for a, b in pairwise(paths[end])) for end in ends[:limit]]


def _cost(web: Web, edge: Edge) -> float:
    if edge.status == MISSING:
        return MISSING_COST
    return LOOSE_COST if edge.relation in LOOSE else FIRM_COST


def _graph(web: Web) -> "nx.DiGraph[str]":
    """Both directions of every edge; entering a topic or a place in many statements costs more."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in sorted(web.edges, key=lambda e: (e.source, e.target, e.relation)):
        for start, end in ((edge.source, edge.target), (edge.target, edge.source)):
            cost = _cost(web, edge) + (TOPIC_COST if web.thing(end).kind in TOPICS else 0)
            if not graph.has_edge(start, end) or graph.edges[start, end]["cost"] > cost:
                graph.add_edge(start, end, cost=cost)
    return graph


def _directed(web: Web, *, down: bool) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in sorted(web.edges, key=lambda e: (e.source, e.target, e.relation)):
        falls = edge.relation not in UPWARDS
        start, end = (edge.source, edge.target) if falls == down else (edge.target, edge.source)
        cost = _cost(web, edge)
        if not graph.has_edge(start, end) or graph.edges[start, end]["cost"] > cost:
            graph.add_edge(start, end, cost=cost)
    return graph


def _ways(
    graph: "nx.DiGraph[str]", web: Web, starts: Sequence[str], ends: Sequence[str], limit: int
) -> list[tuple[str, ...]]:
    """Different ways, each found after the ties of the earlier ones were made longer."""
    work = graph.copy()
    found: dict[tuple[str, ...], None] = {}
    for _ in range(limit * 2):
        path = _shortest(work, starts, ends)
        if path is None or len(found) == limit:
            break
        found[path] = None
        for start, end in pairwise(path):
            work.edges[start, end]["cost"] += REUSE_COST
    return list(found)


def _ways_over(
    graph: "nx.DiGraph[str]", web: Web, starts: Sequence[str], ends: Sequence[str], missing: Iterable[Edge]
) -> list[tuple[str, ...]]:
    """The shortest way over each missing link, where it is hardly longer than the shortest way of all."""
    best = _shortest(graph, starts, ends)
    bound = 2 * _path_cost(graph, best) + MISSING_COST if best else float("inf")
    found = []
    for edge in missing:
        for near, far in ((edge.source, edge.target), (edge.target, edge.source)):
            first, second = _shortest(graph, starts, [near]), _shortest(graph, [far], ends)
            path = (*first, *second) if first and second else ()
            if path and len(set(path)) == len(path) and _path_cost(graph, path) <= bound:
                found.append(path)
    return found


def _shortest(graph: "nx.DiGraph[str]", starts: Sequence[str], ends: Sequence[str]) -> tuple[str, ...] | None:
    lengths, paths = nx.multi_source_dijkstra(graph, set(starts), weight="cost")
    reached = sorted((lengths[e], e) for e in ends if e in lengths)
    return tuple(paths[reached[0][1]]) if reached else None


def _path_cost(graph: "nx.DiGraph[str]", path: Sequence[str]) -> float:
    return sum(float(graph.edges[a, b]["cost"]) for a, b in pairwise(path))


def _length(web: Web, chain: Chain) -> float:
    return sum(_cost(web, h.edge) + (TOPIC_COST if web.thing(h.end).kind in TOPICS else 0) for h in chain)


def _hop(web: Web, start: str, end: str) -> Hop:
    """The tie between two neighbours: the firmest edge first, originals before repeats, the rest as `others`."""
    edges = [e for e in web.around.get(start, ()) if {e.source, e.target} == {start, end}]
    order: Mapping[str, int] = {"stated": 0, "implied": 1, "outside knowledge": 2, "missing link": 3}
    edges.sort(key=lambda e: (order[e.status], e.relation in LOOSE, bool(e.words and e.words.repeats), _key(e)))
    first = edges[0]
    others = tuple(e for e in edges[1:] if e.status != MISSING)
    return Hop(first, inverse=first.source != start, others=others, competence=competence(web, first))


def _key(edge: Edge) -> str:
    return edge.words.iri if edge.words else edge.graph + edge.relation


def competence(web: Web, edge: Edge) -> str | None:
    """Attribution (an act gives it), delegation (a rule or decision hands it on) or execution (who does it)."""
    if edge.words is None:
        return None
    kinds = {web.thing(b).kind for b in edge.words.basis}
    if edge.words.modality in ("describes", "may", "should", "right"):
        return edge.words.step
    if edge.words.step or not edge.words.bearers:
        return edge.words.step
    if kinds & {"act", "provision"}:
        return ATTRIBUTION
    return DELEGATION if kinds & {"rule", "decision"} else EXECUTION
