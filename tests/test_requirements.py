"""Every requirement fires where it should, and its verdict is what the definition says."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rdflib
from rdflib import RDF
from rdflib.namespace import SH

from kg.check import Finding, check_shapes
from kg.check.requirements import (
    CANNOT,
    COMPLIANCE,
    END_UNKNOWN,
    FAIL,
    NORM,
    NOT_RECORDED,
    PASS,
    Requirement,
    overall,
    requirements_json,
    verdicts,
)
from kg.check.shapes import load_shapes
from kg.load.shipped import graph_iri, inferred_graph, shared_files
from kg.pipeline import open_data
from kg.rdf import Quad
from kg.reason.closures import materialise
from kg.store import Context, Data, EmbeddedStore, find_query
from kg.terms import BASE, KG
from tests.shape_fixtures import AS_OF, MUNICIPALITY, Fixture, fixtures

FIXTURES = fixtures("coverage")
SHAPES = load_shapes(("coverage",))
ALONE = {"C08", "C09", "C15", "C24", "C26", "C28"}
"""Shapes that ask whether the graph as a whole holds something: their fixtures cannot share one."""

IDS = [f"C{n:02}" for n in range(1, 31)]
PRELUDE = f"""@base <{BASE}id/{MUNICIPALITY}/> .
@prefix kg: <{BASE}ns/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@cache
def shared() -> tuple[Quad, ...]:
    store = EmbeddedStore()
    for path, _ in shared_files():
        if path.parent.name in ("ontology", "vocabularies"):
            store.load_file(path, None)
    return tuple(store.quads(None))


def data_of(texts: list[str], day: date = AS_OF) -> Data:
    """The texts beside the ontology and the vocabularies, and what follows from all."""
    graph, inferred = graph_iri(MUNICIPALITY, "fixture"), inferred_graph(MUNICIPALITY)
    store = EmbeddedStore()
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            file = Path(folder) / f"{number}.ttl"
            file.write_text(text, encoding="utf-8")
            store.load_file(file, graph)
    store.extend(shared())
    store.merge([graph])
    materialise(store, inferred)
    return Data(store, MUNICIPALITY, (graph, inferred), Context(as_of=day, municipality=MUNICIPALITY))


def renamed(fixture: Fixture, number: int) -> str:
    return fixture.text.replace(f"/{MUNICIPALITY}/", f"/{MUNICIPALITY}-{number}/")


@cache
def together() -> tuple[list[Fixture], Data]:
    """The fixtures that can share a graph, each as a municipality of its own."""
    batch = [f for f in FIXTURES if f.shape not in ALONE and f.as_of == AS_OF]
    return batch, data_of([renamed(f, n) for n, f in enumerate(batch)])


@cache
def found_together() -> dict[str, list[Finding]]:
    batch, data = together()
    found: dict[str, list[Finding]] = {f.name: [] for f in batch}
    for finding in check_shapes(data, SHAPES).results:
        number = re.search(rf"/{MUNICIPALITY}-(\d+)/", finding.focus)
        if number:
            found[batch[int(number[1])].name].append(finding)
    return found


def findings(fixture: Fixture) -> list[Finding]:
    if fixture.name in found_together():
        return found_together()[fixture.name]
    return list(check_shapes(data_of([fixture.text], fixture.as_of), SHAPES).results)


def local(finding: Finding) -> str:
    return finding.shape.rsplit("/", 1)[1]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.name)
def test_exactly_the_expected_parts_of_the_requirement_fire(fixture: Fixture) -> None:
    assert {local(f) for f in findings(fixture) if local(f).split("-")[0] == fixture.shape} == fixture.expected


@pytest.mark.parametrize("name", IDS)
def test_every_requirement_has_its_fixtures(name: str) -> None:
    mine = [f for f in FIXTURES if f.shape == name]
    assert any(f.is_valid for f in mine)
    assert all(f.expected for f in mine if not f.is_valid)
    parts = {
        name,
        *(str(p).rsplit("/", 1)[1] for p in SHAPES.objects(rdflib.URIRef(f"{BASE}shapes/{name}"), SH.property)),
    }
    has_select = (rdflib.URIRef(f"{BASE}shapes/{name}"), SH.sparql, None) in SHAPES
    assert {e for f in mine for e in f.expected} == (parts if has_select else parts - {name})


