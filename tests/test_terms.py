"""The closed namespace of Python and the ontology name the same terms."""

import re
from collections.abc import Iterator

import pytest
import rdflib
from rdflib import RDF, URIRef

from kg.load.shipped import shared_files
from kg.resources import QUERIES, SHAPES
from kg.terms import BASE, KG

NS = BASE + "ns/"
FILES = [p for p, _ in shared_files() if p.parent.name in ("ontology", "vocabularies", "alignments")]


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in FILES:
        graph.parse(path)
    return graph


def listed() -> set[str]:
    return set(KG)


def test_the_ontology_defines_every_listed_term_and_no_other(ontology: rdflib.Graph) -> None:
    defined = {str(s).removeprefix(NS) for s in ontology.subjects(RDF.type, None) if str(s).startswith(NS)}
    assert defined == listed()


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError):
        _ = KG.baerer


def test_nothing_is_said_with_a_term_that_does_not_exist(ontology: rdflib.Graph) -> None:
    used = {
        str(t).removeprefix(NS) for triple in ontology for t in triple if isinstance(t, URIRef) and t.startswith(NS)
    }
    assert used - listed() == set()


def names_in(text: str) -> Iterator[str]:
    yield from re.findall(r"(?<![\w:/])kg:(\w+)", text)


@pytest.mark.parametrize("folder", [QUERIES, SHAPES], ids=["queries", "shapes"])
def test_queries_and_shapes_use_only_terms_that_exist(folder: object) -> None:
    files = [p for p in folder.rglob("*") if p.suffix in (".rq", ".ru", ".ttl")]  # type: ignore[attr-defined]
    assert files
    unknown = {(p.name, n) for p in files for n in names_in(p.read_text(encoding="utf-8")) if n not in listed()}
    assert unknown == set()


def test_every_class_has_a_kind_of_its_own(ontology: rdflib.Graph) -> None:
    kinds = [str(o) for s in ontology.subjects(RDF.type, rdflib.OWL.Class) if str(s).startswith(NS)
             for o in ontology.objects(URIRef(s), rdflib.SKOS.notation)]  # fmt: skip
    assert len(kinds) == len(set(kinds)) > 60
