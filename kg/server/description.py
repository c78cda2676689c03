"""The endpoint described in its own terms (SPARQL 1.1 Service Description)."""

from collections.abc import Iterator

from kg.rdf import XSD, Iri, Lit, Quad
from kg.store import Data
from kg.store.formats import serialise

SD, RDF, VOID = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://rdfs.org/ns/void#",
)
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITES = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "RDF_XML",
    "JSON-LD",
)


def description(data: Data, register: Data, endpoint: str, media: str) -> bytes:
    """What this endpoint speaks and holds, as a document of the media type. `register` is reached by name alone."""
    return serialise(_quads(data, register, endpoint), media, {"sd": SD, "void": VOID})


def _quads(data: Data, register: Data, endpoint: str) -> Iterator[Quad]:
    service, dataset = Iri(endpoint), Iri(endpoint + "#dataset")
    default = Iri(endpoint + "#default-graph")
    yield _triple(service, RDF + "type", Iri(SD + "Service"))
    yield _triple(service, SD + "endpoint", service)
    yield _triple(service, SD + "supportedLanguage", Iri(SD + "SPARQL11Query"))
    for name in _WRITES:
        yield _triple(service, SD + "resultFormat", Iri(_FORMATS + name))
    yield _triple(service, SD + "defaultDataset", dataset)
    yield _triple(dataset, RDF + "type", Iri(SD + "Dataset"))
    yield _triple(dataset, SD + "defaultGraph", default)
    yield _triple(default, RDF + "type", Iri(SD + "Graph"))
    duties = (row for row in register.rows("server/graphs") if str(row["graph"]) in register.graphs)
    for row in (*data.rows("server/graphs"), *duties):
        graph = row["graph"]
        assert graph is not None
        named = Iri(f"{endpoint}#{graph.rsplit('/graph/', 1)[-1]}")
        yield _triple(dataset, SD + "namedGraph", named)
        yield _triple(named, RDF + "type", Iri(SD + "NamedGraph"))
        yield _triple(named, SD + "name", Iri(graph))
        yield _triple(named, VOID + "triples", Lit(str(row["triples"]), datatype=XSD + "integer"))


def _triple(s: Iri, p: str, o: Iri | Lit) -> Quad:
    return s, Iri(p), o, None
