"""A good plan of one component, made by hand: networks are closed one by one, and moved, as long as that saves.

It is where a search begins and what it falls back on; nothing is proven here.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import numpy as np

from kg.analyse.component import NOWHERE, Component


class Draft:
    """A plan that changes. `at[i]` is where network `i` ends: in itself, in its successor, or nowhere."""

    def __init__(self, part: Component) -> None:
        self.part = part
        self.price = np.array(part.price, dtype=np.int64)
        self.seats = [np.flatnonzero(row) for row in part.members]
        self.count = part.members.astype(np.int32)
        """How many of the networks that end in `i` bring each member."""
        self.at = {i: i for i in range(len(part.networks))}
        self.group = {i: {i} for i in self.at}
        self.never = {i: {b if a == i else a for a, b in part.apart if i in (a, b)} for i in self.at}
        for i in sorted(part.unwanted):
            self._leave(i)
            self._settle(i)

    def cost(self) -> int:
        """What the plan costs, those who end nowhere among it."""
        kept = [i for i, j in self.at.items() if i == j]
        lost = sum(1 for j in self.at.values() if j == NOWHERE)
        seats = np.count_nonzero(self.count[kept], axis=1)
        hours = sum(self.part.price[i] * int(n) for i, n in zip(kept, seats, strict=True))
        return hours + len(kept) + lost * self.part.nowhere

    def into(self) -> dict[int, int]:
        """Where each dissolved network ends."""
        return {i: j for i, j in self.at.items() if i != j}

    def load(self, into: Mapping[int, int]) -> None:
        """Make it this plan; who cannot end there ends where it costs least, or stays."""
        for i in list(self.at):
            self._leave(i)
        for i in self.at:
            if i not in into:
                self._join(i, i)
        for i, j in into.items():
            if j != NOWHERE and self._takes(j, i):
                self._join(i, j)
            else:
                self._settle(i)
            if self.at[i] == NOWHERE and i not in self.part.unwanted:
                self._join(i, i)

    def _takes(self, j: int, i: int) -> bool:
        most = self.part.wishes.max_members
        if self.at[j] != j or self.never[i] & self.group[j]:
            return False
        return most is None or int(np.count_nonzero(self.count[j])) + self._new(j, i) <= most

    def _new(self, j: int, i: int) -> int:
        """How many members of `i` do not sit in `j` yet."""
        return int(np.count_nonzero(self.count[j, self.seats[i]] == 0))

    def _leave(self, i: int) -> None:
        j = self.at[i]
        if j != NOWHERE:
            self.count[j, self.seats[i]] -= 1
            self.group[j].discard(i)
        self.at[i] = NOWHERE

    def _join(self, i: int, j: int) -> None:
        if j != NOWHERE:
            self.count[j, self.seats[i]] += 1
            self.group[j].add(i)
        self.at[i] = j

    def _best(self, i: int) -> tuple[int, int]:
        """The kept network where `i` costs least, and how much; NOWHERE where none takes it."""
        kept = [j for j in self.part.ends[i] if self.at[j] == j and not self.never[i] & self.group[j]]
        if not kept:
            return NOWHERE, self.part.nowhere
        held = self.count[kept]
        new = np.count_nonzero(held[:, self.seats[i]] == 0, axis=1)
        costs = self.price[kept] * new
        if self.part.wishes.max_members is not None:
            full = np.count_nonzero(held, axis=1) + new > self.part.wishes.max_members
            costs = np.where(full, self.part.nowhere, costs)
        best = int(costs.argmin())
        return (kept[best], int(costs[best])) if costs[best] < self.part.nowhere else (NOWHERE, self.part.nowhere)

    def _settle(self, i: int) -> int:
        j, cost = self._best(i)
        self._join(i, j)
        return cost

    def _held(self, i: int) -> int:
        """What the end of a dissolved network would save without it."""
        j = self.at[i]
        if j == NOWHERE:
            return self.part.nowhere
        return self.part.price[j] * int(np.count_nonzero(self.count[j, self.seats[i]] == 1))

    def close(self, i: int) -> bool:
        """Dissolve a kept network and settle all who ended there, if that saves."""
        spent = self.part.price[i] * int(np.count_nonzero(self.count[i])) + 1
        group = sorted(self.group[i], key=lambda one: (-self.part.size[one], one))
        for one in group:
            self._leave(one)
        for one in group:
            spent -= self._settle(one)
            if spent <= 0:
                break
        if spent > 0:
            return True
        self._return(group, i)
        return False

    def open(self, i: int) -> bool:
        """Keep a dissolved network, with all who would rather end there, if that saves."""
        before = dict.fromkeys([i], self.at[i])
        saved = self._held(i) - self.part.own(i)
        self._leave(i)
        self._join(i, i)
        for one in self.takers[i]:
            if self.at[one] not in (one, i) and self._takes(i, one):
                gain = self._held(one) - self._new(i, one) * self.part.price[i]
                if gain > 0:
                    before[one] = self.at[one]
                    self._leave(one)
                    self._join(one, i)
                    saved += gain
        if saved > 0:
            return True
        for one, j in before.items():
            self._leave(one)
            self._join(one, j)
        return False

    def move(self, i: int) -> bool:
        """Dissolve a dissolved network elsewhere, if that saves."""
        j, held = self.at[i], self._held(i)
        self._leave(i)
        best, cost = self._best(i)
        self._join(i, best if cost < held else j)
        return cost < held

    def _return(self, group: Iterable[int], j: int) -> None:
        for one in group:
            self._leave(one)
            self._join(one, j)

    @cached_property
    def takers(self) -> Mapping[int, list[int]]:
        return {i: [] for i in self.at} | self.part.takers()

    def improve(self, deadline: float) -> None:
        """Close, move and open until nothing saves any more, or time is up."""
        part = self.part
        order = sorted(part.ends, key=lambda i: (i not in part.never_kept, -part.price[i] * part.size[i], i))
        tries: list[Callable[[int], bool]] = [self._close_or_move, self._open]
        while True:
            saved = False
            for attempt in tries:
                for i in order:
                    if time.monotonic() > deadline:
                        return
                    saved |= attempt(i)
            if not saved:
                return

    def _close_or_move(self, i: int) -> bool:
        return self.close(i) if self.at[i] == i else self.move(i)

    def _open(self, i: int) -> bool:
        return self.at[i] != i and self.part.keepable(i) and self.open(i)
