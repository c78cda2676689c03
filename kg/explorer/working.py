"""One finding on a page of its own: what is wrong, whose it is and by when, notes, and accepting it until a day."""

from collections.abc import Callable

import streamlit as st

from kg.commands.check import Finding
from kg.commands.proposals import Column, Where
from kg.commands.worklist import Answer, Asked, authors, excuse, give, worked_on
from kg.errors import KgError
from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.health import findings
from kg.explorer.person import may, person
from kg.explorer.proposing import catalogue_of
from kg.messages import in_language
from kg.present.findings import excused
from kg.present.imported import Imported
from kg.present.proposals import refusal

ACTORS = Column("vastuutaho", "responsible", "reference", "actor")


def show_finding(here: Here) -> None:
    if told := st.session_state.pop("finding-told", None):
        here.show("done.html", lines=[told], href=here.view.url("findings"), link=here.say("page-findings"))
    shape, focus = full(st.query_params.get("shape", "")), full(st.query_params.get("id", ""))
    found = [f for f in findings(here).results if f.shape == shape and str(f.focus) == focus]
    if not found:
        here.show("empty.html", message=here.say("no-such-finding"), advice=here.say("no-such-finding-do"))
        return
    _state(here, found[0])
    _give(here, found[0])
    if may("decide"):
        _excuse(here, found[0])


def _state(here: Here, finding: Finding) -> None:
    where, lang = Where(here.view.municipality), here.view.lang
    work = worked_on(where).get((finding.shape, str(finding.focus)))
    known = authors(where, person())
    here.show(
        "finding.html",
        name=in_language(finding.label, here.view.content) or str(finding.focus).rsplit("/", 1)[-1],
        href=here.view.url("thing", id=short(str(finding.focus))),
        propose=here.view.url("propose", id=short(str(finding.focus))),
        message=in_language(finding.message, lang),
        fix=in_language(finding.fix, lang),
        accepted=excused(finding, lang),
        work=work,
        to=here.graph.thing(work.to) if work and work.to else None,
        acts=[
            (
                f"{a.time.astimezone():%-d.%-m.%Y}",
                here.say(f"proposals.act-{a.kind}"),
                known.get(a.author, ""),
                a.reason,
            )
            for a in (work.acts if work else ())
        ],
    )


def _give(here: Here, finding: Finding) -> None:
    here.show("heading.html", text=here.say("finding-give"))
    with st.form("give", border=False, clear_on_submit=False):
        offered = catalogue_of(here).offered(ACTORS)
        to = st.selectbox(
            here.say("finding-to"), offered, index=None, placeholder=here.say("type-a-name"), key="give-to"
        )
        due = st.text_input(here.say("finding-due"), key="give-due", max_chars=20, placeholder="31.12.2026")
        note = st.text_area(here.say("finding-note"), key="give-note", height=80)
        sent = st.form_submit_button(here.say("finding-save"))
    if sent:
        asked = Asked(finding.shape, str(finding.focus), to or "", due, note)
        _write(here, lambda: give(Where(here.view.municipality), person(), asked), "finding-saved")


def _excuse(here: Here, finding: Finding) -> None:
    here.show("heading.html", text=here.say("finding-except"))
    with st.form("except", border=False, clear_on_submit=False):
        basis = st.text_input(f"{here.say('finding-basis')} *", key="except-basis")
        until = st.text_input(
            f"{here.say('finding-until')} *", key="except-until", max_chars=20, placeholder="31.12.2026"
        )
        note = st.text_area(f"{here.say('proposals.reason')} *", key="except-note", height=80)
        sent = st.form_submit_button(here.say("finding-accept"))
    if sent:
        asked = Asked(finding.shape, str(finding.focus), note=note, basis=basis, until=until)
        _write(here, lambda: excuse(Where(here.view.municipality), person(), asked), "finding-excepted")


def _write(here: Here, work: Callable[[], Answer], said: str) -> None:
    try:
        answer = work()
    except KgError as error:
        here.show("empty.html", message=here.say("proposal-not-taken"), advice=error.message(here.view.lang))
        return
    if answer.faults:
        tried = Imported(here.view.municipality, faults=answer.faults)
        here.show("refused.html", lines=list(refusal(tried, {}, {}, here.view.lang)))
        return
    st.session_state["finding-told"] = here.say(said)
    st.rerun()
