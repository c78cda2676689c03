"""Sheets written as an XLSX workbook: header notes, drop-down lists from the graph, a frozen header."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from kg.messages import has_text, text
from kg.present.imported import harmless_cell
from kg.present.sheets.catalogue import Catalogue
from kg.present.sheets.rows import Cells
from kg.sources.records import Value
from kg.sources.sheets import SHEETS, Column, Sheet

ROWS_WITH_LISTS = 5_000
"""So many rows of a sheet offer the drop-down lists."""
LISTS = "luettelot"
_WIDE = {"members", "participants", "quote", "name", "object", "theme"}


def to_workbook(found: Catalogue, rows: Mapping[str, Sequence[Cells]] | None = None) -> bytes:
    """The template with an example row in each sheet, or the sheets with these rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Vastuuverkko"})
    _Writer(book, found).write(rows)
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(self, book: Any, found: Catalogue) -> None:
        self.book, self.found = book, found
        self.head = book.add_format({"bold": True, "bg_color": "#DCE6F2", "bottom": 1})
        self.required = book.add_format({"bold": True, "bg_color": "#F9D8A8", "bottom": 1})
        self.day = book.add_format({"num_format": "d.m.yyyy"})
        self.example = book.add_format({"italic": True, "font_color": "#666666"})
        self.example_day = book.add_format({"italic": True, "font_color": "#666666", "num_format": "d.m.yyyy"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.lists: dict[tuple[str, str], str] = {}

    def write(self, rows: Mapping[str, Sequence[Cells]] | None) -> None:
        self._guide(rows is None)
        sheets = [(s, self.book.add_worksheet(s.key if self.found.lang == "en" else s.fi)) for s in SHEETS]
        self._write_lists()
        for sheet, page in sheets:
            self._header(sheet, page)
            if rows is None:
                self._row(sheet, page, 1, self._example(sheet), example=True)
            for number, cells in enumerate((rows or {}).get(sheet.key, ()), 1):
                self._row(sheet, page, number, cells, example=False)
            self._offer_lists(sheet, page)

    def _guide(self, template: bool) -> None:
        page = self.book.add_worksheet(text("template.guide", self.found.lang))
        page.set_column(0, 0, 100, self.wrap)
        lines = [text("template.example-city", self.found.lang)] if self.found.example else []
        lines += text("template.instructions" if template else "template.exported", self.found.lang).split("\n")
        for number, line in enumerate(lines):
            page.write_string(number, 0, line)

    def _header(self, sheet: Sheet, page: Any) -> None:
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            header = column.key if self.found.lang == "en" else column.fi
            page.write_string(0, place, header, self.required if column.required else self.head)
            page.write_comment(0, place, _note(sheet, column, self.found.lang), {"x_scale": 2, "y_scale": 1.5})
            page.set_column(place, place, 40 if column.key in _WIDE else 20)

    def _row(self, sheet: Sheet, page: Any, number: int, cells: Cells, *, example: bool) -> None:
        plain = self.example if example else None
        for place, column in enumerate(sheet.columns):
            value = cells.get(column.key)
            if isinstance(value, date):
                page.write_datetime(number, place, value, self.example_day if example else self.day)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                page.write_number(number, place, value, plain)
            elif value is not None:
                page.write_string(number, place, harmless_cell(str(value)), plain)

    def _example(self, sheet: Sheet) -> Cells:
        """A row that shows what goes where; its id says that it is an example, and an import leaves it out."""
        lang = self.found.lang
        cells: Cells = {"id": text("template.example-id", lang)}
        for column in sheet.columns[1:]:
            value = self._example_value(sheet, column)
            if value != "":
                cells[column.key] = value
        return cells

    def _example_value(self, sheet: Sheet, column: Column) -> Value:
        if column.holds == "date":
            return date(2026, 12, 31) if column.key in ("valid_until", "deadline") else date(2026, 1, 1)
        if column.holds in ("whole", "decimal"):
            return 4 if column.holds == "whole" else 1.5
        choices = self.found.choices(column)
        if choices:
            return "; ".join(choices[:2]) if column.several else choices[0]
        key = f"example-{sheet.key}-{column.key}"
        return text(f"template.{key}", self.found.lang)

    def _write_lists(self) -> None:
        """The lists of the drop-downs, each a column of a hidden sheet."""
        page = self.book.add_worksheet(LISTS)
        page.hide()
        for sheet in SHEETS:
            for column in sheet.columns:
                name = (column.holds, column.of)
                choices = [] if name in self.lists else self.found.choices(column)
                if choices:
                    place = xl_col_to_name(len(self.lists))
                    page.write_column(0, len(self.lists), [harmless_cell(c) for c in choices])
                    self.lists[name] = f"={LISTS}!${place}$1:${place}${len(choices)}"

    def _offer_lists(self, sheet: Sheet, page: Any) -> None:
        for place, column in enumerate(sheet.columns):
            source = self.lists.get((column.holds, column.of))
            if source:
                strict = column.holds in ("word", "yes-no")
                rule = {"validate": "list", "source": source, "show_error": strict, "error_type": "warning"}
                page.data_validation(1, place, ROWS_WITH_LISTS, place, rule)


def _note(sheet: Sheet, column: Column, lang: str) -> str:
    """What a column holds, and whether it must be filled in."""
    own = f"{sheet.key}-{column.key}"
    key = own if has_text(f"template.note-{own}") else column.key
    note = text(f"template.note-{key}", lang)
    if column.several:
        note += " " + text("template.several", lang)
    return note + (" " + text("template.required", lang) if column.required else "")
