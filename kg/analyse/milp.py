"""The cheapest plan of one component, with a bound: by linear programme, local search, and branch and bound (HiGHS).

The linear programme mostly has a plan as its solution, which is then the cheapest. Where it has none, its bound and a
plan made by hand often meet; where they do not, HiGHS branches.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, isfinite

from kg.analyse.component import NOWHERE, Component
from kg.analyse.draft import Draft
from kg.analyse.networks import Network
from kg.analyse.relaxation import Relaxation, Values
from kg.analyse.successors import Successors, Wishes, hourly

Watch = Callable[["Solution"], None]
FEASIBLE = 2
"""`SolutionStatus::kSolutionStatusFeasible` of HiGHS."""
DENSE = 20_000
"""With so many rows that members could give, a first plan is made by hand before anything is solved."""
FIRST = 0.3
"""Which part of the time the first linear programme may take where no network could be left out."""
POLISH = 0.1
"""Which part of the time local search may take at most."""


@dataclass(frozen=True)
class Solution:
    """Where each dissolved network of a component goes (None = nowhere), and a proven lower bound of the hours after.

    `multipliers` (and `room`, where members are limited) of the linear programme prove the bound: what a place for the
    network is worth, in units of the component.
    """

    part: Component
    into: Mapping[Network, Network | None]
    hours: Fraction
    bound: Fraction
    proven: bool
    multipliers: Mapping[Network, float] = field(default_factory=dict)
    room: Mapping[Network, float] = field(default_factory=dict)


class Search:
    """The best plan and the best bound so far."""

    def __init__(self, part: Component, seconds: float, watch: Watch | None) -> None:
        self.part, self.watch = part, watch
        self.started = time.monotonic()
        self.seconds = max(seconds, 0.1)
        self.deadline = self.started + self.seconds
        self.cost: int | None = None
        self.into: dict[int, int] = {}
        self.least = part.fixed
        self.proven = False
        self.worth: tuple[dict[int, float], dict[int, float]] = ({}, {})

    @property
    def done(self) -> bool:
        return self.proven or time.monotonic() > self.deadline

    def found(self, draft: Draft) -> None:
        cost = draft.cost()
        if self.cost is None or cost < self.cost:
            self.cost, self.into = cost, draft.into()
            self._compare()

    def bounded(self, value: float, relaxation: Relaxation | None = None) -> None:
        """A bound from the solver, in units; costs are whole, so it rounds up, but for what the solver may be off."""
        if not isfinite(value):
            return
        cost = value * self.part.scale
        least = ceil(cost - 1e-3 - 1e-8 * abs(cost)) + self.part.fixed
        if least >= self.least:
            self.least = least
            if relaxation is not None:
                self.worth = relaxation.multipliers()
        self._compare()

    def solved(self) -> None:
        self.proven = True
        self._compare()

    def _compare(self) -> None:
        if self.cost is not None:
            self.proven = self.proven or self.cost <= self.least
            if self.watch is not None:
                self.watch(self.solution())

    def solution(self) -> Solution:
        part = self.part
        names = part.networks
        into = {names[i]: None if j == NOWHERE else names[j] for i, j in self.into.items()}
        hours = hours_after(names, into)
        lost = sum(1 for j in self.into.values() if j == NOWHERE)
        bound = hours if self.proven else min(hours, part.hours(self.least - lost * part.nowhere))
        worth, room = ({names[i]: value for i, value in one.items()} for one in self.worth)
        return Solution(part, into, hours, bound, self.proven, worth, room)


def solve(found: Successors, wishes: Wishes, seconds: float, watch: Watch | None = None) -> Solution:
    """The plan with the fewest hours, among those the one with the fewest networks, within `seconds`.

    `watch` is told each better plan and each better bound.
    """
    search = Search(Component(found, wishes), seconds, watch)
    relaxation, draft = Relaxation(search.part), Draft(search.part)
    if relaxation.hints and search.part.apart:
        _loosen(search, Search(Component(found, wishes, loose=True), seconds * FIRST, None), draft)
    _run(search, relaxation, draft)
    return search.solution()


def _run(search: Search, relaxation: Relaxation, draft: Draft) -> None:
    if relaxation.possible > DENSE:
        _polish(search, draft)
    hard = bool(relaxation.hints)
    deadline = search.started + search.seconds * (FIRST if hard else 1)
    values = None if search.done else _linear(search, relaxation, draft, deadline)
    if hard and not search.done:
        relaxation = Relaxation(search.part, at_once=True)
        better = _linear(search, relaxation, draft, search.deadline)
        values = values if better is None else better
    if not search.done and values is not None:
        draft.load(relaxation.plan(values))
        _polish(search, draft)
    if not search.done:
        _branch(search, relaxation, draft)
    if search.cost is None:
        search.found(draft)


def _loosen(search: Search, loose: Search, draft: Draft) -> None:
    """Begin with the plan and the bound that are found where all may end in one: far fewer networks matter there."""
    _run(loose, Relaxation(loose.part), Draft(loose.part))
    least = loose.cost if loose.proven and loose.cost is not None else loose.least
    search.least, search.worth = max(search.least, least), loose.worth
    draft.load(loose.into)
    _polish(search, draft)


def _polish(search: Search, draft: Draft) -> None:
    draft.improve(time.monotonic() + POLISH * search.seconds)
    search.found(draft)


def _linear(search: Search, relaxation: Relaxation, draft: Draft, deadline: float) -> Values | None:
    """Solve the linear programme, adding the rows it breaks until `deadline`; its last solution.

    The first round may take all the time there is, for without it there is no bound.
    """
    values = None
    while not search.done and relaxation.solve(search.deadline if values is None else deadline):
        values = relaxation.values()
        search.bounded(relaxation.objective(), relaxation)
        if not relaxation.broken(values):
            if relaxation.integral(values):
                draft.load(relaxation.plan(values))
                search.found(draft)
                search.solved()
            break
    return values


def _branch(search: Search, relaxation: Relaxation, draft: Draft) -> None:
    """Search for whole values until the best plan breaks no row."""
    while not search.done:
        relaxation.branch(search.deadline, 0.5 / search.part.scale, search.into)
        search.bounded(relaxation.engine.getInfo().mip_dual_bound)
        if relaxation.engine.getInfo().primal_solution_status != FEASIBLE:
            return
        values = relaxation.values()
        draft.load(relaxation.plan(values))
        search.found(draft)
        if not relaxation.broken(values) and relaxation.optimal():
            search.solved()


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
