"""Overlapping pairs of networks, exactly, in time that grows with the number of networks that can meet.

Two networks overlap if their areas are equal or one lies within the other, they share a theme, the leaf groups of one
contain those of the other, and of the smaller member set at least the minimal share sits in both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import networkx as nx

from kg.analyse.networks import Network, read_around, read_networks
from kg.store import Data

DIMENSIONS = ("area", "theme", "group", "members")
CROWDED = 64
"""From this size on, the networks of one area and theme are looked up by member instead of one by one."""

Around = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two overlapping networks, `first` before `second` by key. `parts` and `relations` go by dimension."""

    first: Network
    second: Network
    members_shared: int
    parts: Mapping[str, Fraction]
    relations: Mapping[str, str]
    cluster: str = ""

    @property
    def score(self) -> Fraction:
        """The mean of the four parts."""
        return sum(self.parts.values(), Fraction()) / len(self.parts)


def overlapping_pairs(data: Data) -> list[Pair]:
    """Every overlapping pair of the data on its day, the highest score first."""
    return find_pairs(read_networks(data), read_around(data), data.context.minimal_share)


def find_pairs(networks: Sequence[Network], around: Around, minimal_share: Decimal) -> list[Pair]:
    """The overlapping pairs among `networks`, each once, with their clusters, the highest score first."""
    found = {}
    for one, other in _meetings(networks, around, searchable=minimal_share > 0):
        first, second = (one, other) if one.key < other.key else (other, one)
        if (first.key, second.key) not in found and _alike(first, second, minimal_share):
            found[first.key, second.key] = _pair(first, second)
    pairs = _clustered(found.values())
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first.key, pair.second.key))


def _meetings(networks: Sequence[Network], around: Around, *, searchable: bool) -> Iterator[tuple[Network, Network]]:
    """Pairs whose areas are equal or nested and who share a theme; some come twice."""
    places: defaultdict[tuple[str, str], Crowd] = defaultdict(Crowd)
    seated = [network for network in networks if network.members]
    for network in seated:
        for area in network.areas:
            for theme in network.themes:
                places[area, theme].add(network)
    for network in seated:
        for area in {outer for inner in network.areas for outer in around.get(inner, (inner,))}:
            for theme in network.themes:
                if (area, theme) in places:
                    for other in places[area, theme].near(network, searchable):
                        if other is not network:
                            yield network, other


class Crowd:
    """The networks of one area and theme."""

    def __init__(self) -> None:
        self.networks: list[Network] = []
        self.by_member: defaultdict[str, list[Network]] = defaultdict(list)

    def add(self, network: Network) -> None:
        self.networks.append(network)

    def near(self, network: Network, searchable: bool) -> Iterable[Network]:
        """Those that may share a member with `network`; all of them while they are few."""
        if not searchable or len(self.networks) < CROWDED:
            return self.networks
        if not self.by_member:
            for one in self.networks:
                for member in one.members:
                    self.by_member[member].append(one)
        return {other for member in network.members for other in self.by_member.get(member, ())}


def _alike(first: Network, second: Network, minimal_share: Decimal) -> bool:
    if not (first.leaf_groups <= second.leaf_groups or second.leaf_groups <= first.leaf_groups):
        return False
    shared = len(first.members & second.members)
    return shared >= minimal_share * min(len(first.members), len(second.members))


def _pair(first: Network, second: Network) -> Pair:
    shared = len(first.members & second.members)
    sides = {
        "area": (first.leaf_areas, second.leaf_areas),
        "theme": (first.themes, second.themes),
        "group": (first.leaf_groups, second.leaf_groups),
        "members": (first.members, second.members),
    }
    parts = {name: jaccard(one, other) for name, (one, other) in sides.items() if name != "members"}
    parts["members"] = Fraction(shared, min(len(first.members), len(second.members)))
    return Pair(first, second, shared, parts, {name: relation(*both) for name, both in sides.items()})


def jaccard(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Shared over all; 1 for equal sets."""
    if one is other or one == other:
        return Fraction(1)
    shared = len(one & other)
    return Fraction(shared, len(one) + len(other) - shared)


def relation(one: frozenset[str], other: frozenset[str]) -> str:
    """How the first set stands to the second: equal, subset, superset, intersects or disjoint."""
    if one == other:
        return "equal"
    if one < other:
        return "subset"
    if one > other:
        return "superset"
    return "intersects" if one & other else "disjoint"


def _clustered(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs with the smallest key of their connected component as cluster."""
    pairs = list(pairs)
    graph = nx.Graph((pair.first.key, pair.second.key) for pair in pairs)
    smallest = {key: min(component) for component in nx.connected_components(graph) for key in component}
    return [replace(pair, cluster=smallest[pair.first.key]) for pair in pairs]
