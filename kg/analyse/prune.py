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
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """What is kept and what is dissolved into what. `into[n]` is None where a wish leaves `n` without a successor."""

    networks: Sequence[Network]
    into: Mapping[Network, Network | None]
    bound: Fraction
    proven: bool
    wishes: Wishes
    index: CellIndex = field(repr=False)

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
    progress: Progress = lambda done, of: None,
) -> Plan:
    """The plan with the fewest yearly hours, among those the one with the fewest networks.

    After `seconds` the best plan so far is given, with its proven bound. Raises Misuse for a wish that names no network
    or wants a mandatory one dissolved.
    """
    wishes = wishes or Wishes()
    _check(networks, wishes)
    found = worthwhile(successors(networks, wishes), wishes)
    solved = _solve_all(components(found), wishes, time.monotonic() + seconds, progress)
    into: dict[Network, Network | None] = {n: None for n in found if n.key in wishes.dissolve and not found[n]}
    for solution in solved:
        into.update(solution.into)
    after = hours_after(networks, into)
    slack = sum((s.hours - s.bound for s in solved), Fraction())
    order = {network: into[network] for network in networks if network in into}
    return Plan(networks, order, after - slack, all(s.proven for s in solved), wishes, index)


def _check(networks: Sequence[Network], wishes: Wishes) -> None:
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


def _solve_all(parts: Sequence[Successors], wishes: Wishes, deadline: float, progress: Progress) -> list[Solution]:
    solved = []
    for done, part in enumerate(parts):
        progress(done, len(parts))
        solved.append(solve(part, wishes, deadline - time.monotonic()))
    progress(len(parts), len(parts))
    return solved
