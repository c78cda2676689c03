"""The shape files, by what they check, and what each shape says to people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import rdflib
from rdflib import RDF, RDFS, Literal
from rdflib.namespace import SH
from rdflib.term import Node

from kg.check.graphs import shapes_graph
from kg.resources import ONTOLOGY, SHAPES

PARTS = ("structure", "coverage", "overlap")
"""What `kg check` runs. `ontology-style` is about the ontology alone, and has a test of its own."""

PREFIXES = ONTOLOGY / "prefixes.ttl"
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@cache
def load_shapes(parts: Sequence[str] = PARTS) -> rdflib.Graph:
    """The shapes of these parts as one graph, read once a process; do not change it."""
    return shapes_graph([PREFIXES, *(SHAPES / f"{part}.ttl" for part in parts)])


@dataclass(frozen=True)
class Words:
    """What a shape says: its message, its name and how to mend a finding, by language."""

    message: dict[str, str] = field(default_factory=dict)
    fix: dict[str, str] = field(default_factory=dict)


def words(shapes: rdflib.Graph, shape: Node) -> Words:
    """`sh:message` and `sh:description` of a shape; the description tells how to mend a finding."""
    return Words(texts(shapes, shape, SH.message), texts(shapes, shape, SH.description))


def texts(graph: rdflib.Graph, subject: Node, predicate: Node) -> dict[str, str]:
    found = (o for o in graph.objects(subject, predicate) if isinstance(o, Literal))
    return {o.language or "en": str(o) for o in sorted(found, key=str)}


def targeted(shapes: rdflib.Graph) -> list[Node]:
    """The shapes that choose their own focus nodes (SHACL section 2.1.3), sorted."""
    named = {s for target in TARGETS for s in shapes.subjects(target, None)}
    return sorted(named | implicit_classes(shapes), key=str)


def implicit_classes(shapes: rdflib.Graph) -> set[Node]:
    """Shapes that are classes too: their instances are their focus nodes (SHACL section 2.1.3.3)."""
    kinds = {RDFS.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}
    classes = {s for kind in kinds for s in shapes.subjects(RDF.type, kind)}
    typed = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, kind)}
    return classes & typed
