"""Check: the graph against the shapes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import rdflib

from kg.check import Finding, Report
from kg.check import check as check_shapes
from kg.check.findings import SEVERITIES
from kg.check.requirements import CANNOT, FAIL, PASS, Focus, Requirement
from kg.check.requirements import verdicts as read_verdicts
from kg.check.shapes import PARTS, load_shapes
from kg.commands.municipality import Municipality

__all__ = [
    "CANNOT",
    "FAIL",
    "PASS",
    "SEVERITIES",
    "Check",
    "Finding",
    "Focus",
    "Report",
    "Requirement",
    "check",
    "shapes_of",
    "verdicts",
]


@dataclass(frozen=True)
class Check:
    """One part of the shapes or all, by which engine, as of a day (today where None)."""

    only: str | None = None
    engine: str = "native"
    as_of: date | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        return (self.only,) if self.only else PARTS


def verdicts(municipality: Municipality, day: date | None) -> Sequence[Requirement]:
    """The requirements with their verdicts on the day, today where None."""
    return read_verdicts(municipality.on(day))


def shapes_of(request: Check) -> rdflib.Graph:
    """The shapes that are checked, which some forms of a report quote."""
    return load_shapes(request.parts)


def check(municipality: Municipality, request: Check) -> Report:
    """The findings of one engine."""
    return check_shapes(municipality.in_memory(request.as_of), request.parts, request.engine)
