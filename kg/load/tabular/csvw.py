"""A reading as CSVW metadata, and back (W3C, Metadata Vocabulary for Tabular Data, 2015-12-17).

A file's metadata lie beside it, as `FILE-metadata.json` (section 5.2 of the Model for Tabular Data). A table's kind is
its `dc:type`; a column's name is that of the template's column; what is left out has `suppressOutput`. A sheet of a
workbook is the file's name with the sheet's as the fragment. Answers are `notes` of the table group.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from kg.errors import UnreadableInput
from kg.load.sheets.facts import NAMES, PROPERTIES, VALIDITY
from kg.load.tabular.detect import PERIOD, known_header, read_as, read_table
from kg.load.tabular.layout import find_table
from kg.load.tabular.matching import Matcher
from kg.load.tabular.model import Column, Reading, TableReading
from kg.sources.sheets import SHEETS, fold, sheet_named

CONTEXT = "http://www.w3.org/ns/csvw"
LEFT_OUT = "none"
"""The `dc:type` of a table that is not read."""
_ENCODINGS = {"UTF-8": "utf-8", "UTF-8-BOM": "utf-8", "UTF-16": "utf-16", "Windows-1252": "windows-1252"}


def metadata_name(file: str) -> str:
    """What the metadata of a file are called."""
    return f"{file}-metadata.json"


def to_csvw(reading: Reading, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a file that is read so."""
    csv = "encoding" in cells
    tables = [
        _table(t, reading.file if csv else f"{reading.file}#{quote(t.table.title)}", cells) for t in reading.tables
    ]
    notes = [{"question": key, "answer": answer} for key, answer in sorted(reading.answers.items())]
    found: dict[str, Any] = {"@context": [CONTEXT, {"@language": "fi"}], "tables": tables}
    return {**found, "notes": notes} if notes else found


def _table(reading: TableReading, url: str, cells: Mapping[str, Any]) -> dict[str, Any]:
    first, last = reading.table.header_rows[0], reading.table.header_rows[-1]
    dialect: dict[str, Any] = {"skipRows": first - 1, "headerRowCount": last - first + 1}
    if "encoding" in cells:
        delimiter = "\t" if cells["delimiter"] == "tab" else cells["delimiter"]
        dialect = {"encoding": _ENCODINGS[cells["encoding"]], "delimiter": delimiter, **dialect}
    used: dict[str, int] = {}
    columns = [_column(c, reading.kind, used) for c in reading.columns]
    kind = reading.kind or LEFT_OUT
    return {"url": url, "dc:type": kind, "dialect": dialect, "tableSchema": {"columns": columns}}


def _column(column: Column, kind: str, used: dict[str, int]) -> dict[str, Any]:
    titles = column.header.split(" – ")
    found: dict[str, Any] = {"titles": titles[0] if len(titles) == 1 else titles} if column.header else {}
    if not column.key:
        return {**found, "name": f"left_out_{column.place + 1}", "suppressOutput": True}
    used[column.key] = number = used.get(column.key, 0) + 1
    found["name"] = column.key if number == 1 else f"{column.key}.{number}"
    if column.why == "marks":
        found["dc:type"] = "marks"
    about = VALIDITY.get(column.key) or PROPERTIES.get((kind, column.key))
    if about:
        found["propertyUrl"] = str(about)
    return {**found, "lang": NAMES[column.key]} if column.key in NAMES else found


def is_reading(metadata: Any) -> bool:
    """Whether metadata say which of our tables a file holds; other programs write metadata beside files, too."""
    tables = metadata.get("tables", [metadata]) if isinstance(metadata, dict) else []
    return isinstance(tables, list) and any(isinstance(t, dict) and "dc:type" in t for t in tables)


