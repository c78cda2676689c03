"""Plans that may lose: the least loss for so many hours, and the fewest hours for so much loss, by branch and bound.

To the columns of a plan come lost(p), one for each piece of what is served, and worst, the largest part that any area
or group loses. A piece is lost unless one of those who serve it is kept; a network may end nowhere only where none
that could take it over is kept.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import highspy
import numpy as np

from kg.analyse.component import NOWHERE, Component
from kg.analyse.relaxation import NUMBERS, Relaxation
from kg.analyse.served import Piece, Served
from kg.analyse.successors import Successors

COVERAGE, EVENNESS = "coverage", "evenness"
SLACK = 1e-6
INFINITY = highspy.kHighsInf


class OutOfTime(Exception):
    """Time was up before a plan was proven to be the best."""


@dataclass(frozen=True)
class Found:
    """Where each dissolved network ends, and what that costs and loses."""

    into: Mapping[int, int]
    hours: Fraction
    loss: Fraction


class Choice:
    """One mixed-integer programme, solved again and again with other limits."""

    def __init__(self, part: Component, possible: Successors, served: Served, against: str, deadline: float) -> None:
        self.part, self.served, self.against, self.deadline = part, served, against, deadline
        self.relaxation = Relaxation(part, at_once=True)
        self.engine = self.relaxation.engine
        self.own = {i: float(Fraction(part.own(i) - 1, part.scale)) for i in part.ends}
        self.costs = self._hour_costs()
        self.fixed = sum((self._units(i) for i in part.certain), Fraction())
        self.pieces = self._lossable()
        self._only_where_nobody_stays(possible)
        first = self.engine.getNumCol()
        self.lost = [self._column(1.0) for _ in self.pieces]
        self.worst = self._column(1.0)
        self._lost_rows()
        self.losses = self._loss_costs(first)
        self.hours_row = self._row(-INFINITY, INFINITY, self.costs.items())
        self.loss_row = self._row(-INFINITY, INFINITY, self.losses.items())
        self._set_whole()

    def best(self, price: Fraction) -> Found:
        """The plan with the fewest hours, where what is lost costs `price` hours apiece."""
        paid = {column: loss * float(price / self.part.unit) for column, loss in self.losses.items()}
        return self._solved({**self.costs, **paid}, None, None, 1e-6)

    def least_loss(self, hours: Fraction | None) -> Found:
        """The plan that loses least, within so many hours; of the networks in the programme alone."""
        return self._solved(self.losses, hours, None, 0.0)

    def fewest_hours(self, loss: Fraction | None) -> Found:
        """The plan of fewest hours that loses no more than `loss`."""
        return self._solved(self.costs, None, loss, 0.5)

    def _solved(self, costs: Mapping[int, float], hours: Fraction | None, loss: Fraction | None, gap: float) -> Found:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime
        count = self.engine.getNumCol()
        values = np.zeros(count)
        values[list(costs)] = list(costs.values())
        self.engine.changeColsCost(count, np.arange(count, dtype=NUMBERS), values)
        most = INFINITY if hours is None else float(hours / self.part.unit - self.fixed) + SLACK
        self.engine.changeRowBounds(self.hours_row, -INFINITY, most)
        self.engine.changeRowBounds(self.loss_row, -INFINITY, INFINITY if loss is None else float(loss) + SLACK)
        self.engine.setOptionValue("mip_abs_gap", gap)
        self.engine.setOptionValue("time_limit", left)
        self.engine.run()
        if not self.relaxation.optimal():
            raise OutOfTime
        return self._found(self.relaxation.plan(self.relaxation.values()))

    def _found(self, into: dict[int, int]) -> Found:
        networks = self.part.networks
        kept = [network for i, network in enumerate(networks) if i not in into]
        brought: dict[int, set[str]] = {i: set(n.members) for i, n in enumerate(networks) if i not in into}
        for i, j in into.items():
            if j != NOWHERE:
                brought[j] |= networks[i].members
        hours = sum((self._rate(i) * len(members) for i, members in brought.items()), Fraction()) * self.part.unit
        still = set(kept)
        lost = [piece for piece in self.pieces if still.isdisjoint(piece.servers)]
        loss = sum(piece.weight for piece in lost) if self.against == COVERAGE else self.served.worst(lost).lost
        return Found(into, hours, Fraction(loss))

    def _rate(self, i: int) -> Fraction:
        return Fraction(self.part.price[i], self.part.scale)

    def _units(self, i: int) -> Fraction:
        return self._rate(i) * self.part.size[i]

    def _hour_costs(self) -> dict[int, float]:
        """The hours of each column, in units."""
        keep = self.relaxation.keep
        costs = {column: float(self._units(i)) for i, column in keep.items()}
        for j, one in self.relaxation.receivers.items():
            costs.update((int(column), float(self._rate(j))) for column in one.joins)
        return costs

    def _lossable(self) -> list[Piece]:
        """The pieces that a plan of this programme can lose: all who serve them may go."""
        may_go = {self.part.networks[i] for i in self.part.ends}
        return [piece for piece in self.served.pieces if piece.servers <= may_go]

    def _only_where_nobody_stays(self, possible: Successors) -> None:
        number, keep, nowhere = self.part.number, self.relaxation.keep, self.relaxation.nowhere
        for network, others in possible.items():
            i = number[network]
            for other in others:
                j = number.get(other)
                if j is None or j in self.part.certain:
                    self.relaxation.limit(nowhere[i], allowed=False)
                elif j in keep:
                    self._row(-INFINITY, 1.0, [(nowhere[i], 1.0), (keep[j], 1.0)])

    def _lost_rows(self) -> None:
        """A piece is lost unless someone who serves it stays; who ends nowhere takes a lost piece along."""
        sides: dict[str, list[tuple[int, float]]] = {}
        takes: dict[int, list[tuple[int, float]]] = {i: [] for i in self.relaxation.nowhere}
        for piece, column in zip(self.pieces, self.lost, strict=True):
            stays = [self.part.number[network] for network in sorted(piece.servers, key=lambda n: n.key)]
            kept = [(self.relaxation.keep[i], 1.0) for i in stays if i in self.relaxation.keep]
            self._row(1.0, INFINITY, [(column, 1.0), *kept])
            for keep, _ in kept:
                self._row(-INFINITY, 1.0, [(column, 1.0), (keep, 1.0)])
            for i in stays:
                takes[i].append((column, -1.0))
            for side, cells in piece.shares.items():
                sides.setdefault(side, []).append((column, cells / self.served.of_side[side]))
        for i, entries in takes.items():
            self._row(-INFINITY, 0.0, [(self.relaxation.nowhere[i], 1.0), *entries])
        if self.against == EVENNESS:
            for entries in sides.values():
                self._row(-INFINITY, 0.0, [*entries, (self.worst, -1.0)])

    def _loss_costs(self, first: int) -> dict[int, float]:
        if self.against == EVENNESS:
            return {self.worst: 1.0}
        return {first + i: float(piece.weight) for i, piece in enumerate(self.pieces)}

    def _column(self, upper: float) -> int:
        none = np.empty(0, dtype=NUMBERS)
        self.engine.addCol(0.0, 0.0, upper, 0, none, np.empty(0))
        return int(self.engine.getNumCol()) - 1

    def _row(self, lower: float, upper: float, entries: Iterable[tuple[int, float]]) -> int:
        columns, values = zip(*entries, strict=True) if (entries := list(entries)) else ((), ())
        self.engine.addRow(
            lower, upper, len(columns), np.array(columns, dtype=NUMBERS), np.array(values, dtype=np.double)
        )
        return int(self.engine.getNumRow()) - 1

    def _set_whole(self) -> None:
        """Networks stay, go, or end in one; all other columns follow from these."""
        chosen = [*self.relaxation.keep.values(), *self.relaxation.nowhere.values(), *self.relaxation.into.values()]
        columns = np.array(sorted(chosen), dtype=NUMBERS)
        kinds = np.full(len(columns), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self.engine.changeColsIntegrality(len(columns), columns, kinds)
        upper = np.array([1.0 if self.engine.getLp().col_upper_[c] > 0 else 0.0 for c in columns])
        self.engine.changeColsBounds(len(columns), columns, np.zeros(len(columns)), upper)
        options: Mapping[str, Any] = {"mip_rel_gap": 0.0, "solver": "choose", "run_crossover": "on"}
        for name, value in options.items():
            self.engine.setOptionValue(name, value)
