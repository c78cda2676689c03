"""Why a plan keeps a network or lets it go, why there and not elsewhere, and what would turn the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kg.analyse.cells import Codes
from kg.analyse.losses import only_served_by
from kg.analyse.milp import hours_after, solve
from kg.analyse.networks import Network
from kg.analyse.prune import Plan, components
from kg.analyse.successors import Wishes, successors, worthwhile
from kg.analyse.suppose import SECONDS, Verdict, around, judge, within
from kg.analyse.turning import Turn, turns

GOES, NOWHERE = "goes", "nowhere"
MANDATORY, UNPRICED, KEPT, EMPTY, ALONE, DEARER = "mandatory", "unpriced", "kept", "empty", "alone", "dearer"
NEAREST = 3
ELSEWHERE = 6


@dataclass(frozen=True)
class Elsewhere:
    """Another network that could take it over, and the hours that this costs more; None where no plan allows it."""

    network: Network
    more: Fraction | None


@dataclass(frozen=True)
class Nearest:
    """A network that serves much of the same, and what it would have to serve besides to take this one over."""

    network: Network
    areas: frozenset[str]
    themes: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True)
class Explanation:
    """`verdict` compares keeping with letting go; for one that may not go at all, as if it might."""

    network: Network
    reason: str
    into: Network | None
    only: Codes
    verdict: Verdict | None
    elsewhere: Sequence[Elsewhere]
    nearest: Sequence[Nearest]
    turns: Sequence[Turn]

    @property
    def stays(self) -> bool:
        return self.reason not in (GOES, NOWHERE)


def explain(plan: Plan, network: Network) -> Explanation:
    """All that can be said of one network of a plan."""
    reason = _reason(plan, network)
    wishes = replace(plan.wishes, keep=plan.wishes.keep - {network.key}, dissolve=plan.wishes.dissolve - {network.key})
    free = replace(network, mandatory=False)
    networks = [free if one is network else one for one in plan.networks]
    known = reason not in (UNPRICED, EMPTY)
    able = successors(networks, wishes).get(free, [])
    open_ = reason in (GOES, ALONE, DEARER)
    return Explanation(
        network,
        reason,
        plan.into.get(network),
        _only(plan, network),
        judge(networks, plan.index, free, wishes) if known else None,
        _elsewhere(plan, network, able) if open_ else (),
        () if able else _nearest(plan.networks, network),
        turns(plan.networks, plan.index, network, wishes) if open_ else (),
    )


def _reason(plan: Plan, network: Network) -> str:
    if network in plan.into:
        return NOWHERE if plan.into[network] is None else GOES
    if network.mandatory:
        return MANDATORY
    if network.rate is None:
        return UNPRICED
    if network.key in plan.wishes.keep:
        return KEPT
    if not (network.leaf_areas and network.themes and network.leaf_groups):
        return EMPTY
    return DEARER if successors(plan.networks, plan.wishes).get(network) else ALONE


def _only(plan: Plan, network: Network) -> Codes:
    """The cells that only this network serves: of a kept one among those kept, of another among all there are now."""
    among = plan if network in plan.kept else replace(plan, into={})
    return only_served_by(among).get(network, plan.index.cells(network)[:0])


def _elsewhere(plan: Plan, network: Network, able: Sequence[Network]) -> list[Elsewhere]:
    group = around(plan.networks, network, plan.wishes)
    now = hours_after(group, {one: other for one, other in plan.into.items() if one in group})
    chosen = plan.into.get(network)
    found = []
    for other in (one for one in able if one is not chosen):
        hours = _hours_into(group, plan.wishes, network, other)
        found.append(Elsewhere(other, None if hours is None else hours - now))
    found.sort(key=lambda one: (one.more is None, one.more or 0, one.network.key))
    return found[:ELSEWHERE]


def _hours_into(group: Sequence[Network], wishes: Wishes, network: Network, other: Network) -> Fraction | None:
    """The fewest hours of the plans that dissolve `network` into just this `other`."""
    here = within(wishes, group)
    keep = here.keep - {network.key} | {other.key}
    forced = replace(here, keep=keep, dissolve=here.dissolve | {network.key})
    found = worthwhile(successors(group, forced), forced)
    found[network] = [other]
    into: dict[Network, Network | None] = {}
    for part in components(found):
        into.update(solve(part, forced, SECONDS).into)
    return hours_after(group, into) if into.get(network) is other else None


def _nearest(networks: Sequence[Network], network: Network) -> list[Nearest]:
    """Those that lack fewest of its combinations, the first few."""

    def shared(other: Network) -> int:
        areas, themes = network.leaf_areas & other.leaf_areas, network.themes & other.themes
        return len(areas) * len(themes) * len(network.leaf_groups & other.leaf_groups)

    near = sorted((one for one in networks if one is not network and shared(one)), key=lambda n: (-shared(n), n.key))
    return [
        Nearest(
            other,
            network.leaf_areas - other.leaf_areas,
            network.themes - other.themes,
            network.leaf_groups - other.leaf_groups,
        )
        for other in near[:NEAREST]
    ]
