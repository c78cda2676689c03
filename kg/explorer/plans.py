"""Saved plans of pruning side by side, each with its certificate and what was decided about it; and saving one."""

from collections.abc import Mapping, Sequence

import streamlit as st

from kg.commands.plans import LEAVE, PUT, TAKE, Decision, SavedPlan, certificate_of, decide, save, saved
from kg.commands.proposals import Where
from kg.commands.prune import Prune
from kg.errors import KgError
from kg.explorer.frame import Here
from kg.explorer.person import may, person
from kg.explorer.tables import show_table
from kg.messages import number
from kg.present.report.pruning import PlanView
from kg.present.table import Table, Value

FIGURES = ("networks", "hours", "cells")


def show_plans(here: Here) -> None:
    if told := st.session_state.pop("plan-told", None):
        here.show("done.html", lines=[told], href="", link="")
    where = Where(here.view.municipality)
    found = saved(where)
    if not found:
        here.show("empty.html", message=here.say("no-plans"), advice=here.say("no-plans-do"))
        return
    _compared(here, found)
    for plan in found:
        _one(here, where, plan)


def _compared(here: Here, found: Sequence[SavedPlan]) -> None:
    """One column a plan: what it leaves of networks, hours and combinations, its members, losses and wishes."""
    columns = [here.say("plan-figure"), *(p.name for p in found)]
    rows: list[list[Value]] = [[here.say("column-state"), *(here.say(f"plan-{p.state}") for p in found)]]
    for name in FIGURES:
        label = here.say(f"plan-{name}")
        rows.append([label, *(_step(here, p.figures[name]) for p in found)])
    rows.append([here.say("plan-members"), *(p.figures["members"] for p in found)])
    rows.append([here.say("plan-lost"), *(p.figures["lost"] for p in found)])
    for wish in ("keep", "dissolve"):
        rows.append([here.say(f"plan-wish-{wish}"), *(", ".join(p.wishes[wish]) or "–" for p in found)])
    rows.append([here.say("plan-wish-members"), *(p.wishes["max_members"] or "–" for p in found)])
    show_table(here, Table(here.say("plans-compared"), columns, rows), "suunnitelmat")


def _step(here: Here, figure: Mapping[str, float]) -> str:
    """A figure before and after, as people write it."""
    return f"{number(figure['before'], here.view.lang)} → {number(figure['after'], here.view.lang)}"


def _one(here: Here, where: Where, plan: SavedPlan) -> None:
    """The certificate of a plan, what was decided, and the form of the next step."""
    here.show("heading.html", text=plan.name)
    if plan.state == "accepted":
        day = here.view.date(plan.day)
        here.show("note.html", text=here.say("plan-decided", day=day, section=plan.section))
    st.download_button(
        here.say("take-certificate"),
        lambda: certificate_of(where, plan),
        f"{here.view.municipality}-karsinta-{plan.number}.trig",
        "application/trig",
        key=f"certificate-{plan.number}",
        on_click="ignore",
    )
    if plan.state in ("accepted", "rejected") or not may("decide"):
        return
    with st.form(f"plan-{plan.number}", border=False):
        steps = (TAKE, LEAVE) if plan.state == "put" else (PUT, TAKE, LEAVE)
        kind = st.radio(here.say("plan-step"), steps, format_func=lambda s: here.say(f"step-{s}"), horizontal=True)
        day = st.text_input(here.say("plan-day"), max_chars=20, placeholder="1.2.2026")
        section = st.text_input(here.say("plan-section"), max_chars=200)
        reason = st.text_input(here.say("decision-reason"), max_chars=2000)
        sent = st.form_submit_button(here.say("finding-save"))
    if sent:
        try:
            decide(where, person(), Decision(plan.number, kind, day, section, reason))
        except KgError as error:
            here.show("empty.html", message=here.say("proposal-not-taken"), advice=error.message(here.view.lang))
            return
        st.session_state["plan-told"] = here.say("plan-step-done", name=plan.name)
        st.rerun()


def offer_save(here: Here, request: Prune, view: PlanView) -> None:
    """A name, and the plan is kept with its wishes and its certificate."""
    if not may("propose"):
        return
    if told := st.session_state.pop("plan-saved", None):
        here.show("done.html", lines=[told], href=here.view.url("plans"), link=here.say("page-plans"))
    with st.form("save-plan", border=False, clear_on_submit=True):
        name = st.text_input(here.say("plan-name"), max_chars=120)
        sent = st.form_submit_button(here.say("plan-save"))
    if sent:
        try:
            with st.spinner(here.say("plan-saving")):
                save(Where(here.view.municipality), person(), name, (here.graph.municipality, request, view))
        except KgError as error:
            here.show("empty.html", message=here.say("proposal-not-taken"), advice=error.message(here.view.lang))
            return
        st.session_state["plan-saved"] = here.say("plan-kept", name=name)
        st.rerun()
