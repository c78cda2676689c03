"""The form of a proposal: the fields of a thing's sheet as they are, to be corrected; or those of a new thing."""

from collections.abc import Mapping

import streamlit as st

from kg.commands.proposals import (
    Catalogue,
    Column,
    Draft,
    Form,
    Outcome,
    Where,
    amend,
    catalogue,
    empty_form,
    form,
    proposals,
    propose,
)
from kg.errors import KgError
from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.kept import kept
from kg.explorer.person import person
from kg.present.proposals import column_label, in_names, refusal

MADE = ("actor", "object", "basis")
"""What a field may name although nobody knows it yet."""


def catalogue_of(here: Here) -> Catalogue:
    """The words and names that fields offer, in the language of the page."""
    return kept(here, "catalogue", lambda data: catalogue(data, here.view.lang))


def show_propose(here: Here) -> None:
    names = catalogue_of(here)
    if told := st.session_state.pop("proposal-told", None):
        here.show("done.html", lines=[told], href=here.view.url("proposals"), link=here.say("page-proposals"))
        return
    number = st.query_params.get("edit", "")
    draft = _draft_of(here, names, int(number)) if number.isdecimal() else None
    asked = _form(names, draft, st.query_params.get("id", ""), st.query_params.get("new", ""))
    if asked is None:
        here.show("empty.html", message=here.say("no-form"), advice=here.say("no-form-do"))
        return
    _head(here, names, asked)
    _ask(here, names, asked, draft, int(number) if draft else 0)


def _draft_of(here: Here, names: Catalogue, number: int) -> Draft | None:
    found = proposals(Where(here.view.municipality), person(), here.view.lang, names)
    return next((p.proposal.draft for p in found if p.proposal.number == number), None)


def _form(names: Catalogue, draft: Draft | None, thing: str, new: str) -> Form | None:
    if draft:
        return form(names, draft.thing) if draft.thing else empty_form(draft.sheet)
    if thing:
        return form(names, full(thing))
    try:
        return empty_form(new)
    except KgError:
        return None


def _head(here: Here, names: Catalogue, asked: Form) -> None:
    if asked.thing:
        name = here.graph.thing(asked.thing).name(here.view.content)
        here.show("about.html", href=here.view.url("thing", id=short(asked.thing)), name=name)
    else:
        here.show("heading.html", text=here.say(f"proposals.sheet-{asked.sheet.key}"))


def _ask(here: Here, names: Catalogue, asked: Form, draft: Draft | None, number: int) -> None:
    """The fields; what was there when the form was opened is remembered until it is sent."""
    key = f"form:{number or asked.thing or asked.sheet.key}"
    opened: Mapping[str, str] = st.session_state.setdefault(f"{key}:opened", dict(asked.cells))
    start = {**opened, **(draft.cells if draft else {})}
    with st.form(key, border=False, enter_to_submit=False):
        given = {c.key: _field(here, names, c, start.get(c.key, ""), key) for c in asked.columns}
        source = st.text_input(
            f"{here.say('proposals.source')} *", value=draft.source if draft else "", key=f"{key}:source"
        )
        quote = st.text_area(
            here.say("proposal-quote"), value=draft.quote if draft else "", key=f"{key}:quote", height=80
        )
        reason = st.text_area(f"{here.say('proposals.reason')} *", key=f"{key}:reason", height=80)
        sent = st.form_submit_button(here.say("proposal-send"), type="primary", shortcut="Ctrl+Enter")
    if sent:
        cells = {c: text for c, text in given.items() if text.strip() != opened.get(c, "")}
        before = {c: opened.get(c, "") for c in cells}
        _send(here, Draft(asked.sheet.key, asked.thing, cells, before, source, quote, reason), number, key)


def _send(here: Here, draft: Draft, number: int, key: str) -> None:
    where, who = Where(here.view.municipality), person()
    try:
        with st.spinner(here.say("proposal-checking")):
            outcome = amend(where, who, number, draft, draft.reason) if number else propose(where, who, draft)
    except KgError as error:
        here.show("empty.html", message=here.say("proposal-not-taken"), advice=error.message(here.view.lang))
        return
    if outcome.done:
        said = "proposals.amended" if number else "proposals.made"
        st.session_state.pop(f"{key}:opened", None)
        st.session_state["proposal-told"] = here.say(said, number=outcome.number)
        st.rerun()
    tell_refusal(here, outcome)
    if outcome.stale:
        now = {column: now for column, (_, now) in outcome.stale.items()}
        st.session_state[f"{key}:opened"] = {**st.session_state[f"{key}:opened"], **now}


def tell_refusal(here: Here, outcome: Outcome) -> None:
    """Why it was not taken, field by field."""
    lines = list(refusal(outcome.tried, outcome.stale, outcome.draft.cells, here.view.lang))
    here.show("refused.html", lines=lines)


def _field(here: Here, names: Catalogue, column: Column, value: str, key: str) -> str:
    """One field as its column says; its answer is a cell's text."""
    label = column_label(column.key, here.view.lang) + (" *" if column.required else "")
    key = f"{key}:{column.key}"
    if column.holds in ("word", "yes-no"):
        return _one_of(label, names.offered(column), value, key)
    if column.holds != "reference":
        return st.text_input(label, value=value, key=key, max_chars=None) or ""
    options = names.offered(column)

    def named(reference: str) -> str:
        return in_names(reference, names)

    chosen = [part.strip() for part in value.split(";") if part.strip()]
    picked = st.multiselect(
        label,
        list(dict.fromkeys([*chosen, *options])),
        default=chosen,
        format_func=named,
        key=key,
        placeholder=here.say("type-a-name"),
        max_selections=None if column.several else 1,
        accept_new_options=column.of in MADE,
    )
    return "; ".join(picked)


def _one_of(label: str, options: list[str], value: str, key: str) -> str:
    every = ["", *options] if value in ("", *options) else ["", value, *options]
    return st.selectbox(label, every, index=every.index(value), key=key, format_func=lambda o: o or "–") or ""
