"""The list of everything that can be looked up, by kind and by what somebody types."""

from collections import Counter

import streamlit as st

from kg.explorer.address import full, short
from kg.explorer.frame import Here
from kg.explorer.tables import show_table
from kg.explorer.thing import show_thing
from kg.present.card import read_card
from kg.present.table import Table
from kg.read import Thing

WIDE = "actor"
"""A kind that holds many others, offered among them."""


def kind_name(here: Here, kind: str) -> str:
    """A kind of thing in the interface's language."""
    return here.graph.kind_name(kind, here.view.lang)


def show_things(here: Here) -> None:
    """The thing that the address names, else the list of them all."""
    if asked := st.query_params.get("id"):
        show_thing(here, read_card(here.graph, full(asked), here.view.day))
    else:
        here.head(here.say("page-thing"), here.say("lead-thing"))
        show_catalogue(here)


def show_catalogue(here: Here) -> None:
    """A search box, the kinds with their counts, and the table of what fits."""
    catalogue = here.graph.catalogue
    typed = st.text_input(here.say("find-by-name"), key="find", bind="query-params", live=True, max_chars=100)
    things = matching(sorted((t for some in catalogue.values() for t in some), key=_by_name), typed)
    counts = Counter(t.kind for t in things)
    counts[WIDE] = sum(here.graph.is_a(t, WIDE) for t in things)
    asked = st.query_params.get("kind", "")
    listed = {*counts, *({asked} & set(catalogue))}
    kinds = sorted(listed, key=lambda k: kind_name(here, k).casefold())
    facets = [(kind_name(here, k), counts[k], here.view.url("thing", kind=k, find=typed)) for k in kinds]
    chosen = kinds.index(asked) if asked in kinds else None
    here.show("facets.html", facets=facets, chosen=chosen, total=len(things), all=here.view.url("thing", find=typed))
    found = [t for t in things if chosen is None or here.graph.is_a(t, asked)]
    if not found:
        here.show("empty.html", message=here.say("nothing-called"), advice=here.say("nothing-called-do"))
        return
    columns = [here.say(c) for c in ("column-name", "column-kind", "column-other-names")]
    content = here.view.content
    rows = [[t.name(content), kind_name(here, t.kind), ", ".join(other_names(t, content))] for t in found]
    links = [[here.view.url("thing", id=short(t.iri))] for t in found]
    show_table(here, Table(here.say("found", n=len(found)), columns, rows), "luettelo", links=links)


def _by_name(thing: Thing) -> tuple[bool, str]:
    """Names that begin with a letter before dates and numbers."""
    name = thing.name("fi").casefold()
    return not name[:1].isalpha(), name


def matching(things: list[Thing], typed: str) -> list[Thing]:
    """The things of which some name holds every word that was typed; names that begin so come first."""
    words = typed.casefold().split()
    if not words:
        return things
    found: list[tuple[bool, int, Thing]] = []
    for thing in things:
        names = [n.casefold() for n in (*thing.labels.values(), *(o for some in thing.others.values() for o in some))]
        if all(any(w in n for n in names) for w in words):
            found.append((not any(n.startswith(words[0]) for n in names), len(found), thing))
    return [thing for _, _, thing in sorted(found, key=lambda f: f[:2])]


def other_names(thing: Thing, content: str) -> list[str]:
    """What the thing is called besides, in any language."""
    shown = thing.name(content)
    names = [*thing.labels.values(), *(o for some in thing.others.values() for o in some)]
    return list(dict.fromkeys(n for n in names if n != shown))
