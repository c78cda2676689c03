"""`kg overlaps`, `coverage`, `prune`, `verify-certificate` and `report` as a planner runs them, on Mallila."""

import csv
import io
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib

from kg.cli import main

ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
DAY = ["--as-of", "2026-06-01"]


def output_of(capsysbinary, *arguments: str) -> bytes:
    assert main(list(arguments)) == 0
    return capsysbinary.readouterr().out


def json_of(capsysbinary, *arguments: str):
    return json.loads(output_of(capsysbinary, *arguments, "--format", "json"))


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("KG_STORE", raising=False)


def test_overlaps_keep_their_contract(capsysbinary):
    found = json_of(capsysbinary, "overlaps", "--data", "mallila", *DAY)
    assert found["pairs"]
    for pair in found["pairs"]:
        assert {"a", "b", "score", "members_shared", "relations", "cluster"} <= set(pair)
        assert set(pair["relations"]) == {"area", "theme", "group", "members"}
        assert set(pair["relations"].values()) <= {"equal", "subset", "superset", "intersects", "disjoint"}
        assert pair["score"] == pytest.approx(sum(pair["parts"].values()) / 4)
        assert pair["a"] < pair["b"]
    for task in found["shared_tasks"]:
        assert {"notion", "task", "actors", "statements"} <= set(task)
        assert task["notion"] != "O1"
    assert found["example"] is True


def test_overlaps_narrow_to_a_network_by_id(capsysbinary):
    every = json_of(capsysbinary, "overlaps", "--data", "mallila", *DAY)["pairs"]
    some = json_of(capsysbinary, "overlaps", "--data", "mallila", *DAY, "--network", "v028")["pairs"]
    assert some == [pair for pair in every if "V028" in (pair["a"], pair["b"])]
    assert some


def test_near_overlaps_stand_apart_from_the_pairs(capsysbinary):
    near = json_of(capsysbinary, "overlaps", "--data", "mallila", *DAY, "--near")["near"]
    exact = json_of(capsysbinary, "overlaps", "--data", "mallila", *DAY)["pairs"]
    assert {(p["a"], p["b"]) for p in near}.isdisjoint((p["a"], p["b"]) for p in exact)
    beside = next(p for p in near if (p["a"], p["b"]) == ("V042", "V043"))
    assert beside["sides"] == {"area": "neighbours", "theme": "meets", "group": "meets"}
    assert beside["grade"] == 1


def test_an_unknown_name_is_misuse(capsysbinary):
    assert main(["overlaps", "--data", "mallila", "--area", "Ei sellaista"]) == 2
    assert "Ei sellaista" in capsysbinary.readouterr().err.decode()


def test_overlaps_as_csv_open_in_a_spreadsheet(capsysbinary):
    text = output_of(capsysbinary, "overlaps", "--data", "mallila", *DAY, "--format", "csv")
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    pairs = json_of(capsysbinary, "overlaps", "--data", "mallila", *DAY)["pairs"]
    assert [(row[0], row[2]) for row in rows[1:]] == [(pair["a"], pair["b"]) for pair in pairs]


def test_coverage_keeps_its_contract(capsysbinary):
    found = json_of(capsysbinary, "coverage", "--data", "mallila", *DAY)
    assert [one["id"] for one in found["requirements"]] == [f"C{i:02}" for i in range(1, 31)]
    cells = found["cells"]
    assert cells["total"] == cells["served"] + cells["uncovered_total"]
    assert len(cells["uncovered"]) <= 1000
    assert found["unseated"]
    assert found["norms_without_bearer"]


def test_the_plan_loses_nothing_and_its_certificate_holds(capsysbinary):
    plan = json_of(capsysbinary, "prune", "--data", "mallila", *DAY)
    assert (plan["status"], plan["gap"], plan["lost"]) == ("optimal", 0, [])
    assert plan["cells"]["before"] == plan["cells"]["after"]
    assert plan["hours"]["after"] < plan["hours"]["before"]
    assert plan["networks"]["before"] == len(plan["keep"]) + len(plan["dissolve"])
    assert set(plan["unpriced"]) <= set(plan["keep"])
    assert {move["into"] for move in plan["dissolve"]} <= set(plan["keep"])
    verdict = json_of(capsysbinary, "verify-certificate", plan["certificate"])
    assert verdict["valid"]


def test_a_tampered_certificate_ends_with_1(capsysbinary, tmp_path):
    file = tmp_path / "plan.trig"
    json_of(capsysbinary, "prune", "--data", "mallila", *DAY, "--certificate", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("/V030>", "/V031>", 1), encoding="utf-8")
    assert main(["verify-certificate", str(file)]) == 1
    assert "muutettu" in capsysbinary.readouterr().out.decode()


