"""What each wish costs in yearly hours, found by solving without it, and the fewest wishes to give up for a target.

Networks that no chain of possible successions ties together do not touch each other's hours, whatever is wished: what
giving up a set of wishes saves is the sum of what it saves in each such group.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from kg.analyse.cells import CellIndex
from kg.analyse.networks import Network
from kg.analyse.prune import Plan, components, everyone, make_plan
from kg.analyse.successors import Wishes, successors

KEEP, APART, DISSOLVE, MEMBERS, MANDATORY = KINDS = ("keep", "apart", "dissolve", "members", "mandatory")
LIMITS = (KEEP, APART, MEMBERS)
"""Wishes that only narrow the choice: without one of them no plan gets dearer, so they may be given up for hours."""


@dataclass(frozen=True, order=True)
class Wish:
    """One wish by kind and the keys of its networks; `members` names none. A mandatory network is no wish of anybody's,
    but has its price all the same."""

    kind: str
    networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Price:
    """How many yearly hours more the plan has because of the wish; fewer than none where it takes coverage away."""

    wish: Wish
    hours: Fraction
    proven: bool


@dataclass(frozen=True)
class GivenUp:
    """The fewest wishes that together save the target, of those the ones that save most; or all, if that is too little.

    `whole` is False where time was up before every smaller set was looked at.
    """

    target: Fraction
    wishes: tuple[Wish, ...]
    saved: Fraction
    whole: bool

    @property
    def reached(self) -> bool:
        return self.saved >= self.target


def wishes_in(wishes: Wishes, networks: Iterable[Network] = ()) -> list[Wish]:
    """Each wish by itself, then each mandatory network among `networks`."""
    found = [Wish(KEEP, (key,)) for key in sorted(wishes.keep)]
    found += [Wish(APART, pair) for pair in wishes.never_merge]
    found += [Wish(DISSOLVE, (key,)) for key in sorted(wishes.dissolve)]
    found += [Wish(MEMBERS)] if wishes.max_members is not None else []
    return found + [Wish(MANDATORY, (n.key,)) for n in networks if n.mandatory and n.rate is not None]


class Market:
    """The networks in groups that do not touch each other's hours, and what each group costs under which wishes."""

    def __init__(self, networks: Sequence[Network], index: CellIndex, wishes: Wishes, seconds: float = 60.0) -> None:
        self.index, self.wishes = index, wishes
        self.deadline = time.monotonic() + seconds
        free = [replace(network, mandatory=False) for network in networks]
        same = dict(zip(free, networks, strict=True))
        parts = components(successors(free, Wishes()))
        self.groups = [[same[network] for network in everyone(part)] for part in parts]
        tied = {network for group in self.groups for network in group}
        self.groups += [[network] for network in networks if network not in tied and network.key in wishes.dissolve]
        self.home = {network.key: i for i, group in enumerate(self.groups) for network in group}
        self._plans: dict[tuple[int, frozenset[Wish]], Plan] = {}

    def price(self, wish: Wish) -> Price:
        found = [(self._plan(i, frozenset()), self._plan(i, frozenset([wish]))) for i in self._homes(wish)]
        hours = sum((one.hours_after - other.hours_after for one, other in found), Fraction())
        return Price(wish, hours, all(plan.proven for both in found for plan in both))

    def saved(self, given_up: Iterable[Wish]) -> Fraction:
        """The hours that giving up these wishes at once saves."""
        apart: dict[int, set[Wish]] = {}
        for wish in given_up:
            for i in self._homes(wish):
                apart.setdefault(i, set()).add(wish)
        return sum((self._saved(i, frozenset(some)) for i, some in apart.items()), Fraction())

    def cheapest(self, target: Fraction) -> GivenUp:
        """What to give up to save `target` hours a year."""
        offered = [wish for wish in wishes_in(self.wishes) if wish.kind in LIMITS]
        for size in range(1, len(offered)):
            best: tuple[Fraction, tuple[Wish, ...]] = (Fraction(), ())
            for some in combinations(offered, size):
                if time.monotonic() > self.deadline:
                    return GivenUp(target, tuple(offered), self.saved(offered), whole=False)
                best = max(best, (self.saved(some), some), key=lambda one: one[0])
            if best[0] >= target:
                return GivenUp(target, best[1], best[0], whole=True)
        return GivenUp(target, tuple(offered), self.saved(offered), whole=True)

    def _saved(self, i: int, given_up: frozenset[Wish]) -> Fraction:
        return self._plan(i, frozenset()).hours_after - self._plan(i, given_up).hours_after

    def _homes(self, wish: Wish) -> list[int]:
        """The groups that the wish can matter in; a pair of two groups never ends in one anyway."""
        if wish.kind == MEMBERS:
            return list(range(len(self.groups)))
        return sorted({self.home[key] for key in wish.networks if key in self.home})

    def _plan(self, i: int, without: frozenset[Wish]) -> Plan:
        if (i, without) not in self._plans:
            group, wishes = _without(self.groups[i], self.wishes, without)
            seconds = max(self.deadline - time.monotonic(), 0.1)
            self._plans[i, without] = make_plan(group, self.index, wishes, seconds=seconds)
        return self._plans[i, without]


def _without(group: Sequence[Network], wishes: Wishes, given_up: frozenset[Wish]) -> tuple[list[Network], Wishes]:
    """The group and the wishes about it, without those given up."""
    here = {network.key for network in group}
    free = {wish.networks[0] for wish in given_up if wish.kind == MANDATORY}
    kept = [wish for wish in wishes_in(wishes) if wish not in given_up and here.issuperset(wish.networks)]

    def named(kind: str) -> frozenset[str]:
        return frozenset(wish.networks[0] for wish in kept if wish.kind == kind)

    apart = tuple((wish.networks[0], wish.networks[1]) for wish in kept if wish.kind == APART)
    most = wishes.max_members if Wish(MEMBERS) in kept else None
    changed = [replace(n, mandatory=False) if n.key in free else n for n in group]
    return changed, Wishes(named(KEEP), apart, named(DISSOLVE), most)
