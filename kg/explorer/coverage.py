"""Coverage on a page: requirements with their verdicts, the heat map, what no network is known for, evenness."""

from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.heat import shaded
from kg.explorer.kept import kept
from kg.explorer.pager import part
from kg.explorer.tables import offer, show_table
from kg.present.report.coverage import CoverageView, coverage_view

BOXES = 40


def show_coverage(here: Here) -> None:
    view = kept(here, "coverage", lambda data: coverage_view(data, here.view.lang))
    here.show("lines.html", title=here.say("analyse.summary"), lines=[view.subtitle, *view.summary()])
    _requirements(here, view)
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


def _requirements(here: Here, view: CoverageView) -> None:
    here.show("heading.html", text=here.say("requirements"))
    show_table(here, view.requirements_table(), "vaatimukset")


def _matrix(here: Here, view: CoverageView) -> None:
    """Areas × themes as a heat map that is a table."""
    here.show("heading.html", text=here.say("heat-map"))
    table = view.matrix_table()
    areas = sorted(view.coverage.universe.areas, key=view.names.of)
    links = [[here.view.url("thing", id=short(area))] for area in areas]
    rows = shaded(table, float(len(view.coverage.universe.groups)), links)
    page = part(here, "matriisi", rows, table.title)
    page.links(here)
    here.show("heat.html", table=table, rows=page.rows)
    offer(here, table, "kattavuus")
