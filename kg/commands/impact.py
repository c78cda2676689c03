"""Impact: what follows when something changes or goes; without a thing, the single points of failure and the loads."""

from dataclasses import dataclass, replace
from datetime import date

from kg.analyse.impact import Impact as Found
from kg.analyse.impact import Load, Loss, loads, single_points, uncovered
from kg.analyse.impact import impact as losses_of
from kg.commands.chain import things_named
from kg.commands.municipality import Municipality
from kg.present.impact import ImpactView, OverviewView

__all__ = [
    "Found",
    "Impact",
    "ImpactView",
    "Load",
    "Loss",
    "Overview",
    "OverviewView",
    "impact",
    "overview",
]


@dataclass(frozen=True)
class Impact:
    """The thing by id or name, how many steps to follow its losses, and the day (any day where None)."""

    thing: str
    depth: int = 3
    as_of: date | None = None
    lang: str = "fi"


@dataclass(frozen=True)
class Overview:
    as_of: date | None = None
    lang: str = "fi"


def impact(municipality: Municipality, request: Impact) -> ImpactView:
    """The losses, step by step, and the combinations that no network serves any more. Raises Misuse."""
    things = [thing.iri for thing in things_named(municipality, request.thing)]
    found = losses_of(municipality.web, things, request.depth, request.as_of)
    boxes = uncovered(municipality.on(request.as_of), (*found.things, *found.goes_along))
    return ImpactView(municipality.web, replace(found, uncovered=boxes), request.lang, municipality.example)


def overview(municipality: Municipality, request: Overview) -> OverviewView:
    """Single points of failure, and the load of every actor."""
    web = municipality.web.on(request.as_of)[0] if request.as_of else municipality.web
    found = single_points(web), loads(web, request.as_of)
    return OverviewView(web, *found, request.lang, municipality.example)
