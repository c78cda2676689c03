"""Quads into what cells can refer to: things with their ids and names, and the words of each scheme."""

from collections.abc import Iterable

from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.load.sheets.names import Thing
from kg.rdf import Iri, Lit, Quad
from kg.sources.sheets import fold
from kg.terms import KG, VOCAB

_TYPE, _LABEL, _ALT = str(RDF.type), str(SKOS.prefLabel), str(SKOS.altLabel)
_ID, _NOTATION, _SCHEME, _TITLE = str(DCTERMS.identifier), str(SKOS.notation), str(SKOS.inScheme), str(DCTERMS.title)


def known_things(quads: Iterable[Quad]) -> list[Thing]:
    """The things that the quads describe: those of our classes, and whatever has a name."""
    things: dict[Iri, Thing] = {}
    for s, p, o, _ in quads:
        thing = things.get(s) or things.setdefault(s, Thing(s))
        if p == _TYPE and o.startswith(KG.base):
            thing.classes.add(Iri(o))
        elif p == _LABEL and isinstance(o, Lit):
            thing.names[o.lang or ""] = str(o)
        elif p == _ALT:
            thing.other_names.add(str(o))
        elif p == _ID and not o.startswith("http"):
            thing.ids.add(str(o))
    return [t for t in things.values() if t.classes or t.names]


def known_words(quads: Iterable[Quad]) -> list[tuple[str, Thing]]:
    """The concepts of the shared vocabularies with the name of their scheme, in the order of the files' names."""
    concepts: dict[Iri, Thing] = {}
    schemes: dict[Iri, str] = {}
    for s, p, o, _ in quads:
        thing = concepts.get(s) or concepts.setdefault(s, Thing(s))
        if p == _SCHEME and o.startswith(str(VOCAB)):
            schemes[s] = o.removeprefix(str(VOCAB))
        elif p == _LABEL and isinstance(o, Lit):
            thing.names[o.lang or ""] = str(o)
        elif p == _ALT:
            thing.other_names.add(str(o))
        elif p == _NOTATION:
            thing.ids.add(str(o))
    return [(scheme, concepts[s]) for s, scheme in sorted(schemes.items())]


def known_titles(quads: Iterable[Quad]) -> dict[str, Iri]:
    """The names of source graphs, folded, each with its graph."""
    return {fold(o): Iri(s) for s, p, o, g in quads if p == _TITLE and s == g}
