"""Quads of a store into plain rdflib graphs, for shapes and for the reference engine, and terms back."""

import logging
from collections.abc import Iterable
from pathlib import Path

import rdflib
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.rdf import RDF_LANGSTRING, XSD, Iri, Lit, Quad, Term
from kg.store import Data, EmbeddedStore, find_query
from kg.store.query import Value
from kg.terms import KG

logging.getLogger("rdflib.term").setLevel(logging.ERROR)
"""A literal that does not fit its datatype is a finding of the check, not a line of the log."""


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Graph:
    """The triples as a plain graph, lexical forms untouched."""
    graph = rdflib.Graph()
    for s, p, o, _ in quads:
        graph.add((node(s), URIRef(p), node(o)))
    return graph


def node(term: Term) -> Node:
    if not isinstance(term, Lit):
        return BNode(term.removeprefix("_:")) if is_blank(term) else URIRef(term)
    if term.lang:
        return Literal(str(term), lang=term.lang)
    datatype = None if term.datatype == XSD + "string" else URIRef(term.datatype)
    return Literal(str(term), datatype=datatype, normalize=False)


def is_blank(term: Term) -> bool:
    """Whether a store's term is a nameless node."""
    return not isinstance(term, Lit) and (term.startswith("_:") or ":" not in term)


def plain(term: Node) -> Term:
    if not isinstance(term, Literal):
        return Iri(f"_:{term}" if isinstance(term, BNode) else str(term))
    if term.language:
        return Lit(str(term), lang=term.language, datatype=RDF_LANGSTRING)
    return Lit(str(term), datatype=str(term.datatype or XSD + "string"))


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
