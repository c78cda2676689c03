"""What a question sees is kept beside the store, is never stale, and is the same as one made from nothing."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.cities import one_city
from kg import closed
from kg.changes import load_documents, undo
from kg.cli import main
from kg.commands.closure import compare_closure
from kg.commands.reason import drop
from kg.pipeline import open_data
from kg.rdf import Row
from kg.reason.version import rules_version
from kg.store import Context, Data, EmbeddedStore, find_query, tables
from kg.store.kept import Kept, closed_folder
from kg.store.opening import alone
from kg.terms import GRAPH

CITY = "pikkukunta"


@pytest.fixture(autouse=True)
def every_graph_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed, "LARGE", 0)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store into which one made-up city was loaded."""
    folder = tmp_path_factory.mktemp("closed")
    document = folder / "city.nt"
    graph = str(GRAPH[f"{CITY}/city"])
    document.write_text("".join(_own(one_city("C1", graph))), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closed, "LARGE", 0)
        load_documents([document], CITY, folder / "store", graph)
        yield folder


@pytest.fixture
def store(base: Path, tmp_path: Path) -> Path:
    """A copy of it, with the times of its files."""
    shutil.copytree(base, tmp_path / "copy")
    return tmp_path / "copy" / "store"


def _own(lines: Iterator[str]) -> Iterator[str]:
    return (line.replace("/id/bench/", f"/id/{CITY}/") for line in lines)


def kept(store: Path) -> Kept:
    return Kept(store, CITY, rules_version())


def opened(store: Path) -> EmbeddedStore:
    return closed.open_closed(CITY, store).store


def same(store: Path) -> bool:
    found = compare_closure(CITY, store)
    return found is not None and found.same and found.facts > 1000


def more(store: Path) -> Path:
    document = store.with_name("more.nt")
    graph = str(GRAPH[f"{CITY}/city"])
    document.write_text("".join(_own(one_city("C2", graph))), encoding="utf-8")
    return document


