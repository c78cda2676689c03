"""Cells of coverage: one leaf area, one theme and one leaf population group each.

A cell is a number here, so that a nation's cells fit into arrays: (area × themes + theme) × groups + group.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.analyse.networks import Network, read_networks
from kg.rdf import Iri
from kg.store import Data

Codes = npt.NDArray[np.int64]


class CellIndex:
    """Numbers for the areas, themes and groups of the cells that networks serve or could serve."""

    def __init__(self, areas: Iterable[str], themes: Iterable[str], groups: Iterable[str]) -> None:
        self.areas, self.themes, self.groups = (tuple(sorted(set(names))) for names in (areas, themes, groups))
        self._numbers = [{name: i for i, name in enumerate(names)} for names in (self.areas, self.themes, self.groups)]
        self._known: dict[tuple[int, frozenset[str]], Codes] = {}

    def _coded(self, dimension: int, names: frozenset[str]) -> Codes:
        known = self._known.get((dimension, names))
        if known is None:
            numbers = self._numbers[dimension]
            known = np.array(sorted(numbers[name] for name in names), dtype=np.int64)
            self._known[dimension, names] = known
        return known

    def cells(self, network: Network) -> Codes:
        """The served cells of one network."""
        areas, themes = self._coded(0, network.leaf_areas), self._coded(1, network.themes)
        groups = self._coded(2, network.leaf_groups)
        pairs = (areas[:, None] * len(self.themes) + themes[None, :]).ravel()
        return (pairs[:, None] * len(self.groups) + groups[None, :]).ravel()

    def served(self, networks: Iterable[Network]) -> Codes:
        """The distinct cells that the networks serve, in order."""
        codes: Codes = np.unique(self._all(networks))
        return codes

    def served_once(self, networks: Iterable[Network]) -> Codes:
        """The cells that exactly one of the networks serves."""
        codes, counts = np.unique(self._all(networks), return_counts=True)
        once: Codes = codes[counts == 1]
        return once

    def _all(self, networks: Iterable[Network]) -> Codes:
        parts = [self.cells(network) for network in networks]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)

    def names(self, code: int) -> tuple[str, str, str]:
        """Area, theme and group of a cell."""
        rest, group = divmod(int(code), len(self.groups))
        area, theme = divmod(rest, len(self.themes))
        return self.areas[area], self.themes[theme], self.groups[group]

    def boxes(self, codes: Codes, limit: int) -> list["Box"]:
        """The cells as boxes that cannot grow without taking in another cell; at most `limit` of them."""
        return _boxes(self, codes, limit)


@dataclass(frozen=True)
class Box:
    """Every cell of these areas × themes × groups."""

    areas: tuple[str, ...]
    themes: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.areas) * len(self.themes) * len(self.groups)


def _boxes(index: CellIndex, codes: Codes, limit: int) -> list[Box]:
    wanted = np.zeros((len(index.areas), len(index.themes), len(index.groups)), dtype=bool)
    wanted.ravel()[codes] = True
    left = wanted.copy()
    boxes: list[Box] = []
    for code in codes:
        if len(boxes) == limit:
            break
        if left.ravel()[code]:
            chosen = _grown(wanted, left, np.unravel_index(int(code), wanted.shape))
            left[np.ix_(*chosen)] = False
            boxes.append(Box(*(tuple(names[i] for i in c) for names, c in zip(_names(index), chosen, strict=True))))
    return sorted(boxes, key=lambda box: (-box.size, box.areas, box.themes, box.groups))


def _names(index: CellIndex) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    return index.areas, index.themes, index.groups


_ORDERS = ((0, 1, 2), (1, 2, 0), (2, 0, 1))


def _grown(wanted: npt.NDArray[np.bool_], left: npt.NDArray[np.bool_], cell: Sequence[Any]) -> list[Any]:
    """The box around a cell, grown along one dimension after another, in the order that takes most cells."""
    best: tuple[int, list[Any]] = (-1, [])
    for order in _ORDERS:
        chosen: list[Any] = [np.array([i]) for i in cell]
        for axis in order:
            others = tuple(a for a in range(3) if a != axis)
            every = [np.arange(n) for n in wanted.shape]
            block = wanted[np.ix_(*(every[a] if a == axis else chosen[a] for a in range(3)))]
            chosen[axis] = np.flatnonzero(block.all(axis=others))
        gain = int(left[np.ix_(*chosen)].sum())
        if gain > best[0]:
            best = (gain, chosen)
    return best[1]


@dataclass(frozen=True)
class Coverage:
    """The matrix of area × theme × group on one day.

    `uncertain` are cells that only networks serve of which nobody knows whether they still work; they are not served.
    """

    networks: Sequence[Network]
    index: CellIndex
    universe: "Universe"
    served: Codes
    uncovered: Codes
    uncertain: Codes
    shared_themes: frozenset[str]

    @property
    def total(self) -> int:
        return self.universe.total

    @property
    def all_themes(self) -> frozenset[str]:
        """The shared themes and those that a network has: those of the cells and the many that no network has."""
        return self.shared_themes | self.universe.themes

    @property
    def total_of_all_themes(self) -> int:
        return len(self.universe.areas) * len(self.all_themes) * len(self.universe.groups)

    def groups_served(self) -> dict[tuple[str, str], int]:
        """How many groups are served, for each area and theme where any is."""
        pairs, counts = np.unique(self.served // max(len(self.index.groups), 1), return_counts=True)
        themes = len(self.index.themes)
        return {
            (self.index.areas[pair // themes], self.index.themes[pair % themes]): int(count)
            for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
        }


def read_index(data: Data, networks: Sequence[Network]) -> tuple[CellIndex, "Universe"]:
    """The numbers of all cells, and which areas and groups are the municipality's leaves."""
    areas = {str(row["area"]) for row in data.rows("analyse/leaf-areas")}
    groups = _leaf_groups(data)
    themes = frozenset().union(*(network.themes for network in networks))
    universe = Universe(frozenset(areas), themes, frozenset(groups))
    index = CellIndex(
        areas.union(*(network.leaf_areas for network in networks)),
        themes,
        groups.union(*(network.leaf_groups for network in networks)),
    )
    return index, universe


