"""Rows of a table in the order of a column, and those that hold what was typed; numbers and dates by their value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.present.table import Table, Value, shown

DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LEADING = re.compile(r"-?\d+([.,]\d+)?(?=\s|$|%)")


@dataclass(frozen=True)
class Order:
    """By which column, counted from nought; None = as the table stands."""

    column: int | None = None
    down: bool = False

    @classmethod
    def read(cls, given: str, columns: int) -> "Order":
        """`3` = by the fourth column, `-3` = the same from the other end."""
        number = given.removeprefix("-")
        if not number.isdecimal() or int(number) >= columns:
            return cls()
        return cls(int(number), given.startswith("-"))

    def written(self, column: int) -> str:
        """What the heading of a column asks for next: this order, or the other way round where it holds already."""
        return f"-{column}" if self.column == column and not self.down else str(column)

    def said(self, column: int) -> str | None:
        """The state of a column's heading for a screen reader."""
        return None if self.column != column else "descending" if self.down else "ascending"


def ordered(table: Table, order: Order) -> list[int]:
    """The numbers of the rows in that order; empty cells come last either way."""
    numbers = list(range(len(table.rows)))
    column = order.column
    if column is None:
        return numbers
    full = [n for n in numbers if table.rows[n][column] not in (None, "")]
    empty = [n for n in numbers if table.rows[n][column] in (None, "")]
    return sorted(full, key=lambda n: _key(table.rows[n][column]), reverse=order.down) + empty


def holding(table: Table, typed: str, lang: str, numbers: Sequence[int]) -> list[int]:
    """Those of the rows in which every word that was typed stands."""
    words = typed.casefold().split()
    if not words:
        return list(numbers)
    lines = {n: " ".join(shown(value, lang) for value in table.rows[n]).casefold() for n in numbers}
    return [n for n in numbers if all(w in lines[n] for w in words)]


def _key(value: Value) -> tuple[int, float, str]:
    if not isinstance(value, str):
        return (0, float(value or 0), "")
    if day := DAY.match(value):
        return (0, float(f"{day[3]}{int(day[2]):02}{int(day[1]):02}"), "")
    if number := LEADING.match(value):
        return (0, float(number[0].replace(",", ".")), value.casefold())
    return (1, 0.0, value.casefold())
