"""The data set described: licences, sources, counts, where to get it (VoID and DCAT)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.load.shipped import BASE
from kg.messages import texts
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.store import Data
from kg.store.formats import serialise

VOID, DCAT, DCTERMS = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
RDF_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
MEDIA = "https://www.iana.org/assignments/media-types/"
DUMPS: Mapping[str, str] = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
}
CC_BY = Iri("https://creativecommons.org/licenses/by/4.0/")
OWN = ("ontology", "alignments", "vocabularies", "inferred")
"""Graphs that we wrote or derived ourselves, and that do not describe themselves."""
_TITLES = {
    "fi": "Vastuuverkko: kuka vastaa mistä",
    "sv": "Ansvarsnätet: vem ansvarar för vad",
    "en": "Web of responsibility: who is responsible for what",
}

Described = Mapping[str, Mapping[str, list[Term]]]


def described_graphs(data: Data) -> Described:
    """What each source graph says of itself: title, licence, rights, sources."""
    found: dict[str, dict[str, list[Term]]] = {}
    for row in data.rows("server/described"):
        value = row["value"]
        assert value is not None
        found.setdefault(str(row["graph"]), defaultdict(list))[str(row["property"])].append(value)
    for graph in data.graphs:
        if graph not in found and (name := graph.rsplit("/", 1)[1]) in OWN:
            titles: list[Term] = [Lit(title, lang) for lang, title in texts(f"serve.graph-{name}").items()]
            found[graph] = {DCTERMS + "title": titles, DCTERMS + "license": [CC_BY]}
    return found


def counts(data: Data) -> Mapping[str, int]:
    """How many triples each named graph holds."""
    return {str(r["graph"]): int(str(r["triples"])) for r in data.rows("server/graphs")}


def void(data: Data, site: str, media: str, version: str) -> bytes:
    """The description as a document. `site` is where this server answers."""
    names = {"void": VOID, "dcat": DCAT, "dcterms": DCTERMS}
    return serialise(_quads(data, site, version), media, names)


def _quads(data: Data, site: str, version: str) -> Iterator[Quad]:
    whole = Iri(f"{BASE}.well-known/void#{data.municipality}")
    yield _say(whole, RDF_TYPE, Iri(VOID + "Dataset"))
    yield _say(whole, RDF_TYPE, Iri(DCAT + "Dataset"))
    for lang, title in _TITLES.items():
        yield _say(whole, DCTERMS + "title", Lit(f"{title} ({data.municipality})", lang))
    yield _say(whole, DCTERMS + "license", CC_BY)
    yield _say(whole, DCTERMS + "hasVersion", Lit(version))
    yield _say(whole, VOID + "sparqlEndpoint", Iri(site + "/sparql"))
    yield _say(whole, VOID + "uriSpace", Lit(BASE))
    yield _say(whole, VOID + "vocabulary", Iri(BASE + "ns/"))
    yield _number(whole, VOID + "triples", len(data.store.quads(None)))
    yield from _partitions(data, whole)
    yield from _distributions(data, site, whole)
    described, sizes = described_graphs(data), counts(data)
    for graph in data.graphs:
        yield from _subset(whole, site, graph, described.get(graph, {}), sizes.get(graph, 0))


def _partitions(data: Data, whole: Iri) -> Iterator[Quad]:
    classes, properties = data.rows("server/classes"), data.rows("server/properties")
    yield _number(whole, VOID + "classes", len(classes))
    yield _number(whole, VOID + "properties", len(properties))
    for row in classes:
        part = Iri(f"{whole}/class/{str(row['class']).replace('#', '/').rsplit('/', 1)[-1]}")
        yield _say(whole, VOID + "classPartition", part)
        yield _say(part, VOID + "class", Iri(str(row["class"])))
        yield _number(part, VOID + "entities", int(str(row["things"])))


def _distributions(data: Data, site: str, whole: Iri) -> Iterator[Quad]:
    for ending, media in DUMPS.items():
        address = Iri(f"{site}/dumps/{data.municipality}.{ending}")
        part = Iri(f"{whole}/{ending}")
        yield _say(whole, VOID + "dataDump", address)
        yield _say(whole, DCAT + "distribution", part)
        yield _say(part, RDF_TYPE, Iri(DCAT + "Distribution"))
        yield _say(part, DCAT + "downloadURL", address)
        yield _say(part, DCAT + "mediaType", Iri(MEDIA + media))


def _subset(whole: Iri, site: str, graph: str, said: Mapping[str, list[Term]], triples: int) -> Iterator[Quad]:
    part = Iri(graph)
    yield _say(whole, VOID + "subset", part)
    yield _say(part, RDF_TYPE, Iri(VOID + "Dataset"))
    yield _number(part, VOID + "triples", triples)
    yield _say(part, VOID + "dataDump", Iri(f"{site}/dumps/{graph.split('/graph/', 1)[-1]}.ttl"))
    for prop, values in said.items():
        for value in values:
            yield _say(part, prop, value)


def _say(s: Iri, p: str, o: Term) -> Quad:
    return s, Iri(p), o, None


def _number(s: Iri, p: str, count: int) -> Quad:
    return _say(s, p, Lit(str(count), datatype=XSD + "integer"))
