"""Impact on a page: what is left hanging when a thing goes; without one, who is irreplaceable and who is loaded."""

from collections import defaultdict
from collections.abc import Sequence

from kg.commands.impact import Found, Impact, Load, Loss, Overview, OverviewView, impact, overview
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.kept import kept
from kg.explorer.pick import pick
from kg.explorer.tables import offer, show_table
from kg.present.table import Table, Value
from kg.read import Thing

DEPTH = 3
POINTS = 100


def show_impact(here: Here) -> None:
    thing = pick(here, "of", here.say("impact-of"), here.graph.tied)
    if thing is None:
        here.show("note.html", text=here.say("impact-choose"))
        _overview(here)
        return
    found = kept(
        here,
        f"impact {thing.iri} {here.view.day}",
        lambda _: impact(here.graph.municipality, Impact(thing.iri, DEPTH, here.view.day)).impact,
    )
    _losses(here, thing, found)


def _overview_of(here: Here) -> OverviewView:
    """Single points of failure and loads, of what may hold on the chosen day, or of everything."""
    day = here.view.day
    return kept(here, f"overview {day}", lambda _: overview(here.graph.municipality, Overview(day, here.view.lang)))


def _losses(here: Here, thing: Thing, found: Found) -> None:
    groups: dict[str, list[Loss]] = defaultdict(list)
    for loss in found.losses:
        groups[loss.kind].append(loss)
    here.show(
        "impact.html",
        thing=thing,
        along=[here.graph.thing(i) for i in found.goes_along],
        groups=groups,
        boxes=found.uncovered,
        cells=sum(box.size for box in found.uncovered),
        cut_off=[here.graph.thing(i) for i in found.cut_off],
    )
    if found.losses:
        offer(here, _losses_table(here, thing, found), "vaikutukset")


def _quote(here: Here, loss: Loss) -> str | None:
    said = loss.statement.said(here.view.lang) if loss.statement else None
    return said.quote if said else None


def _losses_table(here: Here, thing: Thing, found: Found) -> Table:
    names = ("loss", "what", "step", "quote", "statement")
    rows: list[list[Value]] = [
        [
            here.say(f"impact.kind-{loss.kind.replace(' ', '-')}"),
            here.graph.thing(loss.what).name(here.view.content) if loss.what else None,
            loss.depth,
            _quote(here, loss),
            loss.statement.iri.rsplit("/", 1)[-1] if loss.statement else None,
        ]
        for loss in found.losses
    ]
    title = here.say("impact.title", thing=thing.name(here.view.content))
    return Table(title, [here.say(f"column-{n}") for n in names], rows)


def _overview(here: Here) -> None:
    """Single points of failure, and the load of every actor."""
    points = _overview_of(here).points[:POINTS]

    def name(iri: str) -> str:
        return here.graph.thing(iri).name(here.view.content)

    here.show("heading.html", text=here.say("single-points"))
    columns = [here.say(f"column-{n}") for n in ("name", "cut-off", "cut-off-what")]
    rows: list[list[Value]] = [[name(t), len(lost), ", ".join(name(i) for i in lost[:6])] for t, lost in points]
    links = [[here.view.url("impact", of=short(t))] for t, _ in points]
    show_table(here, Table(here.say("single-points-note"), columns, rows), "katkoskohdat", links=links)
    _loads(here, [one for one in _overview_of(here).loads if one.total])


def _loads(here: Here, burdens: Sequence[Load]) -> None:
    here.show("heading.html", text=here.say("loads"))
    columns = [here.say(f"column-{n}") for n in ("actor", "duties", "binding", "alone", "groups")]
    rows: list[list[Value]] = [
        [
            here.graph.thing(one.actor).name(here.view.content),
            one.total,
            sum(one.modalities.get(m, 0) for m in ("must", "task", "power")),
            one.alone,
            one.groups,
        ]
        for one in burdens
    ]
    links = [[here.view.url("thing", id=short(one.actor))] for one in burdens]
    show_table(here, Table(here.say("loads-note"), columns, rows), "kuormitus", links=links)
