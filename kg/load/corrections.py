"""Corrections beside the sources: what they add is a source of its own, what they take back is withdrawn by name.

A source's graph in the store stays as its source says. What questions see is the sources without the facts that stand
in the graph `withdrawn`, and the graph `corrections`.
"""

from collections.abc import Iterable, Iterator

from kg.load.shipped import CORRECTIONS, WITHDRAWN, graph_iri, municipality_of
from kg.rdf import Iri, Quad


def corrections_graph(municipality: str) -> Iri:
    return Iri(graph_iri(municipality, CORRECTIONS))


def withdrawn_graph(municipality: str) -> Iri:
    return Iri(graph_iri(municipality, WITHDRAWN))


def withdrawn_from(graphs: Iterable[str], withdrawn: Iterable[Quad]) -> Iterator[Quad]:
    """What must not be seen of these graphs; corrections themselves are never withdrawn."""
    sources = [Iri(g) for g in graphs if g != graph_iri(municipality_of(g), CORRECTIONS)]
    return ((s, p, o, g) for s, p, o, _ in withdrawn for g in sources)


def seen(quads: set[Quad], municipality: str) -> set[Quad]:
    """The facts of sources and corrections, given with the graph of what is withdrawn, as questions see them."""
    mark = withdrawn_graph(municipality)
    taken = {q for q in quads if q[3] == mark}
    return quads - taken - set(withdrawn_from({str(q[3]) for q in quads}, taken)) if taken else set(quads)
