"""A lower bound of a pruning plan's hours, recomputed from multipliers in whole numbers, without the optimiser.

Each network that may go has *ends*: itself (it is kept) or a network that may take it over. Give every such network a
multiplier and let it end anywhere, any number of times, at the price of its multiplier: then each receiver chooses for
itself whom it takes, and what all receivers choose at best is no dearer than the best plan (Lagrange). What one
receiver chooses is a closure: whoever is taken brings members, and each member is paid once; a minimal cut finds it.

Costs are whole: hours in the largest unit that all rates are multiples of, times `scale`, plus one for each kept
network. So a bound rounds up, and of two plans with equal hours the one with fewer networks is the cheaper.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from kg.analyse.closure import cheapest_closure

Ends = dict[str, set[str]]


@dataclass(frozen=True)
class Fact:
    """What a bound must know of a network. `rate` is what one member costs a year; None where that is not known."""

    rate: Fraction | None
    members: frozenset[str]
    areas: frozenset[str]
    themes: frozenset[str]
    groups: frozenset[str]
    mandatory: bool


@dataclass(frozen=True)
class Asked:
    """The plans that a bound speaks of: those that keep, part and dissolve these. `nowhere` end without successor."""

    keep: frozenset[str] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    dissolve: frozenset[str] = frozenset()
    nowhere: frozenset[str] = frozenset()
    max_members: int | None = None


@dataclass(frozen=True)
class Leaf:
    """Multipliers of the networks, and of the room of receivers where members are limited; all in 1/`per` of a unit."""

    multipliers: Mapping[str, int] = field(default_factory=dict)
    room: Mapping[str, int] = field(default_factory=dict)
    per: int = 1


@dataclass(frozen=True)
class Branch:
    """Either the network ends in one of `ends`, or it does not; the bound is the lower one of the two."""

    network: str
    ends: frozenset[str]
    inside: "Tree"
    outside: "Tree"


Tree = Leaf | Branch


@dataclass(frozen=True)
class Proof:
    """What was asked, a tree for each part by the part's first name, and what they are said to prove: the bound of the
    hours, and whether the plan is optimal (no plan has fewer hours, and none with as few has fewer networks)."""

    asked: Asked
    trees: Mapping[str, Tree]
    bound: Fraction
    optimal: bool


class Case:
    """Who may end where, by the definition of a plan; apart by component."""

    def __init__(self, facts: Mapping[str, Fact], asked: Asked) -> None:
        self.facts = facts
        self.asked = asked
        self.ends = self._useful(dict(self._ends()))

    def parts(self) -> Iterator["Part"]:
        """The components: networks whose ends touch. Networks that can only stay are in none unless they receive."""
        for names in components(self.ends):
            yield Part(self, {name: set(self.ends[name]) for name in sorted(names) if name in self.ends}, names)

    def outside(self) -> Fraction:
        """The hours of the networks in no part: they stay as they are."""
        inside = {name for names in components(self.ends) for name in names}
        gone = self.asked.nowhere
        return sum((own_hours(fact) for n, fact in self.facts.items() if n not in inside and n not in gone), Fraction())

    def stays(self, name: str) -> bool:
        fact = self.facts[name]
        serves = fact.areas and fact.themes and fact.groups
        return fact.mandatory or fact.rate is None or name in self.asked.keep or not serves

    def fits(self, members: Collection[str]) -> bool:
        return self.asked.max_members is None or len(members) <= self.asked.max_members

    def _ends(self) -> Iterator[tuple[str, set[str]]]:
        serving: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for name, fact in self.facts.items():
            if fact.rate is not None and name not in self.asked.dissolve and self.fits(fact.members):
                for area in fact.areas:
                    for theme in fact.themes:
                        serving[area, theme].append(name)
        for name, fact in self.facts.items():
            if name in self.asked.nowhere or (name not in self.asked.dissolve and self.stays(name)):
                continue
            near = min((serving.get((a, t), []) for a in fact.areas for t in fact.themes), key=len, default=[])
            ends = {other for other in near if self._takes(other, name)}
            yield name, ends if name in self.asked.dissolve else ends | {name}

    def _takes(self, other: str, name: str) -> bool:
        one, wide = self.facts[name], self.facts[other]
        if other == name or frozenset((name, other)) in self.asked.apart:
            return False
        covers = one.areas <= wide.areas and one.themes <= wide.themes and one.groups <= wide.groups
        return covers and (self.asked.max_members is None or self.fits(one.members | wide.members))

    def _useful(self, ends: Ends) -> Ends:
        """Without ends that cost more than staying, for the members whom nobody else could bring there."""
        bringers: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for name, others in ends.items():
            for other in others - {name}:
                for member in self.facts[name].members - self.facts[other].members:
                    bringers[other][member].add(name)
        doubtful = {other for others in ends.values() for other in others}
        while doubtful:
            again: set[str] = set()
            for name, others in ends.items():
                for other in (others & doubtful) - {name} if name in others else ():
                    if self._too_dear(name, other, bringers[other]):
                        others.remove(other)
                        for member in self.facts[name].members - self.facts[other].members:
                            bringers[other][member].remove(name)
                        again.add(other)
            doubtful = again
        return {name: others for name, others in ends.items() if others != {name}}

    def _too_dear(self, name: str, other: str, bringers: Mapping[str, Collection[str]]) -> bool:
        new = self.facts[name].members - self.facts[other].members
        alone = sum(1 for member in new if len(bringers[member]) == 1)
        return alone > 0 and alone * rate(self.facts[other]) > own_hours(self.facts[name])


class Part:
    """One component in whole numbers."""

    def __init__(self, case: Case, ends: Ends, names: Collection[str]) -> None:
        self.case, self.ends, self.names = case, ends, sorted(names)
        rates = [rate(case.facts[name]) for name in self.names if rate(case.facts[name])]
        below = lcm(*(one.denominator for one in rates))
        self.unit = Fraction(gcd(*(int(one * below) for one in rates)) or 1, below)
        self.scale = len(self.names) + 1
        self.price = {name: int(rate(case.facts[name]) / self.unit) * self.scale for name in self.names}

    @property
    def first(self) -> str:
        """The name by which a proof names the part."""
        return self.names[0]

    def cost(self, hours: Fraction, kept: int) -> int:
        return int(hours / self.unit) * self.scale + kept

    def hours(self, cost: int) -> Fraction:
        """The fewest hours that a plan of this cost or more can have."""
        return max(-((len(self.names) - cost) // self.scale), 0) * self.unit

    def bound(self, tree: Tree) -> int:
        """No plan of this part costs less."""
        found = self._bound(tree, self.ends)
        return 0 if found is None else max(found, 0)

    def _bound(self, tree: Tree, ends: Ends) -> int | None:
        """None where no plan is left."""
        if not all(ends.values()):
            return None
        if isinstance(tree, Leaf):
            return -(-self.relaxed(tree, ends) // tree.per)
        both = [
            self._bound(tree.inside, self.ended(ends, tree.network, ends[tree.network] & tree.ends)),
            self._bound(tree.outside, self.ended(ends, tree.network, ends[tree.network] - tree.ends)),
        ]
        left = [one for one in both if one is not None]
        return min(left) if left else None

    def ended(self, ends: Ends, network: str, left: set[str]) -> Ends:
        """The ends where `network` has only these left: nobody joins what goes, nor whom it must not meet."""
        after = {**ends, network: left}
        if network not in left:
            after = {n: others - {network} for n, others in after.items()}
        if len(left) == 1:
            after = {n: others & left if n in left else others for n, others in after.items()}
            for pair in self.case.asked.apart:
                if network in pair:
                    for other in pair - {network}:
                        if other in after:
                            after[other] = after[other] - left
        return after

    def relaxed(self, leaf: Leaf, ends: Ends) -> int:
        """The Lagrangian of the multipliers, in 1/`per`."""
        if min([*leaf.multipliers.values(), *leaf.room.values(), 0]) < 0 or leaf.per < 1:
            return 0
        takes: defaultdict[str, list[str]] = defaultdict(list)
        for name, others in ends.items():
            for other in others - {name}:
                takes[other].append(name)
        total = sum(leaf.multipliers.get(name, 0) for name in ends)
        for name in self.names:
            left = ends.get(name)
            if left is None or name in left:
                chosen = self._choice(name, sorted(takes[name]), leaf) - (leaf.multipliers.get(name, 0) if left else 0)
                total += chosen if left is None or len(left) == 1 else min(chosen, 0)
        return total

    def _choice(self, name: str, takes: Sequence[str], leaf: Leaf) -> int:
        """What a kept receiver costs, with the best choice of whom it takes."""
        facts = self.case.facts
        own, most = facts[name].members, self.case.asked.max_members
        room = leaf.room.get(name, 0) if most is not None else 0
        base = (self.price[name] * len(own) + 1) * leaf.per - room * max((most or 0) - len(own), 0)
        wanted = [(leaf.multipliers.get(other, 0), facts[other].members - own) for other in takes]
        return base + cheapest_closure(wanted, self.price[name] * leaf.per + room)


def rate(fact: Fact) -> Fraction:
    return fact.rate if fact.rate is not None else Fraction()


def own_hours(fact: Fact) -> Fraction:
    return rate(fact) * len(fact.members)


def components(ends: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The names that are tied together by ends."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for name, others in ends.items():
        for other in others:
            near[name].add(other)
            near[other].add(name)
    found, seen = [], set[str]()
    for name in sorted(near):
        if name not in seen:
            part, new = {name}, [name]
            while new:
                more = near[new.pop()] - part
                part |= more
                new += more
            seen |= part
            found.append(sorted(part))
    return found
