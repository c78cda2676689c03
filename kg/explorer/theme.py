"""The measures and networks of a theme by who answers for them, does them and takes part, as a part of the matrix."""

from collections.abc import Mapping

from kg.commands.raci import LETTERS
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.kept import kept
from kg.explorer.tables import show_table
from kg.present.card import local_name
from kg.present.table import Table, Value
from kg.rdf import Iri
from kg.read import Thing
from kg.store import Data

ROLES = {
    "responsible": "is responsible",
    "coordinator": "coordinates",
    "participant": "participates",
    "hasMember": "member",
}
"""What ties an actor to a measure or a network, and the role that it is; the role table gives its letter."""


def show_theme(here: Here, theme: Thing, letters: Mapping[str, str]) -> None:
    """One row a measure or network that has the theme and has not ended, with its actors under their letters."""
    found = kept(here, f"theme {theme.iri}", lambda data: read_theme(data, theme.iri))
    rows: list[list[Value]] = []
    links: list[list[str | None]] = []
    for iri, actors in found.items():
        if here.graph.ended(iri, here.view.day):
            continue
        thing = here.graph.thing(iri)
        cells: dict[str, list[str]] = {letter: [] for letter in LETTERS}
        for actor, role in actors.items():
            cells[letters[role]].append(here.graph.thing(actor).name(here.view.content))
        kind = here.graph.kind_name(thing.kind, here.view.lang)
        rows.append([thing.name(here.view.content), kind, *(", ".join(cells[letter]) for letter in LETTERS)])
        links.append([here.view.url("thing", id=short(iri))])
    if rows:
        title = here.say("theme-matrix", n=len(rows))
        here.show("heading.html", text=title)
        columns = [here.say("matrix.object"), here.say("column-kind"), *LETTERS]
        show_table(here, Table(title, columns, rows, here.say("theme-matrix-note")), "teema", links=links)


def read_theme(data: Data, theme: str) -> dict[str, dict[str, str]]:
    """Everything that has the theme, with the role of each of its actors; the first role that fits counts."""
    tied = [str(r["subject"]) for r in data.rows("explorer/mentions", thing=Iri(theme)) if _is(r["property"], "theme")]
    found: dict[str, dict[str, str]] = {}
    for iri in dict.fromkeys(tied):
        about = data.rows("explorer/about", thing=Iri(iri))
        actors: dict[str, str] = {}
        for prop, role in ROLES.items():
            for row in about:
                if _is(row["property"], prop):
                    actors.setdefault(str(row["value"]), role)
        if actors:
            found[iri] = actors
    return found


def _is(prop: object, name: str) -> bool:
    return local_name(str(prop)) == name
