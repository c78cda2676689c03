"""The graph as description-logic axioms: the ontology's own, those of loaded graphs, and what is stated of individuals.

HermiT rejects dates and geometry, so literals stay out; so does a class that stands as a value (`kg:categoryOf`). An
axiom around nameless nodes with a literal in it (a number of values, a datatype) is left out as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.load.shipped import SHARED, graph_iri
from kg.rdf import XSD, Iri, Lit, Quad
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
OF_CLASSES = frozenset(OWL + n for n in ("someValuesFrom", "allValuesFrom", "onClass", "complementOf"))
"""Where a class stands inside an axiom around nameless nodes."""
ALL_DISJOINT = OWL + "AllDisjointClasses"
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
    """The axioms of the ontology and of every other graph, then those about the individuals of the sources."""
    shared = [graph_iri(SHARED, name) for name in ("ontology", "alignments")]
    found = {graph: data.store.quads(graph) for graph in dict.fromkeys((*shared, *data.graphs))}
    schema: dict[Axiom, None] = {}
    properties: set[Iri] = set()
    classes: set[str] = set()
    for quads in found.values():
        schema |= dict.fromkeys(_schema_axioms(quads))
        properties |= {s for s, p, o, _ in quads if p == TYPE and o == OWL + "ObjectProperty"}
        classes |= {str(s) for s, p, o, _ in quads if p == TYPE and o == OWL + "Class"}
    facts: dict[Axiom, None] = {}
    for graph, quads in found.items():
        if graph not in shared:
            facts |= dict.fromkeys(_fact_axioms(quads, properties, classes))
    return [*schema, *sorted(facts, key=lambda a: a.triples)]


def _schema_axioms(quads: Sequence[Quad]) -> Iterator[Axiom]:
    """Every schema triple, with the nameless nodes that it reaches, and each group of disjoint classes."""
    nameless: dict[str, list[Triple]] = {}
    unreadable: set[str] = set()
    named: list[Triple] = []
    for s, p, o, _ in quads:
        triple = (str(s), str(p), str(o))
        if s.startswith("_:"):
            nameless.setdefault(str(s), []).append(triple)
            if isinstance(o, Lit) or o.startswith(XSD):
                unreadable.add(str(s))
        elif not isinstance(o, Lit) and _is_schema(triple):
            named.append(triple)
    for triple in named:
        group = (triple, *_closure(triple[2], nameless))
        if unreadable.isdisjoint(s for s, _, _ in group):
            yield Axiom(group)
    heads = (n for n, triples in nameless.items() if any(p == TYPE and o == ALL_DISJOINT for _, p, o in triples))
    for head in sorted(heads):
        yield Axiom(tuple(_closure(head, nameless)))


def _is_schema(triple: Triple) -> bool:
    _, p, o = triple
    return (p in SCHEMA and not o.startswith(XSD)) or (p == TYPE and o in KINDS_OF_PROPERTY)


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
            yield from _inner_declarations(p, o)
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


def _inner_declarations(p: str, o: str) -> Iterator[Triple]:
    """What the terms inside an axiom around nameless nodes are."""
    if o.startswith("_:"):
        return
    if p == RDF + "first" or p in OF_CLASSES:
        yield (o, TYPE, OWL + "Class")
    elif p == OWL + "onProperty":
        yield (o, TYPE, OWL + "ObjectProperty")


def _schema_declarations(s: str, p: str, o: str) -> Iterator[Triple]:
    if p in (RDFS + "subClassOf", OWL + "disjointWith", OWL + "equivalentClass"):
        yield (s, TYPE, OWL + "Class")
        if not o.startswith("_:"):
            yield (o, TYPE, OWL + "Class")
        return
    yield (s, TYPE, OWL + "ObjectProperty")
    if p in CLASS_PLACES and not o.startswith("_:"):
        yield (o, TYPE, OWL + "Class")
    elif p in SCHEMA and p not in CLASS_PLACES:
        yield (o, TYPE, OWL + "ObjectProperty")