def from_csvw(file: str, cells: Mapping[str, Any], metadata: Any, matcher: Matcher) -> Reading:
    """How the metadata say that the file is read; tables and columns that they do not name are proposed anew.

    Raises UnreadableInput where they are no metadata of tables, or name a kind or a column that is none.
    """
    tables = _tables(metadata)
    by_sheet = {_sheet_of(t): t for t in tables}
    alone = tables[0] if len(tables) == 1 and len(cells["sheets"]) == 1 else None
    found = []
    for sheet in cells["sheets"]:
        said = alone or by_sheet.get(fold(sheet["title"]))
        table = find_table(sheet, known_header, _header(said) if said else None)
        if table is None:
            continue
        said = said or next((t for t in tables if _titles(t) == [fold(h) for h in table.headers]), None)
        if said is None:
            found.append(read_table(file, table, matcher))
            continue
        kind = _kind(said)
        columns = _columns(said, kind, read_as(table, kind, matcher))
        found.append(TableReading(table, kind, "columns" if kind else "said", True, columns))
    notes = metadata["notes"] if isinstance(metadata.get("notes"), list) else []
    answers = {
        str(n["question"]): str(n["answer"])
        for n in notes
        if isinstance(n, dict) and {"question", "answer"} <= n.keys()
    }
    return Reading(file, found, answers)


def _tables(metadata: Any) -> list[dict[str, Any]]:
    if isinstance(metadata, dict):
        tables = metadata.get("tables", [metadata] if "tableSchema" in metadata else [])
        if isinstance(tables, list) and tables and all(_is_table(t) for t in tables):
            return tables
    raise UnreadableInput("reading.no-metadata")


def _is_table(table: Any) -> bool:
    schema = table.get("tableSchema") if isinstance(table, dict) else None
    columns = schema.get("columns", []) if isinstance(schema, dict) else None
    return isinstance(columns, list) and all(isinstance(c, dict) for c in columns)


def _titles(table: Mapping[str, Any]) -> list[str]:
    return [_title(c) for c in table["tableSchema"].get("columns", [])]


def _title(column: Mapping[str, Any]) -> str:
    titles = column.get("titles", "")
    return fold(" – ".join(titles) if isinstance(titles, list) else str(titles))


def _sheet_of(table: Mapping[str, Any]) -> str:
    url = str(table.get("url", ""))
    return fold(unquote(url.split("#", 1)[1]) if "#" in url else url.rsplit("/", 1)[-1].rsplit(".", 1)[0])


def _header(table: Mapping[str, Any]) -> tuple[int, int] | None:
    dialect = table.get("dialect")
    if not isinstance(dialect, dict):
        return None
    skip, count = dialect.get("skipRows", 0), dialect.get("headerRowCount", 1)
    return (skip + 1, skip + count) if isinstance(skip, int) and isinstance(count, int) and count else None


def _kind(table: Mapping[str, Any]) -> str:
    said = str(table.get("dc:type", LEFT_OUT))
    sheet = sheet_named(said)
    if sheet is None and said != LEFT_OUT:
        raise UnreadableInput("reading.no-kind", kind=said, known=", ".join(s.key for s in SHEETS))
    return sheet.key if sheet else ""


def _columns(table: Mapping[str, Any], kind: str, proposed: list[Column]) -> list[Column]:
    said = {_title(c): c for c in table["tableSchema"].get("columns", [])}
    found = []
    for column in proposed:
        known = said.get(fold(column.header)) if column.header else None
        found.append(_said_column(column, known, kind) if known else column)
    return found


def _said_column(column: Column, said: Mapping[str, Any], kind: str) -> Column:
    key = re.sub(r"\.\d+$", "", str(said.get("name", "")))
    sheet = sheet_named(kind)
    if said.get("suppressOutput") or sheet is None:
        why = column.why if not column.key else "said"
        return Column(column.place, column.header, "", why, True, column.samples)
    keys = [*(c.key for c in sheet.columns), *([PERIOD] if any(c.key == "valid_until" for c in sheet.columns) else [])]
    if key not in keys:
        raise UnreadableInput("reading.no-column", column=column.header, name=key, known=", ".join(keys))
    why = "marks" if said.get("dc:type") == "marks" else "said"
    return Column(column.place, column.header, key, why, True, column.samples)
