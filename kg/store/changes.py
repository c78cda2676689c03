"""A change: the quads that go and the quads that come, to the letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.rdf import Quad
from kg.store.embedded import native_quad, plain_quad


@dataclass(frozen=True)
class Change:
    """From one state of the store to the next."""

    removed: frozenset[Quad]
    added: frozenset[Quad]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def dump(self) -> bytes:
        """One N-Quads line a quad, with `-` before what goes and `+` before what comes."""
        return b"".join(
            mark + line for mark, side in ((b"- ", self.removed), (b"+ ", self.added)) for line in _lines(side)
        )

    def back(self) -> "Change":
        return Change(removed=self.added, added=self.removed)

    def on(self, state: Iterable[Quad]) -> set[Quad]:
        return (set(state) - self.removed) | self.added


def _lines(quads: Iterable[Quad]) -> list[bytes]:
    document = ox.serialize(map(native_quad, quads), format=ox.RdfFormat.N_QUADS) or b""
    return sorted(document.splitlines(keepends=True))


def difference(old: Iterable[Quad], new: Iterable[Quad]) -> Change:
    before, after = frozenset(old), frozenset(new)
    return Change(removed=before - after, added=after - before)


def read_change(path: Path) -> Change:
    """A change as it was kept."""
    sides: dict[str, list[bytes]] = {"-": [], "+": []}
    for line in path.read_bytes().splitlines():
        sides[chr(line[0])].append(line[2:])
    removed, added = (_parse(b"\n".join(sides[side])) for side in "-+")
    return Change(removed=removed, added=added)


def _parse(lines: bytes) -> frozenset[Quad]:
    return frozenset(plain_quad(q) for q in ox.parse(input=lines, format=ox.RdfFormat.N_QUADS, lenient=True))
