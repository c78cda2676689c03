"""What is served now and would be lost, in pieces: cells that the same networks serve are lost together or not at all.

A piece weighs as many cells as it has, or as many residents as its areas have, each counted for every theme and group.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from kg.analyse.cells import CellIndex
from kg.analyse.networks import Network


@dataclass(frozen=True)
class Piece:
    """Cells that the same networks serve. `shares` is how many cells of each area and of each group it holds."""

    servers: frozenset[Network]
    cells: int
    weight: int
    shares: Mapping[str, int]


@dataclass(frozen=True)
class Worst:
    """The area or the group that loses the largest part of what is served for it, and that part."""

    side: str | None
    lost: Fraction


class Served:
    """All cells that networks serve, in pieces."""

    def __init__(self, networks: Sequence[Network], index: CellIndex, residents: Mapping[str, int]) -> None:
        self.index = index
        self.residents = residents
        self.pieces = self._pieces(networks)
        self.cells = sum(piece.cells for piece in self.pieces)
        self.weight = sum(piece.weight for piece in self.pieces)
        self.of_side: dict[str, int] = defaultdict(int)
        for piece in self.pieces:
            for side, cells in piece.shares.items():
                self.of_side[side] += cells

    def _pieces(self, networks: Sequence[Network]) -> list[Piece]:
        codes = [self.index.cells(network) for network in networks]
        numbers = [np.full(len(one), i) for i, one in enumerate(codes)]
        if not codes:
            return []
        every, owners = np.concatenate(codes), np.concatenate(numbers)
        order = np.argsort(every, kind="stable")
        every, owners = every[order], owners[order]
        cells, starts = np.unique(every, return_index=True)
        alike: defaultdict[bytes, list[int]] = defaultdict(list)
        for cell, servers in zip(cells.tolist(), np.split(owners, starts[1:]), strict=True):
            alike[servers.tobytes()].append(cell)
        return [
            self._piece([networks[i] for i in np.frombuffer(key, dtype=owners.dtype)], found)
            for key, found in alike.items()
        ]

    def _piece(self, servers: Collection[Network], codes: Sequence[int]) -> Piece:
        shares: defaultdict[str, int] = defaultdict(int)
        weight = 0
        for area, _, group in map(self.index.names, codes):
            shares[area] += 1
            shares[group] += 1
            weight += self.residents.get(area, 0) if self.residents else 1
        return Piece(frozenset(servers), len(codes), weight, dict(shares))

    def lost(self, kept: Collection[Network]) -> list[Piece]:
        """The pieces that none of `kept` serves."""
        still = set(kept)
        return [piece for piece in self.pieces if still.isdisjoint(piece.servers)]

    def worst(self, lost: Collection[Piece]) -> Worst:
        """Who is hit hardest, by name where several are hit alike."""
        gone: defaultdict[str, int] = defaultdict(int)
        for piece in lost:
            for side, cells in piece.shares.items():
                gone[side] += cells
        shares = sorted((-Fraction(cells, self.of_side[side]), side) for side, cells in gone.items())
        return Worst(shares[0][1], -shares[0][0]) if shares else Worst(None, Fraction())
