"""Choosing one thing of many by name, quick also where there are tens of thousands."""

from collections.abc import Sequence

import streamlit as st

from kg.explorer.address import full, short
from kg.explorer.catalogue import matching
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose
from kg.read import Thing

LISTED = 1_500
"""So many names a select box holds; of more, those that fit what was typed."""
OFFERED = 50


def pick(here: Here, name: str, label: str, things: Sequence[Thing]) -> Thing | None:
    """A select box over things; the address holds the chosen one as `name`."""
    given = st.query_params.get(name)
    chosen = here.graph.things.get(full(given)) if given else None
    offered = list(things) if len(things) <= LISTED else _typed(here, name, label, things)
    if chosen is not None and chosen not in offered:
        offered = [chosen, *offered]
    by_key = {short(t.iri): t for t in offered}
    picked = choose(Choice(name, label, list(by_key), lambda k: _shown(here, by_key[k]), here.say("type-a-name")))
    return by_key.get(picked) if picked else None


def _shown(here: Here, thing: Thing) -> str:
    return f"{thing.name(here.view.content)} – {here.graph.kind_name(thing.kind, here.view.lang)}"


def _typed(here: Here, name: str, label: str, things: Sequence[Thing]) -> list[Thing]:
    typed = st.text_input(here.say("narrow", what=label), key=f"narrow-{name}", live=True, max_chars=100)
    return matching(list(things), typed)[:OFFERED] if typed.strip() else []
