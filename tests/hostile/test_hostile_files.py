"""Files that mean harm, or are merely broken: a clear error within seconds, bounded memory, the store as it was."""

import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from planner_files import NAAPURILA, changed, csv_file, quads_of, run, workbook, zipped

from kg.errors import UnreadableInput
from kg.messages import LANGUAGES

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="alueet" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT = RELATIONS.replace("/worksheet", "/officeDocument").replace("worksheets/sheet1", "xl/workbook")
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)
ROWS = (
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>tunnus</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>nimi</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>taso</t></is></c></row>{}</sheetData>'
)


def by_hand(path: Path, sheet: str, **parts: Any) -> Path:
    """A workbook with one sheet, its XML written by hand."""
    return zipped(
        path,
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": ROOT,
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS,
            "xl/worksheets/sheet1.xml": sheet,
            **parts,
        },
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds Naapurila, and the workbook that it was made from."""
    folder = tmp_path_factory.mktemp("filled")
    assert run(folder / "store", workbook(folder / "naapurila.xlsx")).record
    return folder


@pytest.fixture
def store(tmp_path: Path, filled: Path) -> Path:
    """A store that holds Naapurila, and must hold the same after every test."""
    shutil.copytree(filled, tmp_path / "kept")
    return tmp_path / "kept" / "store"


def refused(store: Path, path: Path) -> str:
    """Import a file that must be refused whole; returns the key of the error."""
    before = quads_of(store)
    with pytest.raises(UnreadableInput) as caught:
        run(store, path)
    assert all(caught.value.message(lang) for lang in LANGUAGES)
    assert quads_of(store) == before
    return caught.value.key


def faulty(store: Path, *paths: Path) -> set[tuple[str, int, str]]:
    """Import files with faults; returns the code, row and column of each."""
    before = quads_of(store)
    done = run(store, *paths)
    assert done.record is None
    assert quads_of(store) == before
    return {(f.code, f.row, f.column) for f in done.faults}


@pytest.mark.parametrize("name", ["xl/worksheets/sheet2.xml", "xl/media/bomb.png", "bomb.bin"])
def test_a_zip_bomb(tmp_path: Path, store: Path, name: str) -> None:
    bomb = b"\x00" * 1_000_000 * 25
    path = by_hand(tmp_path / "bomb.xlsx", SHEET.format(""), **{name: bomb})
    assert path.stat().st_size < 100_000
    assert refused(store, path) == "import.too-large-inside"


def test_a_chain_of_parts_a_hundred_and_more_levels_deep(tmp_path: Path, store: Path) -> None:
    rows = [["tunnus", "nimi", "taso", "osa"], ["D0", "Alue 0", "kunta", ""]]
    rows += [[f"D{i}", f"Alue {i}", "pienalue", f"D{i - 1}"] for i in range(1, 103)]
    assert faulty(store, csv_file(tmp_path / "alueet.csv", rows)) == {
        ("too-deep", 103, "osa"),
        ("too-deep", 104, "osa"),
    }


def test_an_archive_of_ten_thousand_entries(tmp_path: Path, store: Path) -> None:
    path = by_hand(tmp_path / "many.xlsx", SHEET.format(""), **{f"xl/{i}.xml": "" for i in range(2_500)})
    assert refused(store, path) == "import.too-large-inside"


def test_a_broken_archive(tmp_path: Path, store: Path) -> None:
    path = workbook(tmp_path / "broken.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(store, path) == "import.broken-workbook"


def test_an_archive_with_broken_bytes_inside(tmp_path: Path, store: Path) -> None:
    path = workbook(tmp_path / "broken.xlsx")
    content = bytearray(path.read_bytes())
    for place in random.Random(7).sample(range(200, len(content) - 2_000), 60):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    assert refused(store, path) == "import.broken-workbook"


def test_an_archive_that_holds_no_workbook(tmp_path: Path, store: Path) -> None:
    assert refused(store, zipped(tmp_path / "other.xlsx", {"a.txt": "b"})) == "import.not-a-workbook"


def test_an_xml_entity_bomb(tmp_path: Path, store: Path) -> None:
    entities = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    sheet = f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]><worksheet>&b;</worksheet>'
    assert refused(store, by_hand(tmp_path / "entities.xlsx", sheet)) == "import.xml-entities"


def test_an_external_entity(tmp_path: Path, store: Path) -> None:
    sheet = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet>&x;</worksheet>'
    assert refused(store, by_hand(tmp_path / "external.xlsx", sheet)) == "import.xml-entities"


def test_a_lying_dimension_drops_no_row(tmp_path: Path, store: Path) -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>L{n}</t></is></c>'
        f'<c r="B{n}" t="inlineStr"><is><t>Alue {n}</t></is></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>kaupunginosa</t></is></c></row>'
        for n in range(2, 22)
    )
    sheet = SHEET.format('<dimension ref="A1:C2"/>' + ROWS.format(cells))
    done = run(store, by_hand(tmp_path / "lying.xlsx", sheet))
    assert done.rows["added"] == 20


def test_one_far_cell(tmp_path: Path, store: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert refused(store, by_hand(tmp_path / "far.xlsx", SHEET.format(ROWS.format(far)))) == "import.far-cell"


def test_a_formula_without_its_value(tmp_path: Path, store: Path) -> None:
    row = '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2" t="inlineStr"><is><t>x</t></is></c></row>'
    found = faulty(store, by_hand(tmp_path / "formula.xlsx", SHEET.format(ROWS.format(row))))
    assert ("formula-without-value", 2, "A2") in found


def test_a_hundred_thousand_rows_in_error(tmp_path: Path, store: Path) -> None:
    rows = [["tunnus", "nimi", "taso"], *([f"E{i}", f"Alue {i}", "kaupungiosa"] for i in range(100_000))]
    before = quads_of(store)
    done = run(store, csv_file(tmp_path / "alueet.csv", rows))
    assert len(done.faults) == 100_000
    assert (done.faults[99_999].row, done.faults[0].suggestion.split("; ")[0]) == (100_001, "kaupunginosa")
    assert quads_of(store) == before


def test_a_million_rows(tmp_path: Path, store: Path) -> None:
    path = tmp_path / "alueet.csv"
    path.write_text("tunnus;nimi;taso\n" + "".join(f"E{i};Alue;kunta\n" for i in range(1_000_000)), encoding="utf-8")
    assert refused(store, path) == "import.too-many-rows"
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 300_000))
    workbook_too = by_hand(tmp_path / "rows.xlsx", SHEET.format(ROWS.format(rows)))
    assert refused(store, workbook_too) == "import.too-many-rows"


def test_nul_bytes(tmp_path: Path, store: Path) -> None:
    path = tmp_path / "alueet.csv"
    path.write_bytes(b"tunnus;nimi;taso\nA9;Ke\x00sk\x00usta;kunta\n")
    assert refused(store, path) == "import.nul-bytes"


def test_bytes_of_no_encoding(tmp_path: Path, store: Path) -> None:
    path = tmp_path / "alueet.csv"
    path.write_bytes(b"tunnus;nimi;taso\nA9;\x81\x8d\xff;kunta\n")
    assert refused(store, path) == "import.unknown-encoding"


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"tunnus;nimi\n"), ("alueet.csv", b"PK\x03\x04rest")])
def test_a_wrong_ending(tmp_path: Path, store: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(store, path) == "import.wrong-ending"


@pytest.mark.parametrize("name", ["a.exe", "a.xlsx.zip", "a", "a.ods"])
def test_an_unknown_ending(tmp_path: Path, store: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    assert refused(store, path) == "import.unknown-ending"


def test_an_old_or_locked_workbook(tmp_path: Path, store: Path) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert refused(store, path) == "import.old-or-locked-workbook"


def test_a_link_a_pipe_and_a_folder_are_no_files(tmp_path: Path, store: Path) -> None:
    link, pipe, folder = tmp_path / "link.xlsx", tmp_path / "pipe.xlsx", tmp_path / "folder.xlsx"
    link.symlink_to(tmp_path / "kept" / "naapurila.xlsx")
    os.mkfifo(pipe)
    folder.mkdir()
    assert {refused(store, path) for path in (link, pipe, folder)} == {"import.not-a-file"}


def test_no_file_and_a_name_with_a_zero_byte(tmp_path: Path, store: Path) -> None:
    assert refused(store, tmp_path / "none.xlsx") == "import.no-file"
    assert refused(store, Path(str(tmp_path) + "/a\x00.xlsx")) == "import.no-file"


def test_path_tricks_in_names_stay_names(tmp_path: Path, store: Path) -> None:
    """Names of files, entries, sources and things never become paths."""
    sheets = changed("vastuut", 2, "lähde", "../../../../etc/passwd")
    sheets["alueet"] = [*sheets["alueet"], ["../../x", "Salaisuus", "", "kaupunginosa", "A"]]
    outside = set(tmp_path.parent.iterdir())
    assert run(store, workbook(tmp_path / "..hidden..xlsx", sheets)).record
    names = {str(q[0]) for q in quads_of(store)} | {str(q[3]) for q in quads_of(store)}
    assert not [n for n in names if "/../" in n]
    assert set(tmp_path.parent.iterdir()) == outside


def test_an_entry_that_climbs_out_of_its_archive_is_never_unpacked(tmp_path: Path, store: Path) -> None:
    path = by_hand(tmp_path / "climb.xlsx", SHEET.format(ROWS.format("")), **{"../../climbed.xml": "x"})
    run(store, path)
    assert not (tmp_path.parent.parent / "climbed.xml").exists()


@pytest.mark.parametrize("sheet", ["alueet", "toimijat", "väestöryhmät"])
def test_a_cycle(tmp_path: Path, store: Path, sheet: str) -> None:
    rows = {
        "alueet": [["tunnus", "nimi", "taso", "osa"], ["C1", "a", "kunta", "C2"], ["C2", "b", "kunta", "C1"]],
        "toimijat": [["tunnus", "nimi", "laji", "osa"], ["C1", "a", "yksikkö", "C2"], ["C2", "b", "yksikkö", "C1"]],
        "väestöryhmät": [["tunnus", "nimi", "yläkäsite"], ["C1", "a", "C2"], ["C2", "b", "C1"]],
    }[sheet]
    column = "yläkäsite" if sheet == "väestöryhmät" else "osa"
    assert faulty(store, csv_file(tmp_path / f"{sheet}.csv", rows)) == {("cycle", 2, column), ("cycle", 3, column)}


def test_a_cycle_through_what_the_graph_holds(tmp_path: Path, store: Path) -> None:
    rows = [["tunnus", "nimi", "taso", "osa"], ["A", "Naapurila", "kunta", "A1"]]
    assert faulty(store, csv_file(tmp_path / "alueet.csv", rows)) == {("cycle", 2, "osa")}


def test_an_inverted_interval(tmp_path: Path, store: Path) -> None:
    rows = [["nimi", "laji", "alkaen", "asti"], ["x", "yksikkö", "2.1.2025", "2025-01-01"]]
    assert faulty(store, csv_file(tmp_path / "toimijat.csv", rows)) == {("inverted-dates", 2, "asti")}


def test_an_id_twice(tmp_path: Path, store: Path) -> None:
    rows = [["tunnus", "nimi", "laji"], ["X1", "x", "yksikkö"], ["x1", "y", "yksikkö"]]
    assert faulty(store, csv_file(tmp_path / "toimijat.csv", rows)) == {("duplicate-id", 3, "tunnus")}


def test_unknown_codes(tmp_path: Path, store: Path) -> None:
    rows = [NAAPURILA["verkostot"][0], ["V9", "x", "A9", "T9", "R9", *[""] * 6]]
    found = faulty(store, csv_file(tmp_path / "verkostot.csv", rows))
    assert {code for code, _, _ in found} == {"unknown-area", "unknown-theme", "unknown-population-group"}


def test_an_empty_file(tmp_path: Path, store: Path) -> None:
    for name in ("empty.xlsx", "alueet.csv"):
        path = tmp_path / name
        path.touch()
        assert refused(store, path) == "import.empty-file"


def test_an_empty_sheet_and_a_header_alone(tmp_path: Path, store: Path) -> None:
    before = quads_of(store)
    for rows in ([], [["tunnus", "nimi", "taso"]]):
        done = run(store, workbook(tmp_path / "n.xlsx", {"alueet": rows}))
        assert (done.record, done.faults) == (None, [])
    assert quads_of(store) == before


def test_one_huge_cell(tmp_path: Path, store: Path) -> None:
    rows = [["tunnus", "nimi", "taso"], ["H1", "x" * 40_000, "kunta"]]
    found = faulty(store, csv_file(tmp_path / "alueet.csv", rows))
    assert ("cell-too-long", 2, "nimi") in found


def test_a_cell_beyond_all_measure(tmp_path: Path, store: Path) -> None:
    rows = [["tunnus", "nimi", "taso"], ["H1", "x" * 2_000_000, "kunta"]]
    assert refused(store, csv_file(tmp_path / "alueet.csv", rows)) == "import.broken-csv"


def test_a_merged_range_over_the_whole_sheet(tmp_path: Path, store: Path) -> None:
    merged = ROWS.format("") + '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    found = faulty(store, by_hand(tmp_path / "merged.xlsx", SHEET.format(merged)))
    assert ("column-twice", 1, "tunnus") in found


def test_names_that_try_to_be_queries_or_markup(tmp_path: Path, store: Path) -> None:
    text = '"} ; DROP ALL ; <script>alert(1)</script> {{7*7}} %s \\'
    assert run(store, workbook(tmp_path / "n.xlsx", changed("verkostot", 2, "nimi", text))).record
    assert text in {str(o) for _, _, o, _ in quads_of(store)}


def test_an_archive_whose_sizes_lie(tmp_path: Path, store: Path) -> None:
    """The header says ten bytes, the stream holds more: what counts is what comes out."""
    path = by_hand(tmp_path / "sizes.xlsx", SHEET.format(ROWS.format("")))
    content = path.read_bytes()
    cut = content.replace(len(SHEET.format(ROWS.format(""))).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(cut)
    assert refused(store, path) == "import.broken-workbook"
