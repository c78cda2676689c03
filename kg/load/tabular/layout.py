"""Where a table lies in a sheet: titles above it, one or two header rows, its body, totals and remarks below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.load.tabular.words import bare, words
from kg.sources.files import cell_value
from kg.sources.records import Value

LOOKED_AT = 25
"""The header stands in one of so many first rows."""
LONGEST_HEADER = 80
Cells = Sequence[Value | None]
Row = tuple[int, list[Value | None]]
"""The number that the planner sees, and the cells."""


@dataclass
class Table:
    """A table found in a sheet. `sections` are rows of one cell that head the rows below them."""

    title: str
    hidden: bool
    headers: list[str]
    header_rows: tuple[int, ...]
    rows: list[Row]
    above: list[str] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)
    """Row number → the text of the section that the row stands in."""
    left_out: dict[int, str] = field(default_factory=dict)
    """Row number → why it is no row of the table: `total`, `remark`, `section`, `header`, `second-table`."""
    uncomputed: list[str] = field(default_factory=list)
    """Cells whose formula has no computed value, as `B7`."""
    delimited: bool = False
    """Whether it comes from a text file, where an unquoted delimiter makes a row too long."""


Known = Callable[[str], float]
"""How far a text is a header: 0 to 1."""


def plain_rows(sheet: dict[str, Any]) -> list[Row]:
    """The rows of a sheet that hold something, their cells trimmed."""
    rows = [(number, [cell_value(c) for c in cells]) for number, cells in sheet["rows"]]
    return [(number, cells) for number, cells in rows if any(c is not None for c in cells)]


def find_table(sheet: dict[str, Any], known: Known, header: tuple[int, int] | None = None) -> Table | None:
    """The table of a sheet; None where no row looks like a header with rows below it.

    `header` are the numbers of the first and the last header row, where somebody has said them.
    """
    rows = plain_rows(sheet)
    span = _said(rows, header) if header else None
    first = span[0] if span else _header_at(rows, known)
    if first is None:
        return None
    top, last = span or _header_rows(rows, first, known)
    headers = _joined([cells for _, cells in rows[top : last + 1]])
    width = max(len(cells) for _, cells in rows[top:])
    headers += [""] * (width - len(headers))
    above = [str(c) for _, cells in rows[:top] for c in dict.fromkeys(cells) if c is not None]
    numbers = tuple(n for n, _ in rows[top : last + 1])
    table = Table(str(sheet["title"]), bool(sheet["hidden"]), headers, numbers, [], above)
    table.uncomputed, table.delimited = list(sheet["uncomputed"]), "delimiter" in sheet
    _fill_body(table, _first_table(table, rows[last + 1 :], known))
    return table if table.rows else None


def _said(rows: Sequence[Row], header: tuple[int, int]) -> tuple[int, int] | None:
    places = [i for i, (number, _) in enumerate(rows) if header[0] <= number <= header[1]]
    return (places[0], places[-1]) if places else None


def _texts(cells: Cells) -> list[str]:
    return [str(c) for c in cells if c is not None]


def _heading(cells: Cells) -> bool:
    """Whether the cells may be headers: short texts that differ, at least two."""
    found = [c for c in cells if c is not None]
    shorts = [c for c in found if isinstance(c, str) and len(c) <= LONGEST_HEADER]
    return len(set(found)) >= 2 and len(shorts) >= 0.8 * len(found)


def _header_at(rows: Sequence[Row], known: Known) -> int | None:
    """The row that holds the most known headers; the first row that may be one where nothing is known."""
    fit: list[tuple[float, int]] = []
    for index, (_, cells) in enumerate(rows[:LOOKED_AT]):
        if index + 1 < len(rows) and _heading(cells):
            texts = dict.fromkeys(_texts(cells))
            score = sum(known(t) for t in texts)
            fit.append((score if score / len(texts) >= 0.25 else 0.0, -index))
    if not fit:
        return None
    score, place = max(fit)
    return -place if score else -max(p for _, p in fit)


def _header_rows(rows: Sequence[Row], at: int, known: Known) -> tuple[int, int]:
    """First and last header row: a row of group headings above, or of finer headings below, belongs to it."""
    top = last = at
    if at and rows[at][0] - rows[at - 1][0] == 1 and _groups(rows[at - 1][1], rows[at][1]):
        top = at - 1
    elif at + 2 < len(rows) and _groups(rows[at][1], rows[at + 1][1]):
        below = list(dict.fromkeys(_texts(rows[at + 1][1])))
        fresh = [t for t in below if t not in _texts(rows[at][1])]
        said = fresh and sum(known(t) for t in fresh) >= 0.5 * len(fresh)
        if _heading(rows[at + 1][1]) and (said or _over_numbers(rows[at][1], rows[at + 1][1], rows[at + 2][1])):
            last = at + 1
    return top, last


def _over_numbers(upper: Cells, lower: Cells, body: Cells) -> bool:
    """Whether texts stand, below a group's heading, where the next row has numbers or days."""
    wide = min(len(upper), len(lower), len(body))
    fresh = [i for i in range(wide) if lower[i] is not None and lower[i] != upper[i]]
    return bool(fresh) and all(isinstance(lower[i], str) and not isinstance(body[i], (str, type(None))) for i in fresh)


