"""Gaps that somebody has excused: dated, with a source, listed and never hidden (`kg:Exception`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.rdf import Row
from kg.store import Data


@dataclass(frozen=True)
class Excuse:
    """One exception: whose gap in which requirement it excuses, for which days, and on what ground."""

    iri: str
    focus: str
    requirement: str
    valid_from: str
    valid_until: str | None
    source: str
    note: str | None

    def covers(self, focus: str, shape: str) -> bool:
        """Whether it excuses a finding of this shape, or of a part of it, at this focus."""
        return self.focus == focus and (shape == self.requirement or shape.startswith(self.requirement + "-"))


def excuses(data: Data) -> list[Excuse]:
    """The exceptions that hold on the day looked at."""
    return [
        Excuse(
            iri=str(row["exception"]),
            focus=str(row["focus"]),
            requirement=str(row["requirement"]),
            valid_from=str(row["from"]),
            valid_until=_text(row, "until"),
            source=str(row["source"]),
            note=_text(row, "note"),
        )
        for row in data.rows("check/exceptions")
    ]


def excuse_for(several: Iterable[Excuse], focus: str, shape: str) -> Excuse | None:
    return next((e for e in several if e.covers(focus, shape)), None)


def _text(row: Row, column: str) -> str | None:
    value = row.get(column)
    return None if value is None else str(value)
