"""Every sentence a person reads, in Finnish, Swedish and English, with its numbers, dates, lists and plurals.

`fi/errors.toml` holds the texts whose keys begin with `errors.`; a text may name facts in braces. A fact with forms is
a number with its noun: `{count:# havainto|# havaintoa}` takes the first form for one, the second for others (Unicode
CLDR plural rules), with the number in the place of `#`.
"""

import string
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

LANGUAGES = ("fi", "sv", "en")
HERE = Path(__file__).parent
FORMS = ("one", "other")
"""The plural categories of our languages; a further language that has more gets more forms."""
PRECISION = 400
"""Digits that a number may have, so that the largest float is still written whole."""
DATES = {"en": "d MMMM y"}
"""Where a whole date is written otherwise than day, month and year by numbers."""


@cache
def _area(lang: str, area: str) -> dict[str, str]:
    with (HERE / lang / f"{area}.toml").open("rb") as file:
        return tomllib.load(file)


def text(key: str, lang: str, /, **facts: object) -> str:
    """The sentence for `area.name` in `lang`; raises KeyError for an unknown key or a missing fact."""
    area, name = key.split(".", 1)
    return _formatter(lang).vformat(_area(lang, area)[name], (), facts)


def has_text(key: str) -> bool:
    """Whether the catalogues hold such a sentence."""
    area, name = key.split(".", 1)
    return name in _area(LANGUAGES[0], area)


def texts(key: str, /, **facts: object) -> dict[str, str]:
    """The sentence in all languages: `{"fi": …, "sv": …, "en": …}`."""
    return {lang: text(key, lang, **facts) for lang in LANGUAGES}


class _Formatter(string.Formatter):
    """`str.format`, with forms of a noun by the number before it."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.plural = Locale.parse(lang).plural_form

    def format_field(self, value: Any, format_spec: str) -> Any:
        if "|" not in format_spec:
            return super().format_field(value, format_spec)
        forms = dict(zip(FORMS, format_spec.split("|"), strict=True))
        return forms[self.plural(abs(value))].replace("#", number(value, self.lang))


@cache
def _formatter(lang: str) -> _Formatter:
    return _Formatter(lang)


def number(value: int | float | Decimal | Fraction, lang: str, digits: int = 2) -> str:
    """A number as people write it in a language: `1 617,5` in Finnish, at most `digits` after the mark."""
    with localcontext(prec=PRECISION):
        plain = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return format_decimal(plain, format=pattern, locale=lang).replace("\N{MINUS SIGN}", "-")


def day(value: date, lang: str) -> str:
    """A day as people write it in a language: `21.5.2014` in Finnish and Swedish, `21 May 2014` in English."""
    return format_date(value, format=DATES.get(lang, "d.M.y"), locale=lang)


def listed(items: Iterable[str], lang: str) -> str:
    """A list as people write it: `a, b ja c`."""
    return format_list(list(items), locale=lang)


def in_language(texts: Mapping[str, str], lang: str) -> str | None:
    """The text in `lang`, else in the first language that has one."""
    return next((texts[x] for x in (lang, *LANGUAGES, *texts) if x in texts), None)
