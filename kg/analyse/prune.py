"""The pruning plan: which networks to dissolve, each into one that serves all it served, so that hours are fewest.

Solved component by component: networks that no chain of candidates ties together do not touch each other's costs.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import networkx as nx

from kg.analyse.cells import CellIndex, Codes
from kg.analyse.milp import Solution, hours_after, members_after, solve
from kg.analyse.networks import Network
from kg.analyse.successors import Successors, Wishes, successors, worthwhile
from kg.errors import Misuse

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Interim:
    """The best plan and bound so far, with `done` of `of` components solved, `seconds` after the start.

    `into` is the search's own: copy it to keep it.
    """

    into: Mapping[Network, Network | None]
    hours: Fraction
    bound: Fraction
    seconds: float
    done: int
    of: int

    @property
    def gap(self) -> float:
        return float((self.hours - self.bound) / self.hours) if self.hours else 0.0


Watch = Callable[[Interim], None]


@dataclass(frozen=True)
class Plan:
    """What is kept and what is dissolved into what. `into[n]` is None where a wish leaves `n` without a successor."""

    networks: Sequence[Network]
    into: Mapping[Network, Network | None]
    bound: Fraction
    proven: bool
    wishes: Wishes
    index: CellIndex = field(repr=False)
    solutions: Sequence[Solution] = field(default=(), repr=False)

    @property
    def status(self) -> str:
        return "optimal" if self.proven else "time-limit"

    @cached_property
    def kept(self) -> list[Network]:
        return [network for network in self.networks if network not in self.into]

    @property
    def unpriced(self) -> list[Network]:
        return [network for network in self.networks if network.rate is None]

    @property
    def hours_before(self) -> Fraction:
        return hours_after(self.networks, {})

    @property
    def hours_after(self) -> Fraction:
        return hours_after(self.networks, self.into)

    @property
    def gap(self) -> float:
        """How far, at most, the hours after may lie above the fewest possible, as a fraction of them."""
        after = self.hours_after
        return 0.0 if self.proven or not after else float((after - self.bound) / after)

    @cached_property
    def received(self) -> dict[Network, frozenset[str]]:
        """For each successor, all members of the networks dissolved into it."""
        return members_after(self.into)

    def members_after(self, network: Network) -> frozenset[str]:
        return network.members | self.received.get(network, NOBODY)

    def cells_before(self) -> Codes:
        return self.index.served(self.networks)

    def cells_after(self) -> Codes:
        return self.index.served(self.kept)


def make_plan(
    networks: Sequence[Network],
    index: CellIndex,
    wishes: Wishes | None = None,
    *,
    seconds: float = 90.0,
    watch: Watch | None = None,
) -> Plan:
    """The plan with the fewest yearly hours, among those the one with the fewest networks.

    After `seconds` the best plan so far is given, with its proven bound; `watch` is told of each better plan, each
    better bound and each component that is done. Raises Misuse for a wish that names no network or wants a mandatory
    one dissolved.
    """
    wishes = wishes or Wishes()
    check_wishes(networks, wishes)
    found = worthwhile(successors(networks, wishes), wishes)
    race = _Race(networks, {n: None for n in found if n.key in wishes.dissolve and not found[n]}, watch)
    race.run(components(found), wishes, seconds)
    order = {network: race.into[network] for network in networks if network in race.into}
    return Plan(networks, order, race.bound, all(s.proven for s in race.solved), wishes, index, race.solved)


class _Race:
    """All components one after the other, each with its share of the time that is left."""

    def __init__(self, networks: Sequence[Network], into: dict[Network, Network | None], watch: Watch | None) -> None:
        self.into, self.watch = into, watch
        self.solved: list[Solution] = []
        self.of = 0
        self.hours = self.bound = hours_after(networks, into)
        self.started = time.monotonic()

    def run(self, parts: Sequence[Successors], wishes: Wishes, seconds: float) -> None:
        before = [hours_after(everyone(part), {}) for part in parts]
        self.bound -= sum(before, Fraction())
        self.of, left = len(parts), sum(len(part) for part in parts)
        for part, hours in zip(parts, before, strict=True):
            share = len(part) / left * (self.started + seconds - time.monotonic())
            self.hours -= hours
            solution = solve(part, wishes, share, self._told if self.watch else None)
            self.solved.append(solution)
            self._told(solution)
            self.hours += solution.hours
            self.bound += solution.bound
            left -= len(part)

    def _told(self, solution: Solution) -> None:
        for network in solution.part.networks:
            self.into.pop(network, None)
        self.into.update(solution.into)
        if self.watch is not None:
            seconds, done = time.monotonic() - self.started, len(self.solved)
            hours, bound = self.hours + solution.hours, self.bound + solution.bound
            self.watch(Interim(self.into, hours, bound, seconds, done, self.of))


def everyone(part: Successors) -> list[Network]:
    """The networks of a component: those that may go, and those that may take them over."""
    return list(dict.fromkeys([*part, *(other for others in part.values() for other in others)]))


def check_wishes(networks: Sequence[Network], wishes: Wishes) -> None:
    by_key = {network.key: network for network in networks}
    named = {*wishes.keep, *wishes.dissolve, *(key for pair in wishes.never_merge for key in pair)}
    for key in sorted(named):
        if key not in by_key:
            raise Misuse("analyse.no-such-network", network=key)
    for key in sorted(wishes.dissolve):
        if by_key[key].mandatory:
            raise Misuse("analyse.network-mandatory", network=key)
        if key in wishes.keep:
            raise Misuse("analyse.keep-and-dissolve", network=key)


def components(found: Successors) -> list[Successors]:
    """The candidates apart by connected component, the largest first; networks without candidates are left out."""
    graph: nx.Graph[Network] = nx.Graph()
    graph.add_edges_from((network, other) for network, others in found.items() for other in others)
    home = {network: i for i, part in enumerate(nx.connected_components(graph)) for network in part}
    apart: dict[int, Successors] = {}
    for network, others in found.items():
        if others:
            apart.setdefault(home[network], {})[network] = others
    return sorted(apart.values(), key=len, reverse=True)
