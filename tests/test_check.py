"""What `kg check` finds and how it says so: one report, six formats, an exit code that follows the severity."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib import RDF
from rdflib.namespace import SH

from kg.check import Finding, Report, check, check_shapes
from kg.check.describe import describe
from kg.check.findings import Source, ordered
from kg.check.graphs import shapes_graph
from kg.check.lint import Fault, faults
from kg.check.shapes import PREFIXES, load_shapes
from kg.cli import main
from kg.pipeline import open_data
from kg.present.findings import FORMATS
from kg.rdf import Iri, Lit
from kg.resources import SHAPES
from kg.store import Context, Data, EmbeddedStore
from kg.terms import BASE

PERSONAL = "https://w3id.org/vastuuverkko/id/koe/"
SHAPE_TEXT = """
@prefix kg: <https://w3id.org/vastuuverkko/ns/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shapes: <https://w3id.org/vastuuverkko/shapes/> .
shapes:TestShape a sh:NodeShape ; sh:targetClass kg:Group ; sh:property shapes:TestShape-member , shapes:TestShape-far .
shapes:TestShape-member a sh:PropertyShape ; sh:path kg:hasMember ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "Lisää jäsen ryhmään {$this}."@fi , "Lägg till en medlem i gruppen {$this}."@sv ,
        "Add a member to the group {$this}."@en .
shapes:TestShape-far a sh:PropertyShape ; sh:path ( kg:hasMember kg:partOf ) ; sh:maxCount 0 ; sh:severity sh:Info ;
    sh:message "Turha."@fi , "Onödig."@sv , "Idle."@en .
"""
DATA_TEXT = """
@prefix kg: <https://w3id.org/vastuuverkko/ns/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix : <https://w3id.org/vastuuverkko/id/koe/> .
<https://w3id.org/vastuuverkko/graph/koe/paper> a kg:SourceGraph ; dcterms:title "Koepaperi"@fi .
:tyhja a kg:Group ; skos:prefLabel "tyhjä ryhmä"@fi , "the empty group"@en .
:taysi a kg:Group ; skos:prefLabel "=täysi ryhmä"@fi ; kg:hasMember :yksikko .
:yksikko a kg:Unit ; kg:partOf :virasto .
"""
EXCEPTION = """
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:poikkeus a kg:Exception ; kg:excuses :tyhja ; kg:requirement "TestShape" ; kg:reason "Ryhmä kootaan syksyllä."@fi ;
    kg:validFrom "2024-01-01"^^xsd:date ; kg:validUntil "2024-12-31"^^xsd:date ; dcterms:source "Pöytäkirja 3/2024"@fi .
