"""A store of the old model is brought over as one change, which an undo takes back to the letter."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from planner_files import quads_of, run, workbook

from kg.changes import load_documents, undo
from kg.cli import main
from kg.migrating import migrate, migration
from kg.rdf import Iri, Lit, Quad
from kg.store.history import imports
from kg.store.opening import snapshot
from kg.terms import GRAPH, ID, KG, VOCAB

CITY = "naapurila"
SOURCE = Iri(GRAPH[f"{CITY}/old"])
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DESCRIBED, MISCALLED, DUTY = (Iri(ID[f"{CITY}/statement/{n}"]) for n in "abc")
ACTOR = Iri(ID[f"{CITY}/unit/n"])


def _statement(about: Iri, kind: Iri, modality: str, holds: Iri) -> set[Quad]:
    facts = ((TYPE, kind), (Iri(KG.modality), Iri(VOCAB[f"modality/{modality}"])), (holds, ACTOR))
    return {(about, prop, value, SOURCE) for prop, value in facts}


def _city(described: Iri, duty_of: Iri) -> set[Quad]:
    kind, holds = described, Iri(KG.subject if described == KG.Description else KG.bearer)
    return (
        _statement(DESCRIBED, Iri(KG.Description), "describes", holds)
        | _statement(MISCALLED, kind, "constitutive", holds)
        | _statement(DUTY, Iri(KG.Responsibility), "must", duty_of)
    )


OLD = _city(Iri(KG.Responsibility), Iri(KG.bearer))
NEW = _city(Iri(KG.Description), Iri(KG.bearer))


def _load(path: Path, store: Path, quads: Iterable[Quad]) -> None:
    lines = (f"<{s}> <{p}> <{o}> <{g}> ." for s, p, o, g in quads)
    path.write_text("\n".join(lines), encoding="utf-8")
    assert load_documents([path], CITY, store, None).record


def _data(store: Path) -> set[Quad]:
    return {q for q in quads_of(store) if not str(q[3]).endswith("/history")}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "store"
    run(path, workbook(tmp_path / "naapurila.xlsx"))
    _load(tmp_path / "old.nq", path, OLD)
    return path


def test_subjects_are_told_from_bearers_and_duties_stay() -> None:
    change = migration(OLD)
    assert change.on(OLD) == NEW
    assert not {q for q in change.added | change.removed if q[0] == DUTY}
    assert not migration(NEW)


def test_a_migration_is_one_entry_and_undo_restores_to_the_letter(store: Path) -> None:
    before = _data(store)
    record = migrate(CITY, store)
    assert record is not None
    assert (record.number, record.kind) == (3, "migrate")
    assert _data(store) == (before - OLD) | NEW
    assert undo(CITY, store).number == 3
    assert _data(store) == before


def test_a_second_run_changes_nothing(store: Path) -> None:
    migrate(CITY, store)
    after = quads_of(store)
    assert migrate(CITY, store) is None
    assert quads_of(store) == after
    assert len(imports(snapshot(store), CITY)) == 3


def test_what_is_imported_today_needs_no_migration(tmp_path: Path) -> None:
    path = tmp_path / "fresh" / "store"
    run(path, workbook(tmp_path / "naapurila.xlsx"))
    assert migrate(CITY, path) is None


def test_a_sheet_imported_again_after_the_migration_changes_nothing(tmp_path: Path, store: Path) -> None:
    migrate(CITY, store)
    before = _data(store)
    run(store, workbook(tmp_path / "again.xlsx"))
    assert _data(store) == before


def test_retired_terms_give_way_in_every_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = tmp_path / "terms.ttl"
    terms.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "<urn:old-property> owl:deprecated true ; dcterms:isReplacedBy <urn:new-property> .\n"
        "<urn:old-class> owl:deprecated true ; dcterms:isReplacedBy <urn:new-class> .\n"
        "<urn:kept> owl:deprecated true .\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("kg.migrating.shared_files", lambda: [(terms, "urn:terms")])
    thing, text = Iri("urn:thing"), Lit("urn:old-class")
    old: set[Quad] = {
        (thing, TYPE, Iri("urn:old-class"), SOURCE),
        (thing, Iri("urn:old-property"), text, SOURCE),
        (thing, Iri("urn:kept"), thing, SOURCE),
    }
    assert migration(old).on(old) == {
        (thing, TYPE, Iri("urn:new-class"), SOURCE),
        (thing, Iri("urn:new-property"), text, SOURCE),
        (thing, Iri("urn:kept"), thing, SOURCE),
    }


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_command_says_what_it_did(store: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--data", CITY, "--store", str(store), "--lang", lang]
    assert main(["migrate", *asked]) == 0
    assert "kg undo" in capsys.readouterr().err
    assert main(["history", *asked]) == 0
    assert capsys.readouterr().out.startswith("3 ")
    assert main(["migrate", *asked]) == 0
    assert "kg undo" not in capsys.readouterr().err
