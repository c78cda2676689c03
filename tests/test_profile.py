"""The application profile: at most twenty terms, shapes that find each fault, examples that hold."""

import json
import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS

from kg.pipeline import open_data
from kg.resources import ONTOLOGY
from kg.terms import BASE, KG

PROFILE = ONTOLOGY / "profile"
PAGE = Path(__file__).parents[1] / "docs" / "profile.md"
P = Namespace(f"{BASE}ontology/profile/")
MODULES = rdflib.Graph()
for _path in ONTOLOGY.glob("*.ttl"):
    MODULES.parse(_path)


def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(PROFILE / "shapes.ttl")


def terms() -> set[URIRef]:
    profile = rdflib.Graph().parse(PROFILE / "profile.ttl")
    return {URIRef(str(o)) for o in profile.objects(URIRef(f"{BASE}ontology/profile"), DCTERMS.hasPart)}


def elsewhere() -> rdflib.Graph:
    document = json.loads((PROFILE / "example-elsewhere.jsonld").read_text("utf-8"))
    assert document["@context"] == f"{P}context.jsonld"
    context = json.loads((PROFILE / "context.jsonld").read_text("utf-8"))
    return rdflib.Graph().parse(data=json.dumps({**document, **context}), format="json-ld")


def mallila() -> rdflib.Graph:
    return rdflib.Graph().parse(PROFILE / "example-mallila.ttl")


def found(data: rdflib.Graph) -> set[tuple[str, str]]:
    """Shape and severity of each finding; classes of ours are known by the modules."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), ont_graph=MODULES)
    return {(str(report.value(r, SH.sourceShape)).removeprefix(str(P)),
             str(report.value(r, SH.resultSeverity)).removeprefix(str(SH)))
            for r in report.subjects(RDF.type, SH.ValidationResult)}  # fmt: skip


def test_the_profile_has_at_most_twenty_terms_and_all_exist() -> None:
    listed = terms()
    assert len(listed) == 20
    assert {t for t in listed if (t, RDF.type, None) not in MODULES} == set()
    used = {t for triple in shapes() for t in triple if isinstance(t, URIRef) and t.startswith(KG.base)}
    assert used <= listed
    assert listed - used == set()


def test_the_page_tells_of_every_term() -> None:
    page = PAGE.read_text("utf-8")
    rows = re.findall(r"^\| `kg:(\w+)` \|", page, re.M)
    assert {KG[name] for name in rows} == terms()
    diagram = page.split("```mermaid")[1].split("```")[0]
    assert all(str(t).removeprefix(KG.base) in diagram for t in terms())


def test_the_context_names_the_profile_s_terms() -> None:
    context = json.loads((PROFILE / "context.jsonld").read_text("utf-8"))["@context"]
    named = {(m["@id"] if isinstance(m, dict) else m) for m in context.values() if not isinstance(m, float)}
    assert {f"kg:{str(t).removeprefix(KG.base)}" for t in terms()} <= named
    whole = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]
    assert all(whole[name] == meaning for name, meaning in context.items() if name in whole and name != "id")


def test_the_example_of_mallila_is_in_mallila_s_data_and_holds() -> None:
    held = {(str(s), str(p), str(o)) for s, p, o, _ in open_data("mallila", store="/nonexistent").store.quads(None)}
    example = mallila()
    assert {(str(s), str(p), str(o)) for s, p, o in example} <= held
    assert len(set(example.subjects(RDF.type, KG.Responsibility))) == 2
    assert found(example) == {("force", "Warning")}  # its plan does not say with what force it binds
    assert any("keksitty" in str(o) for o in example.objects(None, SKOS.note))


def test_a_made_up_city_elsewhere_holds_without_our_modules() -> None:
    """Its organisations are of W3C ORG and CPOV, its rhythm a code of its own that is matched to ours."""
    example = elsewhere()
    assert found(example) == set()
    conforms, _, _ = pyshacl.validate(example, shacl_graph=shapes())
    assert conforms
    assert "made-up" in str(example.value(URIRef("https://city.example/id/about"), DCTERMS.title))
    assert all(".example/" in str(s) for s in example.subjects())


FIRST = URIRef("https://city.example/id/responsibility/1")
FLAWS = [
    ("bearer", "https://city.example/id/office/safety\n", "https://city.example/id/plan/neighbourhood-safety\n"),
    ("Responsibility", "v:bearer-status/stated", "v:bearer-status/absent"),
    ("bearerStatus", "v:bearer-status/stated", "v:bearer-status/guessed"),
    ("role", "v:roles/draws-up", "https://city.example/id/code/own"),
    ("modality", "v:modality/must", "v:force/statute"),
    ("force", "v:force/council-decision", "v:modality/must"),
    ("level", "v:levels/city", "v:area-levels/district"),
    ("rhythm", '"broadMatch": "v:rhythm/at-set-intervals"', '"identifier": "own"'),
    ("validFrom", "2028-12-31", "2024-12-31"),
    ("validUntil", "2028-12-31", "the end of 2028"),
    ("action", '"drawing up the neighbourhood safety plan"', '["drawing up", "making"]'),
    ("basis", '"type": "cv:ReferenceFramework"', '"type": "org:Post"'),
    ("object", '"object": "https://city.example/id/plan/neighbourhood-safety"', '"identifier": "x"'),
    ("evidence", '"evidence": "https://city.example/id/responsibility/1/evidence"', '"identifier": "y"'),
    ("party", '"party": "https://city.example/id/police"', '"identifier": "z"'),
    ("counterpartRole", "v:counterpart-roles/consulted", "v:roles/decides"),
    ("counterpart", "v:counterpart-roles/consulted", "v:roles/decides"),
    ("source", '"hasSource": "https://city.example/id/bylaw/12"', '"identifier": "w"'),
    ("quote", '"quote"', '"action"'),
    ("name", '"label": {\n        "en": "Safety Office"\n      }', '"identifier": "v"'),
]


@pytest.mark.parametrize(("shape", "before", "after"), FLAWS)
def test_a_flaw_is_found(shape: str, before: str, after: str) -> None:
    text = (PROFILE / "example-elsewhere.jsonld").read_text("utf-8")
    document = json.loads(text)
    if before.endswith("\n"):
        document["@graph"][1]["bearer"] = after.strip()
    else:
        assert before in text
        document = json.loads(text.replace(before, after))
    context = json.loads((PROFILE / "context.jsonld").read_text("utf-8"))
    data = rdflib.Graph().parse(data=json.dumps({**document, **context}), format="json-ld")
    assert shape in {name for name, _ in found(data)}


def test_every_rule_speaks_three_languages_and_has_a_flaw_that_it_finds() -> None:
    graph = shapes()
    rules = {s for s in graph.subjects(RDF.type, SH.PropertyShape) if isinstance(s, URIRef)}
    for rule in rules:
        assert {m.language for m in graph.objects(rule, SH.message)} == {"fi", "sv", "en"}  # type: ignore[attr-defined]
    assert {str(r).removeprefix(str(P)) for r in rules} <= {shape for shape, _, _ in FLAWS}


def test_the_profile_is_of_the_ontology_s_version() -> None:
    profile = rdflib.Graph().parse(PROFILE / "profile.ttl")
    mine, theirs = URIRef(f"{BASE}ontology/profile"), URIRef(f"{BASE}ontology")
    assert profile.value(mine, OWL.versionInfo) == MODULES.value(theirs, OWL.versionInfo)
