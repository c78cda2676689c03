"""Networks whose meetings or hours nobody gave, as a range: which decisions hold at every value, which turn, and where.

The missing number is taken to lie between the smallest and the largest that the municipality's networks have. One
unknown is looked at at a time, the others stay as they are. What the best plan costs is concave in the price of a
member's year, so where the lines of two plans meet tells whether another plan lies between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kg.analyse.cells import CellIndex
from kg.analyse.networks import Network
from kg.analyse.prune import Plan, make_plan
from kg.analyse.successors import Wishes
from kg.analyse.suppose import SECONDS, Supposed, around, repriced, within

MEETINGS, LENGTH = "meetings", "length"


@dataclass(frozen=True)
class Stretch:
    """From one price of a member's year to another, the same plan of the networks around is the best."""

    low: Fraction
    high: Fraction
    plan: Plan

    def end(self, key: str) -> str | None:
        """Where a network ends, by key: in itself where it stays."""
        by_key = {network.key: other for network, other in self.plan.into.items()}
        other = by_key.get(key)
        return key if key not in by_key else None if other is None else other.key


@dataclass(frozen=True)
class Unknown:
    """A network without meetings or hours. `at_stake` is how many hours a year it may cost to decide without them."""

    network: Network
    missing: tuple[str, ...]
    stretches: Sequence[Stretch]
    at_stake: Fraction

    @property
    def turning(self) -> list[str]:
        """The keys of the networks that end elsewhere at one value than at another."""
        keys = [network.key for network in self.stretches[0].plan.networks]
        return [key for key in keys if len({stretch.end(key) for stretch in self.stretches}) > 1]


def unknowns(networks: Sequence[Network], index: CellIndex, wishes: Wishes | None = None) -> list[Unknown]:
    """Every network without hours, those first whose hours matter most. Empty where no network has hours to compare."""
    found = [
        _unknown(_Line(networks, index, network, wishes or Wishes()), *between)
        for network in networks
        if network.rate is None and (between := _range(networks, network))
    ]
    return sorted(found, key=lambda one: (-len(one.turning), -one.at_stake, one.network.key))


def _range(networks: Sequence[Network], network: Network) -> tuple[Fraction, Fraction] | None:
    """The smallest and the largest price of a member's year that fit what is known of the network."""
    meetings = _known(network.meetings, [one.meetings for one in networks])
    lengths = _known(network.meeting_hours, [one.meeting_hours for one in networks])
    if not meetings or not lengths:
        return None
    return min(meetings) * min(lengths), max(meetings) * max(lengths)


def _known(own: Decimal | None, others: Sequence[Decimal | None]) -> list[Fraction]:
    return [Fraction(value) for value in ([own] if own is not None else others) if value is not None]


def _unknown(line: "_Line", low: Fraction, high: Fraction) -> Unknown:
    network = line.network
    stretches = list(line.stretches(low, line.plan(low), high, line.plan(high)))
    stays = line.plan(None)
    stake = max(line.cost(stays, at, at) - hours for one in stretches for at, hours in line.ends(one))
    missing = tuple(
        name for name, value in ((MEETINGS, network.meetings), (LENGTH, network.meeting_hours)) if value is None
    )
    return Unknown(network, missing, stretches, stake)


class _Line:
    """The best plans around one network, as its price moves."""

    def __init__(self, networks: Sequence[Network], index: CellIndex, network: Network, wishes: Wishes) -> None:
        self.networks, self.index, self.network, self.wishes = networks, index, network, wishes
        priced = self._priced(Fraction(1))
        others = [priced if one is network else one for one in networks]
        self.group = [network if one is priced else one for one in around(others, priced, wishes)]

    def _priced(self, price: Fraction) -> Supposed:
        return repriced(self.network, price)

    def plan(self, price: Fraction | None) -> Plan:
        """The best plan at that price; where it is unknown, the plan that keeps the network as it is."""
        changed = self.network if price is None else self._priced(price)
        group = [changed if one is self.network else one for one in self.group]
        return make_plan(group, self.index, within(self.wishes, group), seconds=SECONDS)

    def seats(self, plan: Plan) -> int:
        """How many members' years the network's price counts for."""
        own = next(one for one in plan.networks if one.key == self.network.key)
        return 0 if own in plan.into else len(plan.members_after(own))

    def cost(self, plan: Plan, made_at: Fraction, at: Fraction) -> Fraction:
        """The hours of a plan made at one price, at another; a plan made without a price counts the network's too."""
        own = next(one for one in plan.networks if one.key == self.network.key)
        base = plan.hours_after + (made_at * self.seats(plan) if own.rate is None else 0)
        return base + (at - made_at) * self.seats(plan)

    def ends(self, one: Stretch) -> list[tuple[Fraction, Fraction]]:
        """Both ends of a stretch, with the hours of the best plan there."""
        own = next(network for network in one.plan.networks if network.key == self.network.key)
        made_at = Fraction(own.rate or 0)
        return [(at, self.cost(one.plan, made_at, at)) for at in (one.low, one.high)]

    def stretches(self, low: Fraction, at_low: Plan, high: Fraction, at_high: Plan) -> Iterator[Stretch]:
        steep, flat = self.seats(at_low), self.seats(at_high)
        if self.cost(at_low, low, high) == self.cost(at_high, high, high) or steep == flat:
            yield Stretch(low, high, at_low)
            return
        meets = low + (self.cost(at_high, high, low) - self.cost(at_low, low, low)) / (steep - flat)
        between = self.plan(meets)
        if meets in (low, high) or self.cost(between, meets, meets) == self.cost(at_low, low, meets):
            if low < meets:
                yield Stretch(low, meets, at_low)
            if meets < high:
                yield Stretch(meets, high, at_high)
            return
        yield from self.stretches(low, at_low, meets, between)
        yield from self.stretches(meets, between, high, at_high)
