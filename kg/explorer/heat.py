"""A table whose numbers are also shades: the more, the darker; the words stay readable on each."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.present.table import Table, Value

SHADES = ("#ffffff", "#e3eef8", "#c3dbf0", "#98c1e3", "#3d7fb8", "#0b4f8a")
DARK = 4
"""From this shade on the number is white (contrast at least 4.5 to 1)."""


@dataclass(frozen=True)
class HeatCell:
    value: Value
    background: str
    ink: str
    href: str | None = None


def shaded(table: Table, most: float, links: Sequence[Sequence[str | None]] = ()) -> list[list[HeatCell]]:
    """Each row of numbers as cells; `most` is what the darkest shade stands for. The first column stays plain."""
    rows = []
    for i, row in enumerate(table.rows):
        cells = [HeatCell(row[0], "#ffffff", "#1a1f24", links[i][0] if links else None)]
        cells += [_cell(value, most) for value in row[1:]]
        rows.append(cells)
    return rows


def _cell(value: Value, most: float) -> HeatCell:
    amount = float(value) if isinstance(value, int | float) else 0.0
    shade = 0 if amount <= 0 or most <= 0 else 1 + min(round((len(SHADES) - 2) * amount / most), len(SHADES) - 2)
    return HeatCell(value, SHADES[shade], "#ffffff" if shade >= DARK else "#1a1f24")
