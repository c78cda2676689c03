"""A municipality that exists only because a planner imported a workbook: every command works with it, without code."""

import json
from pathlib import Path
from typing import Any

import pytest
from planner_files import run, workbook

from kg.cli import main
from kg.commands import municipalities
from kg.load.shipped import SHIPPED
from kg.pipeline import open_data
from kg.terms import KG

ID = "https://w3id.org/vastuuverkko/id/naapurila/"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("naapurila")
    assert run(folder / "store", workbook(folder / "naapurila.xlsx")).record
    return folder / "store"


def say(store: Path, capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    """The JSON that a command prints for Naapurila."""
    capsys.readouterr()
    assert main([*command, "--data", "naapurila", "--store", str(store), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_ask_answers_from_its_rows(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = say(store, capsys, "ask", "Kuka seuraa turvallisuussuunnitelmaa?")
    first = found["answers"][0]
    assert [a["iri"] for a in first["answer"]] == [ID + "unit/N"]
    assert first["modality"] == "must"
    assert first["evidence"][0]["quote"] == "Nuorisopalvelut seuraa suunnitelman toteutumista."
    assert first["evidence"][0]["chapter"] == "3.2"


def test_a_row_without_a_quote_answers_with_its_source(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = say(store, capsys, "ask", "Kuka hyväksyy turvallisuussuunnitelman?")
    first = found["answers"][0]
    assert [a["iri"] for a in first["answer"]] == [ID + "body/KH"]
    quotes = {(e["quote"], e["document"]) for e in first["evidence"]}
    assert (None, "Naapurilan hallintosääntö") in quotes


def test_its_rows_bind_actor_categories_to_its_bodies(store: Path) -> None:
    data = open_data("naapurila", store=store)
    links = {(q[0], str(q[2])) for g in data.graphs for q in data.store.quads(g) if q[1] == str(KG.resolvesTo)}
    bound = {iri.removeprefix(ID) for _, iri in links if iri.startswith(ID)}
    assert {"police/PO", "rescue-department/PE"} <= bound


def test_chain_leads_from_a_category_to_its_body(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ID + "police/PO" in json.dumps(say(store, capsys, "chain", "poliisi", "Naapurilan poliisi"))


COMMANDS = [["check"], ["coverage"], ["overlaps"], ["prune"], ["raci"], ["impact", "Nuorisopalvelut"], ["history"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_every_analysis_runs_on_it(store: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    capsys.readouterr()
    code = main([*command, "--data", "naapurila", "--store", str(store), "--format", "json"])
    assert code in (0, 1)
    assert json.loads(capsys.readouterr().out)


def test_its_networks_count(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = say(store, capsys, "prune")
    assert (found["networks"]["before"], found["hours"]["before"]) == (2, 4 * 1.5 * 3 + 4 * 2 * 2)


NAMELESS = {"alueet": [("tunnus", "nimi", "taso"), ("1", "Keskusta", "suurpiiri")]}
"""A workbook that does not name the municipality itself."""


def test_the_name_in_the_sheets_is_the_municipality_s_own(store: Path) -> None:
    assert {m.key: m.name("fi") for m in municipalities(store)}["naapurila"] == "Naapurilan kaupunki"


def test_a_city_keeps_the_letters_of_its_name(tmp_path: Path) -> None:
    done = run(tmp_path / "store", workbook(tmp_path / "a.xlsx", NAMELESS), into="Hämeenlinna")
    assert done.municipality == "hameenlinna"
    known = {m.key: m for m in municipalities(tmp_path / "store")}
    assert known["hameenlinna"].name("fi") == "Hämeenlinna"
    assert not known["hameenlinna"].example


def test_the_same_city_is_not_named_twice(tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(store, workbook(tmp_path / "a.xlsx", NAMELESS), into="Hämeenlinna")
    again = run(store, workbook(tmp_path / "a.xlsx", NAMELESS), into="HÄMEENLINNA")
    assert again.record is None
    assert {m.key: m.name("fi") for m in municipalities(store)}["hameenlinna"] == "Hämeenlinna"


def test_it_is_known_while_its_store_is_being_exchanged(tmp_path: Path) -> None:
    assert run(tmp_path / "store", workbook(tmp_path / "naapurila.xlsx")).record
    (tmp_path / "store").rename(tmp_path / "store.old")
    assert "naapurila" in {m.key for m in municipalities(tmp_path / "store")}


def test_what_is_made_up_says_so_by_its_graph() -> None:
    known = {m.key: m for m in municipalities("/nonexistent")}
    assert [key for key, m in known.items() if m.example] == ["mallila"]
    assert known["helsinki"].name("sv") == "Helsingfors"
    assert list(known) == list(SHIPPED)
