"""The queue of proposals: what each would change, what the checks would say, and the decision, many at once."""

from collections.abc import Sequence

import streamlit as st

from kg.commands.proposals import OPEN, Outcome, Shown, Where, accept, attempt, proposals, reject, rivals
from kg.errors import KgError, Misuse
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.inputs import switch
from kg.explorer.kept import kept
from kg.explorer.person import may, person
from kg.explorer.proposing import catalogue_of
from kg.messages import in_language
from kg.present.proposals import refusal

AT_ONCE = 20
"""So many proposals stand on a page."""
NEW = ("responsibilities", "networks", "measures", "plans", "actors", "themes", "areas", "population_groups")


def show_proposals(here: Here) -> None:
    if told := st.session_state.pop("decided", None):
        here.show("done.html", lines=told, href="", link="")
    found = proposals(Where(here.view.municipality), person(), here.view.lang, catalogue_of(here))
    here.show("new-proposals.html", sheets=NEW)
    state = switch(here.say("proposals-which"), ("open", "decided"), "state", lambda s: here.say(f"proposals-{s}"))
    shown = [p for p in found if (p.proposal.state == OPEN) == (state == "open")]
    if not shown:
        here.show("empty.html", message=here.say(f"no-proposals-{state}"), advice=here.say("no-proposals-do"))
        return
    here.show("heading.html", text=here.say("proposals-found", n=len(shown)))
    decide = state == "open" and may("decide")
    picked = [p for p in shown[:AT_ONCE] if _one(here, p, found, decide)]
    if len(shown) > AT_ONCE:
        here.show("note.html", text=here.say("and-more", n=len(shown) - AT_ONCE))
    if decide:
        _decide(here, [p.proposal.number for p in picked])


def _one(here: Here, shown: Shown, every: Sequence[Shown], decide: bool) -> bool:
    """One proposal; whether it is ticked."""
    proposal = shown.proposal
    others = [p for p in every if p.proposal in rivals(proposal, [o.proposal for o in every])]
    tick = decide and st.checkbox(f"{proposal.number} · {shown.title}", key=f"tick-{proposal.number}")
    checked = _checked(here, shown) if tick else None
    here.show(
        "proposal.html",
        shown=shown,
        thing=here.view.url("thing", id=short(proposal.draft.thing)) if proposal.draft.thing else "",
        edit=here.view.url("propose", edit=str(proposal.number)) if decide else "",
        titled=not decide,
        rivals=others,
        checked=checked,
    )
    return tick


def _checked(here: Here, shown: Shown) -> dict[str, list[str]]:
    """What accepting it now would bring: mistakes, findings that would appear and vanish, things that look alike."""
    lang, proposal = here.view.lang, shown.proposal
    key = f"proposal {proposal.number} {len(proposal.acts)}"
    where = Where(here.view.municipality)
    outcome: Outcome = kept(here, key, lambda _: attempt(where, proposal.draft, proposal.number))
    tried = outcome.tried

    def said(findings: Sequence[object]) -> list[str]:
        return [f"{f.label.get(lang) or ''} – {in_language(f.message, lang)}" for f in findings]  # type: ignore[attr-defined]

    return {
        "mistakes": list(refusal(tried, outcome.stale, proposal.draft.cells, lang)),
        "appearing": said(tried.appearing),
        "vanishing": said(tried.vanishing),
        "alike": [f"{a.name} ({'; '.join(a.nearest)})" if a.nearest else a.name for a in tried.new_actors],
    }


def _decide(here: Here, numbers: list[int]) -> None:
    """Accept or reject all that are ticked, with one reason."""
    reason = st.text_input(here.say("decision-reason"), key="decision-reason", max_chars=2000)
    with st.container(horizontal=True, key="decide"):
        take = st.button(here.say("accept-picked", n=len(numbers)), type="primary", key="accept", shortcut="Ctrl+Enter")
        leave = st.button(here.say("reject-picked", n=len(numbers)), key="reject", shortcut="Ctrl+Shift+Enter")
    if not (take or leave):
        return
    if not numbers:
        here.show("note.html", text=here.say("pick-first"))
        return
    try:
        with st.spinner(here.say("deciding")):
            st.session_state["decided"] = list(_told(here, numbers, reason, take))
    except KgError as error:
        here.show("empty.html", message=here.say("proposal-not-taken"), advice=error.message(here.view.lang))
        return
    st.rerun()


def _told(here: Here, numbers: list[int], reason: str, take: bool) -> list[str]:
    """A line or more on what became of each."""
    where, who, lang, lines = Where(here.view.municipality), person(), here.view.lang, list[str]()
    for number, done in zip(numbers, (accept if take else reject)(where, who, numbers, reason), strict=True):
        if isinstance(done, Misuse):
            lines.append(done.message(lang))
        elif not isinstance(done, Outcome):
            lines.append(here.say("proposals.rejected", number=number))
        elif done.record:
            lines.append(here.say("proposals.accepted", number=number, change=done.record.number))
        else:
            lines += [f"{number}: {line}" for line in refusal(done.tried, done.stale, done.draft.cells, lang)]
    return lines
