"""The description of the data is valid DCAT-AP 3 and VoID, and says of each source what is true of it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, VOID
from serving import data_of

from kg.load.shipped import BASE, register_files
from kg.pipeline import open_data, open_register
from kg.rdf import Iri, Lit
from kg.server.void import void
from kg.store import Data

SITE = "https://example.org"
REGISTER = tuple(dict.fromkeys(graph for _, graph in register_files()))
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SHAPES = Graph().parse(Path(__file__).parent / "catalogue" / "dcat-ap.ttl")
WHOLE = URIRef(f"{BASE}.well-known/void#helsinki")
SEED = URIRef(f"{BASE}graph/helsinki/seed")


def described(data: Data, apart: Data | None = None) -> Graph:
    return Graph().parse(data=void(data, apart or register(), SITE, "text/turtle", "v1"))


@cache
def register() -> Data:
    return open_register()


@cache
def helsinki() -> Data:
    return open_data("helsinki", store="/nonexistent")


@pytest.fixture(scope="module")
def description() -> Graph:
    return described(helsinki())


def faults(graph: Graph) -> set[str]:
    """Focus and path of each finding."""
    sh = Namespace("http://www.w3.org/ns/shacl#")
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES)
    return {f"{report.value(r, sh.focusNode)} {report.value(r, sh.resultPath)}"
            for r in report.subjects(RDF.type, sh.ValidationResult)}  # fmt: skip


@pytest.mark.parametrize("municipality", ["helsinki", "mallila"])
def test_the_description_is_valid(municipality: str) -> None:
    graph = described(open_data(municipality, store="/nonexistent"))
    assert faults(graph) == set()
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) > 10


def without(s: URIRef, p: URIRef) -> Callable[[Graph], object]:
    return lambda graph: graph.remove((s, p, None))


@pytest.mark.parametrize(
    ("focus", "path", "spoil"),
    [
        (str(s), str(p), without(s, p))
        for s, paths in (
            (WHOLE, (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified,
                     DCAT.theme, DCAT.keyword, DCTERMS.spatial, DCAT.contactPoint, DCAT.distribution,
                     DCTERMS.accessRights)),
            (URIRef(f"{SEED}#ttl"), (DCAT.mediaType, DCAT.accessURL, DCTERMS.format)),
            (URIRef(f"{BASE}.well-known/void#sparql"), (DCAT.endpointURL, DCAT.servesDataset)),
            (URIRef(f"{BASE}id/shared/project/vastuuverkko"), (FOAF.name,)),
            (URIRef(f"{BASE}.well-known/void#contact"), (VCARD.fn,)),
            (URIRef(f"{SEED}#period"), (DCAT.startDate,)),
            (URIRef(f"{WHOLE}/links/1"), (VOID.objectsTarget, VOID.triples)),
        )
        for p in paths
    ],
)  # fmt: skip
def test_what_is_missing_is_found(description: Graph, focus: str, path: str, spoil: Callable[[Graph], object]) -> None:
    spoilt = Graph()
    spoilt += description
    spoil(spoilt)
    assert len(spoilt) < len(description)
    assert f"{focus} {path}" in faults(spoilt)


def test_each_source_keeps_its_own_terms(description: Graph) -> None:
    """CC BY is said of what is ours; a source with other rights says so, and the whole claims no licence."""
    assert (WHOLE, DCTERMS.license, None) not in description
    own = {g for g in description.subjects(DCTERMS.license, None) if "/graph/" in g and "#" not in g}
    assert SEED not in own
    statement = description.value(SEED, DCTERMS.rights)
    assert any("City of Helsinki" in str(label) for label in description.objects(statement, None))
    for file in description.objects(SEED, DCAT.distribution):
        assert description.value(file, DCTERMS.rights) == statement
    assert URIRef(f"{BASE}graph/shared/vocabularies") in own


def test_the_register_of_duties_is_described_and_is_no_part_of_the_municipality(description: Graph) -> None:
    catalogue = URIRef(f"{BASE}.well-known/void#catalog")
    for graph in map(URIRef, REGISTER):
        assert (catalogue, DCAT.dataset, graph) in description
        assert (WHOLE, VOID.subset, graph) not in description
        assert int(str(description.value(graph, VOID.triples))) > 100
        assert str(description.value(graph, VOID.dataDump)).startswith(f"{SITE}/dumps/shared/")


def test_links_to_other_data_sets_are_counted(description: Graph) -> None:
    spaces = {str(description.value(t, VOID.uriSpace)): int(str(description.value(s, VOID.triples)))
              for s, t in description.subject_objects(VOID.objectsTarget)
              if "closeMatch" in str(description.value(s, VOID.linkPredicate))}  # fmt: skip
    assert spaces["http://www.yso.fi/onto/yso/"] > 100
    assert spaces["http://www.wikidata.org/entity/"] > 40


def test_an_import_is_the_last_change() -> None:
    end = Lit("2031-05-06T07:08:09Z", datatype="http://www.w3.org/2001/XMLSchema#dateTime")
    imported = data_of([(Iri("urn:import"), Iri("http://www.w3.org/ns/prov#endedAtTime"), end, Iri("urn:g"))])
    assert str(described(helsinki(), imported).value(WHOLE, DCTERMS.modified)) == "2031-05-06"
    assert described(helsinki()).value(WHOLE, DCTERMS.modified) < Literal("2031-05-06")


def test_mallila_is_said_to_be_made_up() -> None:
    graph = described(open_data("mallila", store="/nonexistent"))
    about = {str(o) for o in graph.objects(URIRef(f"{BASE}.well-known/void#mallila"), DCTERMS.description)}
    assert all(any(word in text for text in about) for word in ("keksitty", "påhittad", "made up"))
