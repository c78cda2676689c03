"""What is noticed while a table is read, said aloud: rows and columns left out, cells that nobody can use."""

from collections.abc import Mapping

from kg.load.tabular.asking import Place
from kg.load.tabular.model import Column, TableReading
from kg.sources.files import flaw, letters, shown
from kg.sources.records import Fault, Note, Read, Value
from kg.sources.sheets import Sheet


class Remarks:
    """Adds the notes and faults of a file to what is read from it."""

    def __init__(self, file: str, found: Read) -> None:
        self.file, self.found = file, found

    def flawed(self, table: TableReading, sheet: Sheet, column: Column, number: int, value: Value) -> bool:
        """Whether a cell is unusable whatever its column: an error of a formula, a character that nobody sees."""
        ours = next((c for c in sheet.columns if c.key == column.key), sheet.columns[0])
        code, facts = flaw(value, ours)
        if code:
            self._fault(code, Place(table.table.title, number, column.header), str(value)[:40], facts)
        return bool(code)

    def _fault(self, code: str, at: Place, value: str = "", facts: dict[str, object] | None = None) -> None:
        found = Fault(code, self.file, at.sheet, at.row, at.column, shown(value), facts or {})
        self.found.faults.append(found)

    def check_cells(self, table: TableReading) -> None:
        """Formulas without a value, and rows of a text file that are longer than their headers."""
        read, headers = table.table, table.table.headers
        for place in read.uncomputed:
            number = int("".join(c for c in place if c.isdigit()))
            self._fault("formula-without-value", Place(read.title, number, place))
        beyond = {c.place for c in table.columns if not c.header}
        last = max((n for n, h in enumerate(headers) if h), default=0)
        for number, cells in read.rows:
            filled = {p for p in beyond if cells[p] is not None}
            if read.delimited and (over := [p for p in filled if p > last]):
                facts: dict[str, object] = {"cells": max(over) + 1, "columns": last + 1}
                self._fault("row-too-long", Place(read.title, number, "–"), str(cells[min(over)])[:40], facts)
        unread = {c.place for c in table.columns if not c.header and not c.key and c.samples}
        if unread:
            self._note("no-header", read.title, columns=letters(unread))

    def left_out(self, table: TableReading) -> None:
        """Rows that are none of the table's, and columns that are not read."""
        for why in ("total", "remark", "section", "header", "second-table"):
            rows = [str(n) for n, w in table.table.left_out.items() if w == why]
            if rows:
                self._note(f"{why}-rows", table.table.title, rows=", ".join(rows[:12]))
        for column in table.columns:
            if column.why == "persons" and not column.key:
                self._note("persons-column", table.table.title, column=column.header)
            elif not column.key and column.why in ("other", "nothing") and column.header:
                self._note("clerk-column-left-out", table.table.title, column=column.header)

    def contacts(self, found: Mapping[tuple[str, str], set[int]]) -> None:
        """Cells from which something about a person was left out."""
        for (sheet, column), rows in found.items():
            self._note("contacts-left-out", sheet, column=column, rows=", ".join(map(str, sorted(rows)[:12])))

    def _note(self, key: str, sheet: str, **facts: object) -> None:
        self.found.notes.append(Note(key, {"file": self.file, "sheet": sheet, **facts}))
