"""Planners' spreadsheets become facts, and every mistake is named with its place."""

import csv
import datetime
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from planner_files import NAAPURILA, RULES, changed, csv_file, quads_of, run, workbook

from kg.cli import main
from kg.errors import UnreadableInput
from kg.load.sheets.persons import looks_like_person
from kg.pipeline import open_data
from kg.rdf import Lit
from kg.terms import KG

ID = "https://w3id.org/vastuuverkko/id/naapurila/"
NETWORK = NAAPURILA["verkostot"][0]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "store"


@pytest.fixture
def naapurila(tmp_path: Path, store: Path) -> Path:
    """A store with Naapurila in it."""
    assert not run(store, workbook(tmp_path / "naapurila.xlsx")).faults
    return store


def values(store: Path, subject: str, predicate: str) -> set[str]:
    return {str(o) for s, p, o, _ in quads_of(store) if s == ID + subject and p == str(KG[predicate])}


def test_a_new_municipality_needs_no_code(naapurila: Path) -> None:
    data = open_data("naapurila", store=naapurila)
    assert {g.rsplit("/", 1)[1] for g in data.graphs} >= {"sheets", "naapurilan-hallintosaanto", "vocabularies"}
    assert values(naapurila, "network/V1", "area") == {ID + "area/A1"}
    assert values(naapurila, "network/V1", "hasMember") == {
        ID + "police/PO",
        ID + "rescue-department/PE",
        ID + "organisation/naapurilan-4h-yhdistys",
    }
    assert values(naapurila, "measure/T1", "deadline") == {"2026-09-01"}
    assert values(naapurila, "plan/S1", "approvedBy") == {ID + "body/KH"}


def test_a_responsibility_has_its_evidence(naapurila: Path) -> None:
    quads = quads_of(naapurila)
    (statement,) = [s for s, p, o, _ in quads if p == str(KG.role) and o.endswith("/monitors")]
    facts = {p.rsplit("/", 1)[1]: str(o) for s, p, o, _ in quads if s == statement}
    assert facts["bearer"] == ID + "unit/N"
    assert facts["object"] == ID + "plan/S1"
    assert facts["modality"].endswith("/must")
    assert facts["bearerStatus"].endswith("/stated")
    evidence = {p.rsplit("#", 1)[-1].rsplit("/", 1)[-1]: str(o) for s, p, o, _ in quads if s == facts["evidence"]}
    assert evidence["chapter"] == "3.2"
    assert evidence["hasSource"] == ID + "document/naapurilan-hallintosaanto"
    quote = {str(o) for s, p, o, _ in quads if s == evidence["hasSelector"] and p.endswith("#exact")}
    assert quote == {"Nuorisopalvelut seuraa suunnitelman toteutumista."}


def test_an_object_that_names_nothing_is_a_task_and_an_empty_actor_an_absent_bearer(naapurila: Path) -> None:
    quads = quads_of(naapurila)
    task = ID + "task/tilannekuva-nuorten-turvallisuudesta"
    (statement,) = [s for s, p, o, _ in quads if p == str(KG.object) and o == task]
    facts = {p.rsplit("/", 1)[1]: str(o) for s, p, o, _ in quads if s == statement}
    assert facts["bearerStatus"].endswith("/absent")
    assert "bearer" not in facts


def test_the_text_of_a_cell_is_kept_where_the_store_would_rewrite_it(naapurila: Path) -> None:
    assert values(naapurila, "network/V1", "meetingsPerYear") == {"4"}
    assert values(naapurila, "network/V1", "hoursPerMeeting") == {"1.5"}
    entered = {"kokouksia_vuodessa: 04", "tunteja_kokouksessa: 1,50"}
    assert values(naapurila, "network/V1", "enteredText") == entered
    assert values(naapurila, "network/V2", "enteredText") == set()


def test_an_unknown_organisation_is_created_and_listed(tmp_path: Path, store: Path) -> None:
    done = run(store, workbook(tmp_path / "n.xlsx"))
    assert [(a.name, bool(a.nearest)) for a in done.new_actors] == [("Naapurilan 4H-yhdistys", True)]


def test_a_member_that_looks_like_a_person_is_warned_of(tmp_path: Path, store: Path) -> None:
    done = run(store, workbook(tmp_path / "n.xlsx", changed("verkostot", 2, "jäsenet", "Etunimi Sukunimi")))
    assert [n.facts["row"] for n in done.notes if n.key == "like-a-person"] == [2]
    assert done.record


