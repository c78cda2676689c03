"""The district division of Helsinki, from its tables to areas within areas."""

from collections import Counter
from pathlib import Path

import pytest
from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.errors import UnreadableInput
from kg.load.districts import area_quads
from kg.load.shipped import graph_iri
from kg.pipeline import open_data
from kg.rdf import Iri, Quad, Term
from kg.resources import ONTOLOGY
from kg.terms import GEO, ID, KG, VOCAB, WGS84

GRAPH = graph_iri("helsinki", "districts")
TABLE = ONTOLOGY / "helsinki" / "districts.csv"
CENTRES = ONTOLOGY / "helsinki" / "district-centres.csv"
LEVELS = ("municipality", "major-district", "district", "sub-district")


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return [*area_quads(TABLE, "helsinki", GRAPH), *area_quads(CENTRES, "helsinki", GRAPH)]


def facts(quads: list[Quad], predicate: str) -> dict[Iri, Term]:
    return {s: o for s, p, o, _ in quads if p == str(predicate)}


def level(code: str) -> str:
    return LEVELS[code.count("-")]


def code(area: str) -> str:
    return area.rsplit("/", 1)[1]


def test_counts_by_level(quads: list[Quad]) -> None:
    areas = {s for s, o in facts(quads, RDF.type).items() if o == str(KG.Area)}
    counts = Counter(code(o) for s, o in facts(quads, KG.areaLevel).items() if s in areas)
    assert counts == {"municipality": 1, "major-district": 8, "district": 34, "sub-district": 147}


def test_a_former_area_is_a_name_and_no_area(quads: list[Quad]) -> None:
    former = facts(quads, KG.validUntil)
    types, parts = facts(quads, RDF.type), facts(quads, DCTERMS.isPartOf)
    assert {code(a).rsplit("-", 1)[1] for a in former} == {"310", "160", "100", "210"}
    assert {types[a] for a in former} == {str(SKOS.Concept)}
    assert set(parts) == set(former)
    assert not set(former) & set(facts(quads, GEO.sfWithin))


def test_every_area_lies_within_the_area_one_level_up(quads: list[Quad]) -> None:
    levels = facts(quads, KG.areaLevel)
    parents = facts(quads, GEO.sfWithin) | facts(quads, DCTERMS.isPartOf)
    assert set(levels) - set(parents) == {Iri(ID["helsinki/area/091"])}
    for area, parent in parents.items():
        assert code(area).rsplit("-", 1)[0] == code(parent)
        assert levels[area] == VOCAB[f"area-levels/{level(code(area))}"]
        assert parent in levels


def test_the_same_number_at_two_levels_is_two_areas(quads: list[Quad]) -> None:
    names = {code(s): str(o) for s, p, o, _ in quads if p == str(SKOS.prefLabel) and getattr(o, "lang", "") == "fi"}
    assert names["091-3-304"] == "Pasila"
    assert names["091-2-202-304"] == "Munkkivuori"
    assert names["091-1-101"] == "Vironniemi"
    assert names["091-3-301-101"] == "Vilhonvuori"
    assert len(names) == len(facts(quads, RDF.type)) == 194


def test_every_area_has_a_finnish_and_a_swedish_name(quads: list[Quad]) -> None:
    named = {(s, getattr(o, "lang", None)) for s, p, o, _ in quads if p == str(SKOS.prefLabel)}
    for area in facts(quads, RDF.type):
        assert {(area, "fi"), (area, "sv")} <= named


def test_centre_points_lie_in_helsinki(quads: list[Quad]) -> None:
    north, east = facts(quads, WGS84.lat), facts(quads, WGS84.long)
    assert set(north) == set(east) <= set(facts(quads, RDF.type))
    assert all(60.08 < float(v) < 60.31 for v in north.values())
    assert all(24.78 < float(v) < 25.27 for v in east.values())
    assert {a for a in facts(quads, RDF.type) if level(code(a)) in LEVELS[1:3]} <= set(north)


@pytest.mark.parametrize(
    "text", ["name_fi\nX\n", "code,size\n1,2\n", "code,level\n1,district\n1,district\n", "code\n\n,\n"]
)
def test_a_broken_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"areas\.csv"):
        list(area_quads(path, "helsinki", GRAPH))


def test_the_tables_are_part_of_the_shipped_graph() -> None:
    data = open_data(sources=["districts"])
    found = {q[0] for q in data.store.quads(GRAPH) if "/area/" in q[0]}
    assert len(found) == 194
    assert any(q[1] == str(KG.isWithin) for q in data.store.quads(graph_iri("helsinki", "inferred")))
