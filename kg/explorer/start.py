"""The start page: what the service is for, a question box, four ways on, what the data say, and how they stand."""

from collections import Counter
from dataclasses import dataclass

import streamlit as st

from kg.commands.impact import Overview, overview
from kg.explorer.catalogue import matching
from kg.explorer.frame import Here
from kg.explorer.health import findings_by_severity, sources
from kg.explorer.kept import day_of, kept
from kg.explorer.pick import pick
from kg.explorer.questions import examples, suggestions
from kg.read import Thing
from kg.read.standing import standing
from kg.store import Data

OFFERED = 6
BUSIEST = 8
STANDINGS = ("in-force", "end-unknown", "no-longer", "not-yet", "unknown")


def show_start(here: Here) -> None:
    """The question first, then the ways on, then what the data are."""
    here.head(here.say("start-title"), here.say("lead-start"))
    typed = _question(here)
    if typed:
        found = matching([t for some in here.graph.catalogue.values() for t in some], typed)[:OFFERED]
        here.show("suggestions.html", typed=typed, questions=suggestions(here, typed), things=found)
    elif offered := examples(here):
        here.show("examples.html", questions=offered)
    here.show("doors.html", doors=_doors(here))
    _my_body(here)
    _busiest(here)
    _state(here)


def _question(here: Here) -> str:
    """The question box; Enter or the button asks, and what is typed so far brings suggestions."""
    with st.container(key="question-live"):
        typed = st.text_input(
            here.say("question"),
            key="start-question",
            placeholder=here.say("question-placeholder"),
            live=True,
            max_chars=400,
        ).strip()
    here.show("search-button.html")
    return typed


def _doors(here: Here) -> list[tuple[str, str]]:
    """What one may want to do, with the page that does it."""
    url = here.view.url
    return [
        ("who", url("ask")),
        ("unit", url("thing", kind="actor")),
        ("gaps", url("coverage")),
        ("own", url("help", topic="own")),
    ]


def _my_body(here: Here) -> None:
    """The visitor's own body, kept in the address, and where to go from there."""
    here.show("heading.html", text=here.say("my-body"))
    picked = pick(here, "body", here.say("my-body-choose"), here.graph.actors)
    if picked:
        here.show("my-body.html", thing=picked, duties=len(here.graph.said("bearer", picked.iri)))


@dataclass(frozen=True)
class Bar:
    """One actor with the number of its duties, and how long its bar is in per cent."""

    thing: Thing
    number: int
    width: int


def _busiest(here: Here) -> None:
    """One picture: who has most duties by the sources, as bars that lead to them."""

    def read(_: Data) -> list[tuple[str, int]]:
        found = overview(here.graph.municipality, Overview(here.view.day))
        return [(one.actor, one.total) for one in found.loads if one.total][:BUSIEST]

    found = kept(here, "busiest", read)
    if len(found) > 2:
        most = found[0][1]
        bars = [Bar(here.graph.thing(iri), n, max(round(100 * n / most), 2)) for iri, n in found]
        here.show("bars.html", bars=bars)


def _state(here: Here) -> None:
    """How much there is, what of it is in force, from which sources, and what the checks say."""
    graph, catalogue, day = here.graph, here.graph.catalogue, day_of(here)
    standings = Counter(standing(s, day).state for s in graph.statements)
    networks = [t for t in catalogue.get("network", ()) if not graph.ended(t.iri, day)]
    counts = [
        ("actors", len(graph.actors), here.view.url("thing", kind="actor")),
        ("statements", len(graph.statements), here.view.url("sources")),
        ("networks", len(networks), here.view.url("thing", kind="network")),
        ("measures", len(catalogue.get("measure", ())), here.view.url("measures")),
        ("areas", len(catalogue.get("area", ())), here.view.url("thing", kind="area")),
        ("acts", len(catalogue.get("act", ())), here.view.url("thing", kind="act")),
    ]
    total = sum(standings.values())
    shares = [(state, standings[state], 100 * standings[state] / total) for state in STANDINGS if standings[state]]
    here.show(
        "state.html",
        counts=[c for c in counts if c[1]],
        sources=sources(here),
        shares=shares,
        counted=standings,
        total=total,
        day=here.view.date(day.isoformat()),
    )
    here.show("checks.html", findings=findings_by_severity(here))
