"""Workbooks as clerks keep them: what is proposed, what is asked, and what comes in."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from planner_files import Rows, csv_file, quads_of, run, workbook

from kg.cli import main
from kg.errors import UnreadableInput
from kg.importing import understanding
from kg.load.tabular.amounts import read_amount
from kg.load.tabular.contacts import without_contacts, without_person
from kg.load.tabular.parting import part
from kg.load.tabular.reader import Proposal, Unconfirmed, Understanding
from kg.load.tabular.times import Period, read_period
from kg.reading import propose

BY_OTHERS = sorted(f for f in (Path(__file__).parent / "clerks").iterdir() if f.suffix in (".xlsx", ".csv"))
"""Workbooks made by somebody who had not seen the program, each with what it must become (see docs/spreadsheets.md)."""

KEPT: Mapping[str, Rows] = {
    "Verkostot 2024": [
        ["Naapurilan turvallisuusverkostot"],
        ["Päivitetty 3.4.2024"],
        [],
        ["Verkoston nimi", "Alue", "Aihe", "Vetäjä", "Jäsenet (pilkulla)", "Kok./vuosi", "Kesto", "Toiminut", "Puh."],
        ["Keskustan turvallisuusryhmä", "Keskusta", "liikenneturvallisuus", "nuoriso",
         "Poliisi, Nuorisopalvelut, Pelastuslaitos ja koulut", "4 krt", "1,5 h", "3/2022", "040 123 4567"],
        ["Rannan turvaverkko", "Ranta", "arjen turvallisuus", "sote", "Poliisi, Nuorisopalvelut (Maija Meikäläinen)",
         6, "90 min", "kevät 2023", ""],
        ["Lasten ja nuorten ryhmä", "koko kunta", "nuorten turvallisuus", "Sosiaali- ja terveystoimi",
         "Poliisi, Sosiaali- ja terveystoimi", "kuukausittain", 2, "2021-", ""],
        ["Yhteensä", "", "", "", "", 10],
    ]
}  # fmt: skip


@pytest.fixture(scope="module")
def naapurila(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("naapurila")
    assert not run(folder / "store", workbook(folder / "naapurila.xlsx")).faults
    return folder / "store"


def proposed(store: Path, file: Path, readings: Mapping[str, Any] | None = None) -> Proposal:
    (found,) = propose([file], readings or {}, understanding("naapurila", store))
    return found


def columns(proposal: Proposal) -> dict[str, str]:
    return {c.header: c.key for t in proposal.reading.read for c in t.columns}


def rows(proposal: Proposal) -> list[dict[str, Any]]:
    return [dict(r.values) for r in proposal.interpreted.read.records]


def test_a_clerks_sheet_is_understood_and_what_is_not_clear_is_asked(naapurila: Path, tmp_path: Path) -> None:
    found = proposed(naapurila, workbook(tmp_path / "verkostot.xlsx", KEPT))
    assert columns(found) == {
        "Verkoston nimi": "name", "Alue": "area", "Aihe": "theme", "Vetäjä": "coordinator",
        "Jäsenet (pilkulla)": "members", "Kok./vuosi": "meetings_per_year", "Kesto": "hours_per_meeting",
        "Toiminut": "valid", "Puh.": "",
    }  # fmt: skip
    first, second, third = rows(found)
    assert first["members"] == "Poliisi; Nuorisopalvelut; Pelastuslaitos; koulut"
    assert (first["meetings_per_year"], first["hours_per_meeting"], first["valid_from"]) == ("4", "1.5", "2022-03-01")
    assert "valid_until" not in first
    assert second["members"] == "Poliisi; Nuorisopalvelut"
    assert third["area"] == "Naapurila"
    assert {q.key for q in found.interpreted.open} == {
        "which-actor: nuoriso", "which-actor: sote", "day: kevät 2023", "amount: kuukausittain",
        "since-or-in: toiminut",
        "persons: verkostot 2024 · jäsenet (pilkulla)",
    }  # fmt: skip


def test_nothing_of_an_unconfirmed_reading_comes_in(
    naapurila: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = quads_of(naapurila)
    file = workbook(tmp_path / "verkostot.xlsx", KEPT)
    asked = ["import", str(file), "--into", "naapurila", "--store", str(naapurila), "--format", "json"]
    assert main(asked) == 2
    shown = capsys.readouterr()
    said = json.loads(shown.out)
    assert (said["imported"], said["errors"]) == (False, [])
    assert {q["proposed"] for q in said["readings"][0]["questions"]} >= {"Nuorisopalvelut", "12"}
    assert "--accept-reading" in shown.err
    assert "«kevät 2023»" in shown.err
    assert quads_of(naapurila) == before
    assert not list(tmp_path.glob("*metadata*"))


def test_a_confirmed_reading_is_kept_and_used_the_next_time(tmp_path: Path) -> None:
    store = tmp_path / "store"

    def sheet(title: str, name: str) -> Path:
        rows = [["Ryhmä", "Teema", "Jäsenet"], [name, "kyberturvallisuus", "poliisi, koulut ja martat"]]
        return workbook(tmp_path / f"{title}.xlsx", {title: rows})

    asked = ["import", str(sheet("2025", "R")), "--into", "naapurila", "--store", str(store)]
    assert main(asked) == 2
    assert main([*asked, "--accept-reading"]) == 0
    assert (tmp_path / "2025.xlsx-metadata.json").exists()
    assert run(store, sheet("2026", "Q")).record is not None
    main(["forget", "1", "--data", "naapurila", "--store", str(store)])
    with pytest.raises(Unconfirmed):
        run(store, sheet("2027", "Z"))


def test_a_reading_goes_through_its_metadata_unchanged(naapurila: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path / "verkostot.xlsx", KEPT)
    found = proposed(naapurila, file)
    metadata = json.loads(json.dumps(found.metadata()))
    again = proposed(naapurila, file, {file.name: metadata})
    assert again.sure
    assert rows(again) == rows(found)
    metadata["tables"][0]["tableSchema"]["columns"][3]["suppressOutput"] = True
    assert columns(proposed(naapurila, file, {file.name: metadata}))["Vetäjä"] == ""
    assert "Meikäläinen" not in json.dumps(metadata, ensure_ascii=False)


def test_metadata_that_name_what_is_not_there_are_refused(naapurila: Path, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "ryhmät.csv", [["Ryhmä", "Jäsenet"], ["R", "Poliisi"]])
    metadata = proposed(naapurila, file).metadata()
    metadata["tables"][0]["tableSchema"]["columns"][1]["name"] = "väki"
    for wrong, key in (
        (metadata, "reading.no-column"),
        ([], "reading.no-metadata"),
        ({"tables": 3}, "reading.no-metadata"),
    ):
        with pytest.raises(UnreadableInput) as error:
            proposed(naapurila, file, {file.name: wrong})
        assert error.value.key == key


def test_sheets_of_several_years_tell_when_a_thing_began_and_ended(naapurila: Path, tmp_path: Path) -> None:
    head = ["Ryhmä", "Teema", "Alue", "Jäsenet"]
    years = {
        "2022": [head, ["A", "kyberturvallisuus", "Ranta", "poliisi"], ["B", "kyberturvallisuus", "Ranta", "koulut"]],
        "2024": [head, ["A", "kyberturvallisuus", "Ranta", "koulut"], ["C", "kyberturvallisuus", "Ranta", "koulut"]],
    }
    found = {r["name"]: r for r in rows(proposed(naapurila, workbook(tmp_path / "v.xlsx", years)))}
    assert (found["A"]["members"], "valid_from" in found["A"]) == ("koulut", False)
    assert found["B"]["valid_until"] == "2022-12-31"
    assert found["C"]["valid_from"] == "2024-01-01"


def test_one_network_under_two_names_is_proposed_as_one(naapurila: Path, tmp_path: Path) -> None:
    head = ["Verkosto", "Alue", "Teema", "Jäsenet"]
    sheets = {
        "Itä": [head, ["Rannan turvallisuusryhmä", "Ranta", "kyberturvallisuus", "poliisi, koulut"]],
        "Kaikki": [head, ["Rannan turvallisuusverkosto", "Ranta", "kyberturvallisuus", "poliisi, koulut, martat"],
                   ["Keskustan turvallisuusryhmä", "Keskusta", "kyberturvallisuus", "poliisi"]],
    }  # fmt: skip
    found = proposed(naapurila, workbook(tmp_path / "v.xlsx", sheets))
    assert [r["name"] for r in rows(found)] == ["Rannan turvallisuusryhmä", "Keskustan turvallisuusryhmä"]
    (question,) = [q for q in found.interpreted.open if q.code == "same"]
    assert (question.facts["shared"], question.facts["members"], question.proposed) == (2, 2, "same")


@pytest.fixture(scope="module")
def mallila(tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    return understanding("mallila", tmp_path_factory.mktemp("mallila") / "store")


@pytest.mark.parametrize("file", BY_OTHERS, ids=lambda f: f.stem)
def test_a_workbook_of_another_hand_becomes_what_it_must(file: Path, mallila: Understanding) -> None:
    expected = json.loads(file.with_name(f"{file.stem}.expected.json").read_text(encoding="utf-8"))
    (found,) = propose([file], {}, mallila)
    tables = {t.table.title: t for t in found.reading.read}
    for sheet in expected["sheets"]:
        table = tables[sheet["title"]]
        assert (table.kind, len(table.table.rows)) == (sheet["kind"], sheet["rows"])
        assert sheet["header_row"] in table.table.header_rows
        headers = {c.header: c.key or None for c in table.columns}
        said = {
            h: next((k for full, k in headers.items() if full == h or full.endswith(f"– {h}")), "?")
            for h in sheet["columns"]
        }
        assert said == {h: key or None for h, key in sheet["columns"].items()}
    networks = {r["name"]: r for r in rows(found) if "members" in r}
    for network in expected.get("networks", ()):
        read = networks[network["name"]]
        first, *last = [network["valid_from"]] if isinstance(network["valid_from"], str) else network["valid_from"]
        assert first <= read["valid_from"] <= (last or [first])[0]
        assert (read["area"], len(read["members"].split("; "))) == (network["area"], network["members"])
        assert [float(read[k]) for k in ("meetings_per_year", "hours_per_meeting")] == [
            network["meetings"],
            network["hours"],
        ]


def test_short_names_are_asked_and_people_stay_out(mallila: Understanding) -> None:
    files = {f.stem[:2]: f for f in BY_OTHERS}
    short, people, kinds = (propose([files[n]], {}, mallila)[0] for n in ("10", "05", "07"))
    proposals = {q.key: q.proposed for q in short.interpreted.open}
    assert proposals["which-actor: sote"] == "Mallilan seudun sosiaali- ja terveyskuntayhtymä"
    assert proposals["which-actor: srk"] == "Mallilan seurakunta"
    assert (proposals["amount: n. 6"], proposals["amount: 1-2 h"]) == ("6", None)
    assert "Meikäläinen" not in repr(rows(people))
    assert "@" not in repr(rows(people))
    assert {r["kind"] for r in rows(kinds)} >= {"hanke", "vieras valtio", "organisaatio"}


def test_nothing_goes_wrong_silently(naapurila: Path, tmp_path: Path) -> None:
    head = ["Verkosto", "Alue", "Teema", "Jäsenet"]
    row = ["Rannan verkko", "Ranta", "kyberturvallisuus", "poliisi"]
    second = [[], ["Toimenpide", "Vastuutaho", "Määräaika"], ["Valot", "poliisi", "2025"], ["Aidat", "koulut", "2026"]]
    found = proposed(naapurila, workbook(tmp_path / "v.xlsx", {"Taul1": [head, row, [*row[:3], "#REF!"], *second]}))
    assert [(f.code, f.row, f.column) for f in found.interpreted.read.faults] == [("error-value", 3, "Jäsenet")]
    assert [n.facts["rows"] for n in found.interpreted.read.notes if n.key == "second-table-rows"] == ["5, 6, 7"]
    long = csv_file(tmp_path / "omat.csv", [head, [*row, "koulut"]], delimiter=",")
    assert [f.code for f in proposed(naapurila, long).interpreted.read.faults] == ["row-too-long"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/2024", Period(date(2024, 3, 1), date(2024, 3, 31), whole=False)),
        ("kevät 2024", Period(date(2024, 3, 1), date(2024, 5, 31), clear=False, whole=False)),
        ("syyskuu -23", Period(date(2023, 9, 1), date(2023, 9, 30), clear=False, whole=False)),
        ("syyskuussa 2023", Period(date(2023, 9, 1), date(2023, 9, 30), whole=False)),
        ("2021–2025", Period(date(2021, 1, 1), date(2025, 12, 31))),
        ("1.1.–31.12.2025", Period(date(2025, 1, 1), date(2025, 12, 31))),
        ("2021-", Period(date(2021, 1, 1), None)),
        ("3/4/2024", Period(date(2024, 4, 3), date(2024, 4, 3), clear=False, whole=False)),
        ("hösten 2025", Period(date(2025, 9, 1), date(2025, 11, 30), clear=False, whole=False)),
        ("Q3/2024", Period(date(2024, 7, 1), date(2024, 9, 30), whole=False)),
        ("toistaiseksi", Period(None, None)),
        ("1.3.", None),
        ("31.2.2024", None),
        ("sopimuksen mukaan", None),
    ],
)
def test_periods_are_read_as_they_are_written(text: str, expected: Period | None) -> None:
    assert read_period(text) == expected


def test_amounts_have_units_and_what_they_suppose_is_asked() -> None:
    clear = {"4 krt": 4, "4 krt/v": 4, "6 kokousta": 6, "4 ggr/år": 4, "10 x vuodessa": 10}
    for text, expected in clear.items():
        found = read_amount(text, "year")
        assert found is not None
        assert found.value == expected
    for text, hours in {"1,5 h": "1.5", "90 min": "1.5", "1 h 30 min": "1.5", "1½ h": "1.5", "1:30": "1.5"}.items():
        found = read_amount(text, "hour")
        assert found is not None
        assert found.value == Decimal(hours)
    for text, maybe in {
        "kuukausittain": [12],
        "n. 10": [10],
        "2–4": [2, 4],
        "1 krt/kk": [12],
        "kvartalsvis": [4],
    }.items():
        found = read_amount(text, "year")
        assert found is not None
        assert (found.value, list(found.maybe)) == (None, maybe)
    assert read_amount("tarvittaessa", "year") is None


def test_values_are_parted_as_people_part_them() -> None:
    known = {"poliisi", "pelastuslaitos", "koulut"}

    def parted(text: str) -> list[str]:
        return part(text, lambda t: t.casefold() in known, lambda whole, halves, seems: seems)

    assert parted("Poliisi, nuorisotoimi ja koulut") == ["Poliisi", "nuorisotoimi", "koulut"]
    assert parted("Poliisi sekä pelastuslaitos") == ["Poliisi", "pelastuslaitos"]
    assert parted("Poliisi\n- koulut\n- Martat") == ["Poliisi", "koulut", "Martat"]
    assert parted("Sosiaali- ja terveystoimi; poliisi") == ["Sosiaali- ja terveystoimi", "poliisi"]
    assert parted("Sosiaali-, terveys- ja pelastustoimi") == ["Sosiaali-, terveys- ja pelastustoimi"]
    assert parted("lasten ja nuorten palvelut, koulut") == ["lasten ja nuorten palvelut", "koulut"]
    assert parted("Kasvatus (koulut, päiväkodit), poliisi") == ["Kasvatus (koulut, päiväkodit)", "poliisi"]


def test_people_are_left_out_and_bodies_stay() -> None:
    assert without_person("Poliisi (Maija M.)").text == "Poliisi"
    assert without_person("Maija Meikäläinen").text == ""
    assert without_contacts("Nuorisopalvelut, nuoriso@example.org, 040 123 4567").text == "Nuorisopalvelut"
    for body in ("Suomen Punainen Risti", "Naapurilan Martat", "Maria-kerho", "Pelastakaa Lapset"):
        assert without_person(body).text == body
