"""From when to when something holds, and what that means on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """What can be said of something on a day. `unknown`: it began, and no source tells when it ended or ends."""

    IN_FORCE = "in-force"
    NOT_YET = "not-yet"
    NO_LONGER = "no-longer"
    UNKNOWN = "unknown"

    @property
    def may_hold(self) -> bool:
        """Whether it holds, or nobody knows that it does not."""
        return self in (State.IN_FORCE, State.UNKNOWN)


WORST_FIRST = (State.NO_LONGER, State.NOT_YET, State.UNKNOWN, State.IN_FORCE)


@dataclass(frozen=True)
class Interval:
    """ISO dates, both ends inclusive. A missing end is open, unless `end_unknown` says that nobody knows it."""

    since: str | None = None
    until: str | None = None
    end_unknown: bool = False

    def __bool__(self) -> bool:
        """Whether a source says anything of when it holds."""
        return bool(self.since or self.until or self.end_unknown)

    def state(self, day: date) -> State:
        if self.since and day.isoformat() < self.since:
            return State.NOT_YET
        if self.until and day.isoformat() > self.until:
            return State.NO_LONGER
        return State.UNKNOWN if self.end_unknown and not self.until else State.IN_FORCE


ALWAYS = Interval()


def worst(states: Iterable[State]) -> State:
    """The state of what needs all of its parts: gone if one is gone, unknown if one is unknown."""
    found = set(states)
    return next((state for state in WORST_FIRST if state in found), State.IN_FORCE)


def best(states: Iterable[State]) -> State:
    """The state of what needs one of its parts; in force where there are none."""
    found = set(states)
    return next((state for state in reversed(WORST_FIRST) if state in found), State.IN_FORCE)
