"""The least change of one network that would turn the plan's answer about it: in areas, themes, groups, members, hours.

One side is changed at a time, the rest stays as it is. A network that stays gives up what keeps it out of another's
coverage; one that goes takes on one thing more. Members leave or join, at most two of them. Hours are what a member
spends a year: the price at which keeping and dissolving cost the same.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations_with_replacement

from kg.analyse.cells import CellIndex
from kg.analyse.networks import Network
from kg.analyse.successors import Wishes, hourly
from kg.analyse.suppose import Verdict, around, judge, repriced

SIDES = {"area": "leaf_areas", "theme": "themes", "group": "leaf_groups"}
MEMBERS, HOURS = "members", "hours"
MOST_MEMBERS = 2


@dataclass(frozen=True)
class Turn:
    """A change of one side: what is taken off the network, what is added; of hours the new price of a member's year."""

    side: str
    without: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    price: Fraction | None = None

    @property
    def size(self) -> int:
        return len(self.without) + len(self.added)


def turns(
    networks: Sequence[Network], index: CellIndex, network: Network, wishes: Wishes, *, seconds: float = 20.0
) -> list[Turn]:
    """For each side the least change that turns the answer; a side where none was found in `seconds` is absent."""
    tried = _Trial(networks, index, network, wishes, time.monotonic() + seconds)
    changes = (*(tried.side(name) for name in SIDES), tried.members(), tried.hours())
    return [change for change in changes if change is not None]


class _Trial:
    def __init__(
        self, networks: Sequence[Network], index: CellIndex, network: Network, wishes: Wishes, deadline: float
    ) -> None:
        self.networks, self.index, self.network, self.wishes = networks, index, network, wishes
        self.deadline = deadline
        self.now = judge(networks, index, network, wishes)

    def _judged(self, changed: Network) -> Verdict:
        others = [changed if one is self.network else one for one in self.networks]
        return judge(others, self.index, changed, self.wishes)

    def _turned(self, changed: Network) -> bool:
        return self._judged(changed).stays != self.now.stays

    def side(self, name: str) -> Turn | None:
        own = getattr(self.network, SIDES[name])
        found = self._given_up(name, own) if self.now.stays else self._taken_on(name, own)
        for turn in sorted(found, key=lambda turn: (turn.size, turn.without, turn.added)):
            if time.monotonic() > self.deadline:
                return None
            if self._turned(replace(self.network, **{SIDES[name]: own - set(turn.without) | set(turn.added)})):
                return turn
        return None

    def _given_up(self, name: str, own: frozenset[str]) -> set[Turn]:
        """What it must give up so that one other network serves all the rest."""
        found = set()
        for other in self.networks:
            fits = all(getattr(self.network, side) <= getattr(other, side) for n, side in SIDES.items() if n != name)
            shared = own & getattr(other, SIDES[name])
            if other is not self.network and fits and shared and shared < own and self.wishes.may_receive(other):
                found.add(Turn(name, without=tuple(sorted(own - shared))))
        return found

    def _taken_on(self, name: str, own: frozenset[str]) -> Iterator[Turn]:
        """One thing more, of those that the same networks have only the first."""
        alike: dict[frozenset[Network], str] = {}
        known = {"area": self.index.areas, "theme": self.index.themes, "group": self.index.groups}[name]
        for one in sorted(set(known) - own):
            holders = frozenset(other for other in self.networks if one in getattr(other, SIDES[name]))
            alike.setdefault(holders, one)
        return (Turn(name, added=(one,)) for one in alike.values())

    def members(self) -> Turn | None:
        """The fewest who leave or join, by name among those who sit in the same networks."""
        kinds = self._kinds()
        for size in range(1, MOST_MEMBERS + 1):
            for some in combinations_with_replacement(sorted(kinds), size):
                if time.monotonic() > self.deadline:
                    return None
                turn = self._exchange(kinds, some)
                if turn is None:
                    continue
                members = self.network.members - set(turn.without) | set(turn.added)
                if members and self._turned(replace(self.network, members=members)):
                    return turn
        return None

    def _kinds(self) -> dict[tuple[bool, tuple[str, ...]], list[str]]:
        """The bodies around by whether they sit in the network, and in which others."""
        group = [one for one in around(self.networks, self.network, self.wishes) if one is not self.network]
        kinds: defaultdict[tuple[bool, tuple[str, ...]], list[str]] = defaultdict(list)
        for body in sorted(self.network.members.union(*(one.members for one in group))):
            seats = tuple(one.key for one in group if body in one.members)
            kinds[body in self.network.members, seats].append(body)
        return dict(kinds)

    def _exchange(
        self, kinds: dict[tuple[bool, tuple[str, ...]], list[str]], some: Sequence[tuple[bool, tuple[str, ...]]]
    ) -> Turn | None:
        without: list[str] = []
        added: list[str] = []
        for kind in some:
            chosen = without if kind[0] else added
            left = [body for body in kinds[kind] if body not in chosen]
            if not left:
                return None
            chosen.append(left[0])
        return Turn(MEMBERS, tuple(sorted(without)), tuple(sorted(added)))

    def hours(self) -> Turn | None:
        """Where the line of the best plan that keeps it meets the hours of the best that does not (Newton's method).

        What keeping costs is concave in the price, so the lines of the plans lead to the meeting point and stay there.
        """
        if self.now.goes is None:
            return None
        gone, price, verdict = self.now.goes.hours_after, hourly(self.network), self.now
        while time.monotonic() < self.deadline:
            keeps = verdict.keeps
            changed = next(one for one in keeps.networks if one.key == self.network.key)
            seats = len(keeps.members_after(changed))
            if not seats:
                return None
            meets = price + (gone - keeps.hours_after) / seats
            if meets == price:
                return Turn(HOURS, price=meets)
            price = max(meets, Fraction())
            verdict = self._judged(repriced(self.network, price))
        return None
