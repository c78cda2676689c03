"""One component of networks that could take each other over, in whole numbers.

Costs count in 1/`scale` of the largest unit of hours that all plans are multiples of, and each kept network costs one
on top: all of them together less than a unit. So the cheapest plan has the fewest hours, then the fewest networks.
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

import numpy as np
import numpy.typing as npt

from kg.analyse.networks import Network
from kg.analyse.successors import Successors, Wishes, hourly

Bits = npt.NDArray[np.bool_]
NOWHERE = -1
"""Where a network ends that has no successor."""


class Component:
    """Networks by number. `ends[i]` holds the successors of `i`, for each `i` that may be dissolved."""

    def __init__(self, found: Successors, wishes: Wishes, *, whole: bool = False, loose: bool = False) -> None:
        """With `whole`, networks that no cheapest plan keeps stay in too, and at a price any may end nowhere.

        With `loose`, pairs that must not end in one may.
        """
        receivers = dict.fromkeys(other for others in found.values() for other in others)
        self.networks = list(dict.fromkeys([*found, *receivers]))
        self.number = {network: i for i, network in enumerate(self.networks)}
        self.wishes = wishes
        self.unit = _unit(self.networks)
        self.scale = len(self.networks) + 1
        self.price: list[int] = [int(hourly(n) / self.unit) * self.scale for n in self.networks]
        self.members = _members(self.networks)
        self.size: list[int] = [len(network.members) for network in self.networks]
        self.ends = {self.number[n]: [self.number[other] for other in others] for n, others in found.items()}
        pairs = [(self.number[one], self.number[other]) for one, other in _named(self.networks, wishes)]
        self.apart = [] if loose else pairs
        self.touchy = {i for pair in pairs for i in pair}
        self.certain = [i for i in range(len(self.networks)) if i not in self.ends]
        """They stay whatever else goes."""
        self.unwanted = {self.number[n] for n in found if n.key in wishes.dissolve}
        """They go, if need be without a successor."""
        self.vanishing = set(self.ends) if whole else self.unwanted
        """They may end nowhere."""
        self.nowhere: int = sum(price * self.members.shape[1] + 1 for price in self.price) + self.scale
        """What it costs to end without a successor: more than all else together."""
        self.never_kept: set[int] = set()
        if not whole:
            self._leave_out()

    @property
    def fixed(self) -> int:
        """What the networks cost that stay in any case."""
        return sum(self.own(i) for i in self.certain)

    def own(self, i: int) -> int:
        return self.price[i] * self.size[i] + 1

    def room(self, i: int) -> int | None:
        return None if self.wishes.max_members is None else max(self.wishes.max_members - self.size[i], 0)

    def keepable(self, i: int) -> bool:
        return i not in self.unwanted and i not in self.never_kept

    def takers(self) -> dict[int, list[int]]:
        """For each receiver whom it could take over."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i, others in self.ends.items():
            for j in others:
                found[j].append(i)
        return dict(found)

    def hours(self, cost: int) -> Fraction:
        """The fewest hours that a plan of this cost or more can have."""
        return max(-((len(self.networks) - cost) // self.scale), 0) * self.unit

    def _leave_out(self) -> None:
        """Leave out networks that no cheapest plan keeps, and ends that are no better than a certain one.

        Whatever `i` would take over, `j` takes over at no higher price: all move there if `i` is kept. No plan loses
        by it, as long as neither the number of members nor a pair to be kept apart stands in the way.
        """
        if self.wishes.max_members is not None or self.apart:
            return
        for i, others in self.ends.items():
            if i not in self.unwanted and any(self._replaces(j, i) for j in others):
                self.never_kept.add(i)
        for i, others in self.ends.items():
            left = [j for j in others if j not in self.never_kept]
            free = [j for j in left if j not in self.ends and not (self.members[i] & ~self.members[j]).any()]
            self.ends[i] = free[:1] or left

    def _replaces(self, j: int, i: int) -> bool:
        """Is a plan that keeps `i` made no dearer by keeping `j` in its place? Of two alike the first one stays."""
        if self.price[j] > self.price[i] or j in self.touchy:
            return False
        if j not in self.ends:
            return True
        both = self.price[j] * int(np.count_nonzero(self.members[i] | self.members[j]))
        alone = self.price[i] * self.size[i]
        return both < alone or (both == alone and j < i)


def _named(networks: Sequence[Network], wishes: Wishes) -> list[tuple[Network, Network]]:
    by_key = {network.key: network for network in networks}
    return [(by_key[a], by_key[b]) for a, b in wishes.never_merge if a in by_key and b in by_key and a != b]


def _members(networks: Sequence[Network]) -> Bits:
    """Which body sits in which network."""
    number = {member: i for i, member in enumerate(sorted({m for network in networks for m in network.members}))}
    matrix = np.zeros((len(networks), len(number)), dtype=bool)
    for i, network in enumerate(networks):
        matrix[i, [number[member] for member in network.members]] = True
    return matrix


def _unit(networks: Sequence[Network]) -> Fraction:
    """The largest unit of which every member's yearly hours in every network are a multiple."""
    rates = [hourly(network) for network in networks if hourly(network)]
    below = lcm(*(rate.denominator for rate in rates))
    return Fraction(gcd(*(int(rate * below) for rate in rates)) or 1, below)
