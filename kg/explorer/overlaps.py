"""Overlaps on a page: pairs of networks side by side, clusters, and tasks given to several actors."""

from collections.abc import Sequence

import streamlit as st

from kg.commands.networks import DIMENSIONS, Network, Pair
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.kept import kept
from kg.explorer.neighbours import show_clusters
from kg.explorer.tables import show_table
from kg.present.report.overlaps import OverlapView, overlap_view
from kg.present.table import Table
from kg.read import Thing


def show_overlaps(here: Here) -> None:
    view = kept(here, "overlaps", lambda data: overlap_view(data, here.view.lang))
    here.show("lines.html", title=here.say("analyse.summary"), lines=[view.subtitle, *view.summary()])
    chosen = _chosen(view.pairs, st.query_params.get("pair", ""))
    if chosen:
        _side_by_side(here, view, chosen)
    if view.pairs:
        if not chosen:
            show_clusters(here, view.pairs)
        _pairs(here, view)
    else:
        here.show("empty.html", message=here.say("no-pairs"), advice=here.say("no-pairs-do"))
    for number, table in enumerate(view.tables()[1:]):
        if table.rows:
            here.show("heading.html", text=table.title)
            show_table(here, table, f"tehtavat-{number + 1}")


def _chosen(pairs: Sequence[Pair], keys: str) -> Pair | None:
    return next((p for p in pairs if keys == f"{p.first.key}~{p.second.key}"), None)


def _pairs(here: Here, view: OverlapView) -> None:
    """Every pair with its score and relations; the score leads to the two side by side."""
    here.show("heading.html", text=here.say("pairs"))
    whole = view.pairs_table()
    columns = [
        *(here.say(f"analyse.{n}") for n in ("score", "first-name", "second-name", "members-shared")),
        *(here.say(f"analyse.relation-{n}") for n in DIMENSIONS),
        here.say("analyse.stay"),
    ]
    rows, links = [], []
    for pair, row in zip(view.pairs, whole.rows, strict=True):
        words = [here.say(f"analyse.{pair.relations[n]}") for n in DIMENSIONS]
        rows.append([pair.score, row[1], row[3], pair.members_shared, *words, row[-1]])
        both = here.view.url("overlaps", pair=f"{pair.first.key}~{pair.second.key}")
        links.append([both, _thing(here, pair.first), _thing(here, pair.second)])
    table = Table(whole.title, columns, rows, here.say("pairs-note"))
    show_table(here, table, "parit", links=links, sheets=[whole])


def _thing(here: Here, network: Network) -> str:
    return here.view.url("thing", id=short(network.iri))


def _side_by_side(here: Here, view: OverlapView, pair: Pair) -> None:
    """Two networks beside each other: what they share, and what is one's own."""
    sides = [
        ("area", pair.first.leaf_areas, pair.second.leaf_areas),
        ("theme", pair.first.themes, pair.second.themes),
        ("group", pair.first.leaf_groups, pair.second.leaf_groups),
        ("members", pair.first.members, pair.second.members),
    ]
    parts = [
        {
            "name": here.say(f"analyse.part-{name}"),
            "relation": here.say(f"analyse.{pair.relations[name]}"),
            "share": pair.parts[name],
            "shared": _things(here, one & two),
            "first": _things(here, one - two),
            "second": _things(here, two - one),
        }
        for name, one, two in sides
    ]
    stay = [here.say(f"analyse.{reason}") for reason in view.reasons[pair.first.key, pair.second.key]]
    networks = [here.graph.thing(pair.first.iri), here.graph.thing(pair.second.iri)]
    here.show("pair.html", networks=networks, pair=pair, parts=parts, stay=stay)


def _things(here: Here, iris: frozenset[str]) -> list[Thing]:
    return sorted((here.graph.thing(i) for i in iris), key=lambda t: t.name(here.view.content).casefold())
