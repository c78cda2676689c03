"""What a plan does before it is done: to bodies' meetings, what hangs on one network, areas and requirements."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg.analyse.aftermath import carry_out
from kg.analyse.cells import Codes
from kg.analyse.networks import Network
from kg.analyse.prune import Plan
from kg.analyse.successors import hourly
from kg.check.requirements import Requirement, verdicts
from kg.store import Data


@dataclass(frozen=True)
class Load:
    """A body's seats in networks and their yearly meeting hours, now and after; hours that are not known count none."""

    body: str
    seats: tuple[int, int]
    hours: tuple[Fraction, Fraction]


@dataclass(frozen=True)
class AreaChange:
    """How many networks reach a leaf area, how many combinations are served there, and how many by one network only."""

    area: str
    networks: tuple[int, int]
    served: tuple[int, int]
    once: tuple[int, int]


@dataclass(frozen=True)
class Judged:
    """A requirement now and after."""

    before: Requirement
    after: Requirement

    @property
    def changes(self) -> bool:
        return self.before.verdict != self.after.verdict or _failing(self.before) != _failing(self.after)


def _failing(requirement: Requirement) -> set[str]:
    return {focus.iri for focus in requirement.focus if focus.verdict == "fail"}


def loads(plan: Plan) -> list[Load]:
    """Every body that sits in a network, the most relieved first."""
    before, after = _seats(plan.networks, {}), _seats(plan.kept, plan.received)
    found = [
        Load(body, (len(seats), len(after.get(body, ()))), (_hours(seats), _hours(after.get(body, ()))))
        for body, seats in before.items()
    ]
    return sorted(found, key=lambda load: (load.hours[1] - load.hours[0], load.body))


def _seats(networks: Sequence[Network], received: Mapping[Network, frozenset[str]]) -> dict[str, list[Network]]:
    seats: dict[str, list[Network]] = {}
    for network in networks:
        for body in network.members | received.get(network, frozenset()):
            seats.setdefault(body, []).append(network)
    return seats


def _hours(networks: Sequence[Network]) -> Fraction:
    return sum(map(hourly, networks), Fraction())


def single_points(plan: Plan) -> tuple[int, int]:
    """How many combinations hang on one network alone, now and after."""
    return len(plan.index.served_once(plan.networks)), len(plan.index.served_once(plan.kept))


def area_changes(plan: Plan) -> list[AreaChange]:
    """Every leaf area that a network reaches, in order."""
    sides = (plan.networks, plan.kept)
    reach = [Counter(area for network in side for area in network.leaf_areas) for side in sides]
    served = [_by_area(plan, plan.index.served(side)) for side in sides]
    once = [_by_area(plan, plan.index.served_once(side)) for side in sides]

    def both(counts: Sequence[Counter[str]], area: str) -> tuple[int, int]:
        return counts[0][area], counts[1][area]

    return [AreaChange(area, both(reach, area), both(served, area), both(once, area)) for area in sorted(reach[0])]


def _by_area(plan: Plan, codes: Codes) -> Counter[str]:
    return Counter(plan.index.names(code)[0] for code in codes)


def requirements(plan: Plan, before: Data, copy: Data) -> list[Judged]:
    """Each requirement now and after; the plan is carried out in `copy`, a working copy of its own."""
    joining = {str(other.iri): members - other.members for other, members in plan.received.items()}
    now = verdicts(before)
    carry_out(copy, [network.iri for network in plan.into], joining)
    return [Judged(one, other) for one, other in zip(now, verdicts(copy), strict=True)]
