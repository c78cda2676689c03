"""Shapes into their faults: what engines would take without a word, and people could not read.

pySHACL accepts a misspelt `sh:minCoutn`, runs queries that the specification forbids, and reports nameless shapes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.check.findings import SEVERITIES
from kg.messages import LANGUAGES
from kg.setwise.declared import targeted
from kg.setwise.select import FORBIDDEN
from kg.setwise.sparql_text import parse


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: its kind, the shape or constraint it stands at, and what is wrong there."""

    kind: str
    node: str
    what: str


def faults(shapes: rdflib.Graph) -> list[Fault]:
    """Every fault of a graph of shapes, sorted; none where the shapes may be used."""
    found = [*_misspelt(shapes), *_nameless(shapes), *_speechless(shapes), *_severities(shapes), *_illegal(shapes)]
    return sorted(set(found))


def _misspelt(shapes: rdflib.Graph) -> Iterator[Fault]:
    for triple in shapes:
        for term in triple:
            if isinstance(term, URIRef) and term.startswith(str(SH)) and term not in SH:
                yield Fault("misspelt", str(triple[0]), term.removeprefix(str(SH)))


def _all(shapes: rdflib.Graph) -> set[Node]:
    typed = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, kind)}
    return typed | set(targeted(shapes)) | set(shapes.objects(None, SH.property))


def _nameless(shapes: rdflib.Graph) -> Iterator[Fault]:
    for shape in _all(shapes):
        if not isinstance(shape, URIRef):
            yield Fault("nameless", str(shape), "")


def _speechless(shapes: rdflib.Graph) -> Iterator[Fault]:
    """A shape that can give a result has a message in each language: its own, or that of its constraint."""
    for shape in _all(shapes):
        missing = set(LANGUAGES) - _languages(shapes, shape)
        if missing and _checks(shapes, shape):
            yield Fault("speechless", str(shape), " ".join(sorted(missing)))


def _languages(shapes: rdflib.Graph, node: Node) -> set[str | None]:
    return {m.language for m in shapes.objects(node, SH.message) if isinstance(m, Literal)}


def _checks(shapes: rdflib.Graph, shape: Node) -> bool:
    constraints = list(shapes.objects(shape, SH.sparql))
    if (shape, SH.path, None) in shapes and not constraints:
        return True
    return any(not set(LANGUAGES) <= _languages(shapes, c) for c in constraints)


def _severities(shapes: rdflib.Graph) -> Iterator[Fault]:
    for shape, severity in shapes.subject_objects(SH.severity):
        if str(severity).removeprefix(str(SH)) not in SEVERITIES:
            yield Fault("severity", str(shape), str(severity))


def _illegal(shapes: rdflib.Graph) -> Iterator[Fault]:
    for constraint, query in shapes.subject_objects(SH.select):
        tokens = list(parse(str(query)).tokens())
        for word in sorted({t.word for t in tokens} & set(FORBIDDEN)):
            yield Fault("illegal", str(constraint), word)
        if not any(t.variable == "this" for t in tokens):
            yield Fault("illegal", str(constraint), "no $this")
