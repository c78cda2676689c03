"""Coverage: the requirements with their verdicts, and which areas, themes and population groups networks serve."""

from dataclasses import dataclass
from datetime import date

from kg.commands.municipality import Municipality
from kg.present.report.coverage import CoverageView, coverage_view


@dataclass(frozen=True)
class Coverage:
    """The day looked at; today where None."""

    as_of: date | None = None
    lang: str = "fi"


def coverage(municipality: Municipality, request: Coverage) -> CoverageView:
    return coverage_view(municipality.on(request.as_of), request.lang)
