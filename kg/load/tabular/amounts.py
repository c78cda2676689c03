"""Numbers with their units, as people write them: `4 krt`, `1,5 h`, `90 min`, `kuukausittain`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.load.tabular.words import bare, worded
from kg.sources.records import Value

Unit = Literal["year", "hour"]
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_ABOUT = re.compile(
    r"^(?:n\.?|noin|ca\.?|cirka|about|approx\.?|~|max\.?|enint\.?|enintään|väh\.?|vähintään|minst|högst)\s*(?=\d)"
)
_MEETINGS = re.compile(
    rf"{_NUMBER}\s*(?:x|×|krt|kertaa?|kerran|kokous(?:ta)?|kokouksia|tapaamista|kok|gånger|gång|ggr|möten|möte|times|"
    r"meetings|meeting)?\.?"
    r"\s*(?:(?:/|per|om)?\s*(?P<each>v|vuosi|vuodessa|vsk|a|år|året|year|kk|kuukausi|kuukaudessa|kuussa|mån|månad|månaden|"
    r"month|vko|viikko|viikossa|vecka|veckan|week))?\.?"
)  # fmt: skip
_HOURS = re.compile(rf"{_NUMBER}\s*(?:h|t|tunti|tuntia|tim|timme|timmar|hrs?|hours?)?\.?(?:\s*(?:/|per)\s*\w+)?")
_MINUTES = re.compile(rf"{_NUMBER}\s*(?:min|minuuttia|minuter|minutes|mins)\.?(?:\s*(?:/|per)\s*\w+)?")
_BOTH = re.compile(r"(\d+)\s*(?:h|t|tuntia?|tim|timmar|hours?|:)\s*(\d{1,2})\s*(?:min\w*\.?|:00)?")
_RANGE = re.compile(rf"{_NUMBER}\s*[-–—/]\s*{_NUMBER}(\D*)")
_EACH_MONTH = re.compile(r"(?:kk|kuu|mån|month|vko|viik|veck|week)\w*\.?$")
"""Whether every month of the year is meant, holidays too, only the writer knows."""
_HALF = {"½": ",5", "¼": ",25", "¾": ",75"}


@dataclass(frozen=True)
class Amount:
    """What a cell says, where it is clear; else the amounts that it may mean, the likeliest first."""

    value: Decimal | None
    maybe: tuple[Decimal, ...] = ()


def read_amount(value: Value, unit: Unit) -> Amount | None:
    """Meetings in a year, or hours of a meeting; None where the cell names no amount."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Amount(Decimal(str(value)))
    if not isinstance(value, str):
        return None
    text = " ".join(value.casefold().split())
    for sign, decimal in _HALF.items():
        text = re.sub(rf"(\d)\s?{sign}", rf"\1{decimal}", text).replace(sign, "0" + decimal)
    without = _ABOUT.sub("", text)
    found = _exactly(without, unit)
    if found is None:
        return _between(without, unit)
    clear = without == text and (unit == "hour" or not _EACH_MONTH.search(text))
    return Amount(found) if clear else Amount(None, (found,))


def _exactly(text: str, unit: Unit) -> Decimal | None:
    if unit == "hour":
        if found := _BOTH.fullmatch(text):
            return _number(found[1]) + (_number(found[2]) / 60).quantize(Decimal("0.01"))
        if found := _MINUTES.fullmatch(text):
            return (_number(found[1]) / 60).quantize(Decimal("0.01"))
        found = _HOURS.fullmatch(text)
        return _number(found[1]) if found else None
    if found := _MEETINGS.fullmatch(text):
        return _number(found[1]) * _times(found["each"] or "v")
    return None


def _between(text: str, unit: Unit) -> Amount | None:
    """A span, or words for how often: what it comes to in a year is asked."""
    if found := _RANGE.fullmatch(text):
        ends = [_exactly(found[n] + (found[3] or ""), unit) for n in (1, 2)]
        return Amount(None, tuple(e for e in ends if e is not None)) if all(e is not None for e in ends) else None
    often = worded("frequencies").get(bare(text)) if unit == "year" else None
    return Amount(None, (Decimal(often),)) if often else None


def _times(each: str) -> int:
    if each.startswith(("kk", "kuu", "mån", "month")):
        return 12
    return 52 if each.startswith(("vko", "viik", "veck", "week")) else 1


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
