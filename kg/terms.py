"""The namespaces of ours, and those of others that we write ourselves. A misspelt term of ours raises.

The terms are those that `ontology/*.ttl` defines: a new one is written there and nowhere else.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from rdflib import Namespace, URIRef

from kg.resources import ONTOLOGY

BASE = "https://w3id.org/vastuuverkko/"
VOCAB = Namespace(BASE + "vocab/")
SHAPES = Namespace(BASE + "shapes/")
ID = Namespace(BASE + "id/")
GRAPH = Namespace(BASE + "graph/")

OA = Namespace("http://www.w3.org/ns/oa#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
WGS84 = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")

_DEFINED = re.compile(r"^kg:(\w+) a ", re.M)


class Terms:
    """A namespace that holds just the terms which the ontology defines: `KG.bearer`, `KG["bearer"]`."""

    def __init__(self, base: str) -> None:
        self.base = base

    @cached_property
    def names(self) -> frozenset[str]:
        texts = (path.read_text(encoding="utf-8") for path in ONTOLOGY.glob("*.ttl"))
        return frozenset(name for text in texts for name in _DEFINED.findall(text))

    def __getattr__(self, name: str) -> URIRef:
        if name.startswith("_") or name not in self.names:
            raise AttributeError(f"the ontology has no term {name}")
        return URIRef(self.base + name)

    def __getitem__(self, name: str) -> URIRef:
        return getattr(self, name)  # type: ignore[no-any-return]

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))


KG = Terms(BASE + "ns/")
