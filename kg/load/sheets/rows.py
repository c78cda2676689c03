"""Records into checked rows: every cell read as what its column holds, every mistake named."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ValidationError, create_model
from pydantic_core import PydanticCustomError

from kg.load.borders import NoBorder, border
from kg.load.sheets.names import Words
from kg.messages import LANGUAGES
from kg.rdf import Iri
from kg.sources.records import Fault, Read, Record
from kg.sources.sheets import Column, Sheet

MOST = 1_000_000
_YES, _NO = ("kyllä", "yes", "ja", "k", "x", "true", "tosi"), ("ei", "no", "nej", "e", "false", "epätosi")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Row:
    """A record whose cells were understood; references are still texts. `columns` are those its sheet has."""

    record: Record
    values: dict[str, Any]
    entered: dict[str, str]
    columns: frozenset[str] = field(repr=False)

    @property
    def sheet(self) -> Sheet:
        return self.record.sheet


def check_rows(read: Read, words: Words) -> tuple[list[Row], list[Fault]]:
    """Every record as a row, and the faults of all of them; a row with a fault is left out."""
    rows, faults = [], list(read.faults)
    for record in read.records:
        try:
            model = row_model(record.sheet.key).model_validate(record.values, context=words)
        except ValidationError as error:
            faults += [_fault(record, read, dict(e), words) for e in error.errors(include_url=False)]
            continue
        values = {k: v for k, v in model.__dict__.items() if v is not None and v != []}
        columns = frozenset(read.columns[record.sheet.key])
        rows.append(Row(record, values, _entered(record, values), columns))
        faults += _inverted(record, read, values)
    return rows, faults


def _entered(record: Record, values: Mapping[str, Any]) -> dict[str, str]:
    """Column → the text of a number's cell, where the store would write it otherwise («01» as 1)."""
    found = {}
    for key, value in record.values.items():
        parsed = values.get(key)
        number = isinstance(parsed, (int, Decimal)) and not isinstance(parsed, bool)
        if number and isinstance(value, str) and value != number_text(parsed):
            found[key] = value
    return found


def number_text(value: Any) -> str:
    """A number as the store spells it."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _inverted(record: Record, read: Read, values: Mapping[str, Any]) -> list[Fault]:
    start, end = values.get("valid_from"), values.get("valid_until")
    if start and end and start > end:
        facts = {"start": f"{start:%-d.%-m.%Y}"}
        return [fault(record, read, "valid_until", "inverted-dates", f"{end:%-d.%-m.%Y}", facts=facts)]
    return []


def fault(  # noqa: PLR0913 a fault is its place, its value and its facts
    record: Record, read: Read, column: str, code: str, value: str = "", *,
    facts: Mapping[str, object] | None = None, near: Iterable[str] = (),
) -> Fault:  # fmt: skip
    """A fault at a cell, its column called as the planner called it."""
    header = read.headers.get((record.file, record.title, column), record.sheet.column(column).fi)
    return Fault(
        code, record.file, record.title, record.row, header, value[:200], dict(facts or {}), "; ".join(near)
    )  # fmt: skip


def _fault(record: Record, read: Read, error: Mapping[str, Any], words: Words) -> Fault:
    column = record.sheet.column(str(error["loc"][0]))
    code = "missing-value" if error["type"] == "missing" else str(error["type"])
    value = "" if code == "missing-value" else str(record.values.get(column.key, ""))
    near = words.nearest(column.of, value) if code == "unknown-word" else []
    valid = {lang: ", ".join(words.valid(column.of, lang)) for lang in LANGUAGES} if code == "unknown-word" else ""
    return fault(record, read, column.key, code, value, facts={"valid": valid}, near=near)


@cache
def row_model(sheet: str) -> type[BaseModel]:
    """The model of a sheet's rows: one field a column."""
    from kg.sources.sheets import sheet_named

    found = sheet_named(sheet)
    assert found is not None
    fields: dict[str, Any] = {c.key: (_type(c), ... if c.required else None) for c in found.columns}
    return create_model(f"Row_{sheet}", **fields)


def _type(column: Column) -> Any:
    readers: Mapping[str, Callable[..., Any]] = {
        "text": as_text,
        "whole": as_whole,
        "decimal": as_decimal,
        "date": as_date,
        "yes-no": as_yes_no,
        "word": _as_word(column.of),
        "reference": as_list if column.several else as_one,
        "border": _as_border,
    }
    return Annotated[Any, BeforeValidator(readers[column.holds])]


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def as_one(value: object) -> list[str]:
    return [as_text(value)]


def as_list(value: object) -> list[str]:
    """A list inside a cell, parted by `;`."""
    return list(dict.fromkeys(t for part in as_text(value).split(";") if (t := part.strip())))


def as_whole(value: object) -> int:
    number = _number(value, "not-a-whole-number")
    if number != number.to_integral_value():
        raise PydanticCustomError("not-a-whole-number", "")
    return int(number)


def as_decimal(value: object) -> Decimal:
    return _number(value, "not-a-number")


def _number(value: object, code: str) -> Decimal:
    if isinstance(value, (bool, date)):
        raise PydanticCustomError(code, "")
    text = as_text(value).replace("\u2212", "-").replace(" ", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise PydanticCustomError(code, "") from None
    if not number.is_finite() or not 0 <= number <= MOST:
        raise PydanticCustomError("number-out-of-range", "")
    return number


def as_date(value: object) -> date:
    """A day as 2024-03-01 or 1.3.2024."""
    if isinstance(value, date):
        return value
    text = as_text(value)
    finnish = _DAY.fullmatch(text)
    try:
        if finnish:
            day, month, year = map(int, finnish.groups())
            return date(year, month, day)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise PydanticCustomError("not-a-date", "")


def as_yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = as_text(value).casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise PydanticCustomError("not-yes-or-no", "")


def _as_border(value: object) -> str:
    try:
        return border(as_text(value))
    except NoBorder as error:
        raise PydanticCustomError(error.code, "") from None


def _as_word(of: str) -> Callable[[object, Any], Iri]:
    def read(value: object, info: Any) -> Iri:
        found: Iri | None = info.context.resolve(of, as_text(value))
        if found is None:
            raise PydanticCustomError("unknown-word", "")
        return found

    return read
