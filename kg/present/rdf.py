"""Graphs as files for other programs: Turtle, TriG, N-Quads, JSON-LD."""

from collections.abc import Iterable

from kg.present.jsonld import to_jsonld
from kg.rdf import Quad
from kg.store.documents import quad_text, serialise

FORMATS = ("ttl", "trig", "nq", "jsonld")


def quad_line(quad: Quad) -> str:
    """A quad as a line of N-Quads."""
    return quad_text(quad)


def to_rdf(quads: Iterable[Quad], media: str) -> bytes:
    """The quads in one of FORMATS, in a fixed order. Turtle has no graph names: it gets every triple once."""
    return to_jsonld(quads) if media == "jsonld" else serialise(quads, f".{media}")
