"""The areas on a map, coloured by what works there; a place opens who does. No tiles come from anywhere else."""

from collections.abc import Iterable, Sequence

import streamlit as st

from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.heat import SHADES
from kg.explorer.inputs import Choice, choose, switch
from kg.explorer.kept import kept
from kg.explorer.outline import Sheet, bordered, grouped, tiled
from kg.explorer.picture import show_picture
from kg.explorer.places import SHOWN, Place, read_places, wholes, work_in
from kg.explorer.render import fill
from kg.explorer.tables import show_table
from kg.present.table import Table, Value

MOST = 400
"""Of more areas than this no picture can be read; the table holds them."""
NAMED = 3
MEASURES = 12
"""So many measures of a place are listed."""


def show_map(here: Here) -> None:
    places = kept(here, "places", lambda _: read_places(here))
    levels = sorted({p.level for p in places}, key=lambda lv: sum(p.level == lv for p in places))
    if not levels:
        here.show("empty.html", message=here.say("no-areas"), advice=here.say("no-areas-do"))
        return
    left, right = st.columns([2, 3])
    names = {short(lv): here.graph.thing(lv).name(here.view.lang) for lv in levels}
    with left:
        usual = short(levels[min(1, len(levels) - 1)])
        level = choose(Choice("level", here.say("area-level"), list(names), names.__getitem__, fallback=usual))
    with right:
        by = switch(here.say("map-by"), SHOWN, "show", lambda s: here.say(f"map-by-{s}"))
    shown = [p for p in places if p.level == full(level or usual)]
    shown.sort(key=lambda p: (-(p.numbers[by] or 0), _name(here, p)))
    title = here.say(f"map-title-{by}", level=names[level or usual])
    if len(shown) <= MOST:
        _picture(here, places, shown, by, title)
    _place(here)
    here.show("heading.html", text=here.say("as-table"))
    columns = [here.say("column-area"), *(here.say(f"map-by-{s}") for s in SHOWN)]
    rows: list[list[Value]] = [[_name(here, p), *(p.numbers[s] for s in SHOWN)] for p in shown]
    show_table(here, Table(title, columns, rows), "alueet", links=[[_open(here, p)] for p in shown])


def _name(here: Here, place: Place) -> str:
    return place.area.name(here.view.content)


def _open(here: Here, place: Place) -> str:
    """The same map with the place opened."""
    asked = {k: st.query_params.get(k) for k in ("level", "show")}
    return here.view.url("map", **asked, place=short(place.area.iri))


def _picture(here: Here, places: Sequence[Place], shown: Sequence[Place], by: str, title: str) -> None:
    sheet, kind = _sheet(here, shown)
    around: Sequence[str] = ()
    if kind == "borders":
        sheet, around = _within_larger(here, places, shown, sheet)
    known = {p.area.iri: p for p in shown}
    values = {iri: p.numbers[by] for iri, p in known.items()}
    scale = _scale(values.values())
    shades = {iri: _shade(value, scale) for iri, value in values.items()}
    chosen = full(st.query_params.get("place", ""))
    svg = fill(
        "map.svg",
        here.view,
        sheet=sheet,
        title=title,
        described=here.say(f"map-described-{kind}", n=len(shown)),
        names={iri: _name(here, p) for iri, p in known.items()},
        values={iri: _said(here, by, value) for iri, value in values.items()},
        shades=shades,
        around=around,
        chosen=chosen,
    )
    here.show("heading.html", text=_finding(here, shown, by, title))
    show_picture(here, svg, "kartta", nodes={iri: _open(here, p) for iri, p in known.items()}, fit=True)
    here.show("map-key.html", steps=_steps(scale), by=by, note=here.say(f"map-note-{kind}"))


def _finding(here: Here, shown: Sequence[Place], by: str, title: str) -> str:
    """What the picture shows, as its heading: where there is most and where least."""
    most, least = shown[0].numbers[by], shown[-1].numbers[by]
    if most == least:
        return title
    first, last = ([p for p in shown if p.numbers[by] == value] for value in (most, least))
    facts = {"most": _said(here, by, most), "least": _said(here, by, least)}
    return here.say("map-finding", first=_named(here, first), last=_named(here, last), **facts)


