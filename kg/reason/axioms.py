"""The graph as description-logic axioms: the ontology's own, and what is stated of individuals, without literals.

HermiT rejects dates and geometry, so literals stay out; so does a class that stands as a value (`kg:categoryOf`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.load.shipped import SHARED, graph_iri
from kg.rdf import Iri, Lit, Quad
from kg.store import Data

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
TYPE = RDF + "type"

Triple = tuple[str, str, str]

SCHEMA = frozenset(
    {RDFS + n for n in ("subClassOf", "subPropertyOf", "domain", "range")}
    | {OWL + n for n in ("disjointWith", "equivalentClass", "equivalentProperty", "inverseOf", "propertyDisjointWith")}
)
CLASS_PLACES = frozenset({RDFS + "subClassOf", RDFS + "domain", RDFS + "range", OWL + "disjointWith"})
KINDS_OF_PROPERTY = frozenset(
    OWL + f"{n}Property"
    for n in ("Asymmetric", "Irreflexive", "Functional", "InverseFunctional", "Transitive", "Symmetric")
)
ABOUT_INDIVIDUALS = frozenset({OWL + "differentFrom", OWL + "sameAs"})


@dataclass(frozen=True)
class Axiom:
    """One thing that is asserted: a triple, or the triples that hang together by nameless nodes."""

    triples: tuple[Triple, ...]

    @property
    def of_ontology(self) -> bool:
        return len(self.triples) > 1 or self.triples[0][1] in SCHEMA or self.triples[0][2] in KINDS_OF_PROPERTY

    def terms(self) -> frozenset[str]:
        return frozenset(t for triple in self.triples for t in triple if not t.startswith((RDF, RDFS, OWL, "_:")))


def axioms_of(data: Data) -> list[Axiom]:
    """The axioms of the ontology, then those about the individuals of the municipality's sources."""
    schema = [q for name in ("ontology", "alignments") for q in data.store.quads(graph_iri(SHARED, name))]
    ontology = list(_schema_axioms(schema))
    properties = {s for s, p, o, _ in schema if p == TYPE and o == OWL + "ObjectProperty"}
    classes = {str(s) for s, p, o, _ in schema if p == TYPE and o == OWL + "Class"}
    shared = {graph_iri(SHARED, name) for name in ("ontology", "alignments")}
    facts: dict[Axiom, None] = {}
    for graph in (g for g in data.graphs if g not in shared):
        for axiom in _fact_axioms(data.store.quads(graph), properties, classes):
            facts[axiom] = None
    return ontology + sorted(facts, key=lambda a: a.triples)


def _schema_axioms(quads: Sequence[Quad]) -> Iterator[Axiom]:
    """Every schema triple between names, and each group around nameless nodes (`owl:AllDisjointClasses`)."""
    nameless: dict[str, list[Triple]] = {}
    for s, p, o, _ in quads:
        if isinstance(o, Lit):
            continue
        triple = (str(s), str(p), str(o))
        if s.startswith("_:"):
            nameless.setdefault(str(s), []).append(triple)
        elif not o.startswith("_:") and _is_schema(triple):
            yield Axiom((triple,))
    heads = [node for node, triples in nameless.items() if any(p == TYPE for _, p, _ in triples)]
    for head in sorted(heads):
        yield Axiom(tuple(_closure(head, nameless)))


def _is_schema(triple: Triple) -> bool:
    _, p, o = triple
    return (p in SCHEMA and not o.startswith("http://www.w3.org/2001/XMLSchema#")) or (
        p == TYPE and o in KINDS_OF_PROPERTY
    )


def _closure(node: str, nameless: dict[str, list[Triple]]) -> Iterator[Triple]:
    for triple in nameless.get(node, ()):
        yield triple
        if triple[2].startswith("_:"):
            yield from _closure(triple[2], nameless)


def _fact_axioms(quads: Iterable[Quad], properties: set[Iri], classes: set[str]) -> Iterator[Axiom]:
    for s, p, o, _ in quads:
        if isinstance(o, Lit) or str(s) in classes:
            continue
        known_type = p == TYPE and str(o) in classes
        link = (p in properties or str(p) in ABOUT_INDIVIDUALS) and str(o) not in classes
        if known_type or link:
            yield Axiom(((str(s), str(p), str(o)),))


def n_triples(axioms: Iterable[Axiom]) -> bytes:
    """The axioms as N-Triples with the declarations that they need: classes, properties, named individuals."""
    lines: dict[str, None] = {}
    for axiom in axioms:
        for triple in (*axiom.triples, *_declarations(axiom)):
            lines[" ".join(t if t.startswith("_:") else f"<{t}>" for t in triple) + " ."] = None
    return ("\n".join(lines) + "\n").encode()


def _declarations(axiom: Axiom) -> Iterator[Triple]:
    for s, p, o in axiom.triples:
        if s.startswith("_:"):
            if p == RDF + "first":
                yield (o, TYPE, OWL + "Class")
        elif p in SCHEMA or o in KINDS_OF_PROPERTY:
            yield from _schema_declarations(s, p, o)
        else:
            yield (s, TYPE, OWL + "NamedIndividual")
            if p == TYPE:
                yield (o, TYPE, OWL + "Class")
            else:
                yield (o, TYPE, OWL + "NamedIndividual")
                if p not in ABOUT_INDIVIDUALS:
                    yield (p, TYPE, OWL + "ObjectProperty")


def _schema_declarations(s: str, p: str, o: str) -> Iterator[Triple]:
    if p in (RDFS + "subClassOf", OWL + "disjointWith", OWL + "equivalentClass"):
        yield (s, TYPE, OWL + "Class")
        yield (o, TYPE, OWL + "Class")
        return
    yield (s, TYPE, OWL + "ObjectProperty")
    if p in CLASS_PLACES:
        yield (o, TYPE, OWL + "Class")
    elif p in SCHEMA:
        yield (o, TYPE, OWL + "ObjectProperty")
