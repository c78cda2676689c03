"""What falls due: deadlines and ends that the sources give, and the rhythms of duties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.read import Graph, Statement
from kg.store import Data

YEARLY, TERM = "yearly", "per-council-term"
EVERY = {YEARLY: 1, TERM: 4}
"""The rhythms that have an end: by the end of a year, by the end of a council's term; with their years."""
FIRST_TERM = 2025
"""A council's term ends with May of the year after a leap year: Local Government Act (410/2015), section 15."""


@dataclass(frozen=True)
class Due:
    """Something that falls due on a day, whose it is (IRIs), and every how many years it comes again (0 = once)."""

    thing: str
    kind: str
    day: date
    owners: tuple[str, ...]
    every: int = 0


def read_due(data: Data, graph: Graph) -> list[Due]:
    """Everything that has a day, the earliest first. Duties of a rhythm: those that may stand on the day looked at."""
    found = [*_dated(data), *_recurring(graph.statements, data.context.as_of)]
    return sorted(found, key=lambda due: (due.day, due.kind, due.thing))


def owned(several: Iterable[Due], owner: str) -> list[Due]:
    """What one body or post has to do with."""
    return [due for due in several if owner in due.owners]


def _dated(data: Data) -> list[Due]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in data.rows("analyse/due"):
        owners = found.setdefault((str(row["thing"]), str(row["kind"]), str(row["day"])), [])
        if row["owner"] is not None:
            owners.append(str(row["owner"]))
    return [Due(thing, kind, date.fromisoformat(day), tuple(o)) for (thing, kind, day), o in found.items()]


def _recurring(statements: Iterable[Statement], today: date) -> list[Due]:
    ends: Mapping[str, date] = {YEARLY: date(today.year, 12, 31), TERM: _term_end(today)}
    found = []
    for said in statements:
        rhythm = said.rhythm.iri.rsplit("/", 1)[-1] if said.rhythm else ""
        if rhythm in ends and said.stands(today).may_hold and said.modality != "describes":
            found.append(Due(said.iri, rhythm, ends[rhythm], tuple(t.iri for t in said.who), EVERY[rhythm]))
    return found


def _term_end(today: date) -> date:
    end = date(FIRST_TERM + (today.year - FIRST_TERM) // 4 * 4, 5, 31)
    return end if end >= today else end.replace(year=end.year + 4)
