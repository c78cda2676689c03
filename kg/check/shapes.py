"""The shape files, by what they check, and what each shape says to people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from kg.check.graphs import shapes_graph
from kg.resources import ONTOLOGY, SHAPES
from kg.setwise.declared import texts

PARTS = ("structure", "coverage", "overlap")
"""What `kg check` runs. `ontology-style` is about the ontology alone, and has a test of its own."""

PREFIXES = ONTOLOGY / "prefixes.ttl"


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
