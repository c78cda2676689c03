"""Terms of a store into rdflib nodes and back, and a key that tells them apart."""

import logging
from collections.abc import Iterable

import rdflib
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from kg.rdf import RDF_LANGSTRING, XSD, Iri, Lit, Quad, Term

SH = "http://www.w3.org/ns/shacl#"

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


def term_key(term: Term | None) -> tuple[str, ...] | None:
    """A term as a value that tells IRIs, plain, typed and tagged literals apart."""
    if term is None:
        return None
    if isinstance(term, Lit):
        return ("literal", str(term), (term.lang or "").lower(), term.datatype)
    return ("node", str(term))
