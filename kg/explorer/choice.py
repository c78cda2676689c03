"""Around a pruning plan on its page: the alternatives, prices of wishes, reasons, effects, and what is not known."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from kg.commands.choice import effects, explain, front, of_point, price_wishes, unknowns
from kg.commands.networks import Network
from kg.commands.paper import KINDS, as_file, make_paper
from kg.commands.prune import Prune, certificate, prune
from kg.commands.verify import verify_quads
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose, step, switch
from kg.explorer.kept import day_of, kept
from kg.explorer.tables import show_table
from kg.present.report.chart import front_picture
from kg.present.report.pruning import PlanView
from kg.present.report.verdict import verdict_text

PLAN, CHOICES, WHY, EFFECTS, UNKNOWN = PARTS = ("plan", "choices", "why", "effects", "unknown")
POINTS = 10
SECONDS = 12.0


@dataclass(frozen=True)
class Around:
    """A plan with the request for it, and a name for all that it depends on."""

    key: str
    request: Prune
    view: PlanView


def choose_part(here: Here) -> str:
    """What of the plan is looked at: itself, or what stands around it."""
    return switch(here.say("choice.parts"), PARTS, "part", lambda part: here.say(f"choice.part-{part}"))


def walked(here: Here, key: str, request: Prune, view: PlanView) -> PlanView:
    """The plan at the chosen point of the front, with the whole front as picture and table."""
    with st.spinner(here.say("planning")):
        found = kept(
            here, f"front {key}", lambda _: front(here.graph.municipality, request, most=POINTS, seconds=SECONDS)
        )
    if not found.points:
        here.show("note.html", text=here.say("choice.no-front"))
        return view
    number = found.about.number
    at = step(
        here.say("choice.walk"),
        "point",
        [here.say("choice.walk-point", hours=number(p.hours), share=number(found.kept(p) * 100)) for p in found.points],
        here.say("choice.walk-help"),
    )
    point = found.points[at]
    called = here.say("choice.chart-chosen")
    picture = kept(here, f"front picture {key} {at}", lambda _: front_picture(found, point.hours, called))
    here.show("front.html", address=f"data:image/svg+xml;base64,{b64encode(picture.svg).decode()}", alt=picture.alt)
    show_table(here, found.table(), "vaihtoehdot")
    asked = of_point(found, point, request, day_of(here))
    return view if not at else kept(here, f"point {key} {at}", lambda _: prune(here.graph.municipality, asked))


def show_prices(here: Here, key: str, request: Prune) -> None:
    """The price of each wish, beside the wishes."""
    if not (request.keep or request.never_merge or request.dissolve or request.max_members):
        return
    found = kept(here, f"prices {key}", lambda _: price_wishes(here.graph.municipality, request))
    show_table(here, found.table(mandatory=False), "toiveiden-hinnat")


def show_part(here: Here, part: str, asked: Around, networks: Sequence[Network]) -> None:
    """Reasons, effects or what is not known."""
    if part == WHY:
        _why(here, asked, networks)
    elif part == EFFECTS:
        _effects(here, asked)
    else:
        _unknown(here, asked)


def _why(here: Here, asked: Around, networks: Sequence[Network]) -> None:
    by_key = {network.key: network for network in networks}

    def named(one: str) -> str:
        return f"{here.graph.thing(by_key[one].iri).name(here.view.content)} ({one})"

    chosen = choose(Choice("network", here.say("choice.which"), sorted(by_key, key=named), named))
    if chosen:
        found = kept(
            here, f"why {asked.key} {chosen}", lambda _: explain(here.graph.municipality, asked.request, chosen)
        )
        title = here.say("choice.explain-title", network=named(chosen))
        here.show("lines.html", title=title, lines=found.sentences())


def _effects(here: Here, asked: Around) -> None:
    with st.spinner(here.say("planning")):
        found = kept(here, f"effects {asked.key}", lambda _: effects(here.graph.municipality, asked.view))
    here.show("lines.html", title=here.say("choice.effects-title"), lines=found.sentences())
    for place, table in enumerate(found.tables()):
        here.show("heading.html", text=table.title)
        show_table(here, table, f"vaikutukset-{place + 1}")


def _unknown(here: Here, asked: Around) -> None:
    found = kept(here, f"unknown {asked.key}", lambda _: unknowns(here.graph.municipality, asked.request))
    here.show("lines.html", title=here.say("choice.unknowns-title"), lines=found.advice())
    if found.found:
        show_table(here, found.table(), "mita-ei-tiedeta")


def take_paper(here: Here, request: Prune, view: PlanView) -> None:
    """The paper to decide on; it is made when it is asked for."""
    for kind in ("docx", "pdf"):
        name = f"{here.view.municipality}-paatosesitys.{kind}"
        made = partial(_paper, here, request, view, name)
        st.download_button(here.say(f"choice.take-{kind}"), made, name, KINDS[kind], on_click="ignore")


def _paper(here: Here, request: Prune, view: PlanView, name: str) -> bytes:
    return as_file(make_paper(here.graph.municipality, request, view), name)


def check_certificate(here: Here, view: PlanView) -> None:
    """A button that makes the plan's certificate and verifies it as anybody could."""
    if st.button(here.say("choice.verify")):
        with st.spinner(here.say("planning")):
            proof = certificate(here.graph.municipality, view)
            verdict = verify_quads(here.graph.municipality, proof.iri, proof.quads)
        lines = verdict_text(verdict, here.view.lang).splitlines()
        here.show("lines.html", title=here.say("choice.verified"), lines=lines)
