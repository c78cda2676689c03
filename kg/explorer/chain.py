"""Responsibility chains on a page: the picture, each chain hop by hop with its quote, and the table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from kg.commands.chain import Chain, Hop, chain
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.inputs import switch
from kg.explorer.pick import pick
from kg.explorer.tables import show_table
from kg.explorer.woven import Box, Tie, Woven, show_woven
from kg.present.chains import ChainView, chain_table, evidence_json, picture
from kg.present.mermaid import to_mermaid
from kg.present.table import Table
from kg.read import Thing

BETWEEN, AWAY = 8, 12


def show_chains(here: Here) -> None:
    """What was chosen, as chains; advice where nothing was or where there is none."""
    tied = here.graph.tied
    left, right = st.columns(2)
    with left:
        start = pick(here, "from", here.say("chain-from"), tied)
    with right:
        end = pick(here, "to", here.say("chain-to"), tied)
    if start is None:
        here.show("empty.html", message=here.say("chain-choose"), advice=here.say("chain-choose-do"))
        return
    down = True
    if end is None:
        down = switch(here.say("direction"), ("down", "up"), "way", lambda w: here.say(f"way-{w}")) == "down"
    view = chain_view(here, start, end, here.view.day, down=down)
    for line in view.not_in_force():
        here.show("note.html", text=line)
    if not view.chains:
        here.show("empty.html", message=here.say("chain.none"), advice=here.say("chain-none-do"))
        return
    _draw(here, view)


def chain_view(here: Here, start: Thing, end: Thing | None, day: date | None, *, down: bool) -> ChainView:
    """The chains between two things, or away from one."""
    asked = Chain(
        start=start.iri,
        end=end.iri if end else None,
        direction="down" if down else "up",
        limit=BETWEEN if end else AWAY,
        as_of=day,
        lang=here.view.lang,
    )
    found = chain(here.graph.municipality, asked)
    return replace(found, chains=sorted(found.chains, key=len))


def _draw(here: Here, view: ChainView) -> None:
    drawn = picture(view)
    hops = {(h.edge.source, h.edge.target, h.edge.relation): h for chain in view.chains for h in chain}
    here_now = {k: v for k, v in st.query_params.items() if k not in ("hop", "lang", "content", "data", "date")}
    arcs = [here.view.url("chains", **here_now, hop=str(n)) for n in range(len(hops))]
    nodes = {iri: here.view.url("thing", id=short(iri)) for iri in drawn.labels if iri in here.graph.things}
    show_woven(here, woven(view, hops, nodes, arcs))
    chosen = st.query_params.get("hop", "")
    if chosen.isdigit() and int(chosen) < len(hops):
        here.show("hop.html", hop=list(hops.values())[int(chosen)], chains=view, said=evidence_json)
    here.show("chains.html", chains=view, said=evidence_json)
    table = chain_table(view)
    here.show("heading.html", text=here.say("as-table"))
    show_table(here, _short(table), "ketjut", sheets=[table])
    with st.container(horizontal=True, key="take-ketjut-kuva"):
        st.download_button(
            here.say("take-mermaid"), to_mermaid(drawn), "ketjut.mmd", "text/plain", key="mermaid", on_click="ignore"
        )


def woven(
    view: ChainView,
    hops: Mapping[tuple[str, str, str], Hop],
    nodes: Mapping[str, str],
    arcs: Sequence[str],
) -> Woven:
    """All chains as one web; the shortest one, which comes first, is marked."""
    main = view.chains[0]
    on_main = {(h.edge.source, h.edge.target, h.edge.relation) for h in main}
    passed = {main[0].start, *(h.end for h in main)}
    things = dict.fromkeys(i for chain in view.chains for i in (chain[0].start, *(h.end for h in chain)))
    boxes = [Box(i, view.name(i), nodes.get(i, ""), "main" if i in passed else "") for i in things]
    ties = [
        Tie(hop.start, hop.end, view.relation(r), arcs[n], _classes(hop, main=(a, b, r) in on_main))
        for n, ((a, b, r), hop) in enumerate(hops.items())
    ]
    return Woven("ketjut", view.title(), boxes, ties)


def _classes(hop: Hop, *, main: bool) -> str:
    """How a tie is drawn: by its status, and with its arrow turned where the chain walks against it."""
    return f"{hop.edge.status.replace(' ', '-')}{' main' if main else ''}{' back' if hop.inverse else ''}"


def _short(table: Table) -> Table:
    """The columns that fit a screen; the download holds them all."""
    return Table(table.title, table.columns[:7], [row[:7] for row in table.rows])
