"""SHACL property paths (section 2.3.1) into SPARQL property paths."""

from dataclasses import dataclass

import rdflib
from rdflib import RDF, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import UnreadableInput

REPEATED: dict[Node, str] = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


@dataclass(frozen=True)
class Path:
    """A path as SPARQL text; `predicate` where it is one plain property, `nullable` where it may have no step."""

    sparql: str
    predicate: str | None = None
    nullable: bool = False

    @property
    def name(self) -> str:
        """How reports write it: the IRI of a plain property, else the SPARQL path."""
        return self.predicate or self.sparql


def read_path(graph: rdflib.Graph, node: Node) -> Path:
    """The path that begins at `node`; raises UnreadableInput where it is none."""
    if isinstance(node, URIRef):
        return Path(f"<{node}>", str(node))
    if (node, RDF.first, None) in graph:
        return Path("/".join(_step(graph, step) for step in Collection(graph, node)))
    for predicate, value in sorted(graph.predicate_objects(node)):
        if predicate == SH.inversePath:
            return Path(f"^{_step(graph, value)}")
        if predicate == SH.alternativePath:
            return Path("|".join(_step(graph, step) for step in Collection(graph, value)))
        if predicate in REPEATED:
            return Path(f"{_step(graph, value)}{REPEATED[predicate]}", nullable=predicate != SH.oneOrMorePath)
    raise UnreadableInput("check.no-path", path=str(node))


def _step(graph: rdflib.Graph, node: Node) -> str:
    text = read_path(graph, node).sparql
    return text if isinstance(node, URIRef) else f"({text})"
