"""Every quote re-read in the text that it was taken from.

By the Web Annotation Data Model a quote names its words and their surroundings (`oa:TextQuoteSelector`, section
4.2.4) and its place (`oa:TextPositionSelector`, section 4.2.5); places count code points of the text in NFC.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal
from unicodedata import normalize

from kg.messages import in_language
from kg.rdf import Iri, Lit, Row, Term
from kg.resources import SOURCES
from kg.store import Data

Status = Literal["found", "ambiguous", "orphaned", "not-held"]
STATUSES: tuple[Status, ...] = ("found", "ambiguous", "orphaned", "not-held")


@dataclass(frozen=True)
class Selector:
    """What a quote says of its own place; `start` and `end` are code points, both or neither."""

    exact: str
    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class QuoteCheck:
    """One quote of a statement, and whether its document still says it."""

    statement: str
    quote: str
    document: str
    chapter: str | None
    status: Status


def resolve(selector: Selector, held: str | None) -> Status:
    """The state of a quote in the text `held`: at its place, found again by its surroundings, doubtful or gone."""
    if held is None:
        return "not-held"
    exact = normalize("NFC", selector.exact)
    if not exact:
        return "orphaned"
    if selector.start is not None and selector.end is not None and held[selector.start : selector.end] == exact:
        return "found"
    places = list(_places(exact, held))
    if len(places) <= 1:
        return "found" if places else "orphaned"
    return "found" if len(_in_context(places, selector, held)) == 1 else "ambiguous"


def _places(exact: str, held: str) -> Iterator[int]:
    place = held.find(exact)
    while place >= 0:
        yield place
        place = held.find(exact, place + 1)


def _in_context(places: list[int], selector: Selector, held: str) -> list[int]:
    """The places where the words before and after are those of the selector; none where it names no words."""
    before, after = normalize("NFC", selector.prefix), normalize("NFC", selector.suffix)
    if not before and not after:
        return []
    length = len(normalize("NFC", selector.exact))
    return [p for p in places if held[:p].endswith(before) and held.startswith(after, p + length)]


@cache
def held_text(name: str) -> str | None:
    """The text of `ontology/sources/{name}` in NFC; None where there is no such file below that folder."""
    path = {p.relative_to(SOURCES).as_posix(): p for p in SOURCES.rglob("*") if p.is_file()}.get(name)
    if path is None:
        return None
    return normalize("NFC", path.read_bytes().decode("utf-8"))


def check_quotes(data: Data, lang: str = "fi") -> list[QuoteCheck]:
    """Each quote of each statement with its state, in the order of the statements."""
    rows = data.rows("analyse/quotes")
    titles = _titles(data, {str(row["document"]) for row in rows}, lang)
    return [
        QuoteCheck(
            statement=str(row["statement"]),
            quote=str(row["quote"]),
            document=titles.get(str(row["document"]), str(row["document"])),
            chapter=_text(row["chapter"]),
            status=resolve(_selector(row), held_text(str(row["held"])) if row["held"] else None),
        )
        for row in rows
    ]


def _selector(row: Row) -> Selector:
    start, end = _number(row["start"]), _number(row["end"])
    return Selector(str(row["quote"]), start, end, str(row["prefix"] or ""), str(row["suffix"] or ""))


def _number(value: Term | None) -> int | None:
    return int(value) if value is not None and value.isdigit() else None


def _text(value: Term | None) -> str | None:
    return None if value is None else str(value)


def _titles(data: Data, documents: set[str], lang: str) -> Mapping[str, str]:
    """What each document is called, in `lang` before Finnish before any other language."""
    if not documents:
        return {}
    names: dict[str, dict[str, str]] = {}
    for row in data.rows("analyse/labels", thing=[Iri(d) for d in sorted(documents)]):
        label = row["label"]
        if isinstance(label, Lit):
            names.setdefault(str(row["thing"]), {}).setdefault(label.lang or "", str(label))
    return {d: in_language(known, lang) or d for d, known in names.items()}
