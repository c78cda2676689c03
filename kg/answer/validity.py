"""Whether a statement stood on a day: in force, not yet, no longer (and what replaced it), or unknown."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.answer.statements import Statement, Thing


@dataclass(frozen=True)
class Standing:
    """`state` is in-force, not-yet, no-longer or unknown; dates are inclusive, None where not known."""

    state: str
    valid_from: str | None
    valid_until: str | None
    successor: "Thing | None" = None


def standing(statement: "Statement", day: date | None) -> Standing:
    """The standing of a statement on a day (today where None), by its own interval, else that of its document."""
    since, until = statement.valid()
    successor = next((e.successor for e in statement.evidence if e.successor), None)
    return Standing(state_on(since, until, day or date.today()), since, until, successor)


def state_on(since: str | None, until: str | None, day: date) -> str:
    """Dates are ISO 8601; a missing end is open, two missing ends are unknown."""
    if since and day < date.fromisoformat(since):
        return "not-yet"
    if until and day > date.fromisoformat(until):
        return "no-longer"
    return "in-force" if since or until else "unknown"
