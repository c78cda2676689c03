"""Every import is written down, can be taken back to the letter, and can be forgotten whole."""

import json
from pathlib import Path

import pytest
from planner_files import NAAPURILA, changed, csv_file, quads_of, run, workbook

from kg.changes import forget, load_documents, state, state_named, undo
from kg.cli import main
from kg.errors import Misuse
from kg.load.shipped import graph_iri
from kg.rdf import Iri, Lit
from kg.reason.refresh import refresh
from kg.store.changes import Change, difference, read_change
from kg.store.disk import kept_folder
from kg.store.history import ImportRecord, imports
from kg.store.opening import snapshot

SECRET = "Ryhmä jonka nimi on unohdettava kokonaan"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "store"


@pytest.fixture
def naapurila(tmp_path: Path, store: Path) -> Path:
    run(store, workbook(tmp_path / "naapurila.xlsx"))
    return store


def rename(tmp_path: Path, store: Path, name: str) -> None:
    assert run(store, csv_file(tmp_path / "verkostot.csv", changed("verkostot", 2, "nimi", name)["verkostot"])).record


def records(store: Path, municipality: str = "naapurila") -> list[ImportRecord]:
    return imports(snapshot(store), municipality)


def data_of(store: Path) -> set[object]:
    return {q for q in quads_of(store) if not str(q[3]).endswith("/history")}


def test_an_import_is_a_prov_activity_with_its_file(tmp_path: Path, naapurila: Path) -> None:
    (record,) = records(naapurila)
    content = (tmp_path / "naapurila.xlsx").read_bytes()
    ((name, sha),) = record.files
    assert name == "naapurila.xlsx"
    assert (kept_folder(naapurila) / f"{sha}.xlsx").read_bytes() == content
    assert record.counts["rowsAdded"] == 17
    assert record.counts["factsAdded"] == len(data_of(naapurila))


def test_undo_restores_the_state_before_to_the_letter(tmp_path: Path, naapurila: Path) -> None:
    first = data_of(naapurila)
    rename(tmp_path, naapurila, "Toinen nimi")
    second = data_of(naapurila)
    rename(tmp_path, naapurila, "Kolmas nimi")
    assert undo("naapurila", naapurila).number == 3
    assert data_of(naapurila) == second
    assert undo("naapurila", naapurila).number == 2
    assert data_of(naapurila) == first
    assert [r.undone for r in records(naapurila)] == [False, True, True]
    assert undo("naapurila", naapurila).number == 1
    assert not data_of(naapurila)
    with pytest.raises(Misuse):
        undo("naapurila", naapurila)


