"""Measures on a page: state, deadline, owner, indicator and plan; the late ones first, filters in the address."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose
from kg.explorer.kept import day_of, kept
from kg.explorer.tables import show_table
from kg.present.measures import STATES, Measure, read_measures
from kg.present.table import Table, Value

FILTERS = {"plan": "inPlan", "owner": "responsible", "theme": "theme"}
"""Parameters of the address, and the property that each narrows by."""


def show_measures(here: Here) -> None:
    measures = kept(here, "measures", lambda data: read_measures(here.graph, data))
    if not measures:
        here.show("empty.html", message=here.say("no-measures"), advice=here.say("no-measures-do"))
        return
    narrowed = _narrowed(here, measures)
    day = day_of(here)
    counts = Counter(m.state(day) for m in narrowed)
    asked = st.query_params.get("state", "")
    kept_too = {name: st.query_params.get(name) for name in FILTERS}
    offered = [s for s in STATES if counts[s] or s == asked]
    facets = [(here.say(f"measure-{s}"), counts[s], here.view.url("measures", state=s, **kept_too)) for s in offered]
    chosen = offered.index(asked) if asked in offered else None
    here.show(
        "facets.html", facets=facets, chosen=chosen, total=len(narrowed), all=here.view.url("measures", **kept_too)
    )
    shown = [m for m in narrowed if chosen is None or m.state(day) == asked]
    _deadlines(here, shown, day)
    _table(here, sorted(shown, key=lambda m: (STATES.index(m.state(day)), m.deadline or "9")), day)


def _narrowed(here: Here, measures: Sequence[Measure]) -> list[Measure]:
    """The measures of the plan, owner and theme that the visitor chose."""
    left = list(measures)
    for column, (name, prop) in zip(st.columns(len(FILTERS)), FILTERS.items(), strict=True):
        things = {i: here.graph.thing(i) for m in measures for i in m.said.get(prop, ())}
        keys = {short(i): t.name(here.view.content) for i, t in sorted(things.items(), key=lambda t: t[1].name("fi"))}
        with column:
            label = here.say(f"measure-by-{name}")
            picked = choose(Choice(name, label, list(keys), keys.__getitem__, here.say("measure-any")))
        if picked:
            left = [m for m in left if full(picked) in m.said.get(prop, ())]
    return left


def _deadlines(here: Here, measures: Sequence[Measure], day: date) -> None:
    """How many measures fall due in each half of a year, as bars that stand apart by state."""
    halves: dict[str, Counter[str]] = {}
    for measure in measures:
        if measure.deadline:
            half = f"{measure.deadline[:4]}/{1 if measure.deadline[5:7] <= '06' else 2}"
            halves.setdefault(half, Counter())[measure.state(day)] += 1
    if len(halves) < 2:
        return
    most = max(sum(c.values()) for c in halves.values())
    bars = [
        (half, sum(c.values()), [(s, c[s], 100 * c[s] / most) for s in STATES if c[s]])
        for half, c in sorted(halves.items())
    ]
    here.show("deadlines.html", bars=bars, states=[s for s in STATES if any(c[s] for c in halves.values())])


def _table(here: Here, measures: Sequence[Measure], day: date) -> None:
    content = here.view.content

    def names(measure: Measure, prop: str) -> str:
        return ", ".join(here.graph.thing(i).name(content) for i in measure.said.get(prop, ()))

    columns = [here.say(f"column-{n}") for n in ("measure", "state", "deadline", "owner", "indicator", "plan")]
    rows: list[list[Value]] = [
        [
            m.thing.name(content),
            here.say(f"measure-{m.state(day)}"),
            here.view.date(m.deadline),
            names(m, "responsible"),
            ", ".join(m.said.get("indicator", ())),
            names(m, "inPlan"),
        ]
        for m in measures
    ]

    def first(measure: Measure, prop: str) -> str | None:
        iri = next(iter(measure.said.get(prop, ())), None)
        return here.view.url("thing", id=short(iri)) if iri else None

    links = [
        [here.view.url("thing", id=short(m.thing.iri)), None, None, first(m, "responsible"), None, first(m, "inPlan")]
        for m in measures
    ]
    title = here.say("measures-found", n=len(rows))
    show_table(here, Table(title, columns, rows), "toimenpiteet", links=links)
