"""Whom a receiver takes at best: each taken one pays its worth, each member whom somebody brings costs once.

By the theorem of maximal flow and minimal cut: as much worth as can be covered by members' prices is lost, the rest is
gained.
"""

from collections.abc import Collection, Hashable, Sequence


def cheapest_closure(wanted: Sequence[tuple[int, Collection[Hashable]]], price: int) -> int:
    """The least of `price` × members brought − worth of those taken, over all choices; never above zero."""
    flow = _Flow([(worth, list(members)) for worth, members in wanted if worth > 0], price)
    while flow.layers():
        flow.push_all()
    return -sum(flow.left)


class _Flow:
    """From each taker's worth through its members to their prices (Dinic's blocking flows)."""

    def __init__(self, wanted: list[tuple[int, list[Hashable]]], price: int) -> None:
        self.left = [worth for worth, _ in wanted]
        self.members = [members for _, members in wanted]
        self.spare: dict[Hashable, int] = {}
        self.given: dict[Hashable, dict[int, int]] = {}
        takers: dict[Hashable, int] = {}
        for members in self.members:
            for member in members:
                takers[member] = takers.get(member, 0) + 1
        for member in takers:
            self.spare[member], self.given[member] = price, {}
        for taker, members in enumerate(self.members):
            members.sort(key=takers.__getitem__)
            for member in members:
                if not self.left[taker]:
                    break
                self._give(taker, member, min(self.left[taker], self.spare[member]))

    def _give(self, taker: int, member: Hashable, amount: int) -> None:
        if amount:
            self.given[member][taker] = self.given[member].get(taker, 0) + amount
            self.left[taker] -= amount
            self.spare[member] -= amount

    def layers(self) -> bool:
        """How far each taker is from one with worth left; whether a member with spare price can be reached."""
        self.depth = {taker: 0 for taker, worth in enumerate(self.left) if worth}
        self.reached: dict[Hashable, int] = {}
        layer, found = list(self.depth), False
        while layer and not found:
            following: list[int] = []
            for taker in layer:
                for member in self.members[taker]:
                    if member in self.reached:
                        continue
                    self.reached[member] = self.depth[taker]
                    found = found or self.spare[member] > 0
                    for other, amount in self.given[member].items():
                        if amount and other not in self.depth:
                            self.depth[other] = self.depth[taker] + 1
                            following.append(other)
            layer = following
        self.todo = {taker: list(self.members[taker]) for taker in self.depth}
        return found

    def push_all(self) -> None:
        for taker in [taker for taker, depth in self.depth.items() if depth == 0]:
            while self.left[taker]:
                sent = self._push(taker, self.left[taker])
                if not sent:
                    break
                self.left[taker] -= sent

    def _push(self, taker: int, amount: int) -> int:
        """Send on at most `amount` of a taker's worth along the layers; returns what arrived."""
        todo = self.todo[taker]
        while todo:
            member = todo[-1]
            if self.reached.get(member) == self.depth[taker]:
                sent = min(amount, self.spare[member])
                if sent:
                    self.spare[member] -= sent
                    self._moved(member, taker, sent)
                    return sent
                sent = self._displace(taker, member, amount)
                if sent:
                    return sent
            todo.pop()
        return 0

    def _displace(self, taker: int, member: Hashable, amount: int) -> int:
        """Let another taker's share of this member go elsewhere."""
        given = self.given[member]
        for other in [o for o, share in given.items() if share and self.depth.get(o) == self.depth[taker] + 1]:
            sent = self._push(other, min(amount, given[other]))
            if sent:
                given[other] -= sent
                self._moved(member, taker, sent)
                return sent
        return 0

    def _moved(self, member: Hashable, taker: int, amount: int) -> None:
        self.given[member][taker] = self.given[member].get(taker, 0) + amount
