"""Accepted changes of a thing, and the form by which the owner of a measure reports its state."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from kg.commands.proposals import Draft, Where, accepted_about, change_at_once, form
from kg.errors import KgError
from kg.explorer.frame import Here
from kg.explorer.person import may, person
from kg.explorer.proposing import catalogue_of, tell_refusal


def show_changes(here: Here, iri: str) -> None:
    """The accepted changes of a thing, the latest first: earlier states and notes stay readable."""
    where = Where(here.view.municipality)
    if found := accepted_about(where, iri, here.view.lang, catalogue_of(here)):
        here.show("changes.html", changes=found)


def show_report(here: Here, iri: str) -> None:
    """The state of a measure and a note, written at once by who may decide."""
    if told := st.session_state.pop("reported", None):
        here.show("done.html", lines=[told], href="", link="")
    names = catalogue_of(here)
    asked = form(names, iri) if may("decide") else None
    if asked is None:
        return
    here.show("heading.html", text=here.say("report-state"))
    opened: Mapping[str, str] = st.session_state.setdefault(f"report:{iri}", dict(asked.cells))
    column = asked.sheet.column("status")
    states = names.offered(column)
    now = opened.get("status", "")
    with st.form("report", border=False):
        place = states.index(now) if now in states else None
        state = st.selectbox(here.say("proposals.column-status"), states, index=place, key="report-state")
        note = st.text_area(f"{here.say('finding-note')} *", key="report-note", height=80)
        owner = opened.get("responsible", "")
        told_by = here.say("report-source", owner=owner, day=here.view.date(date.today().isoformat())) if owner else ""
        source = st.text_input(f"{here.say('proposals.source')} *", value=told_by, key="report-source")
        sent = st.form_submit_button(here.say("finding-save"))
    if sent:
        draft = Draft("measures", iri, {"status": state or ""}, {"status": now}, source, "", note)
        _write(here, draft, f"report:{iri}")


def _write(here: Here, draft: Draft, key: str) -> None:
    try:
        outcome = change_at_once(Where(here.view.municipality), person(), draft)
    except KgError as error:
        here.show("empty.html", message=here.say("proposal-not-taken"), advice=error.message(here.view.lang))
        return
    st.session_state.pop(key, None)
    if not outcome.done:
        tell_refusal(here, outcome)
        return
    st.session_state["reported"] = here.say("reported")
    st.rerun()
