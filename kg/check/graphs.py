"""Quads of a store into plain rdflib graphs, for shapes and for the reference engine."""

from collections.abc import Iterable
from pathlib import Path

import rdflib
from rdflib import Literal
from rdflib.term import Node

from kg.setwise.terms import to_rdflib
from kg.store import Data, EmbeddedStore, find_query
from kg.store.query import Value
from kg.terms import KG


def shapes_graph(files: Iterable[Path]) -> rdflib.Graph:
    """Shape files as one graph, their literals in the same normal form as the store's."""
    store = EmbeddedStore()
    for file in files:
        store.load_file(file, None)
    quads = [q for name in (None, *store.graph_names()) for q in store.quads(name)]
    return to_rdflib(quads)


def data_graph(data: Data) -> rdflib.Graph:
    """The merged graph of the data, and its context as triples of `kg:context`."""
    text = find_query("check/everything").bind({}, {})
    graph = to_rdflib(data.store.construct(text, data.default))
    for name, value in data.context.values().items():
        graph.add((KG.context, KG[name], _context_value(value)))
    return graph


def _context_value(value: Value) -> Node:
    return Literal(value)
