"""Overlaps: pairs of networks that do the same work, and tasks given to several actors."""

from dataclasses import dataclass
from datetime import date

from kg.analyse.near import near_overlaps as find_near_overlaps
from kg.analyse.networks import find_named, read_labels
from kg.commands.municipality import Municipality
from kg.present.report.near import NearView
from kg.present.report.overlaps import OverlapView, overlap_view
from kg.present.report.words import About, Names


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


def near_overlaps(municipality: Municipality, request: Overlaps) -> NearView:
    """Pairs that nearly overlap, apart from the exact ones; narrowed to a network where the request names one."""
    data = municipality.on(request.as_of)
    pairs = find_near_overlaps(data)
    if request.network:
        only = find_named(data, request.network, "Network")
        pairs = [pair for pair in pairs if not only.isdisjoint((pair.first.iri, pair.second.iri))]
    things = {str(n.iri) for pair in pairs for n in (pair.first, pair.second)}
    names = Names(read_labels(data, things.union(*(pair.tasks for pair in pairs))), request.lang)
    about = About(names, data.context.as_of, municipality.example)
    return NearView(pairs, data.context.minimal_share, about)
