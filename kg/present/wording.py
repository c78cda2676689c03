"""Days, intervals and literals of the data into words."""

from datetime import date

from kg.messages import day, number, text
from kg.rdf import Lit
from kg.read import Interval


def day_words(value: str | None, lang: str) -> str:
    """A date of the data as people write it; what is no whole date stays as it is."""
    try:
        return day(date.fromisoformat(value), lang) if value else ""
    except ValueError:
        return value or ""


def interval_words(interval: Interval, lang: str) -> str:
    """From when until when, in words; an end that is not known is not written."""
    since, until = day_words(interval.since, lang), day_words(interval.until, lang)
    if since and until:
        return text("explorer.valid-between", lang, since=since, until=until)
    if since and interval.end_unknown:
        return text("answer.standing-end-unknown", lang, since=since)
    if since:
        return text("explorer.valid-since", lang, day=since)
    return text("explorer.valid-until", lang, day=until) if until else text("explorer.valid-unknown", lang)


def literal_words(value: Lit, lang: str) -> str:
    """A literal as people write it: yes or no, a day, a number, or its words."""
    kind = value.datatype.rsplit("#", 1)[-1]
    if kind == "boolean":
        return text("explorer.yes" if value in ("true", "1") else "explorer.no", lang)
    if kind == "date":
        return day_words(str(value), lang)
    return number(float(value), lang) if kind in ("integer", "decimal", "double") else str(value)