def _named(here: Here, places: Sequence[Place]) -> str:
    """A few places by name, more by their number."""
    if len(places) > NAMED:
        return here.say("map-areas", n=len(places))
    return ", ".join(_name(here, p) for p in places)


def _said(here: Here, by: str, value: int | None) -> str:
    return here.say(f"map-value-{by}", n=value) if value is not None else here.say("map-value-unknown")


def _sheet(here: Here, shown: Sequence[Place]) -> tuple[Sheet, str]:
    """The shapes of the areas, and what they are: borders, tiles by where they lie, or tiles by what they lie in."""
    names = {p.area.iri: _name(here, p) for p in shown}
    borders = {p.area.iri: p.border for p in shown if p.border}
    if len(borders) == len(shown):
        return bordered(borders, names), "borders"
    points = _points(here, shown)
    if len(points) == len(shown):
        return tiled(points, names), "tiles"
    parts: dict[str, list[str]] = {}
    outer = wholes(here)
    for iri in sorted(names, key=lambda i: names[i].casefold()):
        around = [o for o in outer.get(iri, ()) if o != iri] or [iri]
        parts.setdefault(max(around, key=lambda o: (len(outer.get(o, ())), o)), []).append(iri)
    return grouped(parts, names), "groups"


def _points(here: Here, shown: Sequence[Place]) -> dict[str, tuple[float, float]]:
    """Where each area lies; one whose centre is not known lies where the smallest known area around it does."""
    known = {p.area.iri: p.point for p in kept(here, "places", lambda _: read_places(here)) if p.point}
    outer = wholes(here)
    found = {}
    for place in shown:
        around = sorted(outer.get(place.area.iri, ()), key=lambda o: -len(outer.get(o, ())))
        point = place.point or next((known[o] for o in around if o in known), None)
        if point:
            found[place.area.iri] = point
    return found


def _within_larger(
    here: Here, places: Sequence[Place], shown: Sequence[Place], sheet: Sheet
) -> tuple[Sheet, Sequence[str]]:
    """The outlines of the next larger areas over the shapes, drawn to the same scale, for the eye to find its way."""
    own = {p.area.iri for p in shown}
    larger = {o for iri in own for o in wholes(here).get(iri, ()) if o not in own}
    drawn = {p.area.iri: p.border for p in places if p.area.iri in larger | own and p.border}
    whole = bordered(drawn, {p.area.iri: _name(here, p) for p in places})
    fitted = Sheet([s for s in whole.shapes if s.area in own], whole.width, whole.height)
    return fitted, [s.path for s in whole.shapes if s.area in larger]


def _scale(values: Iterable[int | None]) -> tuple[int, int]:
    """The least and the most that is not nought: the shades part what lies between them."""
    some = [v for v in values if v]
    return (min(some), max(some)) if some else (1, 1)


def _shade(value: int | None, scale: tuple[int, int]) -> int:
    least, most = scale
    return 1 + round((SHADES - 1) * ((value - least) / (most - least) if most > least else 0.5)) if value else 0


def _steps(scale: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Each shade with the least and the most that it stands for."""
    found: dict[int, list[int]] = {}
    for value in (0, *range(scale[0], scale[1] + 1)):
        found.setdefault(_shade(value, scale), []).append(value)
    return [(n, found[n][0], found[n][-1]) for n in range(SHADES + 1) if n in found]


def _place(here: Here) -> None:
    """Who works in the chosen place: its networks with who leads them, and its measures with who answers for them."""
    iri = full(st.query_params.get("place", ""))
    area = here.graph.things.get(iri)
    if area is None or area.kind != "area":
        return
    work = work_in(here, iri)
    thing, content = here.graph.thing, here.view.content
    nearest = sorted(work.networks, key=lambda n: (len(n.leaf_areas), thing(n.iri).name(content)))
    here.show(
        "place.html",
        area=area,
        networks=[(thing(n.iri), [thing(c) for c in sorted(n.coordinators)]) for n in nearest],
        measures=[(m.thing, [thing(r) for r in m.said.get("responsible", ())]) for m in work.measures[:MEASURES]],
        more=max(0, len(work.measures) - MEASURES),
        close=here.view.url("map", **{k: st.query_params.get(k) for k in ("level", "show")}),
    )
