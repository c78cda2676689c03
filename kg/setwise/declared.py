"""What a shapes graph declares: the shapes with targets of their own, implicit classes, texts by language."""

import rdflib
from rdflib import RDF, RDFS, Literal
from rdflib.namespace import SH
from rdflib.term import Node

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


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