@pytest.mark.parametrize("name", sorted(set(IDS) - ALONE))
def test_both_engines_agree_on_the_fixtures(name: str) -> None:
    mine = [f for f in FIXTURES if f.shape == name and f.as_of == AS_OF]
    data, shape = data_of([renamed(f, n) for n, f in enumerate(mine)]), alone(name)
    native, reference = (Counter(f.key() for f in check_shapes(data, shape, e).results) for e in ("native", "pyshacl"))
    assert native
    assert native == reference


def alone(name: str) -> rdflib.Graph:
    """The shapes with all other requirements deactivated (SHACL 2.1.2)."""
    shapes = rdflib.Graph()
    shapes += SHAPES
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        if shape != rdflib.URIRef(f"{BASE}shapes/{name}"):
            shapes.add((shape, SH.deactivated, rdflib.Literal(True)))
    return shapes


def test_the_shapes_are_the_thirty_requirements() -> None:
    assert sorted(str(s).rsplit("/", 1)[1] for s in SHAPES.subjects(RDF.type, SH.NodeShape)) == IDS


def test_every_population_is_a_query_with_a_focus() -> None:
    names = [str(name) for name in SHAPES.objects(None, KG.population)]
    assert names
    for name in names:
        assert find_query(f"check/population/{name}").columns[0] == "focus"


@cache
def of_the_paper() -> dict[str, Requirement]:
    context = Context(as_of=date(2014, 6, 1), municipality="helsinki")
    return {r.id: r for r in verdicts(open_data("helsinki", sources=["seed"], context=context))}


def test_a_finding_concerns_somebody_in_the_population() -> None:
    context = Context(as_of=date(2026, 6, 1), municipality="mallila")
    data = open_data("mallila", context=context)
    for requirement in [*verdicts(data), *of_the_paper().values()]:
        failing = [f for f in requirement.focus if f.findings]
        assert all(f.verdict == FAIL or f.reason == END_UNKNOWN for f in failing if not f.excuse)
        assert requirement.verdict == FAIL or not [f for f in failing if f.verdict == FAIL]


@pytest.mark.parametrize(
    ("name", "verdict"),
    {
        "C01": FAIL, "C02": CANNOT, "C03": FAIL, "C04": PASS, "C05": FAIL, "C06": CANNOT, "C07": CANNOT,
        "C08": CANNOT, "C09": CANNOT, "C10": CANNOT, "C11": CANNOT, "C12": CANNOT, "C13": CANNOT, "C14": PASS,
        "C15": CANNOT, "C16": FAIL, "C17": CANNOT, "C18": CANNOT, "C19": CANNOT, "C20": PASS, "C21": FAIL,
        "C22": CANNOT, "C23": CANNOT, "C24": CANNOT, "C25": CANNOT, "C26": PASS, "C27": FAIL, "C28": PASS,
        "C29": CANNOT, "C30": FAIL,
    }.items(),
)  # fmt: skip
def test_the_paper_alone(name: str, verdict: str) -> None:
    assert of_the_paper()[name].verdict == verdict


def by_focus(requirement: Requirement) -> dict[str, str]:
    return {f.label["fi"]: f.verdict for f in requirement.focus}


def test_whom_the_paper_alone_leaves_without() -> None:
    paper = of_the_paper()
    assert by_focus(paper["C01"]) == {
        "paikallisen turvallisuussuunnittelun johtoryhmä": PASS,
        "paikallisen turvallisuussuunnittelun asiantuntijaryhmä": FAIL,
        "yhteistyöryhmä": FAIL,
    }
    assert by_focus(paper["C02"])["yhteistyöryhmä"] == CANNOT
    assert by_focus(paper["C07"]) == {"Helsingin seudun liikenne -kuntayhtymä": CANNOT}
    assert by_focus(paper["C21"]) == {"pelastuslaitos": FAIL}
    assert by_focus(paper["C26"]) == {"strateginen taso": PASS, "kaupunkitaso": PASS, "asuinaluekohtainen taso": PASS}
    assert by_focus(paper["C13"]) == {
        "kaupungin turvallisuussuunnitelma": PASS,
        "Helsingin kaupungin turvallisuussuunnitelma 2011–2014": CANNOT,
    }
    assert {f.about: f.reason for f in paper["C13"].focus} == {NORM: None, COMPLIANCE: NOT_RECORDED}
    assert by_focus(paper["C30"]) == {"turvallisuus- ja hyvinvointiverkosto": FAIL}


def test_the_plan_of_the_paper_ends_with_2014() -> None:
    context = Context(as_of=date(2015, 1, 1), municipality="helsinki")
    found = {r["id"]: r for r in requirements_json(open_data("helsinki", sources=["seed"], context=context))}
    assert found["C28"]["verdict"] == FAIL
    assert set(found["C28"]["message"]) == {"fi", "sv", "en"}


