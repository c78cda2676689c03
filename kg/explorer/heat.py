"""A table whose numbers are also shades: the more, the darker; the words stay readable on each, in light and dark."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.present.table import Table, Value

SHADES = 5
"""How many shades there are besides none; their colours stand in the style sheet."""


@dataclass(frozen=True)
class HeatCell:
    value: Value
    shade: int = 0
    href: str | None = None


def shaded(table: Table, most: float, links: Sequence[Sequence[str | None]] = ()) -> list[list[HeatCell]]:
    """Each row of numbers as cells; `most` is what the darkest shade stands for. The first column stays plain."""
    return [
        [HeatCell(value, shade(value, most) if j else 0, links[i][j] if links else None) for j, value in enumerate(row)]
        for i, row in enumerate(table.rows)
    ]


def shade(value: Value, most: float) -> int:
    """Nothing has no shade, anything at least the lightest, `most` the darkest."""
    amount = float(value) if isinstance(value, int | float) else 0.0
    if amount <= 0 or most <= 0:
        return 0
    share = 1.0 if amount >= most else amount / most
    return 1 + round((SHADES - 1) * share)
