"""Popolo documents come in without people, go out as they came, and lose nothing silently."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.commands.imports import Load, load
from kg.errors import KgError, UnreadableInput
from kg.load.popolo import read_popolo
from kg.terms import KG

COUNCIL: dict[str, Any] = {
    "organizations": [
        {
            "id": "ocd-organization/1",
            "name": "Naapurilan kaupunki",
            "classification": "kunta",
            "identifiers": [{"scheme": "Y-tunnus", "identifier": "0000000-0"}],
            "other_names": [{"name": "Naapurila", "note": "lyhyt nimi"}, {"name": "Grannby stad", "lang": "sv"}],
            "founding_date": "1900-01-01",
            "links": [{"url": "https://example.org/", "note": "kotisivu"}],
            "contact_details": [{"type": "email", "value": "erkki.esimerkki@example.org"}],
            "seats & «ääniä»": 27,
        },
        {
            "id": "2",
            "name": "Turvallisuustoimikunta",
            "classification": "committee",
            "parent_id": "ocd-organization/1",
            "founding_date": "2020",
            "posts": [{"id": "p1", "label": "Turvallisuuspäällikkö", "role": "secretary"}],
        },
    ],
    "persons": [{"id": "x", "name": "Erkki Esimerkki"}],
    "memberships": [
        {"id": "m1", "organization_id": "2", "member": {"id": "ocd-organization/1"}, "role": "chair"},
        {"id": "m2", "organization_id": "2", "post_id": "p1", "start_date": "2021"},
        {"id": "m3", "organization_id": "2", "person_id": "x", "role": "member"},
        {"id": "m4", "organization_id": "gone", "post_id": "p1"},
    ],
    "motions": [{"id": "a"}, {"id": "b"}],
}
"""Written after the schemas of the Popolo project (organization, post, membership, person)."""


def write(path: Path, document: object = COUNCIL) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def export(store: Path, output: Path) -> dict[str, Any]:
    options = ["--data", "naapurila", "--store", str(store), "--format", "popolo", "--output", str(output)]
    assert main(["export", *options]) == 0
    found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return found


def test_a_document_comes_back_as_it_came_but_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    command = ["load", str(write(tmp_path / "council.json")), "--data", "naapurila", "--store", str(store)]
    assert main([*command, "--lang", "en"]) == 0
    said = capsys.readouterr().err
    assert "seats & «ääniä» (1)" in said
    assert all(word in said for word in ("persons (1)", "motions (2)", "memberships (2)", "contact_details (1)"))
    back = export(store, tmp_path / "back.json")
    assert "Erkki" not in json.dumps(back)
    assert "erkki" not in json.dumps(back)
    city, committee = sorted(back["organizations"], key=lambda o: len(o["id"]), reverse=True)
    gone = {"contact_details", "posts"}
    wanted = [{k: v for k, v in o.items() if k not in gone} for o in COUNCIL["organizations"]]
    assert city == wanted[0] | {"classification": "municipality"}
    assert committee == wanted[1]
    assert back["posts"] == [
        {"id": "p1", "label": "Turvallisuuspäällikkö", "role": "secretary", "organization_id": "2"}
    ]
    assert sorted(back["memberships"], key=lambda m: m["id"]) == COUNCIL["memberships"][:2]
    again = Load([write(tmp_path / "council.json")], "naapurila", store)
    assert load(again).record is None


def test_members_and_chairs_are_links_of_ours(tmp_path: Path) -> None:
    found = read_popolo(write(tmp_path / "c.json"), "naapurila")
    links = {(s.rsplit("/", 1)[-1], str(p), o.rsplit("/", 1)[-1]) for s, p, o, _ in found.quads}
    assert ("2", str(KG.hasChair), "ocd-organization%2F1") in links
    assert ("2", str(KG.hasMember), "p1") in links
    assert ("p1", str(KG.postIn), "2") in links
    assert ("2", str(KG.partOf), "ocd-organization%2F1") in links


def test_an_export_of_ours_loads_as_the_same_things(tmp_path: Path) -> None:
    """Mallila's actors, out and in again under the same municipality, are the same things with the same ties."""
    output = tmp_path / "mallila.json"
    assert (
        main(
            [
                "export",
                "--data",
                "mallila",
                "--format",
                "popolo",
                "--output",
                str(output),
                "--store",
                str(tmp_path / "s"),
            ]
        )
        == 0
    )
    document = json.loads(output.read_text(encoding="utf-8"))
    assert "note" in document
    assert len(document["organizations"]) > 100
    assert len(document["memberships"]) > 200
    assert sum("parent_id" in o for o in document["organizations"]) > 10
    found = read_popolo(output, "mallila")
    links = {(str(s), str(p), str(o)) for s, p, o, _ in found.quads}
    wanted = [(m["organization_id"], m["member"]["id"]) for m in document["memberships"]]
    missing = [w for w in wanted if not {(w[0], str(p), w[1]) for p in (KG.hasMember, KG.hasChair)} & links]
    assert not missing
    assert found.left_out == {"note": 1}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("{", "load.unreadable"),
        ("[]", "load.no-popolo"),
        ('{"persons": []}', "load.no-popolo"),
        ("[" * 100_000, "load.unreadable"),
        ('{"organizations": [' + "9" * 5000 + "]}", "load.unreadable"),
    ],
)
def test_what_is_no_popolo_is_refused(tmp_path: Path, content: str, key: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput) as refused:
        read_popolo(path, "naapurila")
    assert refused.value.key == key


def test_hidden_characters_and_strange_values_change_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    hidden = {"organizations": [{"id": "1", "name": "Ryhmä\u202eX"}]}
    with pytest.raises(KgError):
        load(Load([write(tmp_path / "h.json", hidden)], "naapurila", store))
    assert not store.exists()
    strange: dict[str, Any] = {
        "organizations": [None, 3, {"id": ["x"], "name": 5, "parent_id": {}, "classification": []}]
    }
    strange["memberships"] = [{"member": "x", "organization_id": None}, {}]
    found = read_popolo(write(tmp_path / "s.json", strange), "naapurila")
    assert found.left_out["memberships"] == 2
