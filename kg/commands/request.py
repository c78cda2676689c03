"""What is asked of a command, out of the values of an address or of a tool call."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Any, TypeVar, get_type_hints

from kg.errors import Misuse

R = TypeVar("R")


def read_request(request: type[R], given: Mapping[str, str]) -> R:
    """The request whose fields `given` names; a field may be called otherwise outside (`from` is `start`).

    Raises Misuse for a value that is none, and for a field that is needed and not given.
    """
    types = get_type_hints(request)
    found = {f.name: _value(f, types[f.name], given) for f in fields(request)}  # type: ignore[arg-type]
    return request(**{name: value for name, value in found.items() if value is not None})


def outside_name(field: "Field[Any]") -> str:
    """What the field is called in an address."""
    return str(field.metadata.get("outside", field.name))


def _value(field: "Field[Any]", kind: Any, given: Mapping[str, str]) -> Any:
    name = outside_name(field)
    text = given.get(name, "").strip()
    if not text:
        if field.default is MISSING and field.default_factory is MISSING:
            raise Misuse("serve.api-parameter", name=name)
        return None
    if kind in (date, date | None):
        return day(text)
    if kind is int:
        return _number(name, text)
    if kind is bool:
        return text.casefold() in ("1", "true", "yes")
    return tuple(part.strip() for part in text.split(";")) if kind == tuple[str, ...] else text


def day(text: str) -> date:
    """An ISO day; raises Misuse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misuse("serve.not-a-day", day=text[:40]) from None


def _number(name: str, text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise Misuse("serve.not-a-number", name=name, value=text[:40])
    return int(text)
