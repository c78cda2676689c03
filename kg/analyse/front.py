"""The whole choice: the plans of which none has fewer hours at no more loss (the Pareto front of hours against loss).

A plan of the front may let a network end without a successor, where none that could take it over stays; what nobody
else serves is then lost. Each point is proven to be on it.
The corners of the front come first: the plans that are best where what is lost has a price. Then it is walked by
halving: between two points, the least loss of those with at most half the hours between them.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kg.analyse.cells import CellIndex
from kg.analyse.choice import COVERAGE, EVENNESS, Choice, Found, OutOfTime
from kg.analyse.component import NOWHERE, Component
from kg.analyse.milp import hours_after
from kg.analyse.networks import Network
from kg.analyse.prune import Plan, check_wishes, make_plan
from kg.analyse.served import Served, Worst
from kg.analyse.successors import Wishes, successors, worthwhile

AGAINST = (COVERAGE, EVENNESS)


@dataclass(frozen=True)
class Point:
    """One plan of the front with its yearly hours and what it loses: cells, their weight, and the worst hit."""

    into: Mapping[Network, Network | None]
    hours: Fraction
    cells: int
    weight: int
    worst: Worst

    def loss(self, against: str) -> Fraction:
        return Fraction(self.weight) if against == COVERAGE else self.worst.lost

    @property
    def nowhere(self) -> list[Network]:
        return [network for network, other in self.into.items() if other is None]


@dataclass(frozen=True)
class Front:
    """The points by rising loss; `whole` is False where others may lie between them."""

    against: str
    points: Sequence[Point]
    whole: bool
    served: Served
    networks: Sequence[Network]
    wishes: Wishes
    index: CellIndex

    def plan(self, point: Point, seconds: float = 30.0) -> Plan:
        """The plan of a point as any other plan, with the proof of its bound.

        What ends without a successor becomes a wish, and so do those that could take it over, which do not stay.
        """
        return make_plan(self.networks, self.index, self.asked(point), seconds=seconds)

    def asked(self, point: Point) -> Wishes:
        gone = set(point.nowhere)
        over = successors(self.networks, self.wishes)
        above = {other for network in gone for other in over.get(network, ()) if other in point.into}
        return replace(self.wishes, dissolve=self.wishes.dissolve | {network.key for network in gone | above})


@dataclass(frozen=True)
class _Gap:
    """Between two points: plans of more than `least` hours and fewer than `first` has may still be on the front."""

    first: Point
    second: Point
    least: Fraction


@dataclass(frozen=True)
class Sought:
    """What a front is against, with residents by area where they are to be weighed, and how far it is looked for."""

    against: str = COVERAGE
    residents: Mapping[str, int] = field(default_factory=dict)
    most: int = 1000
    seconds: float = 60.0


def find_front(
    networks: Sequence[Network], index: CellIndex, wishes: Wishes | None = None, sought: Sought | None = None
) -> Front:
    """The front within the wishes, at most `most` points of it, found within about `seconds`."""
    wishes, sought = wishes or Wishes(), sought or Sought()
    check_wishes(networks, wishes)
    served = Served(networks, index, sought.residents)
    walk = _Walk(networks, wishes, served, sought)
    points, whole = walk.run(sought.most)
    return Front(sought.against, points, whole, served, networks, wishes, index)


class _Walk:
    def __init__(self, networks: Sequence[Network], wishes: Wishes, served: Served, sought: Sought) -> None:
        self.networks, self.served, self.against = networks, served, sought.against
        deadline = time.monotonic() + sought.seconds
        possible = successors(networks, wishes)
        self.part = Component(worthwhile(possible, wishes), wishes, whole=True)
        self.choice = Choice(self.part, possible, served, sought.against, deadline)
        self.outside = hours_after(networks, {}) - hours_after(self.part.networks, {})
        self.points: list[Point] = []
        self.rough: list[_Gap] = []
        """Gaps in which a corner may lie."""
        self.gaps: list[_Gap] = []

    def run(self, most: int) -> tuple[list[Point], bool]:
        """The points found, and whether there are no others."""
        try:
            self._ends()
            while self.rough and len(self.points) < most:
                self._bend(self._widest(self.rough))
            self.gaps += self.rough
            while self.gaps and len(self.points) < most:
                self._halve(self._widest(self.gaps))
        except OutOfTime:
            return self._ordered(), False
        return self._ordered(), not self.gaps

    def _ordered(self) -> list[Point]:
        return sorted(self.points, key=lambda point: -point.hours)

    def _ends(self) -> None:
        """The plan that loses least, and the one with the fewest hours."""
        first = self._best(self.choice.least_loss(None))
        self.points.append(first)
        last = self._point(self.choice.least_loss(self.choice.fewest_hours(None).hours).into)
        if last.hours < first.hours:
            self.points.append(last)
            self.rough += self._open(_Gap(first, last, last.hours))

    def _widest(self, gaps: list[_Gap]) -> _Gap:
        def width(gap: _Gap) -> Fraction:
            kept = 1 - (Fraction(gap.first.weight, self.served.weight) if self.served.weight else Fraction())
            return (gap.first.hours - gap.least) * kept * kept

        return max(gaps, key=width)

    def _open(self, *gaps: _Gap) -> list[_Gap]:
        return [gap for gap in gaps if gap.first.hours - gap.least > self.part.unit]

    def _bend(self, gap: _Gap) -> None:
        """Look for a corner between two points: a plan that is better than both at the price where they are alike."""
        first, second = gap.first, gap.second
        one, other = first.loss(self.against), second.loss(self.against)
        price = (first.hours - second.hours) / (other - one)
        found = self._point(self.choice.best(price).into)
        self.rough.remove(gap)
        if found.hours + price * found.loss(self.against) < first.hours + price * one:
            self.points.append(found)
            self.rough += self._open(_Gap(first, found, found.hours), _Gap(found, second, gap.least))
        else:
            self.gaps.append(gap)

    def _halve(self, gap: _Gap) -> None:
        unit = self.part.unit
        half = gap.first.hours - unit * (int((gap.first.hours - gap.least) / unit) // 2)
        found = self.choice.least_loss(half - self.outside)
        new = [replace(gap, least=half)]
        if found.loss < gap.second.loss(self.against):
            point = self._best(found)
            self.points.append(point)
            new = [_Gap(gap.first, point, half), _Gap(point, gap.second, gap.least)]
        self.gaps.remove(gap)
        self.gaps += self._open(*new)

    def _best(self, found: Found) -> Point:
        """The plan of fewest hours that loses no more."""
        return self._point(self.choice.fewest_hours(found.loss).into)

    def _point(self, into: Mapping[int, int]) -> Point:
        names = self.part.networks
        ends = {names[i]: None if j == NOWHERE else names[j] for i, j in into.items()}
        order = {network: ends[network] for network in self.networks if network in ends}
        lost = self.served.lost([network for network in self.networks if network not in order])
        return Point(
            order,
            hours_after(self.networks, order),
            sum(piece.cells for piece in lost),
            sum(piece.weight for piece in lost),
            self.served.worst(lost),
        )
