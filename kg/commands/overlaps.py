"""Overlaps: pairs of networks that do the same work, and tasks given to several actors."""

from dataclasses import dataclass
from datetime import date

from kg.commands.municipality import Municipality
from kg.present.report.overlaps import OverlapView, overlap_view


@dataclass(frozen=True)
class Overlaps:
    """Only pairs that have to do with this area, theme or network, by id or name; the day, today where None."""

    area: str | None = None
    theme: str | None = None
    network: str | None = None
    as_of: date | None = None
    lang: str = "fi"


def overlaps(municipality: Municipality, request: Overlaps) -> OverlapView:
    """Raises Misuse for a name that nothing has."""
    given = {"area": request.area, "theme": request.theme, "network": request.network}
    only = {kind: name for kind, name in given.items() if name}
    return overlap_view(municipality.on(request.as_of), request.lang, only)
