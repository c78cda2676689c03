"""A CSV file into plain cells: its encoding and delimiter found and said, never guessed in silence."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from pathlib import Path
from typing import Any

from kg.sources.refusal import Refusal
from kg.sources.sheets import MOST_ROWS, Sheet, fold_header

DELIMITERS = ";,\t"
LOOKED_AT = 200
"""So many lines of a file that has none of our names tell its delimiter."""
_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that Windows-1252 does not define (WHATWG Encoding Standard, index windows-1252)."""


def read_csv(path: Path, sheet: Sheet | None) -> dict[str, Any]:
    """The rows of a CSV file with the line numbers on which they begin."""
    content = path.read_bytes()
    text, encoding = decode(content)
    if "\x00" in text:
        raise Refusal("nul-bytes", row=text[: text.index("\x00")].count("\n") + 1)
    delimiter = _delimiter(text, sheet)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[Any]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append([line, [cell or None for cell in row]])
                if len(rows) > MOST_ROWS:
                    raise Refusal("too-many-rows", most=MOST_ROWS)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refusal("broken-csv", row=line, why=str(error)) from error
    said = {"\t": "tab"}.get(delimiter, delimiter)
    found = {"title": path.stem, "hidden": False, "rows": rows, "uncomputed": [], "delimiter": said}
    return {"sheets": [found], "encoding": encoding, "delimiter": said}


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: a byte order mark decides, else UTF-8, UTF-16 or Windows-1252."""
    for mark, name in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _strictly(content, name), {"utf-8-sig": "UTF-8-BOM", "utf-16": "UTF-16"}[name]
    bare = _bare_utf16(content)
    if bare:
        return _strictly(content, bare), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        if _UNDEFINED.isdisjoint(content) and b"\x00" not in content:
            return content.decode("cp1252"), "Windows-1252"
        raise Refusal("unknown-encoding", place=error.start + 1, byte=f"{content[error.start]:02x}") from error


def _bare_utf16(content: bytes) -> str:
    """UTF-16 without a byte order mark: plain letters leave a zero in every other byte."""
    head = content[:400]
    if len(head) >= 4 and len(head) % 2 == 0:
        if head[1::2].count(0) > len(head) // 3 and not head[::2].count(0):
            return "utf-16-le"
        if head[::2].count(0) > len(head) // 3 and not head[1::2].count(0):
            return "utf-16-be"
    return ""


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("unknown-encoding", place=error.start + 1, byte=f"{content[error.start]:02x}") from error


def _delimiter(text: str, sheet: Sheet | None) -> str:
    """The delimiter that shows the most known headers on the first line, else the one that parts most rows alike."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    if sheet is None:
        return max(DELIMITERS, key=lambda d: _evenness(lines, d))
    known = {fold_header(h) for c in sheet.columns for h in c.headers}
    most = max(DELIMITERS, key=lambda d: _headers(lines[:1], d, known))
    return most if _headers(lines[:1], most, known) else max(DELIMITERS, key=lambda d: _evenness(lines, d))


def _headers(lines: list[str], delimiter: str, known: set[str]) -> int:
    return sum(fold_header(cell) in known for cell in next(csv.reader(lines, delimiter=delimiter), []))


def _evenness(lines: list[str], delimiter: str) -> int:
    """Rows of the commonest width, times that width: commas inside texts part each row otherwise."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    except csv.Error:
        return 0
    return max((n * width for width, n in widths.items()), default=0)
