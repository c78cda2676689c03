"""Overlapping pairs by looking at every two networks."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from kg.analyse.networks import Network


def every_pair(networks: Sequence[Network], around: Mapping[str, Sequence[str]]) -> set[frozenset[str]]:
    """All pairs that overlap, with the minimal share of one half."""
    found = set()
    for one, other in combinations(networks, 2):
        if one.themes & other.themes and _nested(one, other, around) and _alike(one, other):
            found.add(frozenset((str(one.iri), str(other.iri))))
    return found


def _nested(one: Network, other: Network, around: Mapping[str, Sequence[str]]) -> bool:
    return any(b in around[a] or a in around[b] for a in one.areas for b in other.areas)


def _alike(one: Network, other: Network) -> bool:
    if not (one.leaf_groups <= other.leaf_groups or other.leaf_groups <= one.leaf_groups):
        return False
    least = min(len(one.members), len(other.members))
    return least > 0 and 2 * len(one.members & other.members) >= least
