"""Tables for people: one list of columns and rows as text, CSV, spreadsheet or web page. Same rows, same bytes."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import xlsxwriter

from kg.messages import number

Value = str | int | float | bool | Decimal | Fraction | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
A4 = 9
"""The paper size, as Excel numbers them; a sheet prints as wide as one page."""


@dataclass(frozen=True)
class Table:
    """`title` is the caption and the name of the sheet; `note` stands below it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]] = field(default_factory=list)
    note: str = ""


def shown(value: Value, lang: str) -> str:
    """One cell as text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else number(value, lang)


def to_csv(table: Table) -> bytes:
    """CSV with a byte order mark, semicolons between the cells; a cell that begins like a formula is made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([[_plain(value) for value in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> Value:
    if isinstance(value, Fraction):
        return float(value)
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet for each table; its only date is fixed, so that the same tables give the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    used: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(table.title, used))
        top = 0
        if table.note:
            sheet.write_string(0, 0, table.note)
            top = 1
        sheet.write_row(top, 0, table.columns, bold)
        for i, row in enumerate(table.rows, start=top + 1):
            for j, value in enumerate(row):
                sheet.write(i, j, float(value) if isinstance(value, Fraction | Decimal) else value, wrapped)
        for j, width in enumerate(_widths(table)):
            sheet.set_column(j, j, width)
        sheet.freeze_panes(top + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        if table.rows:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
    book.close()
    return out.getvalue()


def _sheet_name(title: str, used: set[str]) -> str:
    name = "".join(" " if c in "[]:*?/\\'" else c for c in title)[:31].strip()
    for i in range(2, 100):
        if name.casefold() not in used:
            break
        name = f"{name[:28]} {i}"
    used.add(name.casefold())
    return name


def _widths(table: Table) -> list[float]:
    longest = [len(column) for column in table.columns]
    for row in table.rows:
        longest = [max(n, len(shown(value, "fi"))) for n, value in zip(longest, row, strict=True)]
    return [min(n, _WIDEST) + 2 for n in longest]


def to_text(table: Table, lang: str) -> str:
    """The table in columns for a terminal, the last column as long as it needs."""
    lines = [list(table.columns), *([shown(value, lang) for value in row] for row in table.rows)]
    widths = [max(len(line[j]) for line in lines) for j in range(len(table.columns) - 1)] + [0]
    body = ["  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines]
    body.insert(1, "  ".join("-" * max(w, 1) for w in widths[:-1]) + "  " + "-" * len(table.columns[-1]))
    return "\n".join([table.title, *([table.note] if table.note else []), "", *body, ""])