def test_bodies_do_not_look_like_persons() -> None:
    names = ("Suomen Punainen Risti", "Nuorisopalvelut", "Helsingin kaupunki", "Mannerheimin Lastensuojeluliitto")
    assert not any(map(looks_like_person, names))


def test_importing_the_same_again_writes_nothing(tmp_path: Path, naapurila: Path) -> None:
    before = quads_of(naapurila)
    done = run(naapurila, workbook(tmp_path / "again.xlsx"))
    assert done.record is None
    assert done.rows == {"added": 0, "updated": 0, "skipped": 17}
    assert quads_of(naapurila) == before


MISTAKES = [
    ("verkostot", 2, "nimi", "", "missing-value"),
    ("verkostot", 2, "alue", "Kesusta", "unknown-area"),
    ("verkostot", 2, "teema", "liikeneturvallisuus", "unknown-theme"),
    ("verkostot", 2, "väestöryhmä", "nuoretx", "unknown-population-group"),
    ("verkostot", 2, "kokouksia_vuodessa", "neljä", "not-a-whole-number"),
    ("verkostot", 2, "kokouksia_vuodessa", 2.5, "not-a-whole-number"),
    ("verkostot", 2, "kokouksia_vuodessa", -1, "number-out-of-range"),
    ("verkostot", 2, "tunteja_kokouksessa", "tunti", "not-a-number"),
    ("verkostot", 2, "pakollinen", "ehkä", "not-yes-or-no"),
    ("verkostot", 3, "tunnus", "V1", "duplicate-id"),
    ("toimijat", 4, "alkaen", "31.2.2024", "not-a-date"),
    ("toimijat", 4, "laji", "yksikko", "unknown-word"),
    ("suunnitelmat", 2, "asti", "1.1.2024", "inverted-dates"),
    ("toimenpiteet", 2, "suunnitelma", "S2", "unknown-plan"),
    ("toimenpiteet", 2, "tila", "melkein", "unknown-word"),
    ("vastuut", 3, "rooli", "seuraaa", "unknown-word"),
    ("vastuut", 3, "lähde", "", "missing-value"),
    ("alueet", 2, "osa", "A1", "cycle"),
    ("verkostot", 2, "nimi", "#REF!", "error-value"),
    ("verkostot", 2, "nimi", "x\x07y", "control-character"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m[2]}-{m[4]}")
def test_each_mistake_is_named_with_its_place(
    tmp_path: Path, store: Path, mistake: tuple[str, int, str, Any, str]
) -> None:
    sheet, row, column, value, code = mistake
    sheets = changed(sheet, row, column, value)
    path = tmp_path / f"{sheet}.csv"
    csv_file(path, sheets[sheet])
    others = workbook(tmp_path / "others.xlsx", {t: r for t, r in sheets.items() if t != sheet})
    done = run(store, others, path)
    found = [(f.file, f.sheet, f.row, f.column, f.code) for f in done.faults]
    assert (path.name, sheet, row, column, code) in found
    assert {f.code for f in done.faults} <= {code, "missing-value"}
    assert not store.exists()


def test_all_mistakes_of_all_sheets_are_found_in_one_run(tmp_path: Path, store: Path) -> None:
    sheets = changed("verkostot", 2, "alue", "Kesusta")
    sheets["vastuut"] = [list(r) for r in sheets["vastuut"]]
    sheets["vastuut"][2][2] = "seuraaa"  # type: ignore[index]
    done = run(store, workbook(tmp_path / "n.xlsx", sheets))
    assert {(f.sheet, f.code, f.suggestion.split("; ")[0]) for f in done.faults} == {
        ("verkostot", "unknown-area", "Keskusta"),
        ("vastuut", "unknown-word", "seuraa"),
    }


def test_a_missing_column_is_named(tmp_path: Path, store: Path) -> None:
    done = run(store, csv_file(tmp_path / "verkostot.csv", [["nimi", "teema"], ["X", "arjen turvallisuus"]]))
    assert [(f.row, f.column, f.code) for f in done.faults if f.code == "missing-column"] == [
        (1, "alue", "missing-column")
    ]


def test_two_things_of_one_name_need_an_id(tmp_path: Path, store: Path) -> None:
    sheets = changed("alueet", 4, "nimi", "Keskusta")
    sheets["verkostot"] = [NETWORK, ["V1", "X", "Keskusta", "arjen turvallisuus", *[""] * 7]]
    done = run(store, workbook(tmp_path / "n.xlsx", sheets))
    assert [(f.column, f.code, f.suggestion) for f in done.faults] == [("alue", "ambiguous-name", "A1; A2")]


def test_an_id_comes_before_a_name(tmp_path: Path, store: Path) -> None:
    sheets = changed("alueet", 4, "nimi", "A1")
    sheets["verkostot"] = [NETWORK, ["V1", "X", "a1", "arjen turvallisuus", *[""] * 7]]
    assert not run(store, workbook(tmp_path / "n.xlsx", sheets)).faults
    assert values(store, "network/V1", "area") == {ID + "area/A1"}


@pytest.mark.parametrize(
    ("how", "name", "rows"),
    [
        ("update", "Uusi nimi", {"added": 0, "updated": 1, "skipped": 16}),
        ("skip", "Keskustan verkosto", {"added": 0, "updated": 0, "skipped": 17}),
    ],
)
def test_a_known_thing_is_updated_or_skipped(
    tmp_path: Path, naapurila: Path, how: str, name: str, rows: dict[str, int]
) -> None:
    done = run(naapurila, workbook(tmp_path / "n.xlsx", changed("verkostot", 2, "nimi", "Uusi nimi")), on_conflict=how)
    assert done.rows == rows
    labels = {str(o) for s, p, o, _ in quads_of(naapurila) if s == ID + "network/V1" and p.endswith("#prefLabel")}
    assert labels == {name}


def test_stop_makes_a_known_thing_an_error(tmp_path: Path, naapurila: Path) -> None:
    done = run(
        naapurila, workbook(tmp_path / "n.xlsx", changed("verkostot", 2, "nimi", "Uusi nimi")), on_conflict="stop"
    )
    assert [(f.row, f.column, f.code) for f in done.faults] == [(2, "nimi", "conflict")]


def test_an_emptied_cell_removes_its_fact_and_a_missing_column_none(tmp_path: Path, naapurila: Path) -> None:
    run(naapurila, workbook(tmp_path / "n.xlsx", changed("verkostot", 2, "koordinoija", "")))
    assert values(naapurila, "network/V1", "coordinator") == set()
    only = [["tunnus", "nimi", "alue", "teema"], ["V1", "Keskustan verkosto", "A1", "liikenneturvallisuus"]]
    assert run(naapurila, csv_file(tmp_path / "verkostot.csv", only)).record is None


def test_a_row_that_names_another_source_moves_there(tmp_path: Path, naapurila: Path) -> None:
    rows = [
        ["tunnus", "nimi", "alue", "teema", "lähde"],
        ["V2", "Rannan verkosto", "Ranta", "traffic safety", "Rannan päätös"],
    ]
    assert run(naapurila, csv_file(tmp_path / "verkostot.csv", rows)).record
    graphs = {g for s, p, _, g in quads_of(naapurila) if s == ID + "network/V2" and p.endswith("#prefLabel")}
    assert {str(g).rsplit("/", 1)[1] for g in graphs} == {"rannan-paatos"}


def test_a_source_cannot_take_the_name_of_a_graph_of_ours(tmp_path: Path, store: Path) -> None:
    sheets = changed("vastuut", 2, "lähde", "../../History")
    assert run(store, workbook(tmp_path / "n.xlsx", sheets)).record
    facts = [q for q in quads_of(store) if str(q[3]).endswith("/history")]
    assert not [q for q in facts if q[0].startswith(ID + "statement")]


def test_what_breaks_the_structure_blocks_with_its_row_and_column(tmp_path: Path, naapurila: Path) -> None:
    """A plan that rests on itself is refused by a shape, not by the sheets' own rules."""
    before = quads_of(naapurila)
    rows = [["tunnus", "nimi", "perustuu"], ["S1", "Naapurilan turvallisuussuunnitelma", "S1"]]
    done = run(naapurila, csv_file(tmp_path / "suunnitelmat.csv", rows))
    assert [(f.row, f.column, f.value, f.code) for f in done.faults] == [(2, "perustuu", "S1", "violation")]
    assert quads_of(naapurila) == before


def test_a_trial_writes_nothing_and_says_what_would_change(tmp_path: Path, naapurila: Path) -> None:
    before = quads_of(naapurila)
    path = workbook(tmp_path / "n.xlsx", changed("verkostot", 2, "nimi", "Uusi nimi"))
    done = run(naapurila, path, dry_run=True)
    assert {str(o) for _, _, o, _ in done.added} == {"Uusi nimi"}
    assert {str(o) for _, _, o, _ in done.removed} == {"Keskustan verkosto"}
    assert quads_of(naapurila) == before


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";"), ("utf-16-le", ";")],
)
def test_csv_of_every_encoding_and_delimiter(tmp_path: Path, store: Path, encoding: str, delimiter: str) -> None:
    rows = [["laji", "nimi", "tunnus"], ["yksikkö", "Äänekkään yksikkö", "007"]]
    done = run(store, csv_file(tmp_path / "toimijat.csv", rows, delimiter=delimiter, encoding=encoding))
    assert done.record
    said = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8-BOM", "utf-16": "UTF-16", "cp1252": "Windows-1252"}.get(
        encoding, "UTF-16"
    )
    assert [n.facts["encoding"] for n in done.notes if n.key == "csv-read-as"] == [said]
    assert (ID + "unit/007", Lit("Äänekkään yksikkö", lang="fi")) in {(s, o) for s, _, o, _ in quads_of(store)}


