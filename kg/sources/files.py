"""Files into records: each file opened by the bounded worker, its sheets and headers recognised."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, NoReturn
from unicodedata import normalize

from rapidfuzz import process

from kg.errors import UnreadableInput
from kg.sources.characters import INVISIBLE, says_something, unseen
from kg.sources.opening import check_file, open_file
from kg.sources.records import Fault, Note, Read, Record, Value
from kg.sources.sheets import EXAMPLE, GUIDES, SHEETS, Column, Sheet, fold_header, sheet_named

LARGEST = 100_000_000
LONGEST_CELL = 32_767
"""The most characters that a spreadsheet program keeps in a cell."""
ENDINGS = (".xlsx", ".csv", ".geojson")
PACE = (2.0, 20)
"""Seconds a megabyte, and bytes of memory a byte."""
ERROR_VALUES = frozenset(
    (
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#PUUTTUU!",
        "#ARVO!",
        "#VIITTAUS!",
        "#JAKO/0!",
        "#NIMI?",
    )
)
NAMING = ("id", "name", "name_sv", "name_en")
"""Columns whose cell must hold a letter or a digit."""
Likeness = Literal["whole", "partly", "none"]
_NAMES = ", ".join(s.fi for s in SHEETS)


def read_files(paths: Iterable[Path]) -> Read:
    """The records of all files, with everything noticed on the way. Raises UnreadableInput for a file that is none."""
    found = Read()
    for path in paths:
        read_cells(path.name, open_cells(path), found)
    return found


def open_cells(path: Path) -> dict[str, Any]:
    """Whatever a workbook or CSV file holds, as sheets of rows of cells with their numbers."""
    _check_file(path)
    return _cells(path)


def read_cells(file: str, cells: dict[str, Any], found: Read) -> None:
    """Add the records of a file that has our sheets; raises UnreadableInput where it has none."""
    note_encoding(file, cells, found)
    known = [_read_sheet(file, sheet, found) for sheet in cells["sheets"]]
    if not any(known):
        refuse_unknown(file, cells)


def note_encoding(file: str, cells: dict[str, Any], found: Read) -> None:
    if "encoding" in cells:
        facts = {"file": file, "encoding": cells["encoding"], "delimiter": cells["delimiter"]}
        found.notes.append(Note("csv-read-as", facts))


def refuse_unknown(file: str, cells: dict[str, Any]) -> NoReturn:
    """Say that nothing in the file is known to us."""
    if "encoding" in cells:
        raise UnreadableInput("import.unknown-csv-name", file=file, known=_NAMES)
    titles = ", ".join(s["title"] for s in cells["sheets"])
    raise UnreadableInput("import.no-known-sheet", file=file, found=titles, known=_NAMES)


def likeness(cells: dict[str, Any]) -> Likeness:
    """How far a file has our sheets and headers: `whole`, `partly` (some header is another's), `none`."""
    found = []
    for sheet in cells["sheets"]:
        known = sheet_named(sheet["title"])
        if known and sheet["rows"]:
            headers = {fold_header(h) for c in known.columns for h in c.headers}
            top = [fold_header(str(h)) for h in sheet["rows"][0][1] if str(h or "").strip()]
            ours = sum(h in headers for h in top)
            found.append("whole" if ours == len(top) else "partly" if ours else "none")
        elif known:
            found.append("whole")
    if not found or set(found) == {"none"}:
        return "none"
    return "whole" if set(found) == {"whole"} else "partly"


def _check_file(path: Path) -> None:
    check_file(path, "import", ENDINGS, LARGEST)
    if not path.stat().st_size:
        raise UnreadableInput("import.empty-file", file=path.name)
    _check_beginning(path, path.suffix.lower())


def _check_beginning(path: Path, ending: str) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise UnreadableInput("import.no-file", file=path.name, why=error.strerror) from error
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableInput("import.old-or-locked-workbook", file=path.name)
    if (ending == ".xlsx") != head.startswith(b"PK"):
        raise UnreadableInput("import.wrong-ending", file=path.name)


def _cells(path: Path) -> dict[str, Any]:
    return open_file(path, "import", "kg.sources.worker", PACE, known=_NAMES)


def _read_sheet(file: str, cells: dict[str, Any], found: Read) -> bool:
    """Add the records of one worksheet; False where its name is no sheet of ours."""
    sheet, title = sheet_named(cells["title"]), str(cells["title"])
    if sheet is None:
        if not cells["hidden"] and fold_header(title) not in GUIDES:
            found.notes.append(Note("sheet-left-out", {"file": file, "sheet": title, "known": _NAMES}))
        return False
    if cells["hidden"]:
        found.notes.append(Note("hidden-sheet-read", {"file": file, "sheet": title}))
    if not cells["rows"]:
        found.notes.append(Note("empty-sheet", {"file": file, "sheet": title}))
        return True
    (top, headers), *rows = cells["rows"]
    places = _columns(_Top(file, title, sheet, top), headers, found)
    found.columns.setdefault(sheet.key, set()).update(c.key for c in places.values())
    for place in cells["uncomputed"]:
        number = int("".join(c for c in place if c.isdigit()))
        found.faults.append(Fault("formula-without-value", file, title, number, place))
    unheaded = {place for place in range(len(headers)) if not str(headers[place] or "").strip()}
    beyond: set[int] = set()
    for number, row in rows:
        filled = {place for place, cell in enumerate(row) if cell_value(cell) is not None}
        if "delimiter" in cells and (over := sorted(p for p in filled if p >= len(headers))):
            facts: dict[str, object] = {"cells": len(row), "columns": len(headers)}
            found.faults.append(
                Fault("row-too-long", file, title, number, "–", str(cell_value(row[over[0]]))[:40], facts)
            )
        else:
            beyond |= {p for p in filled if p >= len(headers) or p in unheaded}
        _add_record(Record(file, sheet, title, number, {}), row, places, found)
    if beyond:
        found.notes.append(Note("no-header", {"file": file, "sheet": title, "columns": letters(beyond)}))
    return True


def letters(places: Iterable[int]) -> str:
    """Columns by the letters that a spreadsheet program shows."""

    def letter(place: int) -> str:
        return (letter(place // 26 - 1) if place > 25 else "") + chr(ord("A") + place % 26)

    return ", ".join(letter(p) for p in sorted(places))


class _Top(NamedTuple):
    """The header row of a sheet."""

    file: str
    title: str
    sheet: Sheet
    row: int


def _columns(top: _Top, headers: list[Any], found: Read) -> dict[int, Column]:
    """Place → column, by header in either language, in any order."""
    known = {fold_header(h): c for c in top.sheet.columns for h in c.headers}
    places: dict[int, Column] = {}
    for place, header in enumerate(headers):
        text = "" if header is None else str(header).strip()
        column = known.get(fold_header(text))
        if column in places.values():
            found.faults.append(Fault("column-twice", top.file, top.title, top.row, text))
        elif column:
            places[place] = column
            found.headers[(top.file, top.title, column.key)] = text
        elif text:
            facts: dict[str, object] = {
                "file": top.file,
                "sheet": top.title,
                "column": text,
                "near": _nearest(text, known),
            }
            found.notes.append(Note("column-left-out", facts))
    for column in top.sheet.columns:
        if column.required and column not in places.values():
            found.faults.append(Fault("missing-column", top.file, top.title, top.row, column.fi))
    return places


def _nearest(header: object, known: dict[str, Column]) -> str:
    match = process.extractOne(fold_header(str(header)), list(known), score_cutoff=70)
    return match[0].replace(" ", "_") if match else "–"


def _add_record(record: Record, row: list[Any], places: dict[int, Column], found: Read) -> None:
    for place, column in places.items():
        value = cell_value(row[place]) if place < len(row) else None
        if value is None:
            continue
        code, facts = flaw(value, column)
        if code:
            header = found.headers[(record.file, record.title, column.key)]
            where = (record.file, record.title, record.row, header)
            found.faults.append(Fault(code, *where, shown(str(value)[:40]), facts))
        else:
            record.values[column.key] = value
    if record.values and not _is_example(record):
        found.records.append(record)


def flaw(value: Value, column: Column) -> tuple[str, dict[str, object]]:
    """What makes a cell unusable whatever its column."""
    if isinstance(value, str):
        if len(value) > LONGEST_CELL and column.holds != "border":
            return "cell-too-long", {"length": len(value), "most": LONGEST_CELL}
        if value in ERROR_VALUES:
            return "error-value", {}
        if any(c < " " and c not in "\t\n\r" for c in value):
            return "control-character", {}
        if character := unseen(value):
            return "invisible-character", {"character": character}
        if column.key in NAMING and not says_something(value):
            return "says-nothing", {}
    return "", {}


def typed(text: str) -> str:
    """What somebody typed, without outer blanks and composed."""
    return normalize("NFC", harmless(text.strip().replace("\u00a0", " ").strip()))


def _is_example(record: Record) -> bool:
    return str(record.values.get("id", "")).casefold() in EXAMPLE


def cell_value(cell: Any) -> Value | None:
    """A cell as it came from the worker; outer blanks are nobody's intention, inner ones stay."""
    if isinstance(cell, dict):
        return date.fromisoformat(cell["date"])
    if isinstance(cell, str):
        return typed(cell) or None
    return cell  # type: ignore[no-any-return]


def shown(text: str) -> str:
    """A text whose unseen characters are seen: «a[U+200B]b»."""
    return INVISIBLE.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)


def harmless(text: str) -> str:
    """A cell's text without the apostrophe that an export puts before `= + - @` (see kg/present/sheets)."""
    bare = text.lstrip("'")
    return text[1:] if text != bare and bare[:1] in ("=", "+", "-", "@") else text
