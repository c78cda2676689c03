"""The measures of plans, with what their sources say of each: state, deadline, owner, indicator, plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.present.reading import Reading
from kg.read import Thing
from kg.store import Data

ENDED = ("done", "stopped")
STATES = ("late", "planned", "ongoing", "done", "stopped", "unknown")
"""The states that a reader asks for, the pressing ones first."""


@dataclass(frozen=True)
class Measure:
    """One measure with what its source says of it."""

    thing: Thing
    said: Mapping[str, tuple[str, ...]]

    @property
    def deadline(self) -> str:
        return next(iter(self.said.get("deadline", ())), "")

    def state(self, day: date) -> str:
        """Late where its deadline has passed and nobody calls it done or stopped; else as its source says."""
        given = next(iter(self.said.get("status", ())), "").rsplit("/", 1)[-1]
        if given not in ENDED and self.deadline and self.deadline < day.isoformat():
            return "late"
        return given or "unknown"


def read_measures(reading: Reading, data: Data) -> list[Measure]:
    """Every measure with all that is said of it."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in data.rows("explorer/measures"):
        values = found.setdefault(str(row["measure"]), {}).setdefault(str(row["property"]).rsplit("/", 1)[-1], [])
        values.append(str(row["value"]))
    return [Measure(reading.thing(i), {p: tuple(v) for p, v in said.items()}) for i, said in found.items()]
