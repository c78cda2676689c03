"""The proof of a plan's bound: multipliers for `kg.analyse.bound`, and branches where one relaxation is not enough.

What the linear programme says in floating point is rounded to whole numbers first; the bound is what these prove.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from kg.analyse.bound import Asked, Branch, Case, Fact, Leaf, Part, Proof, Tree
from kg.analyse.component import Component
from kg.analyse.milp import Solution, hours_after
from kg.analyse.networks import Network
from kg.analyse.relaxation import Relaxation, Values
from kg.analyse.successors import Successors, Wishes

PER = 10**6
BRANCHES = 60
"""A component whose proof would need more leaves keeps the bound of its first relaxation."""


def prove(
    networks: Iterable[Network],
    wishes: Wishes,
    into: Mapping[Network, Network | None],
    solutions: Iterable[Solution],
    *,
    seconds: float = 20.0,
) -> Proof:
    """A proof of the best bound that can be had in `seconds`; each part of the plan is proven by itself."""
    deadline = time.monotonic() + seconds
    known = {str(network.iri): network for network in networks}
    case = Case({name: fact(network) for name, network in known.items()}, asked(known.values(), wishes, into))
    worth = _worth(solutions)
    trees: dict[str, Tree] = {}
    bound, optimal = case.outside(), True
    for part in case.parts():
        tree: Tree = _leaf(part, worth, part.scale)
        cost = _cost(part, known, into)
        if part.bound(tree) < cost and time.monotonic() < deadline:
            tree = _Grown(part, known, wishes, cost, deadline).tree() or tree
        least = part.bound(tree)
        trees[part.first] = tree
        bound += part.hours(least)
        optimal = optimal and least >= cost
    return Proof(case.asked, trees, bound, optimal)


def fact(network: Network) -> Fact:
    rate = None if network.rate is None else Fraction(network.rate)
    covers = (network.leaf_areas, network.themes, network.leaf_groups)
    return Fact(rate, network.members, *covers, network.mandatory)


def asked(networks: Iterable[Network], wishes: Wishes, into: Mapping[Network, Network | None]) -> Asked:
    """The wishes by IRI."""
    iri = {network.key: str(network.iri) for network in networks}
    return Asked(
        frozenset(iri[key] for key in wishes.keep),
        frozenset(frozenset(iri[key] for key in pair) for pair in wishes.never_merge),
        frozenset(iri[key] for key in wishes.dissolve),
        frozenset(str(network.iri) for network, other in into.items() if other is None),
        wishes.max_members,
    )


def _worth(solutions: Iterable[Solution]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """The multipliers of all components in hours."""
    worth: dict[str, Fraction] = {}
    room: dict[str, Fraction] = {}
    for solution in solutions:
        for found, values in ((worth, solution.multipliers), (room, solution.room)):
            for network, value in values.items():
                found[str(network.iri)] = Fraction(value) * solution.part.unit
    return worth, room


def _leaf(part: Part, worth: tuple[Mapping[str, Fraction], Mapping[str, Fraction]], scale: int) -> Leaf:
    def whole(values: Mapping[str, Fraction], names: Iterable[str]) -> dict[str, int]:
        found = ((name, round(values[name] / part.unit * scale * PER)) for name in names if name in values)
        return {name: value for name, value in found if value > 0}

    return Leaf(whole(worth[0], part.ends), whole(worth[1], part.names), PER)


def _cost(part: Part, known: Mapping[str, Network], into: Mapping[Network, Network | None]) -> int:
    """What the plan costs in this part."""
    inside = [known[name] for name in part.names]
    hours = hours_after(inside, {network: into[network] for network in inside if network in into})
    return part.cost(hours, sum(1 for network in inside if network not in into))


class _Grown:
    """A tree of branches, grown until each leaf proves that no plan there is cheaper."""

    def __init__(self, part: Part, known: Mapping[str, Network], wishes: Wishes, cost: int, deadline: float) -> None:
        self.part, self.cost, self.deadline = part, cost, deadline
        found: Successors = {known[n]: [known[o] for o in sorted(ends - {n})] for n, ends in part.ends.items()}
        self.component = Component(found, wishes, whole=True)
        self.names = [str(network.iri) for network in self.component.networks]
        self.relaxation = Relaxation(self.component)
        self.leaves = 0

    def tree(self) -> Tree | None:
        """None where it would be too large, or time is up."""
        return self._grow({name: set(ends) for name, ends in self.part.ends.items()})

    def _grow(self, ends: dict[str, set[str]]) -> Tree | None:
        if not all(ends.values()):
            return Leaf()
        values = self._solved(ends)
        self.leaves += 1
        if self.leaves > BRANCHES or time.monotonic() > self.deadline:
            return None
        if values is None:
            return None
        leaf = self._here()
        if -(-self.part.relaxed(leaf, ends) // leaf.per) >= self.cost:
            return leaf
        split = self._split(values)
        if split is None:
            return None
        name, some = split
        inside = self._grow(self.part.ended(ends, name, ends[name] & some))
        outside = self._grow(self.part.ended(ends, name, ends[name] - some)) if inside else None
        return Branch(name, frozenset(some), inside, outside) if inside and outside else None

    def _solved(self, ends: Mapping[str, set[str]]) -> Values | None:
        """The linear programme where networks have only these ends; None where it was not solved."""
        for name, column, end in self._columns():
            self.relaxation.limit(column, end in ends[name])
        while self.relaxation.solve(self.deadline):
            values = self.relaxation.values()
            if not self.relaxation.broken(values):
                return values
        return None

    def _columns(self) -> Iterator[tuple[str, int, str]]:
        for i, column in self.relaxation.keep.items():
            yield self.names[i], column, self.names[i]
        for (i, j), column in self.relaxation.into.items():
            yield self.names[i], column, self.names[j]

    def _here(self) -> Leaf:
        worth, room = self.relaxation.multipliers()
        unit = self.part.unit
        both = tuple({self.names[i]: Fraction(v) * unit for i, v in one.items()} for one in (worth, room))
        return _leaf(self.part, (both[0], both[1]), self.part.scale)

    def _split(self, values: Values) -> tuple[str, set[str]] | None:
        """Where to branch: on a network that is half kept, else on one that is torn apart."""
        torn: dict[str, dict[str, float]] = {}
        for name, column, end in self._columns():
            if 1e-6 < values[column] < 1 - 1e-6:
                torn.setdefault(name, {})[end] = float(values[column])
        for name in sorted(torn, key=lambda name: (abs(torn[name].get(name, 0.0) - 0.5), name)):
            chosen = torn[name]
            return name, {name} if name in chosen else {max(sorted(chosen), key=chosen.__getitem__)}
        return None
