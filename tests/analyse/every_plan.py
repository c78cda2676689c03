"""Every plan of a handful of networks, by looking at all of them: for each network, where it may end."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from kg.analyse.networks import Network
from kg.analyse.successors import Wishes

Ends = dict[Network, Network | None]


def every_plan(networks: list[Network], wishes: Wishes, *, losing: bool = False) -> Iterator[Ends]:
    """Each network's end: itself, its successor, or None; only with `losing` may any but those dissolved lose cells."""
    cells = {n: set(n.cells()) for n in networks}
    apart = {frozenset(pair) for pair in wishes.never_merge}
    most = wishes.max_members or 10**6

    def takes(j: Network, i: Network) -> bool:
        alone = j is not i and cells[i] <= cells[j] and j.rate is not None and frozenset((i.key, j.key)) not in apart
        return alone and len(i.members | j.members) <= most and j.key not in wishes.dissolve

    def options(i: Network) -> list[Network | None]:
        if i.key in wishes.dissolve:
            return [*(j for j in networks if takes(j, i)), None]
        if i.mandatory or i.rate is None or i.key in wishes.keep or not cells[i]:
            return [i]
        return [i, *(j for j in networks if takes(j, i)), *([None] if losing else [])]

    for chosen in product(*map(options, networks)):
        ends = dict(zip(networks, chosen, strict=True))
        if _follows(ends, cells, takes, apart, most):
            yield ends


def _follows(ends, cells, takes, apart, most) -> bool:
    kept = [n for n, end in ends.items() if end is n]
    left = set().union(*(cells[n] for n in kept))
    for i, end in ends.items():
        if end is None and (any(takes(j, i) for j in kept) or cells[i] <= left):
            return False
        if end is not None and end is not i and ends[end] is not end:
            return False
    groups = [[i for i, end in ends.items() if end is j] for j in kept]
    if any(frozenset((a.key, b.key)) in apart for group in groups for a in group for b in group if a is not b):
        return False
    return all(len(group) == 1 or len(set().union(*(i.members for i in group))) <= most for group in groups)


def hours(ends: Ends) -> Fraction:
    kept = [n for n, end in ends.items() if end is n and n.rate is not None]
    members = {n: set().union(*(i.members for i, end in ends.items() if end is n)) for n in kept}
    return sum((Fraction(n.rate) * len(members[n]) for n in kept), Fraction())


def cost(ends: Ends) -> tuple[Fraction, int]:
    return hours(ends), sum(end is n for n, end in ends.items())


def lost(ends: Ends) -> set[tuple[str, str, str]]:
    left = {cell for n, end in ends.items() if end is n for cell in n.cells()}
    return {cell for n in ends for cell in n.cells()} - left
