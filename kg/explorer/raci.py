"""The responsibility matrix on a page: letters that lead to their quotes, gaps, idle actors, and the mapping."""

from collections.abc import Sequence

import streamlit as st

from kg.commands.raci import Entry, Raci, raci
from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose, several
from kg.explorer.kept import kept
from kg.explorer.pick import pick
from kg.explorer.tables import show_table
from kg.explorer.theme import show_theme
from kg.messages import in_language
from kg.present.card import show
from kg.present.matrix import MatrixView, matrix_tables, shown
from kg.present.table import Table, Value
from kg.read import Thing

COLUMNS = 7
"""So many actors fit a screen; the download holds them all."""
MOST = 500_000
"""Cells of a matrix that somebody can still read or take away."""
LEVELS = ("national", "strategic", "city", "neighbourhood")


def show_raci(here: Here) -> None:
    things, level = _filters(here)
    key = f"raci {things} {level} {here.view.day}"
    view = kept(here, key, lambda _: _view(here, things, level))
    theme = here.graph.things.get(things[0]) if things else None
    if theme is not None and theme.kind == "theme":
        show_theme(here, theme, view.matrix.letters)
    if not view.matrix.rows:
        if theme is not None and theme.kind == "theme":
            return
        here.show("empty.html", message=here.say("matrix.empty"), advice=here.say("matrix-empty-do"))
        return
    _cell(here, view)
    if (cells := len(view.matrix.rows) * len(view.matrix.columns)) > MOST:
        here.show("empty.html", message=here.say("matrix-too-large", n=cells), advice=here.say("matrix-too-large-do"))
        return
    _grid(here, view)
    _, idle, letters = matrix_tables(view)[2:5]
    _gaps(here, view)
    for title, table, name in (
        ("idle", idle, "toimettomat"),
        ("letters", letters, "kirjaimet"),
    ):
        if table.rows:
            here.show("heading.html", text=here.say(f"matrix-{title}", n=len(table.rows)))
            show_table(here, table, name)


def _gaps(here: Here, view: MatrixView) -> None:
    """What nobody does or answers for, and the tasks that name nobody, each leading to its sentence."""
    gaps = view.matrix.gaps
    if not gaps:
        return
    here.show("heading.html", text=here.say("matrix-gaps", n=len(gaps)))
    columns = [here.say("matrix.object"), here.say("matrix.column-missing"), here.say("matrix.column-unassigned")]
    rows: list[list[Value]] = []
    links: list[list[str | None]] = []
    for gap in gaps:
        lang = here.view.lang
        words = [in_language(s.action, lang) or view.role(s.role_name or "") for s in gap.unassigned]
        missing = ", ".join(here.say(f"matrix-lacks-{letter.lower()}") for letter in gap.missing)
        rows.append([view.name(gap.thing), missing, "; ".join(dict.fromkeys(words))])
        first = here.view.url("thing", id=short(gap.unassigned[0].iri)) if gap.unassigned else None
        links.append([here.view.url("thing", id=short(gap.thing)), None, first])
    show_table(here, Table(here.say("matrix-gaps-note"), columns, rows), "aukot", links=links)


def _filters(here: Here) -> tuple[tuple[str, ...], str | None]:
    left, right = st.columns([3, 2])
    with left:
        thing = pick(here, "of", here.say("matrix-of"), _objects(here))
    with right:
        names = {v: here.graph.thing(full(f"vocab/levels/{v}")).name(here.view.lang) for v in LEVELS}
        level = choose(
            Choice("level", here.say("matrix-level"), LEVELS, names.__getitem__, here.say("matrix-any-level"))
        )
    return (thing.iri,) if thing else (), level


def _objects(here: Here) -> list[Thing]:
    """Everything that some responsibility is about, and every theme."""
    found = {i: here.graph.things[i] for i in here.graph.by["object"] if i in here.graph.things}
    found |= {t.iri: t for t in here.graph.catalogue.get("theme", ())}
    return sorted(found.values(), key=lambda t: t.name("fi").casefold())


def _view(here: Here, things: tuple[str, ...], level: str | None) -> MatrixView:
    asked = Raci(next(iter(things), None), level, here.view.day, here.view.content)
    return raci(here.graph.municipality, asked)


def _grid(here: Here, view: MatrixView) -> None:
    """The matrix for the busiest actors, or for those that were chosen."""
    here.show("heading.html", text=view.title())
    by_key = {short(c): c for c in view.matrix.columns}
    chosen = several(
        here.say("matrix-actors", n=COLUMNS),
        list(by_key),
        "actors",
        lambda k: view.name(by_key[k]),
        here.say("type-a-name"),
    )
    columns = [by_key[k] for k in chosen] or list(view.matrix.columns[:COLUMNS])
    asked = {k: st.query_params.get(k) for k in ("of", "level", "actors", "s-matriisi")}
    rows, links = [], []
    for row in view.matrix.rows:
        letters = [shown(view.matrix.cells.get((row, c), ())) for c in columns]
        rows.append([view.name(row), *letters])
        cells = [
            here.view.url("raci", **asked, cell=f"{short(row)}~{short(c)}") if letter else None
            for c, letter in zip(columns, letters, strict=True)
        ]
        links.append([here.view.url("thing", id=short(row)), *cells])
    table = Table(view.title(), [here.say("matrix.object"), *(view.name(c) for c in columns)], rows)
    here.show("letters.html")
    show_table(here, table, "matriisi", links=links, sheets=matrix_tables(view), lettered=True)


def _cell(here: Here, view: MatrixView) -> None:
    """The statements behind the letters of the chosen cell."""
    row, _, actor = st.query_params.get("cell", "").partition("~")
    entries: Sequence[Entry] = view.matrix.cells.get((full(row), full(actor)), ()) if row and actor else ()
    if not entries:
        return
    statements = [e.statement for e in entries]
    here.show(
        "cell.html",
        title=f"{view.name(full(actor))} – {view.name(full(row))}: {shown(entries)}",
        found=[show(here.graph, s, here.view.day) for s in dict.fromkeys(statements)],
        close=here.view.url("raci", **{k: st.query_params.get(k) for k in ("of", "level", "actors", "s-matriisi")}),
    )
