"""Responsibility matrix: who is responsible, accountable, consulted and informed, with a quote behind every letter."""

from dataclasses import dataclass, field
from datetime import date

from kg.analyse.raci import LETTERS, Choice, Entry, matrix
from kg.commands.chain import things_named
from kg.commands.municipality import Municipality
from kg.errors import Misuse
from kg.present.matrix import MatrixView
from kg.read import Graph
from kg.terms import VOCAB

__all__ = ["LETTERS", "Entry", "Raci", "raci"]


@dataclass(frozen=True)
class Raci:
    """Only this object, this level (by its name in any language), this day; nothing given = everything."""

    thing: str | None = field(default=None, metadata={"outside": "object"})
    level: str | None = None
    as_of: date | None = None
    lang: str = "fi"


def raci(municipality: Municipality, request: Raci) -> MatrixView:
    """The matrix of what is chosen. Raises Misuse for a name that no thing or level has."""
    things = tuple(t.iri for t in things_named(municipality, request.thing)) if request.thing else ()
    choice = Choice(things, _level(municipality.graph, request.level), request.as_of)
    found = matrix(municipality.web, choice)
    return MatrixView(municipality.web, found, request.lang, next(iter(things), None), municipality.example)


def _level(graph: Graph, name: str | None) -> str | None:
    """The notation of the level that is called so."""
    if name is None:
        return None
    levels = [thing for iri, thing in graph.things.items() if iri.startswith(f"{VOCAB}levels/")]
    for level in levels:
        if name.casefold() in {n.casefold() for n in (*level.all_names, level.key)}:
            return level.notation
    raise Misuse("matrix.no-such-level", level=name, known=", ".join(t.name("fi") for t in levels))
