"""What is left hanging when an act, body, plan or network changes or goes; single points of failure; load."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import networkx as nx
import numpy as np

from kg.analyse.cells import Box, CellIndex
from kg.analyse.chains import TOPICS
from kg.analyse.networks import read_networks
from kg.analyse.web import MISSING, NOBODY, Web
from kg.read import Statement
from kg.store import Data

BOXES = 200
SAME = "identified as"


@dataclass(frozen=True)
class Loss:
    """Something that has nothing left of one kind.

    `kind` is bearer, basis or a role that needs a holder; `what` the thing or, with `statement`, the one whose
    responsibility loses it;
    `depth` 1 = directly, more = because of an earlier loss; `because` are the holders that went.
    """

    kind: str
    what: str
    depth: int
    because: tuple[str, ...]
    statement: Statement | None = None


@dataclass(frozen=True)
class Impact:
    """`goes_along` are the parts and posts that go with the thing; `uncovered` what no network serves any more."""

    things: tuple[str, ...]
    goes_along: tuple[str, ...]
    losses: tuple[Loss, ...]
    uncovered: tuple[Box, ...] = ()
    cut_off: tuple[str, ...] = ()


def impact(web: Web, things: Iterable[str], depth: int = 3, day: date | None = None) -> Impact:
    """The losses that follow when `things` go, and what those losses take along, `depth` steps deep.

    With a day, only what may hold on it can be lost.
    """
    if day is not None:
        web, _ = web.on(day)

    def holds(statement: Statement) -> bool:
        return day is None or statement.stands(day).may_hold

    start = tuple(dict.fromkeys(things))
    gone = _with_parts(web, start)
    along = tuple(t for t in gone if t not in start)
    found: dict[tuple[str, str], Loss] = {}
    known = set(gone)
    for step in range(1, depth + 1):
        fresh = [loss for loss in _losses(web, known, step, holds) if (loss.kind, _key(loss)) not in found]
        found |= {(loss.kind, _key(loss)): loss for loss in fresh}
        fallen = {loss.what for loss in fresh if loss.statement is None and loss.kind in ("basis", "member")}
        if not fallen - known:
            break
        known |= set(_with_parts(web, fallen))
    losses = sorted(found.values(), key=lambda loss: (loss.depth, loss.kind, _key(loss)))
    return Impact(start, along, tuple(losses), cut_off=cut_off(web, start))


def _key(loss: Loss) -> str:
    return loss.statement.iri if loss.statement else loss.what


def _with_parts(web: Web, things: Iterable[str]) -> tuple[str, ...]:
    """The things, their parts and posts, and the same things by another name, in the order of reaching them."""
    found = dict.fromkeys(things)
    todo = list(found)
    parts = web.relations.are("goes_along")
    for thing in todo:
        for edge in web.around.get(thing, ()):
            part = edge.source if edge.relation in parts and edge.target == thing else None
            other = edge.source if edge.target == thing else edge.target
            near = other if edge.relation == SAME else part
            if near and near not in found and edge.status != MISSING:
                found[near] = None
                todo.append(near)
    return tuple(found)


def _losses(web: Web, gone: set[str], depth: int, holds: Callable[[Statement], bool]) -> Iterable[Loss]:
    for statement in web.statements:
        if statement.repeats or not statement.normative or not holds(statement):
            continue
        matter = next((t.iri for t in statement.matter), "")
        for kind, several in (("bearer", statement.bearers), ("basis", statement.basis)):
            needed = tuple(t.iri for t in several)
            if needed and set(needed) <= gone:
                yield Loss(kind, matter, depth, needed, statement)
                break
    yield from _last_holders(web, gone, depth)


def _last_holders(web: Web, gone: set[str], depth: int) -> Iterable[Loss]:
    """Things that stay, whose every holder of one kind is gone."""
    holders: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    held = web.relations.are("held")
    for edge in web.edges:
        if edge.status == MISSING or edge.source.startswith(NOBODY):
            continue
        if edge.relation in held and web.thing(edge.target).kind not in TOPICS:
            holders[edge.relation, edge.target][edge.source] = None
        elif edge.relation == "based on":
            holders["basis", edge.source][edge.target] = None
    for (kind, thing), own in holders.items():
        if thing not in gone and set(own) <= gone:
            yield Loss(kind, thing, depth, tuple(own))


def uncovered(data: Data, gone: Iterable[str]) -> tuple[Box, ...]:
    """The cells (area × theme × group) that only networks among `gone` serve on the day, as boxes."""
    networks = read_networks(data)
    lost = set(gone)
    if not any(n.iri in lost for n in networks):
        return ()
    index = CellIndex(
        (a for n in networks for a in n.leaf_areas),
        (t for n in networks for t in n.themes),
        (g for n in networks for g in n.leaf_groups),
    )
    kept = set(index.served(n for n in networks if n.iri not in lost).tolist())
    alone = [c for c in index.served(n for n in networks if n.iri in lost).tolist() if c not in kept]
    return tuple(index.boxes(np.array(alone, dtype=np.int64), BOXES))


def firm_graph(web: Web) -> "nx.Graph[str]":
    """Actors, instruments and networks with their firm ties, without topics: what organisation holds together."""
    graph: nx.Graph[str] = nx.Graph()
    for edge in web.edges:
        ends = (edge.source, edge.target)
        if edge.status == MISSING or edge.relation in web.relations.loose or any(e.startswith(NOBODY) for e in ends):
            continue
        if not any(web.thing(e).kind in TOPICS for e in ends):
            graph.add_edge(*ends)
    return graph


def cut_off(web: Web, things: Iterable[str]) -> tuple[str, ...]:
    """What no firm tie connects any more with the largest remaining part, once `things` are taken away."""
    graph = firm_graph(web)
    gone = [t for t in things if t in graph]
    near = {n for t in gone for n in nx.node_connected_component(graph, t)}
    rest = graph.subgraph(near - set(gone))
    parts = sorted(nx.connected_components(rest), key=lambda part: (-len(part), min(part)))
    return tuple(sorted(n for part in parts[1:] for n in part))


def single_points(web: Web) -> list[tuple[str, tuple[str, ...]]]:
    """Each thing whose going cuts others off (articulation points), with what it cuts off; the worst first."""
    points = sorted(nx.articulation_points(firm_graph(web)))
    found = [(point, cut_off(web, [point])) for point in points]
    return sorted(found, key=lambda pair: (-len(pair[1]), pair[0]))


@dataclass(frozen=True)
class Load:
    """How much one actor carries: responsibilities by modality, groups it sits in, duties that nobody shares."""

    actor: str
    modalities: Mapping[str, int] = field(default_factory=dict)
    groups: int = 0
    alone: int = 0

    @property
    def total(self) -> int:
        return sum(self.modalities.values())


def loads(web: Web, day: date | None = None) -> list[Load]:
    """The load of every actor that bears a responsibility or sits in a group; repeats count once; heaviest first.

    With a day, only what may hold on it weighs.
    """
    modalities: dict[str, Counter[str]] = defaultdict(Counter)
    alone: Counter[str] = Counter()
    for statement in web.statements:
        if day is not None and not statement.stands(day).may_hold:
            continue
        if statement.normative and not statement.repeats and statement.role_name != "member":
            for bearer in statement.bearers:
                modalities[bearer.iri][statement.modality] += 1
                alone[bearer.iri] += len(statement.bearers) == 1
    groups = Counter(source for source, _ in {(e.source, e.target) for e in web.edges if e.relation == "member"})
    actors = {*modalities, *groups}
    found = [Load(a, dict(sorted(modalities[a].items())), groups[a], alone[a]) for a in actors]
    return sorted(found, key=lambda load: (-load.total, -load.groups, load.actor))
