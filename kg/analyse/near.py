"""Pairs of networks that nearly overlap: at least one of area, theme and group only nearly meets.

Such a pair proves nothing and no plan merges it; it is a place to look. Its grade is how many sides only nearly meet,
from 1 to 3. Two networks that were given the same task are near whatever they cover: grade 0.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from kg.analyse.networks import Network, read_around, read_networks
from kg.analyse.overlap import Around
from kg.analyse.shared_tasks import shared_tasks
from kg.store import Data

SIDES = ("area", "theme", "group")
MEETS = "meets"
SHARES, NEIGHBOURS = "shares", "neighbours"
COMMON = 2
"""So many corners two borders must share: the two ends of a piece of border."""
NARROWER, SIBLINGS, RELATED = "narrower", "siblings", "related"

Corner = tuple[float, float]


@dataclass(frozen=True)
class Ties:
    """What each area lies in, which leaf areas touch, and of themes all broader ones, direct ones and related ones."""

    around: Around
    touching: Mapping[str, frozenset[str]]
    broader: Mapping[str, frozenset[str]]
    above: Mapping[str, frozenset[str]]
    related: frozenset[frozenset[str]]


@dataclass(frozen=True)
class NearPair:
    """Two networks, `first` before `second` by key; `sides` says how each side meets, `tasks` which tasks both have."""

    first: Network
    second: Network
    sides: Mapping[str, str]
    members_shared: int
    tasks: tuple[str, ...] = ()

    @property
    def grade(self) -> int:
        return 0 if self.tasks else sum(kind != MEETS for kind in self.sides.values())


def near_overlaps(data: Data) -> list[NearPair]:
    """Every near pair of the data on its day: the same task first, then by grade."""
    networks = read_networks(data)
    tasks = [task for task in shared_tasks(data) if task.actors]
    given: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    known = {str(network.iri) for network in networks}
    for task in tasks:
        for one, other in combinations(sorted(known.intersection(task.actors)), 2):
            given[frozenset((one, other))].append(task.task)
    return find_near(networks, read_ties(data), data.context.minimal_share, given)


def read_ties(data: Data) -> Ties:
    broader = _sets(data.pairs("analyse/theme-broader"))
    borders = {area: _corners(border) for area, border in data.pairs("analyse/leaf-borders")}
    related = frozenset(frozenset(pair) for pair in data.pairs("analyse/theme-related"))
    return Ties(read_around(data), touching(borders), {t: _all_above(broader, t) for t in broader}, broader, related)


def touching(borders: Mapping[str, frozenset[Corner]]) -> dict[str, frozenset[str]]:
    """The areas whose borders have two corners or more in common."""
    at: defaultdict[Corner, list[str]] = defaultdict(list)
    for area, corners in borders.items():
        for corner in corners:
            at[corner].append(area)
    common = Counter(pair for areas in at.values() for pair in permutations(areas, 2))
    return _sets(pair for pair, corners in common.items() if corners >= COMMON)


def _corners(border: str) -> frozenset[Corner]:
    shape = json.loads(border)
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return frozenset((point[0], point[1]) for polygon in polygons for ring in polygon for point in ring)


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


def _all_above(broader: Mapping[str, frozenset[str]], theme: str) -> frozenset[str]:
    found: set[str] = set()
    left = [theme]
    while left:
        new = broader.get(left.pop(), frozenset()) - found
        found |= new
        left += new
    return frozenset(found - {theme})


def find_near(
    networks: Sequence[Network],
    ties: Ties,
    minimal_share: Decimal,
    given: Mapping[frozenset[str], Sequence[str]] | None = None,
) -> list[NearPair]:
    """The near pairs among `networks`; `given` holds the tasks that two networks, by IRI, both have."""
    given, found = given or {}, []
    for first, second in _candidates(networks, given, minimal_share):
        tasks = tuple(given.get(frozenset((str(first.iri), str(second.iri))), ()))
        pair = _pair(first, second, ties, minimal_share, tasks)
        if pair is not None:
            found.append(pair)
    return sorted(found, key=lambda pair: (pair.grade, pair.first.key, pair.second.key))


def _candidates(
    networks: Sequence[Network], given: Mapping[frozenset[str], Sequence[str]], minimal_share: Decimal
) -> Iterator[tuple[Network, Network]]:
    """Pairs that share a member or a task, each once; all pairs where no member need be shared."""
    ordered = sorted(networks, key=lambda network: network.key)
    if minimal_share <= 0:
        yield from combinations(ordered, 2)
        return
    sitting: defaultdict[str, list[int]] = defaultdict(list)
    number = {str(network.iri): i for i, network in enumerate(ordered)}
    for i, network in enumerate(ordered):
        for member in network.members:
            sitting[member].append(i)
    pairs = {pair for seats in sitting.values() for pair in combinations(seats, 2)}
    pairs |= {
        (min(both), max(both))
        for both in ([number[iri] for iri in pair if iri in number] for pair in given)
        if len(both) == 2
    }
    for i, j in sorted(pairs):
        yield ordered[i], ordered[j]


def _pair(first: Network, second: Network, ties: Ties, share: Decimal, tasks: tuple[str, ...]) -> NearPair | None:
    shared = len(first.members & second.members)
    least = min(len(first.members), len(second.members))
    enough = least > 0 and shared >= share * least
    kinds = {
        "area": _areas(first, second, ties),
        "theme": _themes(first, second, ties),
        "group": _groups(first, second),
    }
    sides = {side: kind for side, kind in kinds.items() if kind is not None}
    exact = enough and set(kinds.values()) == {MEETS}
    if exact or not (tasks or (enough and len(sides) == len(SIDES))):
        return None
    return NearPair(first, second, sides, shared, tasks)


def _areas(first: Network, second: Network, ties: Ties) -> str | None:
    pairs = [(one, other) for one in first.areas for other in second.areas]
    if any(one in ties.around.get(other, (other,)) or other in ties.around.get(one, (one,)) for one, other in pairs):
        return MEETS
    if first.leaf_areas & second.leaf_areas:
        return SHARES
    beside = set().union(*(ties.touching.get(area, ()) for area in first.leaf_areas))
    return NEIGHBOURS if beside & second.leaf_areas else None


def _themes(first: Network, second: Network, ties: Ties) -> str | None:
    if first.themes & second.themes:
        return MEETS
    none: frozenset[str] = frozenset()
    pairs = [(one, other) for one in first.themes for other in second.themes]
    if any(one in ties.broader.get(other, none) or other in ties.broader.get(one, none) for one, other in pairs):
        return NARROWER
    if any(ties.above.get(one, none) & ties.above.get(other, none) for one, other in pairs):
        return SIBLINGS
    return RELATED if any(frozenset(pair) in ties.related for pair in pairs) else None


def _groups(first: Network, second: Network) -> str | None:
    one, other = first.leaf_groups, second.leaf_groups
    if one <= other or other <= one:
        return MEETS
    return SHARES if one & other else None
