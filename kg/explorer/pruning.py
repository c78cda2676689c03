"""Pruning on a page: wishes in, the plan and its effect out, with report and certificate to take away."""

from dataclasses import replace

import streamlit as st

from kg.commands.networks import networks as networks_on
from kg.commands.prune import Prune, Wishes, certificate, prune
from kg.explorer.choice import (
    CHOICES,
    PLAN,
    Around,
    check_certificate,
    choose_part,
    show_part,
    show_prices,
    take_paper,
    walked,
)
from kg.explorer.frame import Here
from kg.explorer.kept import day_of, kept
from kg.explorer.plans import offer_save
from kg.explorer.pruned import show_before_after
from kg.explorer.tables import XLSX, marked, show_table, things_in
from kg.explorer.wishes import Asked, acceptances, ask_wishes, hindrance
from kg.messages import number
from kg.present.rdf import to_rdf
from kg.present.report.page import to_html
from kg.present.report.pruning import PlanView
from kg.present.table import to_xlsx

SECONDS = 30.0


def show_pruning(here: Here) -> None:
    networks = kept(here, "networks", lambda _: networks_on(here.graph.municipality, day_of(here)))
    if not networks:
        here.show("empty.html", message=here.say("no-networks"), advice=here.say("no-networks-do"))
        return
    asked = ask_wishes(here, {n.key: n for n in networks})
    with st.spinner(here.say("planning")):
        view = kept(here, asked.key, lambda _: _view(here, asked.wishes))
    if asked.refused:
        names = ", ".join(here.graph.thing(n.iri).name(here.view.content) for n in asked.refused)
        here.show("note.html", text=here.say("pruning.refused", networks=names))
    accepted = acceptances(here, view, asked)
    view = replace(view, accepted=accepted) if accepted else view
    if against := hindrance(here, view, asked):
        here.show("empty.html", message=against[0], advice=against[1])
    request = _asked(here, asked.wishes)
    show_prices(here, asked.key, request)
    part = choose_part(here)
    if part == CHOICES:
        view = walked(here, asked.key, request, view)
    if part not in (PLAN, CHOICES):
        show_part(here, part, Around(asked.key, request, view), networks)
        return
    if len(view.plan.unpriced) < len(view.plan.networks):
        here.show("lines.html", title=here.say("analyse.summary"), lines=[*view.summary(), *_price(here, view, asked)])
        _numbers(here, view)
        show_before_after(here, view)
    iris = {here.graph.thing(n.iri).name(here.view.lang): n.iri for n in networks}
    for place, table in enumerate(view.tables()):
        if table.rows:
            here.show("heading.html", text=table.title)
            show_table(here, table, f"karsinta-{place + 1}", links=things_in(here, table, iris))
    _take(here, request, view)
    offer_save(here, request, view)


def _price(here: Here, view: PlanView, asked: Asked) -> list[str]:
    """What the wishes cost: the hours of this plan beside those of the plan without them."""
    free = Asked(Wishes(), 0)
    if asked.key == free.key:
        return []
    best = kept(here, free.key, lambda _: _view(here, free.wishes))
    more = float(view.plan.hours_after - best.plan.hours_after)
    hours = {"free": number(best.plan.hours_after, here.view.lang), "more": number(abs(more), here.view.lang)}
    return [
        here.say("pruning.price" if more > 0 else "pruning.price-less" if more < 0 else "pruning.price-none", **hours)
    ]


def _view(here: Here, wishes: Wishes) -> PlanView:
    return prune(here.graph.municipality, _asked(here, wishes))


def _asked(here: Here, wishes: Wishes) -> Prune:
    return Prune(
        keep=tuple(sorted(wishes.keep)),
        never_merge=wishes.never_merge,
        dissolve=tuple(sorted(wishes.dissolve)),
        max_members=wishes.max_members,
        seconds=SECONDS,
        as_of=day_of(here),
        lang=here.view.lang,
    )


def _numbers(here: Here, view: PlanView) -> None:
    plan = view.plan
    here.show(
        "effect.html",
        effect=[
            ("networks", len(plan.networks), len(plan.kept)),
            ("hours", plan.hours_before, plan.hours_after),
            ("cells", len(plan.cells_before()), len(plan.cells_after())),
        ],
    )


def _take(here: Here, request: Prune, view: PlanView) -> None:
    """The report as a web page and workbook, and the certificate; each is made when it is asked for."""
    stem = f"{here.view.municipality}-karsinta"
    here.show("heading.html", text=here.say("take-along"))
    with st.container(horizontal=True, key="take-plan"):
        st.download_button(
            here.say("take-report"), lambda: to_html(view.document()), f"{stem}.html", "text/html", on_click="ignore"
        )
        st.download_button(
            here.say("take-workbook"),
            lambda: to_xlsx([marked(here, t) for t in view.tables() if t.rows]),
            f"{stem}.xlsx",
            XLSX,
            on_click="ignore",
        )
        st.download_button(
            here.say("take-certificate"),
            lambda: to_rdf(certificate(here.graph.municipality, view).quads, "trig"),
            f"{stem}-todistus.trig",
            "application/trig",
            on_click="ignore",
        )
        take_paper(here, request, view)
    here.show("note.html", text=here.say("certificate-note"))
    check_certificate(here, view)
