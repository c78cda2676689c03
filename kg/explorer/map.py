"""The areas at their centre points, as a picture of its own without map tiles, with the networks of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from kg.commands.networks import around as areas_around
from kg.commands.networks import networks
from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose
from kg.explorer.kept import day_of, kept
from kg.explorer.picture import show_picture
from kg.explorer.render import fill
from kg.explorer.tables import show_table
from kg.present.table import Table, Value
from kg.read import Thing

WIDTH, MARGIN, HEAD = 860, 60, 30
SMALL, LARGE = 5.0, 16.0
NAMED = 60
"""Up to so many areas carry their names in the picture; of more, those with the most networks."""


@dataclass(frozen=True)
class Place:
    """One area with the point in its middle and the number of networks that serve it or a part of it."""

    area: Thing
    level: str
    lat: float
    long: float
    networks: int


def show_map(here: Here) -> None:
    counts = kept(here, "networks by area", lambda _: networks_by_area(here))
    places = _places(here, counts)
    if not places:
        here.show("empty.html", message=here.say("no-points"), advice=here.say("no-points-do"))
        _table_of_areas(here, counts)
        return
    levels = sorted({p.level for p in places}, key=lambda lv: sum(p.level == lv for p in places))
    names = {lv: here.graph.thing(full(lv)).name(here.view.lang) for lv in levels}
    level = choose(
        Choice("level", here.say("area-level"), levels, names.__getitem__, fallback=levels[min(1, len(levels) - 1)])
    )
    shown = sorted((p for p in places if p.level == level), key=lambda p: (-p.networks, _name(here, p.area)))
    title = f"{here.say('map-title')}: {names[level or levels[0]]}"
    show_picture(
        here,
        draw(here, shown, title),
        "kartta",
        nodes={p.area.iri: here.view.url("thing", id=short(p.area.iri)) for p in shown},
    )
    columns = [here.say(f"column-{n}") for n in ("area", "networks", "latitude", "longitude")]
    rows: list[list[Value]] = [[_name(here, p.area), p.networks, p.lat, p.long] for p in shown]
    links = [[here.view.url("thing", id=short(p.area.iri))] for p in shown]
    here.show("heading.html", text=here.say("as-table"))
    show_table(here, Table(title, columns, rows), "alueet", links=links)


def networks_by_area(here: Here) -> Counter[str]:
    """How many networks serve each area, or a part of it, on the day."""
    around = areas_around(here.graph.municipality)
    found: Counter[str] = Counter()
    for network in networks(here.graph.municipality, day_of(here)):
        found.update({outer for leaf in network.leaf_areas for outer in around.get(leaf, (leaf,))} | network.leaf_areas)
    return found


def _places(here: Here, counts: Counter[str]) -> list[Place]:
    rows = kept(here, "places", lambda data: data.rows("explorer/places"))
    return [
        Place(
            here.graph.thing(str(row["area"])),
            short(str(row["level"])),
            float(str(row["lat"])),
            float(str(row["long"])),
            counts[str(row["area"])],
        )
        for row in rows
    ]


def _name(here: Here, area: Thing) -> str:
    return area.name(here.view.content)


def _table_of_areas(here: Here, counts: Counter[str]) -> None:
    areas = here.graph.catalogue.get("area", [])
    columns = [here.say(f"column-{n}") for n in ("area", "networks")]
    ordered = sorted(areas, key=lambda a: (-counts[a.iri], _name(here, a)))
    links = [[here.view.url("thing", id=short(a.iri))] for a in ordered]
    rows: list[list[Value]] = [[_name(here, a), counts[a.iri]] for a in ordered]
    show_table(here, Table(here.say("map-title"), columns, rows), "alueet", links=links)


@dataclass(frozen=True)
class Point:
    """One place as it is drawn."""

    place: Place
    x: float
    y: float
    radius: float
    fill: str
    named: bool


def draw(here: Here, places: Sequence[Place], title: str) -> str:
    """The points as circles, north up, the larger and darker the more networks; equirectangular about their middle."""
    longs, lats = [p.long for p in places], [p.lat for p in places]
    squeeze = cos(radians(sum(lats) / len(lats)))
    scale = (WIDTH - 2 * MARGIN) / max((max(longs) - min(longs)) * squeeze, 1e-6)
    height = round((max(lats) - min(lats)) * scale) + 2 * MARGIN + HEAD
    most = max(1, *(p.networks for p in places))
    points = [
        Point(
            place,
            MARGIN + (place.long - min(longs)) * squeeze * scale,
            HEAD + MARGIN + (max(lats) - place.lat) * scale,
            SMALL + (LARGE - SMALL) * (place.networks / most) ** 0.5,
            _shade(place.networks, most),
            number < NAMED,
        )
        for number, place in enumerate(places)
    ]
    described = here.say("map-described", n=len(places))
    return fill("map.svg", here.view, points=points[::-1], title=title, described=described, size=(WIDTH, height))


def _shade(networks: int, most: int) -> str:
    if not networks:
        return "#ffffff"
    return "#98c1e3" if networks < most / 2 else "#0b4f8a"