@dataclass(frozen=True)
class Universe:
    """Leaf areas, themes of any network valid on the day, and leaf groups: all cells there are."""

    areas: frozenset[str]
    themes: frozenset[str]
    groups: frozenset[str]

    @property
    def total(self) -> int:
        return len(self.areas) * len(self.themes) * len(self.groups)


def _leaf_groups(data: Data) -> set[str]:
    """The municipality's own groups without a narrower own one; the shared ones where it has none of its own."""
    base = "https://w3id.org/vastuuverkko/"
    for scheme in (f"{base}id/{data.municipality}/population-groups", f"{base}vocab/population-groups"):
        found = {str(row["group"]) for row in data.rows("analyse/leaf-groups", scheme=Iri(scheme))}
        if found:
            return found
    return set()


def read_coverage(data: Data) -> Coverage:
    """Which cells are served on the context's day, and for which no network is known."""
    networks = read_networks(data)
    index, universe = read_index(data, networks)
    served = index.served(networks)
    everyone = Network(Iri(""), "", themes=universe.themes, leaf_areas=universe.areas, leaf_groups=universe.groups)
    uncovered = np.setdiff1d(index.cells(everyone), served, assume_unique=True)
    shared = frozenset(str(row["theme"]) for row in data.rows("analyse/shared-themes"))
    return Coverage(networks, index, universe, served, uncovered, _uncertain(data, networks), shared)


def _uncertain(data: Data, sure: Sequence[Network]) -> Codes:
    """The cells that are served only if the networks still work whose end no source gives."""
    supposed = read_networks(data.with_unknown_ends())
    if len(supposed) == len(sure):
        return np.empty(0, dtype=np.int64)
    index, _ = read_index(data, supposed)
    found: Codes = np.setdiff1d(index.served(supposed), index.served(sure), assume_unique=True)
    return found
