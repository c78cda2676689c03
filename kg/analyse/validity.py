"""Whether a thing or statement stands on a day: in force, not yet, no longer."""

from datetime import date

IN_FORCE, NOT_YET, NO_LONGER = "in force", "not yet", "no longer"


def state_on(valid_from: str | None, valid_until: str | None, day: date) -> str:
    """The state on a day of an interval of ISO dates, both ends inclusive; a missing end is open."""
    if valid_from and day < date.fromisoformat(valid_from):
        return NOT_YET
    if valid_until and day > date.fromisoformat(valid_until):
        return NO_LONGER
    return IN_FORCE
