"""The cheapest plan of one component as a mixed-integer programme, solved by HiGHS to proven optimality.

Columns: keep(j); into(i, j) = i is dissolved into j; joins(j, m) = the body m joins the members of j; nowhere(i) = i
ends without a successor (only for a network that planners want dissolved, and costlier than all else together).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, gcd, lcm

import highspy
import numpy as np

from kg.analyse.networks import Network
from kg.analyse.successors import Successors, Wishes, hourly

Entries = list[tuple[int, float]]
FEASIBLE = 2
"""`SolutionStatus::kSolutionStatusFeasible` of HiGHS."""


@dataclass(frozen=True)
class Solution:
    """Where each dissolved network goes (None = nowhere), and a proven lower bound of the hours after."""

    into: Mapping[Network, Network | None]
    hours: Fraction
    bound: Fraction
    proven: bool


@dataclass
class Programme:
    """Costs of the columns, which are binary but for `joins`, and rows `lower <= entries <= upper`."""

    costs: list[float] = field(default_factory=list)
    binary: list[bool] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[Entries] = field(default_factory=list)

    def column(self, cost: float = 0.0, *, binary: bool = True) -> int:
        self.costs.append(cost)
        self.binary.append(binary)
        return len(self.costs) - 1

    def row(self, lower: float, upper: float, entries: Iterable[tuple[int, float]]) -> None:
        self.lower.append(lower)
        self.upper.append(upper)
        self.rows.append(list(entries))


class Model:
    """The programme of one component. Costs count in the largest unit of hours that all plans are multiples of."""

    def __init__(self, found: Successors, wishes: Wishes) -> None:
        self.found = found
        self.wishes = wishes
        self.programme = Programme()
        receivers = dict.fromkeys(other for others in found.values() for other in others)
        self.everyone = list(dict.fromkeys([*found, *receivers]))
        self.unit = _unit(self.everyone)
        self.each = 1 / (2 * (len(self.everyone) + 1))
        """What one kept network costs on top, in units: all of them together less than one unit."""
        self.keep = {n: self._keep(n) for n in found if n.key not in wishes.dissolve}
        self.into = {(i, j): self.programme.column() for i, others in found.items() for j in others}
        self.nowhere = {n: self._nowhere() for n in found if n.key in wishes.dissolve}
        for network in found:
            self._ends_once(network)
        for receiver in receivers:
            self._receives(receiver)

    def _units(self, hours: Fraction) -> float:
        return float(hours / self.unit)

    def _keep(self, network: Network) -> int:
        return self.programme.column(self._units(hourly(network) * len(network.members)) + self.each)

    def _nowhere(self) -> int:
        every = sum((hourly(n) for n in self.everyone), Fraction()) * len({m for n in self.everyone for m in n.members})
        return self.programme.column(self._units(every) + 1)

    def _ends_once(self, network: Network) -> None:
        """Kept, or dissolved into exactly one; into a network only if that is kept."""
        ends = [self.into[network, other] for other in self.found[network]]
        ends.append(self.keep[network] if network in self.keep else self.nowhere[network])
        self.programme.row(1, 1, [(end, 1.0) for end in ends])
        for other in self.found[network]:
            if other in self.keep:
                self.programme.row(0, 1, [(self.keep[other], 1.0), (self.into[network, other], -1.0)])

    def _receives(self, receiver: Network) -> None:
        """New members of a successor: each body once, whoever brings it."""
        rate = self._units(hourly(receiver))
        bringers: defaultdict[str, list[int]] = defaultdict(list)
        for network, others in self.found.items():
            if receiver in others:
                for member in sorted(network.members - receiver.members):
                    bringers[member].append(self.into[network, receiver])
        joins = {member: self.programme.column(rate, binary=False) for member in bringers}
        for member, columns in bringers.items():
            for column in columns:
                self.programme.row(0, 1, [(joins[member], 1.0), (column, -1.0)])
        if self.wishes.max_members is not None and joins:
            room = self.wishes.max_members - len(receiver.members)
            self.programme.row(0, room, [(column, 1.0) for column in joins.values()])
        for pair in self.wishes.never_merge:
            both = [c for (i, j), c in self.into.items() if j is receiver and i.key in pair]
            if len(both) > 1:
                self.programme.row(0, 1, [(column, 1.0) for column in both])


def _unit(everyone: Sequence[Network]) -> Fraction:
    """The largest unit of which every member's yearly hours in every network are a multiple."""
    rates = [hourly(network) for network in everyone if hourly(network)]
    below = lcm(*(rate.denominator for rate in rates))
    return Fraction(gcd(*(int(rate * below) for rate in rates)) or 1, below)


def solve(found: Successors, wishes: Wishes, seconds: float) -> Solution:
    """The plan with the fewest hours, among those the one with the fewest networks, within `seconds`."""
    model = Model(found, wishes)
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", model.each / 2),
        ("time_limit", max(seconds, 0.1)),
    ):
        engine.setOptionValue(name, value)
    engine.passModel(_linear_programme(model.programme))
    engine.run()
    info = engine.getInfo()
    values = engine.getSolution().col_value if info.primal_solution_status == FEASIBLE else None
    into = _read(model, values)
    hours = hours_after(model.everyone, into)
    proven = engine.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Solution(into, hours, hours if proven else _bound(model, info.mip_dual_bound, hours), proven)


def _read(model: Model, values: Sequence[float] | None) -> dict[Network, Network | None]:
    if values is None:
        return dict.fromkeys(model.nowhere)
    into: dict[Network, Network | None] = {i: None for i, column in model.nowhere.items() if values[column] > 0.5}
    into.update({i: j for (i, j), column in model.into.items() if values[column] > 0.5})
    return into


def _bound(model: Model, dual: float, hours: Fraction) -> Fraction:
    """Hours are whole units, and the small cost of kept networks is less than half a unit in all."""
    if not np.isfinite(dual):
        return Fraction()
    return min(hours, max(ceil(dual - 0.5 - 1e-6), 0) * model.unit)


def hours_after(networks: Iterable[Network], into: Mapping[Network, Network | None]) -> Fraction:
    """The yearly hours of the priced networks that stay, with the members of those dissolved into them."""
    members = members_after(into)
    priced = (n for n in networks if n not in into and n.rate is not None)
    return sum((hourly(n) * len(n.members | members.get(n, frozenset())) for n in priced), Fraction())


def members_after(into: Mapping[Network, Network | None]) -> dict[Network, frozenset[str]]:
    """For each successor the members of the networks dissolved into it."""
    brought: defaultdict[Network, set[str]] = defaultdict(set)
    for network, other in into.items():
        if other is not None:
            brought[other] |= network.members
    return {network: frozenset(members) for network, members in brought.items()}


def _linear_programme(programme: Programme) -> highspy.HighsLp:
    """The programme in the row-wise form that HiGHS takes."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme.costs), len(programme.rows)
    lp.col_cost_ = np.array(programme.costs, dtype=np.double)
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.ones(lp.num_col_)
    lp.row_lower_ = np.array(programme.lower, dtype=np.double)
    lp.row_upper_ = np.array(programme.upper, dtype=np.double)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if binary else kinds.kContinuous for binary in programme.binary]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in programme.rows)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array([column for row in programme.rows for column, _ in row], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in programme.rows for _, value in row], dtype=np.double)
    return lp