def _groups(upper: Cells, lower: Cells) -> bool:
    """Whether the upper row heads groups of the lower one's columns: a text repeated or followed by blanks."""
    texts = [c for c in upper if c is not None]
    if len(set(texts)) < 2 or not all(isinstance(t, str) for t in texts) or not _heading(upper):
        return False
    wide = min(len(upper), len(lower))
    spans = [i for i in range(1, wide) if lower[i] is not None and upper[i] in (None, upper[i - 1])]
    differing = [i for i in spans if lower[i] != lower[i - 1] and lower[i] != upper[i]]
    merged = any(upper[i] is not None and upper[i] == upper[i - 1] for i in range(1, wide))
    reaches = max(i for i, c in enumerate(upper) if c is not None) >= len(lower) // 2
    return bool(differing) and (merged or reaches)


def _joined(rows: Sequence[Cells]) -> list[str]:
    """The headers of the columns: a finer heading after that of its group."""
    if len(rows) == 1:
        return [_header(c) for c in rows[0]]
    upper, lower = list(rows[0]), list(rows[1])
    width = max(len(upper), len(lower))
    upper += [None] * (width - len(upper))
    lower += [None] * (width - len(lower))
    found, group = [], None
    for above, below in zip(upper, lower, strict=True):
        group = above if above is not None else group if below is not None else None
        parts = [p for p in dict.fromkeys((group, below)) if p is not None]
        found.append(" – ".join(_header(p) for p in parts))
    return found


def _header(cell: Value | None) -> str:
    return " ".join(f"{cell:%-d.%-m.%Y}".split() if isinstance(cell, date) else str(cell or "").split())


def _first_table(table: Table, rows: Sequence[Row], known: Known) -> Sequence[Row]:
    """The rows up to a gap with other headers below it: a second table in the sheet is left out, and said so."""
    headers = {bare(h) for h in table.headers}
    for index in range(1, len(rows) - 1):
        number, cells = rows[index]
        texts = list(dict.fromkeys(_texts(cells)))
        other = number - rows[index - 1][0] > 1 and _heading(cells) and not {bare(t) for t in texts} <= headers
        if other and sum(known(t) for t in texts) >= 0.6 * len(texts):
            table.left_out.update(dict.fromkeys((n for n, _ in rows[index:]), "second-table"))
            return rows[:index]
    return rows


def _fill_body(table: Table, rows: Sequence[Row]) -> None:
    """Rows below the header; totals, remarks, repeated headers and section headings are told apart."""
    headers = [bare(h) for h in table.headers]
    section = ""
    usual = sorted(sum(c is not None for c in cells) for _, cells in rows)[len(rows) // 2] if rows else 0
    for index, (number, cells) in enumerate(rows):
        texts = list(dict.fromkeys(_texts(cells)))
        first = bare(texts[0])
        gap = bool(index) and number - rows[index - 1][0] > 1
        last = index >= len(rows) - 3
        if [bare(str(c or "")) for c in cells] == headers[: len(cells)]:
            table.left_out[number] = "header"
        elif first in words("total") or (first.split()[:1] and first.split()[0] in words("total")):
            table.left_out[number] = "total"
        elif len(texts) == 1 and (_remark(texts[0]) or (last and gap and len(texts[0]) > LONGEST_HEADER // 2)):
            table.left_out[number] = "remark"
        elif len(texts) == 1 and usual >= 3 and not last and cells[0] is not None:
            table.left_out[number], section = "section", texts[0]
        else:
            table.rows.append((number, list(cells) + [None] * (len(table.headers) - len(cells))))
            if section:
                table.sections[number] = section


def _remark(text: str) -> bool:
    start = bare(text)
    return text.startswith("*") or any(start == w or start.startswith(f"{w} ") for w in words("note"))
