"""The plan of one component as a linear programme that HiGHS solves with few of its rows, adding those that are broken.

Columns: keep(j); into(i, j) = i is dissolved into j; joins(j, m) = the body m joins the members of j; nowhere(i) = i
ends without a successor, at a price above all else (for a network that planners want dissolved). The rows
joins(j, m) >= into(i, j), one for each network i with member m, are millions in a dense case; few of them bind.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from kg.analyse.component import NOWHERE, Component

Entries = list[tuple[int, float]]
Values = npt.NDArray[np.float64]
AT_ONCE = 3000
"""So many rows are taken from the start, rather than when they are broken."""
BROKEN = 1e-6
NUMBERS = np.int32


@dataclass
class Programme:
    """Costs of the columns, and rows `lower <= entries <= upper`."""

    costs: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[Entries] = field(default_factory=list)

    def column(self, cost: float = 0.0) -> int:
        self.costs.append(cost)
        return len(self.costs) - 1

    def row(self, lower: float, upper: float, entries: Iterable[tuple[int, float]]) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        self.rows.append(list(entries))
        return len(self.rows) - 1


@dataclass(frozen=True)
class Receiver:
    """The columns of one receiver: `into` of those it could take, `joins` of the members they could bring."""

    takers: Sequence[int]
    into: npt.NDArray[np.int32]
    members: npt.NDArray[np.int64]
    joins: npt.NDArray[np.int32]
    brings: npt.NDArray[np.bool_]


class Relaxation:
    """The linear programme of a component; `engine` holds it, and keeps what it knows from one solution to the next."""

    def __init__(self, part: Component, *, at_once: bool = False) -> None:
        """With `at_once`, all rows are taken from the start, and an interior-point method solves them."""
        self.part = part
        programme = Programme()
        self.keep = {i: programme.column(part.own(i) / part.scale) for i in part.ends if part.keepable(i)}
        self.nowhere = {i: programme.column(part.nowhere / part.scale) for i in sorted(part.vanishing)}
        self.into: dict[tuple[int, int], int] = {}
        self.receivers = {j: self._receiver(programme, j, takers) for j, takers in part.takers().items()}
        self.whole = len(programme.costs)
        self.once = {i: self._ends_once(programme, i) for i in part.ends}
        self.room = {j: self._room(programme, j, one) for j, one in self.receivers.items() if part.room(j) is not None}
        self._apart(programme)
        self.rows = 0
        self.possible = sum(int(one.brings.sum()) for one in self.receivers.values())
        self.hints: dict[int, int] = {}
        if self.possible > AT_ONCE and not at_once and not part.never_kept:
            self._hint(programme)
        self.engine = _engine(programme)
        if at_once:
            self.engine.setOptionValue("solver", "ipm")
            self.engine.setOptionValue("run_crossover", "off")
        if at_once or self.possible <= AT_ONCE:
            self.add_all()

    def _receiver(self, programme: Programme, j: int, takers: Sequence[int]) -> Receiver:
        members = self.part.members
        into = [programme.column() for _ in takers]
        self.into.update({(i, j): column for i, column in zip(takers, into, strict=True)})
        brings = members[takers] & ~members[j]
        some = np.flatnonzero(brings.any(axis=0))
        joins = [programme.column(self.part.price[j] / self.part.scale) for _ in some]
        return Receiver(takers, np.array(into, NUMBERS), some, np.array(joins, NUMBERS), brings[:, some])

    def _ends_once(self, programme: Programme, i: int) -> int:
        """Kept, or dissolved into exactly one; into a network only if that is kept."""
        ends = [self.into[i, j] for j in self.part.ends[i]]
        ends += [columns[i] for columns in (self.keep, self.nowhere) if i in columns]
        for j in self.part.ends[i]:
            if j in self.keep:
                programme.row(0, highspy.kHighsInf, [(self.keep[j], 1.0), (self.into[i, j], -1.0)])
        return programme.row(1, 1, [(end, 1.0) for end in ends])

    def _room(self, programme: Programme, j: int, one: Receiver) -> int:
        room = float(self.part.room(j) or 0)
        joins = [(int(column), 1.0) for column in one.joins]
        if j in self.keep:
            return programme.row(-highspy.kHighsInf, 0, [*joins, (self.keep[j], -room)])
        return programme.row(-highspy.kHighsInf, room, joins)

    def _apart(self, programme: Programme) -> None:
        for one, other in self.part.apart:
            for j in self.receivers:
                both = [self.into[i, j] for i in (one, other) if (i, j) in self.into]
                if len(both) > 1:
                    programme.row(0, 1, [(column, 1.0) for column in both])

    def _hint(self, programme: Programme) -> None:
        """Each member of each network sits somewhere in the end: sums of rows that give a bound from the start."""
        joins = {
            (j, int(member)): int(column)
            for j, one in self.receivers.items()
            for member, column in zip(one.members, one.joins, strict=True)
        }
        seen = set()
        for i, others in self.part.ends.items():
            for member in np.flatnonzero(self.part.members[i]).tolist():
                sits = [j for j in others if self.part.members[j, member]]
                if not all(j in self.keep for j in sits):
                    continue
                columns = frozenset(
                    [*(self.keep[j] for j in sits), *(joins[j, member] for j in others if (j, member) in joins)]
                    + [known[i] for known in (self.keep, self.nowhere) if i in known]
                )
                if columns not in seen:
                    seen.add(columns)
                    row = programme.row(1, highspy.kHighsInf, [(column, 1.0) for column in sorted(columns)])
                    self.hints[row] = i

    def add_all(self) -> None:
        pairs = [np.empty((0, 2), NUMBERS)]
        for one in self.receivers.values():
            takers, members = np.nonzero(one.brings)
            pairs.append(np.stack([one.joins[members], one.into[takers]], axis=1))
        self._add(np.concatenate(pairs))

    def _add(self, pairs: npt.NDArray[np.int32]) -> None:
        count = len(pairs)
        if count:
            starts = np.arange(0, 2 * count, 2, dtype=NUMBERS)
            ones = np.tile([1.0, -1.0], count)
            above = np.full(count, highspy.kHighsInf)
            self.engine.addRows(count, np.zeros(count), above, 2 * count, starts, pairs.ravel().astype(NUMBERS), ones)
            self.rows += count

    def broken(self, values: Values) -> int:
        """Add the rows that these values break, for each member of a receiver the one broken most; how many."""
        pairs = [np.empty((0, 2), NUMBERS)]
        for one in self.receivers.values():
            if not len(one.joins):
                continue
            brought = np.where(one.brings, values[one.into][:, None], 0.0)
            most = brought.argmax(axis=0)
            wrong = brought[most, np.arange(len(most))] > values[one.joins] + BROKEN
            pairs.append(np.stack([one.joins[wrong], one.into[most[wrong]]], axis=1))
        found = np.concatenate(pairs)
        self._add(found)
        return len(found)

    def solve(self, deadline: float) -> bool:
        """One round; False where time was up before it was solved."""
        self.run(deadline)
        return self.optimal()

    def run(self, deadline: float) -> None:
        self.engine.setOptionValue("time_limit", self.engine.getRunTime() + max(deadline - time.monotonic(), 0.01))
        self.engine.run()

    def optimal(self) -> bool:
        return bool(self.engine.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def values(self) -> Values:
        return np.asarray(self.engine.getSolution().col_value)

    def objective(self) -> float:
        return float(self.engine.getInfo().objective_function_value)

    def multipliers(self) -> tuple[dict[int, float], dict[int, float]]:
        """What each network's place is worth, and what room at a receiver is worth, in units."""
        duals = self.engine.getSolution().row_dual
        worth = {i: max(duals[row], 0.0) for i, row in self.once.items()}
        for row, i in self.hints.items():
            worth[i] += max(duals[row], 0.0)
        return worth, {j: max(-duals[row], 0.0) for j, row in self.room.items()}

    def limit(self, column: int, allowed: bool) -> None:
        """Whether a place may be taken at all."""
        self.engine.changeColBounds(column, 0.0, highspy.kHighsInf if allowed else 0.0)

    def integral(self, values: Values) -> bool:
        """Is it a plan, no network in two places?"""
        whole = values[: self.whole]
        return bool(np.all(np.abs(whole - np.round(whole)) < BROKEN))

    def plan(self, values: Values) -> dict[int, int]:
        """Where each dissolved network ends, by what most of it does."""
        ends = [((i, i), column) for i, column in self.keep.items()]
        ends += [((i, NOWHERE), column) for i, column in self.nowhere.items()]
        most: dict[int, tuple[float, int]] = {}
        for (i, j), column in [*ends, *self.into.items()]:
            if i not in most or values[column] > most[i][0]:
                most[i] = (values[column], j)
        return {i: j for i, (_, j) in most.items() if i != j}

    def branch(self, deadline: float, gap: float, known: Mapping[int, int]) -> None:
        """Search for whole values of the columns, from a known plan."""
        columns = np.arange(self.whole, dtype=NUMBERS)
        kinds = np.full(self.whole, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self.engine.changeColsIntegrality(self.whole, columns, kinds)
        self.engine.changeColsBounds(self.whole, columns, np.zeros(self.whole), np.ones(self.whole))
        options: Mapping[str, Any] = {"mip_rel_gap": 0.0, "mip_abs_gap": gap, "solver": "choose", "run_crossover": "on"}
        for name, value in options.items():
            self.engine.setOptionValue(name, value)
        start = highspy.HighsSolution()
        start.col_value = self._column_values(known)
        self.engine.setSolution(start)
        self.run(deadline)

    def _column_values(self, into: Mapping[int, int]) -> list[float]:
        values = np.zeros(self.engine.getNumCol())
        values[[column for i, column in self.keep.items() if i not in into]] = 1.0
        values[[column for i, column in self.nowhere.items() if into.get(i) == NOWHERE]] = 1.0
        values[[column for (i, j), column in self.into.items() if into.get(i) == j]] = 1.0
        for one in self.receivers.values():
            if len(one.joins):
                values[one.joins] = np.where(one.brings, values[one.into][:, None], 0.0).max(axis=0)
        return list(values)


def _engine(programme: Programme) -> highspy.Highs:
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    options: Mapping[str, Any] = {"output_flag": False, "threads": 1, "random_seed": 0}
    for name, value in options.items():
        engine.setOptionValue(name, value)
    engine.passModel(_linear_programme(programme))
    return engine


def _linear_programme(programme: Programme) -> highspy.HighsLp:
    """The programme in the row-wise form that HiGHS takes."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(programme.costs), len(programme.rows)
    lp.col_cost_ = np.array(programme.costs, dtype=np.double)
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.full(lp.num_col_, highspy.kHighsInf)
    lp.row_lower_ = np.array(programme.lower, dtype=np.double)
    lp.row_upper_ = np.array(programme.upper, dtype=np.double)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in programme.rows)], dtype=NUMBERS)
    lp.a_matrix_.index_ = np.array([column for row in programme.rows for column, _ in row], dtype=NUMBERS)
    lp.a_matrix_.value_ = np.array([value for row in programme.rows for _, value in row], dtype=np.double)
    return lp
