"""Is safety promoted evenly? Areas whose coverage stands out against the others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from kg.analyse.cells import Coverage

FEWEST = 4
"""With fewer areas than this, none can stand out."""


@dataclass(frozen=True)
class AreaCoverage:
    """How many of the theme × group combinations are served in a leaf area, and by how many networks.

    `stands_out` is `low` or `high` where the count of served combinations, or of networks, lies beyond the fences of
    Tukey's box plot: the quartiles, and one and a half times their distance further.
    """

    area: str
    cells: int
    networks: int
    stands_out: str | None = None


def area_coverage(coverage: Coverage) -> list[AreaCoverage]:
    """Every leaf area, the least covered first."""
    width = len(coverage.index.themes) * len(coverage.index.groups)
    cells = Counter(coverage.index.areas[int(code) // width] for code in coverage.served) if width else Counter()
    networks = Counter(area for network in coverage.networks for area in network.leaf_areas)
    areas = sorted(coverage.universe.areas)
    fences = _fences([cells[area] for area in areas]), _fences([networks[area] for area in areas])
    found = [
        AreaCoverage(area, cells[area], networks[area], _beyond((cells[area], networks[area]), fences))
        for area in areas
    ]
    return sorted(found, key=lambda one: (one.cells, one.networks, one.area))


def _fences(values: Sequence[int]) -> tuple[float, float]:
    if len(values) < FEWEST:
        return float("-inf"), float("inf")
    low, _, high = quantiles(values, n=4, method="inclusive")
    reach = 1.5 * (high - low)
    return low - reach, high + reach


def _beyond(values: Sequence[int], fences: Sequence[tuple[float, float]]) -> str | None:
    if any(value < low for value, (low, _) in zip(values, fences, strict=True)):
        return "low"
    return "high" if any(value > high for value, (_, high) in zip(values, fences, strict=True)) else None
