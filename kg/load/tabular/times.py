"""Days and periods as people write them: `3/2024`, `kevät 2024`, `syyskuu -23`, `2021–2025`."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from babel.dates import get_month_names

from kg.load.tabular.words import bare, words
from kg.messages import LANGUAGES
from kg.sources.records import Value

FIRST, LAST = 1900, 2100
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*|(?<=\d{4})-(?=\d{4}\b|\d{1,2}\.)|(?<=\d)\s*-\s*(?=\d{1,2}\.\d{1,2}\.)")
_AROUND = re.compile(
    r"^(?:vuodesta|alkaen|viimeistään|from|since|until|till|by|before|senast|från(?: och med)?|fr\.o\.m\.|t\.o\.m\."
    r"|till och med)\s+"
    r"|\s+(?:alkaen|lähtien|asti|saakka|mennessä|onwards)$"
)
"""Words around a day that say only which end of the period it is."""
_YEAR = r"(?P<year>\d{4})"
_SHORT = r"(?P<year>\d{4}|\d{2})"
_FILLING = ("vuoden", "vuonna", "vuosi", "år", "året", "of", "in", "the", "i")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (1, 2)}
"""Months of a season within its year; nobody but the writer knows whether others were meant, so it is asked."""


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included; None where it is open. `clear` unless something was supposed."""

    start: date | None
    end: date | None
    clear: bool = True
    whole: bool = True
    """Whether both ends are said; of «2021» alone only the reader of the column knows which end it is."""


def read_period(value: Value, year: int | None = None) -> Period | None:
    """The period that a cell names; None where it names none. `year` is supposed where the cell has no year."""
    if isinstance(value, date):
        return Period(value, value, whole=False)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found = _year(int(value)) if value == int(value) else None
        return replace(found, whole=False) if found else None
    if isinstance(value, bool):
        return None
    text = re.sub(r"\s+00:00(:00)?$|T\d\d:.*$", "", " ".join(value.casefold().split()))
    if found := _open(text) or _range(text, year):
        return found
    alone = _single(text, year)
    return replace(alone, whole=False) if alone else None


def _open(text: str) -> Period | None:
    return Period(None, None) if bare(text) in words("open_end") else None


def _range(text: str, year: int | None) -> Period | None:
    if re.fullmatch(r".*\d\s*[-–—]", text):
        started = _single(text.rstrip(" -–—"), year)
        return replace(started, end=None) if started else None
    if re.fullmatch(r"[-–—]\s*\d{4}", text):
        ended = _single(text.lstrip(" -–—"), year)
        return replace(ended, start=None) if ended else None
    brief = re.fullmatch(r"(\d\d)(\d\d)\s*[-–—/]\s*(\d\d)", text)
    if brief and int(brief[3]) > max(12, int(brief[2])):
        return Period(date(int(brief[1] + brief[2]), 1, 1), date(int(brief[1] + brief[3]), 12, 31))
    parts = _DASH.split(text)
    if len(parts) != 2:
        return None
    end = _single(parts[1], year) or _open(parts[1])
    start = _single(parts[0], end.end.year if end and end.end else year)
    if not start or not end:
        return None
    known = start.start and end.end and not re.search(r"\d{4}", parts[0]) and re.search(r"\d{4}", parts[1])
    clear = (start.clear or bool(known)) and end.clear
    return Period(start.start, end.end, clear)


def _single(text: str, year: int | None) -> Period | None:
    text = _AROUND.sub("", text.strip(" .,")).strip(" .,")
    for pattern, make in _patterns():
        if found := pattern.fullmatch(text):
            try:
                return make(found.groupdict(), year)
            except ValueError:
                return None
    return _named(text, year)


def _year(number: int) -> Period | None:
    return Period(date(number, 1, 1), date(number, 12, 31)) if FIRST <= number <= LAST else None


def _whole_year(text: str, year: int | None = None) -> tuple[int, bool]:
    """The year that is written, and whether it is written whole."""
    if not text:
        if year is None:
            raise ValueError("no year")
        return year, False
    number = int(text)
    found = number if len(text) == 4 else 2000 + number
    if not FIRST <= found <= LAST:
        raise ValueError(text)
    return found, len(text) == 4


def _months(first: int, last: int, written: str, year: int | None, clear: bool = True) -> Period:
    number, whole = _whole_year(written, year)
    return Period(date(number, first, 1), date(number, last, monthrange(number, last)[1]), clear and whole)


def _day(found: dict[str, str], year: int | None) -> Period:
    number, whole = _whole_year(found.get("year") or "", year)
    day = date(number, int(found["month"]), int(found["day"]))
    return Period(day, day, whole)


