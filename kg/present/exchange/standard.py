"""The graph in the words of others alone: W3C ORG, CPOV and CCCEV, ELI, PROV-O, DCMI Terms, GeoSPARQL, SKOS.

Each class and property of ours becomes those standard ones that it is a subclass or subproperty of by the ontology and
its alignments (RDFS entailment, rules rdfs7 and rdfs9). What has none is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from rdflib.namespace import RDF, RDFS

from kg.load.shipped import SHARED, graph_iri, inferred_graph
from kg.messages import texts
from kg.present.rdf import to_rdf
from kg.rdf import Iri, Lit, Quad
from kg.store import Data
from kg.terms import BASE, ID, KG

EXAMPLE = str(KG.example)
ABOVE = (str(RDFS.subClassOf), str(RDFS.subPropertyOf))


def to_standard(data: Data) -> tuple[bytes, Mapping[str, int]]:
    """Turtle, and how many statements of which terms of ours no standard term can say."""
    quads = [q for g in data.graphs for q in data.store.quads(g)]
    above: dict[str, set[str]] = defaultdict(set)
    for s, p, o, _ in quads:
        if p in ABOVE and not s.startswith("_:") and not o.startswith("_:"):
            above[s].add(str(o))
    left: Counter[str] = Counter()
    found: dict[Quad, None] = {}
    apart = {inferred_graph(data.municipality)}
    apart |= {graph_iri(SHARED, name) for name in ("ontology", "alignments", "vocabularies")}
    for s, p, o, graph in quads:
        if graph in apart or not s.startswith((str(ID), BASE + "graph/")):
            continue
        said = _example(s) if p == EXAMPLE and str(o) == "true" else _standard(s, p, o, above)
        found |= dict.fromkeys(said)
        if not said:
            left[str(o if p == str(RDF.type) else p).removeprefix(BASE)] += 1
    return to_rdf(found, "ttl"), left


def _example(graph: Iri) -> list[Quad]:
    """That a source is made up, in words."""
    return [(graph, Iri(RDFS.comment), Lit(said, lang), None) for lang, said in texts("report.example").items()]


def _standard(s: Iri, p: Iri, o: Iri | Lit, above: Mapping[str, set[str]]) -> list[Quad]:
    """The same in standard terms: nothing where there is none."""
    if p == str(RDF.type) and not isinstance(o, Lit):
        return [(s, p, Iri(c), None) for c in _outside(o, above)]
    return [(s, Iri(name), o, None) for name in _outside(p, above)]


def _outside(term: str, above: Mapping[str, set[str]]) -> list[str]:
    """The nearest terms of others that a term is, itself where it is none of ours."""
    if not term.startswith(BASE):
        return [term]
    return sorted({name for wider in above.get(term, ()) for name in _outside(wider, above)})