def test_a_load_keeps_what_follows_and_a_question_only_opens_it(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert opened(store).path is not None
    assert same(store)
    assert not caplog.records


def test_a_load_and_its_undo_bring_it_up_to_date(store: Path) -> None:
    before = len(opened(store).engine)
    load_documents([more(store)], CITY, store, None)
    assert len(opened(store).engine) > before
    assert same(store)
    undo(CITY, store)
    assert len(opened(store).engine) == before
    assert same(store)


def test_what_is_taken_back_to_the_first_byte_leaves_nothing(store: Path) -> None:
    undo(CITY, store)
    assert not kept(store).exists()


def _stale_rules(store: Path) -> None:
    note = kept(store).folder / "about.json"
    note.write_text(note.read_text().replace(rules_version(), "0" * 64))


def _other_sources(store: Path) -> None:
    graph = GRAPH[f"{CITY}/city"]
    other = EmbeddedStore(store)
    other.update(f'INSERT DATA {{ GRAPH <{graph}> {{ <http://example.org/a> <http://example.org/b> "c" }} }}')
    other.flush()


def _cut_short(store: Path) -> None:
    largest = max(kept(store).folder.rglob("*.sst"), key=lambda p: p.stat().st_size)
    with largest.open("r+b") as file:
        file.truncate(largest.stat().st_size // 2)


def _half_a_note(store: Path) -> None:
    note = kept(store).folder / "about.json"
    note.write_text(note.read_text()[:20])


def _no_graph(store: Path) -> None:
    for file in next(kept(store).folder.glob("graph-*")).iterdir():
        file.unlink()


@pytest.mark.parametrize("harm", [_stale_rules, _other_sources, _cut_short, _half_a_note, _no_graph])
def test_what_is_stale_or_torn_is_made_anew_with_a_line(harm, store: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    harm(store)
    assert main(["overlaps", "--data", CITY, "--store", str(store), "--lang", "en"]) == 0
    said = capsys.readouterr().err
    assert said == f"What is kept of {CITY} is not of today's sources or program. It is worked out anew.\n"
    assert same(store)
    assert main(["overlaps", "--data", CITY, "--store", str(store)]) == 0
    assert not capsys.readouterr().err


def test_what_is_missing_is_made_anew_with_a_line(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    for file in sorted(closed_folder(store).rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    with caplog.at_level(logging.WARNING):
        opened(store)
    assert [r.key for r in caplog.records] == ["closed.missing"]  # type: ignore[attr-defined]
    assert same(store)


def test_who_asks_while_another_writes_keeps_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed, "PATIENCE", 0.1)
    _stale_rules(store)
    with alone(store):
        assert opened(store).path is None
    assert opened(store).path is None
    assert opened(store).path is not None


def test_another_municipality_s_load_leaves_it_of_today(store: Path) -> None:
    document = store.with_name("other.nt")
    document.write_text("<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n", encoding="utf-8")
    load_documents([document], "muukunta", store, None)
    assert kept(store).open()
    assert kept(store).exists()


def test_the_inferred_graph_in_the_store_is_no_source(store: Path) -> None:
    assert main(["reason", "--no-check", "--data", CITY, "--store", str(store)]) == 0
    assert kept(store).open()
    drop(CITY, store)
    assert kept(store).open()
    assert same(store)


def test_a_small_graph_is_not_kept(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed, "LARGE", 1_000_000)
    load_documents([more(store)], CITY, store, None)
    assert not kept(store).exists()
    assert opened(store).path is None


def test_a_slow_answer_is_kept_with_its_graph_and_goes_with_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SLOW", 0.0)
    fresh = Data(*closed.make_closed(CITY, store)[:1], CITY, (), Context(municipality=CITY))
    for question in ("read/things", "read/statements", "analyse/shared/other-steering"):
        data = open_data(CITY, store=store)
        first, again = data.rows(question), open_data(CITY, store=store).rows(question)
        assert first == again == data.store.select(find_query(question).text) == fresh.rows(question)
        assert list(map(repr, map(type_and_language, first))) == list(map(repr, map(type_and_language, again)))
    networks = "analyse/networks/members"
    assert data.pairs(networks) == open_data(CITY, store=store).pairs(networks)
    held = sorted(p.name.rsplit("-", 1)[0] for p in kept(store).folder.rglob("*.table"))
    assert held == ["analyse.networks.members", "analyse.shared.other-steering", "read.statements", "read.things"]
    load_documents([more(store)], CITY, store, None)
    assert not list(kept(store).folder.rglob("*.table"))
    assert len(open_data(CITY, store=store).pairs(networks)) > len(data.pairs(networks))


def type_and_language(row: Row) -> list[tuple[object, ...]]:
    return [(type(t), getattr(t, "lang", None), getattr(t, "datatype", None)) for t in row.values()]


def test_half_a_table_is_asked_anew(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SLOW", 0.0)
    found = open_data(CITY, store=store).pairs("analyse/networks/members")
    (file,) = kept(store).folder.rglob("*.table")
    file.write_bytes(file.read_bytes()[:1000])
    assert open_data(CITY, store=store).pairs("analyse/networks/members") == found


def test_the_command_that_compares_says_what_differs(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check = ["check", "--closure", "--data", CITY, "--store", str(store), "--lang", "en"]
    assert main(check) == 0
    assert "is what follows" in capsys.readouterr().out
    graph = next(kept(store).folder.glob("graph-*"))
    wrong = EmbeddedStore(graph)
    wrong_graphs = wrong.graph_names()
    wrong.update("DELETE WHERE { ?network <https://w3id.org/vastuuverkko/ns/numberOfMembers> ?number }")
    wrong.flush()
    del wrong
    kept(store)._name(graph, (*wrong_graphs,))
    assert main(check) == 1
    assert "60 facts are missing, 0 facts too many" in capsys.readouterr().out
