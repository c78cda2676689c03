"""The areas of a municipality with what works in each: networks, the share that they serve, and measures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.commands.networks import Network, networks
from kg.commands.networks import around as areas_around
from kg.explorer.frame import Here
from kg.explorer.kept import day_of, kept
from kg.present.measures import Measure, read_measures
from kg.present.report.coverage import coverage_view
from kg.read import Thing

SHOWN = ("networks", "coverage", "measures")
"""What the map can be coloured by."""


@dataclass(frozen=True)
class Place:
    """One area: its level, where it lies if that is known, and its numbers; coverage in per cent."""

    area: Thing
    level: str
    point: tuple[float, float] | None
    """Longitude and latitude of its centre."""
    border: str | None
    """Its border as GeoJSON."""
    numbers: Mapping[str, int | None]


@dataclass(frozen=True)
class Work:
    """Who works in one area: its networks, and the measures for it, for a part of it or for what it is a part of."""

    networks: Sequence[Network]
    measures: Sequence[Measure]


def read_places(here: Here) -> list[Place]:
    """Every area that has a level."""
    serving = Counter(area for network in _networks(here) for area in _reach(here, network))
    covered = _covered(here)
    measures = kept(here, "measures by area", lambda _: _measures_by_area(here))
    found: dict[str, Place] = {}
    for row in here.graph.data.rows("explorer/places"):
        iri = str(row["area"])
        numbers = {"networks": serving[iri], "coverage": covered.get(iri), "measures": len(measures.get(iri, ()))}
        point = (float(str(row["long"])), float(str(row["lat"]))) if row["lat"] and row["long"] else None
        border = str(row["border"]) if row["border"] else None
        found[iri] = Place(here.graph.thing(iri), str(row["level"]), point, border, numbers)
    return list(found.values())


def work_in(here: Here, area: str) -> Work:
    """Who works there on the day."""
    serving = [network for network in _networks(here) if area in _reach(here, network)]
    measures = kept(here, "measures by area", lambda _: _measures_by_area(here))
    return Work(serving, measures.get(area, ()))


def wholes(here: Here) -> Mapping[str, Sequence[str]]:
    """Every area with itself and all areas that it lies in."""
    return kept(here, "areas around", lambda _: areas_around(here.graph.municipality))


def _networks(here: Here) -> Sequence[Network]:
    return kept(here, "networks", lambda _: networks(here.graph.municipality, day_of(here)))


def _reach(here: Here, network: Network) -> frozenset[str]:
    """The areas that the network serves, whole or in part."""
    outer = wholes(here)
    return network.leaf_areas.union(*(outer.get(leaf, ()) for leaf in network.leaf_areas))


def _covered(here: Here) -> Mapping[str, int]:
    """The share of themes × groups that some network serves in an area, over the smallest areas in it."""
    view = kept(here, "coverage", lambda data: coverage_view(data, here.view.lang))
    universe = view.coverage.universe
    whole = len(universe.themes) * len(universe.groups)
    cells: Counter[str] = Counter()
    leaves: Counter[str] = Counter()
    for one in view.areas:
        for outer in {one.area, *wholes(here).get(one.area, ())}:
            cells[outer] += one.cells
            leaves[outer] += 1
    return {area: round(100 * cells[area] / (n * whole)) for area, n in leaves.items()} if whole else {}


def _measures_by_area(here: Here) -> Mapping[str, list[Measure]]:
    """The measures of each area, its parts and what it is a part of; those of the whole municipality are no area's."""
    outer = wholes(here)
    found: dict[str, list[Measure]] = {}
    for measure in kept(here, "measures", lambda data: read_measures(here.graph, data)):
        for named in measure.said.get("area", ()):
            inside = {a for a, some in outer.items() if named in some} if len(outer.get(named, ())) > 1 else set()
            for area in {named, *outer.get(named, ()), *inside}:
                found.setdefault(area, []).append(measure)
    return found
