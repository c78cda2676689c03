"""Every shape fires where it should and nowhere else, and every name in a shape exists."""

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, SH, SKOS, XSD
from rdflib.term import Node

from kg.check import Finding, check_shapes
from kg.check.graphs import shapes_graph
from kg.load.shipped import shared_files
from kg.resources import ONTOLOGY, SHAPES
from kg.store import Data
from kg.terms import BASE, GEO, OA
from tests.shape_fixtures import Fixture, Results, check_all, fixtures

FIXTURES = fixtures()
PROFILES = sorted({f.profile for f in FIXTURES})
SHAPE = BASE + "shapes/"
ELSEWHERE = {"https://w3id.org/vastuuverkko/ontology/prefixes"}
KNOWN = {
    OA: {"hasSource", "hasSelector", "exact", "start", "end", "TextQuoteSelector", "TextPositionSelector"},
    GEO: {"sfWithin"},
    "http://purl.org/vocab/vann/": {"preferredNamespacePrefix", "preferredNamespaceUri"},
    "http://purl.org/ontology/bibo/": {"status"},
}


@cache
def shapes_of(profile: str) -> rdflib.Graph:
    return shapes_graph([ONTOLOGY / "prefixes.ttl", SHAPES / f"{profile}.ttl"])


@cache
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path, _ in shared_files():
        graph.parse(path)
    return graph


def local(shape: object) -> str:
    return str(shape).removeprefix(SHAPE)


@pytest.fixture(scope="module", params=("pyshacl", "native"))
def results(request: pytest.FixtureRequest) -> Results:
    """What one engine finds in each fixture, one run a profile."""
    found: Results = {}
    for profile in PROFILES:
        found |= check_all(fixtures(profile), partial(findings, shapes_of(profile), request.param))
    return found


def findings(shapes: rdflib.Graph, engine: str, data: Data) -> Sequence[Finding]:
    return check_shapes(data, shapes, engine).results


@pytest.mark.xdist_group("shape-fixtures")
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.name)
def test_exactly_the_expected_shapes_fire(fixture: Fixture, results: Results) -> None:
    assert {local(f.shape) for f in results[fixture.name]} == fixture.expected


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.name)
def test_the_file_name_says_what_is_expected(fixture: Fixture) -> None:
    if fixture.is_valid:
        assert not fixture.expected
    else:
        assert fixture.path.name.startswith("invalid.")
        assert any(name.split("-")[0] == fixture.shape for name in fixture.expected)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_shape_has_its_fixtures(profile: str) -> None:
    shapes = shapes_of(profile)
    of_profile = [f for f in FIXTURES if f.profile == profile]
    fired = {name for f in of_profile for name in f.expected}
    targeted = set(targets(shapes))
    reported = {local(p) for s in targeted for p in shapes.objects(s, SH.property)}
    assert reported - fired == set()
    assert fired - reported <= {local(s) for s in targeted}
    assert {local(s) for s in targeted} == {f.shape for f in of_profile if f.is_valid}


def targets(shapes: rdflib.Graph) -> set[Node]:
    """The node shapes with a target; the others are helpers that others refer to and never report themselves."""
    kinds = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    return {s for kind in kinds for s in shapes.subjects(kind, None)}


@pytest.mark.parametrize("path", sorted(SHAPES.glob("*.ttl")), ids=lambda p: p.stem)
class TestSpelling:
    def test_shapes_are_named_and_speak_three_languages(self, path: Path) -> None:
        graph = rdflib.Graph().parse(path)
        shapes = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(RDF.type, SH.NodeShape)}
        assert shapes
        assert {s for s in shapes if not isinstance(s, URIRef) or not s.startswith(SHAPE)} == set()
        for shape in shapes:
            texts = SH.message if (shape, RDF.type, SH.PropertyShape) in graph else SH.name
            languages = [t.language for t in graph.objects(shape, texts) if isinstance(t, Literal)]
            assert sorted(languages) == ["en", "fi", "sv"], local(shape)

    def test_shapes_are_well_formed(self, path: Path) -> None:
        shapes = shapes_graph([ONTOLOGY / "prefixes.ttl", path])
        pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)

    def test_every_shacl_term_exists(self, path: Path) -> None:
        graph = rdflib.Graph().parse(path)
        used = {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(str(SH))}
        assert {t for t in used if t not in SH} == set()

    def test_every_path_class_and_concept_exists(self, path: Path) -> None:
        graph = rdflib.Graph().parse(path)
        used = {t for triple in graph for t in triple if isinstance(t, URIRef)}
        assert {t for t in used if not exists(t, graph)} == set()

    def test_selects_use_legal_sparql(self, path: Path) -> None:
        graph = rdflib.Graph().parse(path)
        for select in graph.objects(None, SH.select):
            words = str(select).upper().split()
            assert {"MINUS", "VALUES", "SERVICE"}.isdisjoint(words)
            assert "$this" in str(select)


def test_a_malformed_shape_is_refused() -> None:
    shapes = rdflib.Graph().parse(SHAPES / "overlap.ttl")
    shapes.add((next(shapes.subjects(RDF.type, SH.NodeShape)), SH.minLength, Literal("x")))
    with pytest.raises(ReportableRuntimeError):
        pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)


def exists(term: URIRef, shapes: rdflib.Graph) -> bool:
    """Whether the vocabulary that a term belongs to has it."""
    for namespace in (SH, RDF, RDFS, OWL, XSD, SKOS, DCTERMS):
        if term.startswith(str(namespace)):
            return term in namespace
    for namespace, names in KNOWN.items():
        if term.startswith(str(namespace)):
            return term.removeprefix(str(namespace)) in names
    if str(term).startswith((BASE + "ns/", BASE + "vocab/")):
        return (term, RDF.type, None) in ontology()
    if term.startswith(SHAPE):
        return (term, RDF.type, None) in shapes
    return str(term) in ELSEWHERE


@pytest.mark.parametrize("profile", PROFILES)
def test_lists_of_concepts_hold_the_whole_vocabulary(profile: str) -> None:
    shapes = shapes_of(profile)
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        head = shapes.value(shape, SH["in"])
        if head is None:
            continue
        listed = set(Collection(shapes, head))
        schemes = {s for c in listed for s in ontology().objects(c, SKOS.inScheme)}
        for scheme in schemes:
            assert listed == set(ontology().subjects(SKOS.inScheme, scheme)), local(shape)
