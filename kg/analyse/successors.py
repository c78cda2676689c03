"""Which network could take over which: it must serve every cell that the other serves.

Candidates that no cheapest plan can use are left out. A dissolved network never costs its successor more than its own
hours, for then keeping it would be cheaper; and it costs at least the members that nobody else can bring along.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg.analyse.networks import Network

Successors = dict[Network, list[Network]]


@dataclass(frozen=True)
class Wishes:
    """What planners ask of a plan; all by key. `dissolve` goes even where cells are lost."""

    keep: frozenset[str] = frozenset()
    never_merge: tuple[tuple[str, str], ...] = ()
    dissolve: frozenset[str] = frozenset()
    max_members: int | None = None

    def must_stay(self, network: Network) -> bool:
        """Mandatory, wished to be kept, unpriced, or without any cell: such a network is not dissolved."""
        if network.key in self.dissolve:
            return False
        whole = network.leaf_areas and network.themes and network.leaf_groups
        return network.mandatory or network.rate is None or network.key in self.keep or not whole

    def may_receive(self, network: Network) -> bool:
        roomy = self.max_members is None or len(network.members) <= self.max_members
        return network.rate is not None and network.key not in self.dissolve and roomy


def successors(networks: Sequence[Network], wishes: Wishes) -> Successors:
    """For each network that may be dissolved, the networks that could take it over, in the order of `networks`."""
    wider = {
        "areas": supersets({network.leaf_areas for network in networks}),
        "groups": supersets({network.leaf_groups for network in networks}),
    }
    homes: defaultdict[tuple[frozenset[str], frozenset[str]], list[Network]] = defaultdict(list)
    for network in networks:
        if wishes.may_receive(network):
            homes[network.leaf_areas, network.leaf_groups].append(network)
    apart = {frozenset(pair) for pair in wishes.never_merge}
    found: Successors = {}
    for network in networks:
        if not wishes.must_stay(network):
            near = (
                other
                for areas in wider["areas"][network.leaf_areas]
                for groups in wider["groups"][network.leaf_groups]
                for other in homes.get((areas, groups), ())
            )
            found[network] = [other for other in near if _takes(other, network, wishes, apart)]
    return found


def _takes(other: Network, network: Network, wishes: Wishes, apart: set[frozenset[str]]) -> bool:
    if other is network or not network.themes <= other.themes or {other.key, network.key} in apart:
        return False
    return wishes.max_members is None or len(other.members | network.members) <= wishes.max_members


def supersets(sets: Iterable[frozenset[str]]) -> dict[frozenset[str], list[frozenset[str]]]:
    """Each set with all the given sets that contain it, itself among them."""
    sets = sorted(sets, key=lambda one: (len(one), sorted(one)[:1]))
    holders: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for one in sets:
        for value in one:
            holders[value].append(one)
    return {
        one: [other for other in min((holders[value] for value in one), key=len) if one <= other] if one else [one]
        for one in sets
    }


def worthwhile(found: Successors, wishes: Wishes) -> Successors:
    """Without the candidates that no cheapest plan can use; what planners want dissolved keeps all of its own."""
    kept = {network: list(others) for network, others in found.items()}
    brought = _brought(kept)
    changed = set(brought)
    while changed:
        again: set[Network] = set()
        for network, others in kept.items():
            if network.key in wishes.dissolve:
                continue
            poor = [o for o in others if o in changed and _costs_more(network, o, brought[o])]
            for other in poor:
                others.remove(other)
                brought[other].subtract(network.members)
                again.add(other)
        changed = again
    return kept


def _brought(found: Mapping[Network, list[Network]]) -> dict[Network, Counter[str]]:
    """For each successor, how many of the networks that it could take over have each member."""
    brought: defaultdict[Network, Counter[str]] = defaultdict(Counter)
    for network, others in found.items():
        for other in others:
            brought[other].update(network.members)
    return dict(brought)


def _costs_more(network: Network, other: Network, brought: Counter[str]) -> bool:
    alone = sum(1 for member in network.members if brought[member] == 1 and member not in other.members)
    return alone > 0 and alone * hourly(other) > len(network.members) * hourly(network)


def hourly(network: Network) -> Fraction:
    """Yearly hours of one member; an unpriced network, which is left out of the hours, has none."""
    return Fraction(network.rate or 0)
