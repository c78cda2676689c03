"""What a plan would say of one network if something were otherwise: the cheapest plans that keep it and let it go."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from kg.analyse.cells import CellIndex
from kg.analyse.networks import Network
from kg.analyse.prune import Plan, components, everyone, make_plan
from kg.analyse.successors import Wishes, successors

SECONDS = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Supposed(Network):
    """A network as it is, but with another price of an hour of meeting for each member."""

    price: Fraction = Fraction()

    @property
    def rate(self) -> Fraction:
        return self.price


def repriced(network: Network, price: Fraction) -> Supposed:
    return Supposed(**{one.name: getattr(network, one.name) for one in fields(Network)}, price=price)


@dataclass(frozen=True)
class Verdict:
    """The cheapest plan that keeps the network, and the cheapest that dissolves it into another; None where none can.

    It goes where that has fewer hours, or as many hours and fewer networks.
    """

    keeps: Plan
    goes: Plan | None

    @property
    def stays(self) -> bool:
        return self.goes is None or _cost(self.goes) >= _cost(self.keeps)

    @property
    def gain(self) -> Fraction:
        """The hours that dissolving it saves; fewer than none where that costs hours."""
        return self.keeps.hours_after - self.goes.hours_after if self.goes else Fraction()


def _cost(plan: Plan) -> tuple[Fraction, int]:
    return plan.hours_after, len(plan.kept)


def around(networks: Sequence[Network], network: Network, wishes: Wishes) -> list[Network]:
    """The networks whose end may touch that of `network`, itself among them, in the order of `networks`."""
    free = replace(wishes, keep=wishes.keep - {network.key}, dissolve=wishes.dissolve - {network.key})
    for part in components(successors(networks, free)):
        group = set(everyone(part))
        if network in group:
            return [one for one in networks if one in group]
    return [network]


def judge(networks: Sequence[Network], index: CellIndex, network: Network, wishes: Wishes) -> Verdict:
    """Both plans for `network`, which is no mandatory one, among the networks around it."""
    group = around(networks, network, wishes)
    here = within(wishes, group)
    keep, dissolve = here.keep - {network.key}, here.dissolve - {network.key}
    keeps = make_plan(group, index, replace(here, keep=keep | {network.key}, dissolve=dissolve), seconds=SECONDS)
    goes = make_plan(group, index, replace(here, keep=keep, dissolve=dissolve | {network.key}), seconds=SECONDS)
    return Verdict(keeps, goes if goes.into.get(network) is not None else None)


def within(wishes: Wishes, group: Sequence[Network]) -> Wishes:
    """The wishes about these networks alone."""
    here = {network.key for network in group}
    apart = tuple(pair for pair in wishes.never_merge if here.issuperset(pair))
    return Wishes(wishes.keep & here, apart, wishes.dissolve & here, wishes.max_members)