def test_dates_truth_values_and_merged_cells_of_a_workbook(tmp_path: Path, store: Path) -> None:
    path = tmp_path / "n.xlsx"
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "d.m.yyyy"})
    areas, page = book.add_worksheet("alueet"), book.add_worksheet("verkostot")
    areas.write_row(0, 0, ["tunnus", "nimi", "taso"])
    areas.write_row(1, 0, ["A", "Naapurila", "kunta"])
    page.write_row(0, 0, ["tunnus", "nimi", "alue", "teema", "alkaen", "pakollinen", "kokouksia_vuodessa"])
    page.merge_range("C2:C3", "Naapurila")
    for row in (1, 2):
        page.write_row(row, 0, [f"V{row}", f"Verkosto {row}"])
        page.write(row, 3, "arjen turvallisuus")
        page.write_datetime(row, 4, datetime.datetime(2025, 3, 1), day)  # noqa: DTZ001 a workbook has no zones
        page.write_boolean(row, 5, True)
        page.write_formula(row, 6, "=2+2", None, 4)
    page.hide()
    book.close()
    done = run(store, path)
    assert done.record
    assert "hidden-sheet-read" in {n.key for n in done.notes}
    assert values(store, "network/V2", "area") == {ID + "area/A"}
    assert values(store, "network/V2", "validFrom") == {"2025-03-01"}
    assert values(store, "network/V2", "mandatory") == {"true"}
    assert values(store, "network/V2", "meetingsPerYear") == {"4"}