"""
GRAPH = "https://w3id.org/vastuuverkko/graph/koe/paper"


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    file = tmp_path_factory.mktemp("shapes") / "shapes.ttl"
    file.write_text(SHAPE_TEXT, encoding="utf-8")
    return shapes_graph([file])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    file = tmp_path_factory.mktemp("data") / "data.ttl"
    file.write_text(DATA_TEXT, encoding="utf-8")
    store = EmbeddedStore()
    store.load_file(file, GRAPH)
    store.merge([GRAPH])
    return Data(store, "koe", (GRAPH,), Context(municipality="koe"))


@pytest.fixture(params=["native", "pyshacl"])
def report(request: pytest.FixtureRequest, data: Data, shapes: rdflib.Graph) -> Report:
    found = check_shapes(data, shapes, request.param)
    return replace(found, results=describe(data, found.results))


def shown(report: Report, shapes: rdflib.Graph, name: str, lang: str = "fi", fail_on: str = "Violation") -> str:
    return FORMATS[name](report, shapes, lang, fail_on)


def test_the_gravest_finding_comes_first(report: Report) -> None:
    assert [f.severity for f in report.results] == ["Warning", "Info"]
    assert ordered(reversed(report.results)) == report.results
    assert not report.conforms


@pytest.mark.parametrize(("severity", "reached"), [("Violation", False), ("Warning", True), ("Info", True)])
def test_a_report_reaches_its_gravest_severity_and_all_below(report: Report, severity: str, reached: bool) -> None:
    assert report.reaches(severity) is reached


def test_the_json_is_that_of_the_contract(report: Report, shapes: rdflib.Graph) -> None:
    value = json.loads(shown(report, shapes, "json"))
    assert set(value) == {"engine", "conforms", "results"}
    assert value["engine"]["name"] == report.engine
    assert value["results"][0] == {
        "shape": BASE + "shapes/TestShape-member",
        "severity": "Warning",
        "focus": PERSONAL + "tyhja",
        "path": BASE + "ns/hasMember",
        "value": None,
        "message": {
            "fi": "Lisää jäsen ryhmään «tyhjä ryhmä».",
            "sv": "Lägg till en medlem i gruppen «tyhjä ryhmä».",
            "en": "Add a member to the group «the empty group».",
        },
        "source": GRAPH,
        "fix": value["results"][0]["message"],
    }


def test_the_text_speaks_of_things_by_name(report: Report, shapes: rdflib.Graph) -> None:
    text = shown(report, shapes, "text")
    assert "Varoitukset (1)\n\n  Lisää jäsen ryhmään «tyhjä ryhmä».\n    tyhjä ryhmä [Koepaperi]\n" in text
    assert text.endswith("Virheitä 0, varoituksia 1, huomautuksia 1.\n")
    assert "http" not in text


@pytest.mark.parametrize(("lang", "said"), [("sv", "gruppen «tyhjä ryhmä»"), ("en", "group «the empty group»")])
def test_each_language_names_things_in_its_own_words_where_it_can(
    report: Report, shapes: rdflib.Graph, lang: str, said: str
) -> None:
    assert said in shown(report, shapes, "text", lang)


def test_an_excused_finding_stays_listed_and_does_not_count(data: Data, shapes: rdflib.Graph, tmp_path: Path) -> None:
    file = tmp_path / "exception.ttl"
    file.write_text(DATA_TEXT + EXCEPTION, encoding="utf-8")
    store = EmbeddedStore()
    store.load_file(file, GRAPH)
    store.merge([GRAPH])
    excused = replace(data, store=store, context=Context(as_of=date(2024, 6, 1), municipality="koe"))
    found = check_shapes(excused, shapes)
    report = replace(found, results=describe(excused, found.results))
    assert not report.reaches("Warning")
    assert "tyhjä ryhmä [Koepaperi] – Poikkeus (–2024-12-31): Ryhmä kootaan syksyllä." in shown(report, shapes, "text")


def test_csv_rows_are_safe_to_open(report: Report, shapes: rdflib.Graph) -> None:
    rows = list(csv.DictReader(io.StringIO(shown(report, shapes, "csv"))))
    assert [r["severity"] for r in rows] == ["Warning", "Info"]
    assert rows[1]["label"] == "'=täysi ryhmä"
    assert rows[0]["component"] == "MinCountConstraintComponent"


@pytest.mark.parametrize(("fail_on", "failures"), [("Violation", 0), ("Warning", 1), ("Info", 2)])
def test_junit_fails_what_the_bar_says(report: Report, shapes: rdflib.Graph, fail_on: str, failures: int) -> None:
    suite = ElementTree.fromstring(shown(report, shapes, "junit", fail_on=fail_on))
    assert suite.get("failures") == str(failures) == str(len(suite.findall(".//failure")))
    assert {c.get("name") for c in suite} == {"TestShape", "TestShape-member", "TestShape-far"}


def test_the_turtle_is_a_validation_report_without_blank_nodes_for_results(
    report: Report, shapes: rdflib.Graph
) -> None:
    text = shown(report, shapes, "ttl")
    graph = rdflib.Graph().parse(data=text)
    (root,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(root, SH.result))
    assert len(results) == 2
    assert all(isinstance(r, rdflib.URIRef) for r in results)
    paths = {graph.value(r, SH.resultPath) for r in results}
    assert rdflib.URIRef(BASE + "ns/hasMember") in paths
    assert all(p is not None for p in paths)
    assert text == shown(report, shapes, "ttl")


def test_the_page_is_escaped_and_needs_no_script(report: Report, shapes: rdflib.Graph) -> None:
    hostile = replace(report.results[0], label={"fi": "<script>alert(1)</script>"})
    page = shown(replace(report, results=(hostile,)), shapes, "html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert '<html lang="fi">' in page


@pytest.mark.parametrize("name", ["text", "csv", "html", "junit", "ttl"])
def test_made_up_data_says_so(name: str) -> None:
    shapes = load_shapes(("structure",))
    made_up, real = (check(open_data(m), ("structure",)) for m in ("mallila", "helsinki"))
    assert "Esimerkki: kunta ja sen tiedot on keksitty." in shown(made_up, shapes, name)
    assert "Esimerkki" not in shown(real, shapes, name)


def test_a_clean_graph_has_nothing_to_say(shapes: rdflib.Graph) -> None:
    data = Data(EmbeddedStore(), "koe", (), Context(municipality="koe"))
    report = check_shapes(data, shapes)
    assert report.conforms
    assert shown(report, shapes, "text") == "Ei huomautettavaa.\n"


def test_a_finding_is_told_apart_by_the_kind_of_its_value() -> None:
    def finding(value: Iri | Lit) -> Finding:
        return Finding("s", "Info", Iri("http://x/f"), None, value, "c")

    values = [
        Iri("http://x/1"),
        Lit("http://x/1"),
        Lit("http://x/1", lang="fi"),
        Lit("http://x/1", datatype="http://x/t"),
    ]
    assert len({finding(v).key() for v in values}) == 4
    assert finding(values[0]).key() == replace(finding(values[0]), source=Source("g")).key()


class TestShippedGraphs:
    @pytest.mark.parametrize("municipality", ["helsinki", "mallila"])
    def test_nothing_that_blocks_an_import(self, municipality: str) -> None:
        report = check(open_data(municipality), ("structure",))
        assert [f for f in report.results if f.severity == "Violation"] == []

    @pytest.mark.parametrize("municipality", ["helsinki", "mallila"])
    def test_every_shape_is_compiled(self, municipality: str) -> None:
        assert check(open_data(municipality), ("structure", "coverage", "overlap")).handed_over == ()


class TestCommand:
    def test_findings_below_the_bar_end_with_0(self, capsys: pytest.CaptureFixture[str]) -> None:
        args = ["check", "--only", "coverage", "--graph", "seed", "--as-of", "2014-06-01"]
        assert main(args) == 0
        assert "Nimeä ryhmälle sihteeri tai sihteeristö." in capsys.readouterr().out
        assert main([*args, "--fail-on", "warning"]) == 1

    def test_json_goes_to_the_file_alone(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "report.json"
        assert main(["check", "--only", "overlap", "--graph", "seed", "--format", "json", "--output", str(file)]) == 0
        assert json.loads(file.read_text(encoding="utf-8"))["engine"]["name"] == "native"
        assert capsys.readouterr().out == ""


class TestLint:
    @pytest.mark.parametrize("file", sorted(SHAPES.glob("*.ttl")), ids=lambda p: p.stem)
    def test_our_shapes_have_no_fault(self, file: Path) -> None:
        graph = shapes_graph([PREFIXES, file])
        assert len(graph) > 50
        assert faults(graph) == []

    def test_good_shapes_have_no_fault(self, shapes: rdflib.Graph) -> None:
        assert faults(shapes) == []

    @pytest.mark.parametrize(
        ("before", "after", "kind", "what"),
        [
            ("sh:minCount", "sh:minCoutn", "misspelt", "minCoutn"),
            ('"Onödig."@sv , ', "", "speechless", "sv"),
            ("sh:severity sh:Info", "sh:severity <http://x/Grave>", "severity", "http://x/Grave"),
            ("sh:maxCount 0", "sh:property [ sh:path kg:partOf ; sh:minCount 1 ]", "nameless", ""),
            ("sh:maxCount 0", "sh:sparql shapes:q", "illegal", "MINUS"),
            ("sh:maxCount 0", "sh:sparql shapes:q", "illegal", "no $this"),
        ],
    )
    def test_a_fault_is_found(self, tmp_path: Path, before: str, after: str, kind: str, what: str) -> None:
        query = (
            'shapes:q sh:select "SELECT ?x WHERE { ?x ?p ?o MINUS { ?x ?q ?o } }" .\n' if "shapes:q" in after else ""
        )
        file = tmp_path / "shapes.ttl"
        file.write_text(SHAPE_TEXT.replace(before, after) + query, encoding="utf-8")
        assert (kind, what) in {(f.kind, f.what) for f in faults(shapes_graph([file]))}
        assert all(isinstance(f, Fault) for f in faults(shapes_graph([file])))


def test_all_shapes_can_be_loaded_together() -> None:
    assert len(load_shapes()) > len(load_shapes(("coverage",)))
