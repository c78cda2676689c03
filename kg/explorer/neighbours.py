"""What stands nearest to a thing, and networks that overlap, as pictures of who is tied to whom."""

from collections import Counter
from collections.abc import Iterable, Sequence

import streamlit as st

from kg.commands.networks import Pair
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.woven import Box, Tie, Woven, show_woven
from kg.messages import number
from kg.read import Statement

MOST = 14
"""So many ties are drawn of a thing that has more; its card tells of all."""


def show_neighbours(here: Here, iri: str) -> None:
    """The thing in the middle of what bears, has or does something with it."""
    said = dict.fromkeys((*here.graph.said("bearer", iri), *here.graph.said("object", iri)))
    ties = list(dict.fromkeys(_ties(here, (s for s in said if here.graph.stands(s, here.view.day)), iri)))[:MOST]
    if len(ties) < 2:
        return
    things = dict.fromkeys((iri, *(end for tie in ties for end in (tie.source, tie.target))))
    boxes = [_box(here, i, main=i == iri) for i in things]
    here.show("heading.html", text=here.say("neighbours"))
    show_woven(here, Woven("lahipiiri", here.say("neighbours-of", name=boxes[0].label), boxes, ties))


def _ties(here: Here, statements: Iterable[Statement], iri: str) -> Iterable[Tie]:
    for statement in statements:
        role = statement.role.name(here.view.content) if statement.role else ""
        href = here.view.url("thing", id=short(statement.iri))
        for bearer in statement.bearers:
            for thing in statement.objects:
                if iri in (bearer.iri, thing.iri) and bearer.iri != thing.iri:
                    yield Tie(
                        bearer.iri,
                        thing.iri,
                        role,
                        href,
                        "stated" if statement.bearer_status == "stated" else "implied",
                    )


def show_clusters(here: Here, pairs: Sequence[Pair]) -> None:
    """One cluster of networks that overlap, each pair a line with its score; the line leads to the two side by side."""
    sizes = Counter(pair.cluster for pair in pairs)
    if len(pairs) < 2:
        return
    keys = [key for key, _ in sizes.most_common()]
    asked = st.query_params.get("cluster", "")
    chosen = asked if asked in sizes else keys[0]
    here.show("heading.html", text=here.say("clusters"))
    here.show("note.html", text=here.say("clusters-note"))
    names = {str(n.key): here.graph.thing(n.iri).name(here.view.content) for p in pairs for n in (p.first, p.second)}
    facets = [(names.get(key, key), sizes[key], here.view.url("overlaps", cluster=key)) for key in keys]
    here.show("clusters.html", facets=facets, chosen=keys.index(chosen))
    own = [pair for pair in pairs if pair.cluster == chosen]
    networks = dict.fromkeys(str(n.iri) for pair in own for n in (pair.first, pair.second))
    ties = [
        Tie(
            str(pair.first.iri),
            str(pair.second.iri),
            number(pair.score, here.view.lang),
            here.view.url("overlaps", pair=f"{pair.first.key}~{pair.second.key}"),
            "plain",
        )
        for pair in own
    ]
    boxes = [_box(here, i) for i in networks]
    show_woven(
        here, Woven("ryppaat", f"{here.say('clusters')}: {names.get(chosen, chosen)}", boxes, ties, organic=True)
    )


def _box(here: Here, iri: str, *, main: bool = False) -> Box:
    thing = here.graph.thing(iri)
    gone = " gone" if here.graph.ended(iri, here.view.day) else ""
    return Box(
        iri, thing.name(here.view.content), here.view.url("thing", id=short(iri)), f"{'main' if main else ''}{gone}"
    )