@cache
def of_helsinki(day: date) -> dict[str, Requirement]:
    return {r.id: r for r in verdicts(open_data("helsinki", context=Context(as_of=day, municipality="helsinki")))}


@pytest.mark.parametrize("name", ["C01", "C02", "C03", "C20", "C21", "C27"])
def test_what_is_found_is_of_its_day(name: str) -> None:
    then, now = of_helsinki(date(2014, 6, 1))[name], of_helsinki(date(2026, 11, 24))[name]
    assert {(f.iri, f.verdict) for f in then.focus} != {(f.iri, f.verdict) for f in now.focus}


def test_a_plan_without_a_known_end_is_never_met() -> None:
    found = of_helsinki(date(2026, 11, 24))["C28"]
    assert (found.verdict, found.reason) == (CANNOT, END_UNKNOWN)


PLAN = '<plan/suunnitelma> a kg:Plan ; skos:prefLabel "suunnitelma"@fi ; kg:validFrom "2015-01-01"^^xsd:date'


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        ("kg:endUnknown true", CANNOT),
        ('kg:validUntil "2024-12-31"^^xsd:date', PASS),
        ('kg:validUntil "2018-12-31"^^xsd:date', FAIL),
        ('kg:validUntil "2018-12-31"^^xsd:date ; kg:endUnknown true', FAIL),
    ],
)
def test_end_unknown_is_a_third_value(end: str, verdict: str) -> None:
    found = {r.id: r for r in verdicts(data_of([f"{PRELUDE}{PLAN} ; {end} ."], date(2024, 6, 1)))}
    assert found["C28"].verdict == verdict
    assert found["C03"].verdict == (CANNOT if verdict != PASS else FAIL)


@pytest.mark.parametrize("day", [date(2014, 1, 1), date(2016, 1, 1), date(2026, 1, 1)])
def test_who_cannot_be_checked_for_an_unknown_end_is_told_so(day: date) -> None:
    text = f"{PRELUDE}{PLAN} ; kg:endUnknown true ."
    (found,) = (r for r in requirements_json(data_of([text], day)) if r["id"] == "C28")
    if day < date(2015, 1, 1):
        assert found["verdict"] == FAIL
    else:
        assert found["reason"]["code"] == END_UNKNOWN
        assert found["reason"]["fi"] == "voimassaolon päättyminen ei tiedossa"


GROUP = "<group/ryhma> a kg:Group ; skos:prefLabel 'ryhmä'@fi .\n"
EXCUSE = """<exception/E1> a kg:Exception ; kg:excuses <group/ryhma> ; kg:requirement {shape} ;
    kg:validFrom "2024-01-01"^^xsd:date ; kg:validUntil "2024-12-31"^^xsd:date ;
    kg:reason "Sihteeristö nimetään keväällä."@fi ; dcterms:source "Kaupunginhallitus 4.12.2023"@fi .
"""


def group_verdict(extra: str, day: date) -> Requirement:
    return next(r for r in verdicts(data_of([PRELUDE + GROUP + extra], day)) if r.id == "C01")


@pytest.mark.parametrize("named", ['"C01"', f"<{BASE}shapes/C01>"])
def test_an_excused_gap_passes_and_stays_listed(named: str) -> None:
    requirement = group_verdict(EXCUSE.format(shape=named), date(2024, 6, 1))
    assert requirement.verdict == PASS
    (focus,) = requirement.focus
    assert focus.excuse is not None
    assert focus.excuse.source == "Kaupunginhallitus 4.12.2023"
    assert focus.findings


@pytest.mark.parametrize(
    ("shape", "day"),
    [("C01", date(2025, 1, 1)), ("C01", date(2023, 12, 31)), ("C02", date(2024, 6, 1))],
    ids=["after its last day", "before its first day", "another requirement"],
)
def test_an_excuse_holds_only_for_its_days_and_its_requirement(shape: str, day: date) -> None:
    assert group_verdict(EXCUSE.format(shape=f'"{shape}"'), day).verdict == FAIL


def test_a_failure_outweighs_what_cannot_be_checked_and_that_a_pass() -> None:
    assert overall([PASS, CANNOT, FAIL]) == FAIL
    assert overall([PASS, CANNOT]) == CANNOT
    assert overall([PASS, PASS]) == PASS
    assert overall([]) == CANNOT
