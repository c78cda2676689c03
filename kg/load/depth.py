"""How deep things lie within things: what follows from a chain grows with the square of its length."""

from collections.abc import Iterable, Mapping

import networkx as nx
from rdflib.namespace import RDFS, SKOS

from kg.rdf import Iri, Quad
from kg.terms import GEO, KG

DEEPEST = 100
TRANSITIVE = tuple(Iri(p) for p in (GEO.sfWithin, SKOS.broader, KG.partOf, KG.derivesFrom, RDFS.subClassOf))
"""The properties that closures follow to their end (`kg/queries/reason/`)."""


def cycles(links: Mapping[Iri, Iterable[Iri]]) -> set[Iri]:
    """The things that lie within themselves, directly or through others."""
    unsettled = _settle(links)[1]
    graph = nx.DiGraph((part, whole) for part in unsettled for whole in links[part])
    return {t for c in nx.strongly_connected_components(graph) for t in c if len(c) > 1 or graph.has_edge(t, t)}


def depths(links: Mapping[Iri, Iterable[Iri]]) -> dict[Iri, int]:
    """How many levels lie above each thing. What lies in a circle or below one is as deep as there are such things."""
    found, unsettled = _settle(links)
    return found | dict.fromkeys(unsettled, len(unsettled) + max(found.values(), default=0))


def _settle(links: Mapping[Iri, Iterable[Iri]]) -> tuple[dict[Iri, int], set[Iri]]:
    """The levels above each thing, from the top down, and the things that never get any: in a circle or below one."""
    parts: dict[Iri, list[Iri]] = {}
    open_wholes: dict[Iri, int] = {}
    for part, wholes in links.items():
        open_wholes[part] = len(set(wholes))
        for whole in set(wholes):
            parts.setdefault(whole, []).append(part)
    ready = [thing for thing in {*parts, *links} if not open_wholes.get(thing)]
    found = dict.fromkeys(ready, 0)
    while ready:
        whole = ready.pop()
        for part in parts.get(whole, ()):
            found[part] = max(found.get(part, 0), found[whole] + 1)
            open_wholes[part] -= 1
            if not open_wholes[part]:
                ready.append(part)
    unsettled = {part for part, number in open_wholes.items() if number}
    return {t: d for t, d in found.items() if t not in unsettled}, unsettled


def too_deep(quads: Iterable[Quad]) -> tuple[Iri, Iri, int] | None:
    """The thing that lies deepest, by which property, and how deep, where that is deeper than DEEPEST."""
    links: dict[Iri, dict[Iri, list[Iri]]] = {p: {} for p in TRANSITIVE}
    for s, p, o, _ in quads:
        if p in links and isinstance(o, Iri):
            links[p].setdefault(s, []).append(o)
    for prop, found in links.items():
        if len(found) > DEEPEST:
            thing, depth = max(depths(found).items(), key=lambda d: d[1])
            if depth > DEEPEST:
                return thing, prop, depth
    return None