def _month_of(found: dict[str, str], year: int | None) -> Period:
    month = int(found["month"])
    return _months(month, month, found["year"], year)


def _quarter(found: dict[str, str], year: int | None) -> Period:
    last = 3 * int(found["q"])
    return _months(last - 2, last, found["year"], year)


def _slashed(found: dict[str, str], year: int | None) -> Period:
    """Day and month with a stroke: which is which is clear only where one of them is above twelve."""
    one, two = int(found["one"]), int(found["two"])
    day, month = (one, two) if two <= 12 else (two, one)
    period = _day({"day": str(day), "month": str(month), "year": found["year"]}, year)
    return replace(period, clear=period.clear and (one > 12 or two > 12 or one == two))


Make = Callable[[dict[str, str], int | None], "Period | None"]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Make], ...]:
    of_year = r"(?:vuo(?:si|nna|den|teen)|år|year|v\.?)"
    found: list[tuple[str, Make]] = [
        (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", _day),
        (rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_SHORT}", _day),
        (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})", _day),
        (r"(?P<month>\d{1,2})\s?/\s?(?P<year>\d{2})", _month_of),
        (rf"(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_SHORT}", _slashed),
        (rf"(?P<month>\d{{1,2}})\s?[/.]\s?{_YEAR}", _month_of),
        (rf"{_YEAR}\s?[/-]\s?(?P<month>\d{{1,2}})", _month_of),
        (rf"(?:q|kv|kvartaali |kvartal )\s?(?P<q>[1-4])\s?[/. ]?\s?{_SHORT}", _quarter),
        (rf"(?P<q>[1-4])\s?[/.]?\s?(?:q|kv)\s?[/. ]?\s?{_SHORT}", _quarter),
        (rf"{_YEAR}\s?[/-]?\s?q(?P<q>[1-4])", _quarter),
        (rf"(?:{of_year}\s)?{_YEAR}(?:\s{of_year})?", lambda found, year: _year(int(found["year"]))),
    ]
    return tuple((re.compile(pattern), make) for pattern, make in found)


@cache
def _month_names() -> dict[str, int]:
    """Names of months in our languages (Unicode CLDR)."""
    return {
        name.casefold().strip("."): month
        for lang in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, context, lang).items()
    }


def _named(text: str, year: int | None) -> Period | None:
    """Words with a year: a month, a season, a half, the beginning or the end of a year."""
    written = re.search(r"(?<!\d)(\d{4})(?!\d)|[-'´’](\d\d)(?!\d)|(?<=\s)(\d\d)$", text)
    digits = next((g for g in written.groups() if g), "") if written else ""
    rest = bare(text.replace(written[0], " ") if written else text).strip("- ")
    rest = " ".join(
        w for w in rest.split() if w not in ("vuoden", "vuonna", "vuosi", "år", "året", "of", "in", "the", "i")
    )
    try:
        if (day := re.fullmatch(r"(\d{1,2}) (\w+)|(\w+) (\d{1,2})", rest)) and (month := _month(day[2] or day[3])):
            return _day({"day": day[1] or day[4], "month": str(month), "year": digits}, year)
        for start, end, clear in _spans(rest):
            return _months(start, end, digits, year, clear)
    except ValueError:
        return None
    return None


def _spans(rest: str) -> Iterator[tuple[int, int, bool]]:
    """First and last month that words name, and whether they do so clearly."""
    ending = any(w in words("end") for w in (rest, *rest.split()))
    core = " ".join(w for w in rest.split() if w not in words("end") and w not in ("mennessä", "loppuun")) or rest
    month = _month(core)
    if month:
        yield month, month, True
    if core == "loppuvuosi":
        yield 7, 12, False
    if core == "alkuvuosi":
        yield 1, 6, False
    for season, (first, last) in _SEASONS.items():
        if core in words(season):
            yield first, last, False
    if re.fullmatch(r"(1|i|ensimmäinen|första|first) ?\w*", core) and core.split()[-1] in words("half"):
        yield 1, 6, True
    if re.fullmatch(r"(2|ii|toinen|andra|second) ?\w*", core) and core.split()[-1] in words("half"):
        yield 7, 12, True
    if rest in words("end") or (ending and not core.strip()) or rest in ("loppuun mennessä", "loppuun"):
        yield 12, 12, "loppuun" in rest or rest.startswith("by")
    if core in words("beginning"):
        yield 1, 6, False


def _month(word: str) -> int | None:
    names = _month_names()
    if word in names:
        return names[word]
    return next((m for n, m in names.items() if len(n) > 4 and word.startswith(n) and len(word) - len(n) <= 3), None)
