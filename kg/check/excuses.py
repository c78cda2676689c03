"""Gaps that somebody has excused: dated, with a source, listed and never hidden (`kg:Exception`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.rdf import Lit, Row
from kg.store import Data
from kg.terms import SHAPES


@dataclass(frozen=True)
class Excuse:
    """One exception: whose gap in which requirement it excuses, for which days, and on what ground."""

    iri: str
    focus: str
    requirement: str
    valid_from: str
    valid_until: str | None
    source: str
    reason: Mapping[str, str] = field(default_factory=dict, hash=False)

    def covers(self, focus: str, shape: str) -> bool:
        """Whether it excuses a finding of this shape, or of a part of it, at this focus."""
        return self.focus == focus and (shape == self.requirement or shape.startswith(self.requirement + "-"))


def excuses(data: Data) -> list[Excuse]:
    """The exceptions that hold on the day looked at."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in data.rows("check/exceptions"):
        key = (str(row["exception"]), str(row["focus"]), _shape(str(row["requirement"])))
        found.setdefault(key, []).append(row)
    return [_excuse(key, rows) for key, rows in found.items()]


def _excuse(key: tuple[str, str, str], rows: list[Row]) -> Excuse:
    until = rows[0].get("until")
    return Excuse(
        *key,
        valid_from=str(rows[0]["from"]),
        valid_until=None if until is None else str(until),
        source=str(rows[0]["source"]),
        reason={r.lang or "fi": str(r) for row in rows if isinstance(r := row.get("reason"), Lit)},
    )


def _shape(requirement: str) -> str:
    """The shape of a requirement that is named by its IRI or by its id alone («C01»)."""
    return requirement if ":" in requirement else SHAPES + requirement


def excuse_for(several: Iterable[Excuse], focus: str, shape: str) -> Excuse | None:
    return next((e for e in several if e.covers(focus, shape)), None)
