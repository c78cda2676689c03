"""Coverage on a page: the requirements as a work list, the heat map, what no network is known for, evenness."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from kg.commands.check import CANNOT, FAIL, PASS, Focus, Requirement, verdicts
from kg.commands.networks import Network
from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.heat import HeatCell, shaded
from kg.explorer.kept import day_of, kept
from kg.explorer.tables import offer, show_table
from kg.messages import in_language
from kg.present.report.coverage import CoverageView, coverage_view

BOXES = 40
ORDER = (FAIL, CANNOT, PASS)
"""What fails first."""
SHOWN = 40
"""So many things of one requirement are listed."""


def show_coverage(here: Here) -> None:
    view = kept(here, "coverage", lambda data: coverage_view(data, here.view.lang))
    _work(here, kept(here, "verdicts", lambda _: verdicts(here.graph.municipality, day_of(here))))
    offer(here, view.requirements_table(), "vaatimukset")
    here.show("lines.html", title=here.say("analyse.summary"), lines=[view.subtitle, *view.summary()])
    if not view.coverage.networks:
        here.show("empty.html", message=here.say("no-networks"), advice=here.say("no-networks-do"))
        return
    _matrix(here, view)
    for title, table, name in (
        ("uncovered", view.uncovered_table(BOXES), "kattamatta"),
        ("evenness", view.equity_table(), "tasapuolisuus"),
        ("unseated", view.unseated_table(), "ilman-verkostoa"),
    ):
        if table.rows:
            here.show("heading.html", text=here.say(title))
            whole = view.uncovered_table() if title == "uncovered" else table
            show_table(here, table, name, sheets=[whole])


def _work(here: Here, requirements: Sequence[Requirement]) -> None:
    """Each requirement with what is missing for whom, what to do, and what is accepted until when."""
    counts = Counter(r.verdict for r in requirements)
    asked = st.query_params.get("verdict", "")
    chosen = asked if asked in ORDER else None
    facets = [(here.say(f"analyse.verdict-{v}"), counts[v], here.view.url("coverage", verdict=v)) for v in ORDER]
    listed = sorted(
        (r for r in requirements if chosen in (None, r.verdict)), key=lambda r: (ORDER.index(r.verdict), r.id)
    )
    here.show(
        "requirements.html",
        facets=facets,
        chosen=ORDER.index(chosen) if chosen else None,
        total=len(requirements),
        all=here.view.url("coverage"),
        requirements=listed,
        failing=lambda r: [f for f in r.focus if f.verdict == FAIL or f.excuse][:SHOWN],
        gaps=lambda r: sum(f.verdict == FAIL for f in r.focus),
        most=SHOWN,
        todo=lambda f: _todo(here, f),
        own=lambda texts: in_language(texts, here.view.lang),
        source=here.graph.thing,
    )


def _todo(here: Here, focus: Focus) -> list[str]:
    """What to do about a gap: the words of its findings, each once."""
    return list(dict.fromkeys(filter(None, (in_language(f.message, here.view.lang) for f in focus.findings))))


def _matrix(here: Here, view: CoverageView) -> None:
    """Areas × themes as a heat map that is a table; each cell opens who serves it."""
    here.show("heading.html", text=here.say("heat-map"))
    table = view.matrix_table()
    universe = view.coverage.universe
    areas = sorted(universe.areas, key=view.names.of)
    themes = sorted(universe.themes, key=view.names.of)
    links = [
        [
            here.view.url("thing", id=short(area)),
            *(here.view.url("coverage", cell=f"{short(area)}~{short(theme)}") for theme in themes),
        ]
        for area in areas
    ]
    _cell(here, view)
    rows: list[list[HeatCell]] = shaded(table, float(len(universe.groups)), links)
    here.show("heat.html", table=table, rows=rows, heads=[here.view.url("thing", id=short(t)) for t in themes])
    offer(here, table, "kattavuus")


def _cell(here: Here, view: CoverageView) -> None:
    """Who serves the chosen area in the chosen theme, and which groups nobody serves there."""
    area, _, theme = st.query_params.get("cell", "").partition("~")
    area, theme = full(area), full(theme)
    if area not in view.coverage.universe.areas or theme not in view.coverage.universe.themes:
        return
    serving: list[Network] = [n for n in view.coverage.networks if area in n.leaf_areas and theme in n.themes]
    groups = sorted(view.coverage.universe.groups - {g for n in serving for g in n.leaf_groups}, key=view.names.of)
    here.show(
        "served.html",
        area=here.graph.thing(area),
        theme=here.graph.thing(theme),
        networks=[here.graph.thing(n.iri) for n in serving],
        unserved=[here.graph.thing(g) for g in groups],
        close=here.view.url("coverage"),
    )
