"""The start page: a question box with suggestions, «my body», and how the data stand."""

import streamlit as st

from kg.explorer.catalogue import matching
from kg.explorer.frame import Here
from kg.explorer.health import findings_by_severity, sources
from kg.explorer.pick import pick
from kg.explorer.questions import examples, suggestions

OFFERED = 6


def show_start(here: Here) -> None:
    """Question first, then the visitor's own body, then the data."""
    here.head(here.say("start-title"), here.say("lead-start"))
    typed = _question(here)
    if typed:
        found = matching([t for some in here.graph.catalogue.values() for t in some], typed)[:OFFERED]
        here.show("suggestions.html", typed=typed, questions=suggestions(here, typed), things=found)
    else:
        here.show("examples.html", questions=examples(here))
    _my_body(here)
    _state(here)


def _question(here: Here) -> str:
    """The question box; Enter asks, and what is typed so far brings suggestions."""
    with st.container(key="question-live"):
        return st.text_input(
            here.say("question"),
            key="start-question",
            placeholder=here.say("question-placeholder"),
            live=True,
            max_chars=400,
        ).strip()


def _my_body(here: Here) -> None:
    """The visitor's own body, kept in the address, and where to go from there."""
    here.show("heading.html", text=here.say("my-body"))
    picked = pick(here, "body", here.say("my-body-choose"), here.graph.actors)
    if picked:
        here.show("my-body.html", thing=picked)


def _state(here: Here) -> None:
    """How much there is, from which sources, and what the checks say."""
    catalogue = here.graph.catalogue
    counts = [
        ("actors", len(here.graph.actors), here.view.url("thing")),
        ("statements", len(here.graph.statements), here.view.url("sources")),
        ("networks", len(catalogue.get("network", ())), here.view.url("thing", kind="network")),
        ("measures", len(catalogue.get("measure", ())), here.view.url("thing", kind="measure")),
        ("areas", len(catalogue.get("area", ())), here.view.url("thing", kind="area")),
        ("acts", len(catalogue.get("act", ())), here.view.url("thing", kind="act")),
    ]
    here.show("state.html", counts=[c for c in counts if c[1]], sources=sources(here))
    here.show("checks.html", findings=findings_by_severity(here))
