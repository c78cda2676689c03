"""What a visitor chose, read from the address: languages, municipality, day."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.explorer.address import address
from kg.load.shipped import HOME
from kg.messages import LANGUAGES, text
from kg.present.wording import day_words, interval_words
from kg.read import Interval

HELD = ("lang", "content", "data", "date")
"""The parameters that every link carries on."""


@dataclass(frozen=True)
class View:
    """`lang` is the language of the interface, `content` that of names from the data; `day` None = no day chosen."""

    lang: str = "fi"
    content: str = "fi"
    municipality: str = HOME
    day: date | None = None

    def say(self, name: str, /, **facts: object) -> str:
        """A text of the explorer, or of another area where the name holds a dot."""
        return text(name if "." in name else f"explorer.{name}", self.lang, **facts)

    def url(self, page: str, **params: str | None) -> str:
        """The address of a page with what the visitor chose carried on; a named parameter overrides it."""
        return address(page, self.held() | params)

    def held(self) -> dict[str, str | None]:
        return {
            "lang": self.lang,
            "content": self.content if self.content != self.lang else None,
            "data": self.municipality if self.municipality != home() else None,
            "date": self.day.isoformat() if self.day else None,
        }

    def interval(self, since: str | None, until: str | None, *, end_unknown: bool = False) -> str:
        """From when until when, in words; an end that is not known is not written."""
        return interval_words(Interval(since, until, end_unknown), self.lang)

    def date(self, value: str | None) -> str:
        """A date of the data as people write it; what is no whole date stays as it is."""
        return day_words(value, self.lang)


def home() -> str:
    """The municipality that the server was started with."""
    return os.environ.get("KG_DATA") or HOME


def read_view(params: Mapping[str, str]) -> View:
    """The view that an address asks for; what it asks in vain is as if it were not there."""
    lang = _language(params.get("lang")) or _language(os.environ.get("KG_LANG")) or "fi"
    return View(
        lang=lang,
        content=_language(params.get("content")) or lang,
        municipality=params.get("data") or home(),
        day=_day(params.get("date")),
    )


def _language(value: str | None) -> str | None:
    return value if value in LANGUAGES else None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
