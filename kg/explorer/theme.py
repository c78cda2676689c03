"""Everything of a theme with who does what about it: tasks, measures, networks and plans, as a matrix and as a web."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.commands.raci import LETTERS
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.kept import kept
from kg.explorer.tables import show_table
from kg.explorer.woven import Box, Tie, Woven, show_woven
from kg.present.card import local_name
from kg.present.table import Table, Value
from kg.rdf import Iri
from kg.read import Statement, Thing
from kg.store import Data

ROLES = {
    "responsible": "is responsible",
    "coordinator": "coordinates",
    "approvedBy": "approves",
    "participant": "participates",
    "hasMember": "member",
}
"""What ties an actor to a measure, a network or a plan, and the role that it is; the role table gives its letter."""
JOINING = ("participates", "member", "invited")
"""Roles that the picture leaves to the table: it shows who does it and answers for it."""
ABOUT = ("theme", "concerns")
"""What says of something that it has a theme."""
WEB_MOST = 60
"""A web of more boxes than this can be pulled no more."""


@dataclass(frozen=True)
class Item:
    """One thing or task of the theme, with the roles of its actors; the first that fits counts."""

    iri: str
    name: str
    kind: str
    roles: dict[str, str] = field(default_factory=dict)


def show_theme(here: Here, theme: Thing, letters: Mapping[str, str]) -> None:
    """One row a thing or task, with its actors under their letters."""
    rows: list[list[Value]] = []
    links: list[list[str | None]] = []
    for item in theme_items(here, theme):
        cells: dict[str, list[str]] = {letter: [] for letter in LETTERS}
        for actor, role in item.roles.items():
            if role in letters:
                cells[letters[role]].append(here.graph.thing(actor).name(here.view.content))
        rows.append([item.name, item.kind, *(", ".join(cells[letter]) for letter in LETTERS)])
        links.append([here.view.url("thing", id=short(item.iri))])
    if rows:
        here.show("heading.html", text=here.say("theme-matrix", n=len(rows)))
        here.show("letters.html")
        columns = [here.say("matrix.object"), here.say("column-kind"), *(here.say(f"letter-{one}") for one in LETTERS)]
        title = theme.name(here.view.content)
        show_table(here, Table(title, columns, rows, here.say("theme-matrix-note")), "teema", links=links)


def show_theme_web(here: Here, theme: Thing) -> None:
    """The theme, what belongs to it and who leads it, as a picture that reads outwards; as much as fits."""
    items = sorted(theme_items(here, theme), key=lambda item: (item.kind, item.name))
    boxes = {theme.iri: _box(here, theme.iri, main=True)}
    ties: list[Tie] = []
    for item in items:
        leading = {a: r for a, r in item.roles.items() if r not in JOINING and _is_actor(here, a)}
        added = {item.iri, *leading} - boxes.keys()
        if len(boxes) + len(added) > WEB_MOST:
            continue
        boxes[item.iri] = Box(item.iri, item.name, here.view.url("thing", id=short(item.iri)))
        ties.append(Tie(theme.iri, item.iri, item.kind, classes="plain"))
        for actor, role in leading.items():
            boxes.setdefault(actor, _box(here, actor))
            ties.append(Tie(item.iri, actor, _role(here, role), classes="back"))
    if len(ties) > 1:
        here.show("heading.html", text=here.say("theme-web"))
        label = here.say("theme-web-of", name=boxes[theme.iri].label)
        show_woven(here, Woven("teema", label, list(boxes.values()), ties))


def _is_actor(here: Here, iri: str) -> bool:
    return here.graph.is_a(here.graph.thing(iri), "actor")


def _role(here: Here, role: str) -> str:
    relation = here.graph.web.relations.get(role)
    return here.graph.thing(relation.iri).name(here.view.content) if relation else ""


def _box(here: Here, iri: str, *, main: bool = False) -> Box:
    name = here.graph.thing(iri).name(here.view.content)
    return Box(iri, name, here.view.url("thing", id=short(iri)), "main" if main else "")


def theme_items(here: Here, theme: Thing) -> list[Item]:
    """What has not ended of the theme and of those below it: tasks first, then things, each with its actors."""
    found = kept(here, f"theme {theme.iri}", lambda data: read_theme(data, theme.iri))
    themes = {theme.iri, *found.narrower}
    tasks = [s for one in themes for s in here.graph.said("object", one) if s.who and s.role_name]
    items = [_task(here, s) for s in dict.fromkeys(tasks) if here.graph.stands(s, here.view.day)]
    for iri, roles in found.things.items():
        if here.graph.ended(iri, here.view.day):
            continue
        thing = here.graph.thing(iri)
        item = Item(iri, thing.name(here.view.content), here.graph.kind_name(thing.kind, here.view.lang), dict(roles))
        for statement in here.graph.said("object", iri):
            if statement.role_name and here.graph.stands(statement, here.view.day):
                _take(item, statement)
        items.append(item)
    return items


def _task(here: Here, statement: Statement) -> Item:
    view = here.view
    words = statement.action.get(view.content) or statement.action.get("fi") or _role(here, statement.role_name or "")
    about = ", ".join(t.name(view.content) for t in statement.about)
    item = Item(statement.iri, f"{words}: {about}", view.say("column-action"))
    _take(item, statement)
    return item


def _take(item: Item, statement: Statement) -> None:
    for actor in statement.who:
        item.roles.setdefault(actor.iri, statement.role_name or "")


@dataclass(frozen=True)
class Belonging:
    """The narrower themes, and the things of all of them with the roles that properties give their actors."""

    narrower: tuple[str, ...]
    things: Mapping[str, Mapping[str, str]]


def read_theme(data: Data, theme: str) -> Belonging:
    """What has the theme or one below it, and the plans that its measures are in."""
    tied = list(_subjects(data, theme, ("broader",)))
    things = dict.fromkeys(s for one in (theme, *tied) for s in _subjects(data, one, ABOUT))
    found: dict[str, Mapping[str, str]] = {}
    plans: dict[str, None] = {}
    for iri in things:
        about = data.rows("explorer/about", thing=Iri(iri))
        found[iri] = _roles(about)
        plans |= {str(row["value"]): None for row in about if local_name(str(row["property"])) == "inPlan"}
    for plan in plans:
        found.setdefault(plan, _roles(data.rows("explorer/about", thing=Iri(plan))))
    return Belonging(tuple(tied), found)


def _subjects(data: Data, thing: str, properties: Iterable[str]) -> Iterable[str]:
    rows = data.rows("explorer/mentions", thing=Iri(thing))
    return (str(row["subject"]) for row in rows if local_name(str(row["property"])) in properties)


def _roles(about: Iterable[Mapping[str, object]]) -> dict[str, str]:
    found: dict[str, str] = {}
    rows = list(about)
    for prop, role in ROLES.items():
        for row in rows:
            if local_name(str(row["property"])) == prop:
                found.setdefault(str(row["value"]), role)
    return found
