"""Report: one document for a steering group."""

from dataclasses import dataclass
from datetime import date

from kg.commands.municipality import Municipality
from kg.present.report.whole import Report, make_report


@dataclass(frozen=True)
class ReportOf:
    """The day looked at; today where None."""

    as_of: date | None = None
    lang: str = "fi"


def report(municipality: Municipality, request: ReportOf) -> Report:
    """Summary, gaps, overlaps, the proposed pruning, method and sources."""
    return make_report(municipality.on(request.as_of), request.lang)