def test_a_loss_is_named_and_stays_listed_when_accepted(capsysbinary):
    alone = json_of(capsysbinary, "prune", "--data", "mallila", *DAY)["only_served_by"]
    key = min(network for network in alone if network != "V001")
    lost = json_of(capsysbinary, "prune", "--data", "mallila", *DAY, "--dissolve", "V022")
    assert [(loss["network"], loss["accepted"]) for loss in lost["lost"]] == [("V022", None)]
    assert lost["lost"][0]["cells"] == lost["cells"]["before"] - lost["cells"]["after"]
    reason = ["V022", "satama suljetaan", "2026-05-01"]
    accepted = json_of(
        capsysbinary, "prune", "--data", "mallila", *DAY, "--accept-loss", *reason, "--defer", key, "syy", "2026-05-02"
    )
    assert accepted["lost"][0]["accepted"] == {"network": "V022", "reason": "satama suljetaan", "date": "2026-05-01"}
    assert [remark["network"] for remark in accepted["deferred"]] == [key]
    assert json_of(capsysbinary, "verify-certificate", accepted["certificate"])["accepted_losses"]


def test_change_events_name_what_ends_and_what_goes_on(capsysbinary, tmp_path):
    file = tmp_path / "changes.ttl"
    plan = json_of(capsysbinary, "prune", "--data", "mallila", *DAY, "--change-events", str(file))
    graph = rdflib.Graph().parse(file)
    moves = {
        (str(gone).rsplit("/", 1)[1], str(into).rsplit("/", 1)[1])
        for event, into in graph.subject_objects(ORG.resultingOrganization)
        for gone in graph.objects(event, ORG.originalOrganization)
        if gone != into
    }
    assert moves == {(move["network"], move["into"]) for move in plan["dissolve"]}


class Outline(HTMLParser):
    """What a reader without eyes gets: language, headings, captions, header cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs) -> None:
        self.tags.append(tag)
        if tag == "html":
            self.lang = dict(attrs)["lang"]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_report_is_readable_without_script(capsysbinary, lang):
    text = output_of(capsysbinary, "report", "--data", "mallila", *DAY, "--lang", lang).decode()
    page = Outline()
    page.feed(text)
    assert page.lang == lang
    assert page.tags.count("h1") == 1
    assert page.tags.count("table") == page.tags.count("caption") > 5
    assert "script" not in page.tags
    assert not re.findall(r'(?:src|href)="(?!#)', text)
    assert text.index('class="example"') < text.index('id="summary"') < text.index('id="gaps"')


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_same_data_give_the_same_bytes(tmp_path, kind):
    made = []
    for name in ("one", "two"):
        file: Path = tmp_path / name
        assert main(["report", "--data", "mallila", *DAY, "--format", kind, "--output", str(file)]) == 0
        made.append(file.read_bytes())
    assert made[0] == made[1]


def test_data_without_networks_still_make_a_report(capsysbinary):
    text = output_of(capsysbinary, "report", "--graph", "seed", "--as-of", "2014-06-01").decode()
    assert "ei ole yhtään verkostoa" in text
    assert 'class="example"' not in text


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is told apart by isatty on POSIX systems")
def test_a_binary_report_is_not_thrown_at_a_terminal(monkeypatch, capsysbinary):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert main(["report", "--data", "mallila", "--format", "pdf"]) == 2


def test_the_front_begins_with_the_plan_and_each_point_is_one(capsysbinary, tmp_path):
    proofs = str(tmp_path / "proofs")
    front = json_of(
        capsysbinary, "prune", "--data", "mallila", *DAY, "--front", "--points", "2", "--certificates", proofs
    )
    first, last = front["points"]
    assert (first["cells"]["lost"], first["coverage"], first["without_successor"]) == (0, 1, [])
    assert last["hours"] < first["hours"] < front["hours_before"]
    assert not front["complete"]
    assert main(["verify-certificate", str(tmp_path / "proofs" / "002.trig")]) == 0
    assert "ei ole päätetty" in capsysbinary.readouterr().out.decode()


def test_wishes_have_prices_and_networks_reasons(capsysbinary):
    asked = ["--keep", "V006", "--never-merge", "V010", "V009", "--target", "60"]
    prices = json_of(capsysbinary, "prune", "--data", "mallila", *DAY, "--price-wishes", *asked)
    assert {w["hours"] for w in prices["wishes"] if w["kind"] in ("keep", "apart")} == {29.0, 48.0}
    assert len(prices["give_up"]["wishes"]) == 2
    why = json_of(capsysbinary, "prune", "--data", "mallila", *DAY, "--explain", "Kotien paloturvallisuuden verkosto")
    assert (why["network"], why["stays"], why["into"]) == ("V003", False, "V002")
    assert {turn["side"] for turn in why["turns"]} == {"theme", "members", "hours"}
    unknown = json_of(capsysbinary, "prune", "--data", "mallila", *DAY, "--unknowns")["unknown"]
    assert unknown[0]["turning"] == ["V027"]


def test_a_mandatory_network_is_refused_with_its_basis(capsysbinary):
    assert main(["prune", "--data", "mallila", "--dissolve", "V002"]) == 2
    assert "pelastuslaki" in capsysbinary.readouterr().err.decode()
