"""Check: the graph against the shapes."""

from dataclasses import dataclass
from datetime import date

import rdflib

from kg.check import Report
from kg.check import check as check_shapes
from kg.check.shapes import PARTS, load_shapes
from kg.commands.municipality import Municipality


@dataclass(frozen=True)
class Check:
    """One part of the shapes or all, by which engine, as of a day (today where None)."""

    only: str | None = None
    engine: str = "native"
    as_of: date | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        return (self.only,) if self.only else PARTS


def shapes_of(request: Check) -> rdflib.Graph:
    """The shapes that are checked, which some forms of a report quote."""
    return load_shapes(request.parts)


def check(municipality: Municipality, request: Check) -> Report:
    """The findings of one engine."""
    return check_shapes(municipality.on(request.as_of), request.parts, request.engine)