def test_headers_may_be_english_in_any_order_with_blanks(tmp_path: Path, store: Path) -> None:
    rows = [[" Kind ", "NAME", "valid from"], ["unit", "  Unit of safety ", "2024-01-01"]]
    assert run(store, csv_file(tmp_path / "Actors.csv", rows)).record
    assert values(store, "unit/unit-of-safety", "validFrom") == {"2024-01-01"}


def test_an_unknown_column_is_left_out_aloud(tmp_path: Path, store: Path) -> None:
    done = run(store, csv_file(tmp_path / "toimijat.csv", [["nimi", "laji", "alken"], ["X", "yksikkö", "?"]]))
    assert [(n.key, n.facts["near"]) for n in done.notes if n.key == "column-left-out"] == [
        ("column-left-out", "alkaen")
    ]


ROLES = (
    "päättää decides hyväksyy approves ohjaa steers vastaa is_responsible johtaa leads koordinoi coordinates "
    "valmistelee prepares laatii draws_up linjaa guides velvoittaa obliges tekee_yhteistyötä cooperates kutsuu "
    "invites esittelee presents välittää passes_on toteuttaa implements seuraa monitors arvioi evaluates tukee "
    "supports kokoaa assembles nimittää appoints edustaa represents osallistuu participates raportoi reports "
    "sihteeristö secretariat sihteeri secretary puheenjohtaja chair varapuheenjohtaja vice_chair jäsen member "
    "kuullaan consulted tiedotetaan informed huomioi takes_into_account "
)
WORDS = {
    "rooli": ROLES,
    "velvoittavuus": "velvollisuus must tehtävä task toimivalta power oikeus right suositus should mahdollisuus may "
    "kuvaus describes",
    "taso": "kansallinen national strateginen strategic kaupunkitaso city asuinaluekohtainen neighbourhood",
    "rytmi": "jatkuva continuous vuosittain yearly määräajoin at_set_intervals valtuustokausittain per_council_term "
    "tarvittaessa when_needed kerran once",
}


