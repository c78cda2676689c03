"""Agreement between two readings: by hand-counted figures, and a reading taken from the graph itself."""

import re
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal

from bench.agreement import Held, alike, compare, jaccard, kappa, listed, read_held, read_reading
from kg.terms import ID, KG, VOCAB

STATEMENT = ID["helsinki/statement/S900"]
OTHER = ID["helsinki/statement/S901"]


def test_kappa_is_that_of_the_textbook() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "y")] * 3) == 1.0
    assert kappa([("y", "n"), ("n", "y")]) < 0


def test_inflected_names_are_alike_and_others_are_not() -> None:
    assert alike("turvallisuussuunnitelman", "kaupungin turvallisuussuunnitelma")
    assert not alike("poliisilaki", "pelastuslaki")
    assert not alike("", "poliisi")


def test_a_thing_too_many_or_too_few_lowers_the_overlap() -> None:
    held = (frozenset({"poliisi"}), frozenset({"kunnat"}))
    assert jaccard(["kunnat", "poliisi"], held) == 1.0
    assert jaccard(["poliisi"], held) == 0.5
    assert jaccard(["poliisi", "kunnat", "asukkaat"], held) == pytest.approx(2 / 3)
    assert jaccard([], ()) == 1.0


def test_a_list_leaves_its_roles_and_dashes_out() -> None:
    assert listed("poliisi=kanssa; kunnat (saaja) ; -") == ["poliisi", "kunnat"]


def _held() -> Held:
    graph = Graph()
    for statement, role in ((STATEMENT, "monitors"), (OTHER, "steers")):
        graph.add((statement, RDF.type, KG.Responsibility))
        graph.add((statement, KG.role, VOCAB[f"roles/{role}"]))
        graph.add((statement, KG.bearer, ID["helsinki/unit/yksikko"]))
    graph.add((VOCAB["roles/monitors"], SKOS.prefLabel, Literal("seuraa", lang="fi")))
    graph.add((VOCAB["roles/monitors"], SKOS.notation, Literal("monitors")))
    graph.add((ID["helsinki/unit/yksikko"], SKOS.prefLabel, Literal("yksikkö", lang="fi")))
    return Held(graph)


def _values(rows: list[dict[str, str]]) -> dict[tuple[str, str], float]:
    return {(field, measure): value for field, _, measure, value in compare(rows, _held())}


def test_a_reading_that_says_the_same_agrees_and_another_does_not() -> None:
    same = [
        {"id": "S900", "class": "vastuu", "role": "seuraa", "bearer": "yksikkö"},
        {"id": "S901", "class": "responsibility", "role": "steers", "bearer": "yksikön"},
    ]
    found = _values(same)
    assert found["role", "kappa"] == found["class", "kappa"] == found["bearer", "exact"] == 1.0
    other = [same[0] | {"role": "steers"}, same[1] | {"role": "seuraa", "bearer": "johtoryhmä"}]
    worse = _values(other)
    assert worse["role", "kappa"] < 0
    assert worse["bearer", "exact"] == 0.5


MEASURES = {"Cohen's κ": "kappa", "κ of presence": "kappa of presence", "mean Jaccard": "Jaccard", "same set": "exact"}
HERE = Path(__file__).parent
READING = HERE / "readings" / "second-reading.csv"


def _settled() -> dict[tuple[str, str], str]:
    """The last column of the table in docs/agreement.md."""
    text = (HERE.parent / "docs" / "agreement.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \| [\d.]+ \| ([\d.]+) \|$", text, re.M)
    return {(field, MEASURES[measure]): value for field, measure, value in rows}


def test_the_second_reading_is_of_every_statement_once() -> None:
    ids = [row["id"] for row in read_reading(READING)]
    assert ids == [f"S{n:03}" for n in range(1, len(ids) + 1)]
    assert len(ids) == 218


def test_agreement_with_the_second_reading_is_as_the_page_says() -> None:
    """A graph that agrees less has lost something; one that agrees more needs its figures written."""
    found = {
        (field, measure): f"{value:.2f}" for field, _, measure, value in compare(read_reading(READING), read_held())
    }
    assert found == _settled()
    assert all(float(value) >= 0.8 for (_, measure), value in found.items() if measure == "kappa")
