"""The municipality itself, as the one who imports first names it: with all its letters."""

from collections.abc import Iterable

from kg.load.sheets.facts import LABEL, TYPE
from kg.load.shipped import graph_iri
from kg.rdf import Iri, Lit, Quad
from kg.terms import ID, KG


def municipality_facts(key: str, name: str, known: Iterable[Quad]) -> set[Quad]:
    """The municipality as a thing called `name`; nothing where the known facts hold one of its own already."""
    own = str(ID[f"{key}/"])
    if any(p == TYPE and o == Iri(KG.Municipality) and s.startswith(own) for s, p, o, _ in known):
        return set()
    thing, graph = Iri(ID[f"{key}/municipality/{key}"]), Iri(graph_iri(key, "sheets"))
    return {
        (thing, TYPE, Iri(KG.Municipality), graph),
        (thing, LABEL, Lit(name, lang="fi"), graph),
    }