@pytest.mark.parametrize("column", WORDS)
def test_every_promised_word_is_understood(tmp_path: Path, store: Path, column: str) -> None:
    header = NAAPURILA["vastuut"][0]
    rows: list[list[str]] = [list(header)]
    for word in WORDS[column].split():
        row = dict.fromkeys(header, "") | {"rooli": "seuraa", "kohde": f"asia {word}", "velvoittavuus": "tehtävä"}
        rows.append(list((row | {column: word.replace("_", " "), "lähde": RULES}).values()))
    assert not run(store, csv_file(tmp_path / "vastuut.csv", rows)).faults


def test_the_command_prints_the_promised_json(tmp_path: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbook(tmp_path / "n.xlsx", changed("verkostot", 2, "alue", "Kesusta"))
    errors = tmp_path / "errors.csv"
    options = ["--store", str(store), "--format", "json", "--errors", str(errors)]
    assert main(["import", str(path), "--into", "naapurila", *options]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["imported"], found["errors_total"], found["added"]) == (False, 1, 0)
    (error,) = found["errors"]
    assert error.keys() == {"file", "sheet", "row", "column", "value", "code", "message", "suggestion"}
    assert error["message"].keys() == {"fi", "sv", "en"}
    with errors.open(encoding="utf-8-sig", newline="") as file:
        assert [r["column"] for r in csv.DictReader(file, delimiter=";")] == ["alue"]
    assert main(["import", str(workbook(tmp_path / "ok.xlsx")), "--into", "naapurila", *options]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 17


@pytest.mark.parametrize("name", ["shared", "..", "", "  "])
def test_what_cannot_name_a_municipality_is_refused(tmp_path: Path, store: Path, name: str) -> None:
    from kg.errors import Misuse

    with pytest.raises(Misuse):
        run(store, workbook(tmp_path / "n.xlsx"), into=name)


def test_a_file_without_a_known_sheet_is_no_import(tmp_path: Path, store: Path) -> None:
    with pytest.raises(UnreadableInput):
        run(store, workbook(tmp_path / "n.xlsx", {"Taul1": [["a"], ["b"]]}))


def test_every_error_class_has_a_page_and_every_page_an_error_class() -> None:
    """A class is a key of the area `import` that a fault or a refusal names; notes and printed lines are none."""
    root = Path(__file__).parent.parent
    pages = {p.stem for p in (root / "docs" / "errors").glob("*.md")} - {"README"}
    code = "".join(
        p.read_text(encoding="utf-8") for folder in ("sources", "load") for p in (root / "kg" / folder).rglob("*.py")
    )
    code += (root / "kg" / "importing.py").read_text(encoding="utf-8")
    texts = tomllib.loads((root / "kg" / "messages" / "en" / "import.toml").read_text(encoding="utf-8"))
    told = {"rights", "sheets-title", "place", "did-you-mean", "refused", "more-errors", "done", "nothing-new", "trial"}
    told |= {
        "interrupted",
        "would-change",
        "would-appear",
        "would-vanish",
        "new-actors",
        "new-actor",
        "new-actor-alone",
    }
    notes = {"csv-read-as", "sheet-left-out", "hidden-sheet-read", "empty-sheet", "column-left-out"}
    notes |= {"total-rows", "remark-rows", "section-rows", "header-rows", "persons-column", "clerk-column-left-out"}
    notes |= {"contacts-left-out", "reading-remembered", "second-table-rows"}
    notes |= {"like-a-person", "new-basis", "looks-alike", "mixed-alphabets", "no-header"}
    notes |= {"changes-correction"}
    forms = {
        "no-such-thing",
        "no-such-column",
        "changes-nothing",
        "person-not-post",
    }  # no file of theirs is to be mended
    classes = {key for key in texts if not key.startswith("step-")} - told - notes - forms
    assert pages == classes
    assert not [key for key in classes if f'"{key}"' not in code and f'"import.{key}"' not in code]
