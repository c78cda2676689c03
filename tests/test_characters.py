"""Names that hide or deceive are refused or pointed out; a row longer than its header is never taken in silence."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planner_files import csv_file, quads_of, run, workbook

from kg.sources.characters import INVISIBLE, mixed, shape, unseen

HEADER = ["tunnus", "nimi", "laji"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "store"


@pytest.mark.parametrize(
    "name", ["\u200b", "a\u200bb", "a\u00adb", "\u202etxt", "\u2066a", "a\ufe0f", "\u3164", "\u2800"]
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_character_that_nobody_sees_is_refused_by_its_name(
    tmp_path: Path, store: Path, name: str, place: int
) -> None:
    row = ["T1", "Toimija", "yksikkö"]
    row[place] = name
    done = run(store, csv_file(tmp_path / "toimijat.csv", [HEADER, row]))
    found = [f for f in done.faults if f.code == "invisible-character"]
    assert [(f.row, f.column) for f in found] == [(2, HEADER[place])]
    assert str(found[0].facts["character"]).startswith("U+")
    assert not INVISIBLE.search(found[0].value)
    assert not quads_of(store)


@given(st.characters(categories=["Cc", "Cf", "Zl", "Zp"]))
def test_every_invisible_character_of_unicode_is_known(character: str) -> None:
    visible = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    if character not in "\t\n\r" + visible and not "\U00013430" <= character <= "\U0001343f":
        assert unseen(f"a{character}b")


def test_a_name_of_signs_alone_is_refused(tmp_path: Path, store: Path) -> None:
    done = run(store, csv_file(tmp_path / "toimijat.csv", [HEADER, ["T1", "–", "yksikkö"]]))
    assert ("says-nothing", 2, "nimi") in {(f.code, f.row, f.column) for f in done.faults}


def test_names_are_kept_composed(tmp_path: Path, store: Path) -> None:
    name = unicodedata.normalize("NFD", "Nuorisotyö Åland")
    assert run(store, csv_file(tmp_path / "toimijat.csv", [HEADER, ["Ä1", name, "yksikkö"]])).record
    texts = {str(t) for q in quads_of(store) for t in q[:3]}
    assert "Nuorisotyö Åland" in texts
    assert all(unicodedata.is_normalized("NFC", t) for t in texts)


def test_names_that_look_alike_are_pointed_out(tmp_path: Path, store: Path) -> None:
    rows = [
        HEADER,
        ["T1", "Raha", "yksikkö"],
        ["T2", "Rаhа", "yksikkö"],
        ["T3", "Ryhmä l", "yksikkö"],
        ["T4", "Ryhmä 1", "yksikkö"],
    ]
    done = run(store, csv_file(tmp_path / "toimijat.csv", rows))
    assert done.record
    alike = {(n.facts["value"], n.facts["other"]) for n in done.notes if n.key == "looks-alike"}
    assert alike == {("Raha", "Rаhа"), ("Rаhа", "Raha"), ("Ryhmä l", "Ryhmä 1"), ("Ryhmä 1", "Ryhmä l")}
    assert [n.facts["value"] for n in done.notes if n.key == "mixed-alphabets"] == ["Rаhа"]


@pytest.mark.parametrize("name", ["Kaupunginhallitus", "Москва", "Αθήνα", "R2-D2", "Äänekoski 2025", "COVID-19 ryhmä"])
def test_ordinary_names_raise_no_suspicion(name: str) -> None:
    assert not mixed(name)
    assert not unseen(name)
    assert shape(name) == shape(f" {name}  ")


def test_a_csv_row_longer_than_its_header_is_refused(tmp_path: Path, store: Path) -> None:
    rows = [HEADER, ["T1", "Toimija", "yksikkö", "", ""], ["T2", "Toinen", "toimija", "yksikkö"]]
    done = run(store, csv_file(tmp_path / "toimijat.csv", rows))
    assert ("row-too-long", 3) in {(f.code, f.row) for f in done.faults}
    assert not [f for f in done.faults if f.row == 2]


def test_cells_without_a_header_in_a_workbook_are_said(tmp_path: Path, store: Path) -> None:
    rows = [[*HEADER, "", ""], ["T1", "Toimija", "yksikkö", "", "muistiinpano"]]
    done = run(store, workbook(tmp_path / "n.xlsx", {"toimijat": rows}))
    assert done.record
    assert [n.facts["columns"] for n in done.notes if n.key == "no-header"] == ["E"]
