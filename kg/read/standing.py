"""How a statement stands on a day, with its interval and what replaced its document: what an answer says of it."""

from dataclasses import dataclass
from datetime import date

from kg.read.interval import Interval, State
from kg.read.model import Statement, Thing

UNDATED, END_UNKNOWN = "unknown", "end-unknown"


@dataclass(frozen=True)
class Standing:
    """`state` is in-force, not-yet, no-longer, end-unknown, or unknown where no source says when it holds."""

    state: str
    interval: Interval
    successor: Thing | None = None

    @property
    def valid_from(self) -> str | None:
        return self.interval.since

    @property
    def valid_until(self) -> str | None:
        return self.interval.until


def standing(statement: Statement, day: date | None) -> Standing:
    """How a statement stands on a day, today where None."""
    successor = next((e.successor for e in statement.evidence if e.successor), None)
    return Standing(_word(statement, day or date.today()), statement.interval, successor)


def _word(statement: Statement, day: date) -> str:
    state = statement.stands(day)
    if state == State.UNKNOWN:
        return END_UNKNOWN
    return UNDATED if state == State.IN_FORCE and not statement.interval else state.value