def test_an_undone_shipped_municipality_is_as_shipped_again(tmp_path: Path, store: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text('<http://example.org/x> <http://example.org/p> "1" .\n', encoding="utf-8")
    before = state(store, "mallila")
    load_documents([path], "mallila", store, None)
    assert data_of(store) > before
    undo("mallila", store)
    assert not data_of(store)
    assert state(store, "mallila") == before


def test_imports_after_an_undo_are_numbered_on(tmp_path: Path, naapurila: Path) -> None:
    rename(tmp_path, naapurila, "Toinen nimi")
    undo("naapurila", naapurila)
    rename(tmp_path, naapurila, "Toinen nimi")
    assert [(r.number, r.stands) for r in records(naapurila)] == [(1, True), (2, False), (3, True)]


def test_diff_compares_any_two_states(tmp_path: Path, naapurila: Path) -> None:
    rename(tmp_path, naapurila, "Toinen nimi")
    change = difference(*(state_named(name, "naapurila", naapurila) for name in ("1", "now")))
    assert [str(q[2]) for q in change.removed] == ["Keskustan verkosto"]
    assert [str(q[2]) for q in change.added] == ["Toinen nimi"]
    assert not state_named("0", "naapurila", naapurila)


def test_diff_reads_exported_files(tmp_path: Path, naapurila: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--data", "naapurila", "--store", str(naapurila)]
    file = tmp_path / "before.nq"
    assert main(["export", *options, "--format", "nq", "--output", str(file)]) == 0
    rename(tmp_path, naapurila, "Toinen nimi")
    capsys.readouterr()
    assert main(["diff", str(file), "now", *options, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [len(found[side]) for side in ("removed", "added")] == [1, 1]


def test_forget_leaves_nothing_of_the_import_in_any_file(tmp_path: Path, naapurila: Path) -> None:
    rename(tmp_path, naapurila, SECRET)
    rename(tmp_path, naapurila, "Kolmas nimi")
    forget("naapurila", "2", naapurila)
    kept = [p for p in naapurila.parent.rglob("*") if p.is_file()]
    assert kept
    assert not [p for p in kept if SECRET.encode() in p.read_bytes()]
    labels = {str(q[2]) for q in data_of(naapurila) if q[0].endswith("/network/V1")}  # type: ignore[index]
    assert "Kolmas nimi" in labels
    undo("naapurila", naapurila)
    assert "Keskustan verkosto" in {str(q[2]) for q in data_of(naapurila)}  # type: ignore[index]
    assert [(r.forgotten, r.files != ()) for r in records(naapurila)][1] == (True, False)


def test_forgetting_the_last_import_brings_back_what_it_replaced(tmp_path: Path, naapurila: Path) -> None:
    before = data_of(naapurila)
    rename(tmp_path, naapurila, SECRET)
    forget("naapurila", "2", naapurila)
    assert data_of(naapurila) == before


def test_forgetting_may_be_repeated_and_then_changes_nothing(tmp_path: Path, naapurila: Path) -> None:
    rename(tmp_path, naapurila, SECRET)
    forget("naapurila", "2", naapurila)
    before = quads_of(naapurila)
    assert forget("naapurila", "2", naapurila).forgotten
    assert quads_of(naapurila) == before
    with pytest.raises(Misuse):
        forget("naapurila", "7", naapurila)


def test_forgetting_takes_along_what_followed_from_the_import(tmp_path: Path, naapurila: Path) -> None:
    rename(tmp_path, naapurila, SECRET)
    inferred = graph_iri("naapurila", "inferred")
    refresh(
        naapurila, inferred, [(Iri("http://example.org/x"), Iri("http://example.org/p"), Lit(SECRET), Iri(inferred))]
    )
    forget("naapurila", "2", naapurila)
    assert not [p for p in naapurila.parent.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]


def test_a_file_that_two_imports_used_outlives_the_first(tmp_path: Path, naapurila: Path) -> None:
    path = workbook(tmp_path / "two.xlsx", {"alueet": NAAPURILA["alueet"]})
    run(naapurila, path, into="toinen")
    run(naapurila, path, into="kolmas")
    sha = records(naapurila, "toinen")[0].files[0][1]
    forget("toinen", "1", naapurila)
    assert list(kept_folder(naapurila).glob(f"{sha}.*"))
    forget("kolmas", "1", naapurila)
    assert not list(kept_folder(naapurila).glob(f"{sha}.*"))


def test_forgetting_one_of_two_equal_imports_leaves_the_other_undoable(tmp_path: Path, naapurila: Path) -> None:
    before = data_of(naapurila)
    rename(tmp_path, naapurila, "Toinen nimi")
    undo("naapurila", naapurila)
    rename(tmp_path, naapurila, "Toinen nimi")
    forget("naapurila", "2", naapurila)
    assert "Toinen nimi" in {str(q[2]) for q in data_of(naapurila)}  # type: ignore[index]
    undo("naapurila", naapurila)
    assert data_of(naapurila) == before


def test_a_kept_change_reads_back(tmp_path: Path, naapurila: Path) -> None:
    change = Change(frozenset(), frozenset(data_of(naapurila)))  # type: ignore[arg-type]
    path = tmp_path / "x.change"
    path.write_bytes(change.dump())
    assert read_change(path) == change


def test_history_lists_the_newest_first(tmp_path: Path, naapurila: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rename(tmp_path, naapurila, "Toinen nimi")
    options = ["--data", "naapurila", "--store", str(naapurila)]
    assert main(["undo", *options]) == 0
    capsys.readouterr()
    assert main(["history", *options, "--format", "json"]) == 0
    assert [(r["number"], r["undone"]) for r in json.loads(capsys.readouterr().out)] == [(2, True), (1, False)]
    assert main(["history", *options]) == 0
    assert "naapurila.xlsx" in capsys.readouterr().out
