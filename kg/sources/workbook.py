"""An XLSX workbook into plain cells, once its archive was found harmless. Runs in the bounded worker only."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import python_calamine

from kg.sources.refusal import Refusal
from kg.sources.sheets import MOST_ROWS

MOST_ENTRIES = 2_000
MOST_EXPANDED = 400_000_000
ALWAYS_EXPANDED, MOST_RATIO = 20_000_000, 40
"""A workbook may unpack to 20 MB, and to forty times its size: spreadsheet programs reach five to twenty times."""
MOST_CELLS = 20_000_000
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg", ".webp")
_CHUNK = 4_000_000
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<row[ >][^>]*[^/]>\s*<c")
_NO_VALUE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*><f(?:\s[^>]*)?(?:/>|>[^<]*</f>)</c>')
_SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship\b[^>]*>")
Cell = str | float | bool | dict[str, str] | None


def read_workbook(path: Path) -> dict[str, Any]:
    """The sheets of a workbook as rows of cells with their numbers; raises Refusal for a harmful or broken file."""
    uncomputed = inspect_archive(path)
    try:
        book = python_calamine.load_workbook(str(path))
        sheets = [_sheet(book, meta, uncomputed.get(meta.name, [])) for meta in book.sheets_metadata]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Refusal("broken-workbook", why=str(error)) from error
    return {"sheets": sheets}


def inspect_archive(path: Path) -> dict[str, list[str]]:
    """Measure the archive before anything parses it; the cells whose formula has no computed value, by sheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise Refusal("too-large-inside", most=MOST_ENTRIES)
            _measure(entries, path.stat().st_size)
            return _scan(archive, [e for e in entries if not e.filename.lower().endswith(PICTURES)], _titles(archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refusal("broken-workbook", why=str(error)) from error
    except Exception as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal("broken-workbook", why=f"{type(error).__name__}") from error  # zlib.error has no common base


def _measure(parts: list[zipfile.ZipInfo], size: int) -> None:
    """What the parts say they unpack to; a part that says less than it holds is broken (its checksum fails)."""
    expanded = sum(part.file_size for part in parts)
    most = min(MOST_EXPANDED, max(ALWAYS_EXPANDED, size * MOST_RATIO))
    if expanded > most:
        raise Refusal("too-large-inside", most=most // 1_000_000)


def _scan(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], titles: dict[str, str]) -> dict[str, list[str]]:
    """Everything but pictures is looked at before a parser sees it."""
    uncomputed: dict[str, list[str]] = {}
    for entry in parts:
        part = _Part()
        for chunk in _chunks(archive, entry):
            part.look(chunk)
        if part.uncomputed:
            uncomputed[titles.get(entry.filename, entry.filename)] = part.uncomputed
    return uncomputed


class _Part:
    """One XML part, looked at chunk by chunk: no document type, no far cell, every formula computed."""

    def __init__(self) -> None:
        self.rest = b""
        self.row = self.column = self.rows = 0
        self.uncomputed: list[str] = []

    def look(self, chunk: bytes) -> None:
        text = self.rest + chunk
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or (not self.row and text[:2] in (b"\xff\xfe", b"\xfe\xff")):
            raise Refusal("xml-entities")
        cut = max(text.rfind(b"<c r="), len(text) - 100_000, 0)
        text, self.rest = (text[:cut], text[cut:]) if len(chunk) == _CHUNK else (text, b"")
        for letters, digits in _CELL.findall(text):
            self.row, self.column = max(self.row, int(digits)), max(self.column, _column_number(letters))
        self.rows += len(_ROW.findall(text))
        if self.rows > MOST_ROWS:
            raise Refusal("too-many-rows", most=MOST_ROWS)
        if self.row * self.column > MOST_CELLS:
            raise Refusal("far-cell", row=self.row, column=self.column)
        self.uncomputed += [(a + b).decode() for a, b in _NO_VALUE.findall(text)]


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _titles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part name → the sheet's title (ECMA-376 part 1, 18.2.19 and 12.3.24)."""
    try:
        book = _text(archive, "xl/workbook.xml")
        relations = _text(archive, "xl/_rels/workbook.xml.rels")
    except KeyError as error:
        raise Refusal("not-a-workbook") from error
    targets = {}
    for tag in _RELATION.findall(relations):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        targets[attributes.get("Id", "")] = attributes.get("Target", "")
    parts = {rid: t.lstrip("/") if t.startswith("/") else f"xl/{t}" for rid, t in targets.items()}
    return {parts.get(rid, rid): unescape(name) for name, rid in _SHEET.findall(book)}


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(_CHUNK).decode("utf-8", "replace")


def _sheet(book: Any, meta: Any, uncomputed: list[str]) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(meta.name)
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        _fill(rows, top, left, bottom, right)
    cells = [[number, [_cell(c) for c in row]] for number, row in enumerate(rows, 1) if any(c != "" for c in row)]
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    return {"title": meta.name, "hidden": hidden, "rows": cells, "uncomputed": uncomputed}


def _fill(rows: list[list[Any]], top: int, left: int, bottom: int, right: int) -> None:
    """A merged cell says the same in every row and column that it spans."""
    if top >= len(rows) or left >= len(rows[top]):
        return
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = value


def _cell(value: Any) -> Cell:
    if value == "":
        return None
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()} if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value  # type: ignore[no-any-return]
