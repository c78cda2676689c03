"""The register lives: findings are worked on, the record is whole and can forget an author, backups come back."""

import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from planner_files import quads_of

from kg.changes import state, undo
from kg.cli import main
from kg.commands.check import Check, check
from kg.commands.municipality import open_municipality
from kg.commands.plans import LEAVE, PUT, TAKE, Decision, certificate_of, decide, save, saved
from kg.commands.proposals import (
    Draft,
    Person,
    Where,
    accept,
    accepted_about,
    catalogue,
    change_at_once,
    propose,
)
from kg.commands.prune import Prune, prune
from kg.commands.worklist import Asked, excuse, give, worked_on
from kg.errors import Misuse
from kg.store.disk import kept_folder
from kg.terms import ID, SHAPES

CITIZEN, EDITOR = Person("asukas@example.org", "proposer"), Person("viranhaltija@example.org", "editor")
V1 = str(ID["naapurila/network/V1"])
LATER = date.today() + timedelta(days=30)


def found(where: Where, day: date | None = None) -> dict[tuple[str, str], str | None]:
    report = check(open_municipality("naapurila", store=where.store), Check(as_of=day))
    return {(f.shape, str(f.focus)): f.excuse and f.excuse.valid_until for f in report.results}


def test_an_exception_is_shown_everywhere_and_ends_by_itself(where: Where) -> None:
    before = state(where.path, "naapurila")
    shape, focus = next(key for key, until in found(where).items() if until is None and key[1].startswith(str(ID)))
    asked = Asked(shape, focus, note="odotetaan päätöstä", basis="Kh 1.2.2026 § 5", until=LATER.isoformat())
    answer = excuse(where, EDITOR, asked)
    assert not answer.faults
    assert answer.record
    assert found(where)[shape, focus] == LATER.isoformat()
    assert found(where, LATER + timedelta(days=1))[shape, focus] is None, "it comes back when the exception has ended"
    undo("naapurila", where.path)
    assert state(where.path, "naapurila") == before


def test_a_finding_is_given_to_a_body_and_noted(where: Where) -> None:
    shape = str(SHAPES["C01"])
    assert not give(where, CITIZEN, Asked(shape, V1, "Nuorisopalvelut", "1.9.2027", "selvitettävä")).faults
    assert not give(where, CITIZEN, Asked(shape, V1, note="kysytty")).faults
    work = worked_on(where)[shape, V1]
    assert (work.to.rsplit("/", 1)[1], work.due) == ("N", date(2027, 9, 1))
    assert [a.reason for a in work.acts] == ["selvitettävä", "kysytty"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"to": "Maija Meikäläinen"}, "person-not-post"),
        ({"to": "Olematon lautakunta"}, "no-such-thing"),
        ({"to": "N", "due": "huomenna"}, "not-a-date"),
        ({}, "missing-value"),
        ({"note": "x" * 10_000_000}, "cell-too-long"),
        ({"focus": V1 + "9", "note": "x"}, "no-such-thing"),
        ({"note": "x", "basis": "§ 5", "until": "2020-01-01"}, "inverted-dates"),
        ({"note": "x", "until": LATER.isoformat()}, "missing-value"),
    ],
)
def test_a_mistake_about_a_finding_is_told_and_nothing_is_written(
    where: Where, wrong: dict[str, str], code: str
) -> None:
    before = quads_of(where.path)
    asked = replace(Asked("C01", V1), **wrong)
    answer = excuse(where, EDITOR, asked) if asked.until else give(where, CITIZEN, asked)
    assert code in {f.code for f in answer.faults}
    assert quads_of(where.path) == before


def test_who_may_not_excuse_is_refused(where: Where) -> None:
    with pytest.raises(Misuse):
        excuse(where, CITIZEN, Asked("C01", V1, note="x", basis="y", until=LATER.isoformat()))


def decided(where: Where) -> None:
    draft = Draft("networks", V1, {"meetings_per_year": "6"}, {"meetings_per_year": "04"}, "Pöytäkirja", "", "väärin")
    accept(where, EDITOR, [propose(where, CITIZEN, draft).number], "tarkistettu")


def test_the_states_of_a_measure_stay_readable(where: Where) -> None:
    measure = str(ID["naapurila/measure/T1"])
    for before, now, note in (("käynnissä", "keskeytetty", "odottaa rahaa"), ("keskeytetty", "valmis", "tehty")):
        draft = Draft("measures", measure, {"status": now}, {"status": before}, "Nuorisopalvelut, ilmoitus", "", note)
        with pytest.raises(Misuse):
            change_at_once(where, CITIZEN, draft)
        assert change_at_once(where, EDITOR, draft).record
    names = catalogue(open_municipality("naapurila", store=where.store).data, "fi")
    told = accepted_about(where, measure, "fi", names)
    assert [(s.changes[0][1:], s.proposal.draft.reason) for s in told] == [
        (("keskeytetty", "valmis"), "tehty"),
        (("käynnissä", "keskeytetty"), "odottaa rahaa"),
    ]
    assert not any(s.author for s in told)


def test_a_plan_is_saved_with_its_certificate_and_decided_once(where: Where) -> None:
    municipality = open_municipality("naapurila", store=where.store)
    request = Prune(keep=("V1",))
    view = prune(municipality, request)
    number = save(where, CITIZEN, "Vaihtoehto A", (municipality, request, view))
    with pytest.raises(Misuse):
        save(where, CITIZEN, "vaihtoehto a", (municipality, request, view))
    (plan,) = saved(where)
    assert (plan.name, plan.wishes["keep"], plan.figures["hours"]) == ("Vaihtoehto A", ["V1"], view.json()["hours"])
    decided(where)
    assert b"ChangeEvent" in certificate_of(where, plan) or not view.plan.into
    for wrong in (
        Decision(number, TAKE, "32.1.2026", "§ 5"),
        Decision(number, TAKE, (date.today() + timedelta(days=1)).isoformat(), "§ 5"),
        Decision(number, TAKE, "1.2.2026", " "),
        Decision(number + 99, PUT),
    ):
        with pytest.raises(Misuse):
            decide(where, EDITOR, wrong)
    with pytest.raises(Misuse):
        decide(where, CITIZEN, Decision(number, PUT))
    assert decide(where, EDITOR, Decision(number, PUT)).state == "put"
    done = decide(where, EDITOR, Decision(number, TAKE, "1.2.2026", "Kh § 5"))
    assert (done.state, done.day, done.section) == ("accepted", "2026-02-01", "Kh § 5")
    with pytest.raises(Misuse):
        decide(where, EDITOR, Decision(number, LEAVE, reason="myöhäistä"))


def test_an_author_is_forgotten_in_every_file_and_the_record_stays_whole(
    where: Where, capsys: pytest.CaptureFixture[str]
) -> None:
    decided(where)
    options = ["--data", "naapurila", "--store", str(where.store)]
    assert main(["audit", *options, "--format", "json"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert [a["author"] for a in before["acts"]] == [CITIZEN.account, EDITOR.account]
    assert main(["forget", "--author", CITIZEN.account.upper(), *options]) == 0
    assert not [p for p in where.path.parent.rglob("*") if p.is_file() and CITIZEN.account.encode() in p.read_bytes()]
    capsys.readouterr()
    assert main(["audit", *options, "--format", "json"]) == 0
    after = json.loads(capsys.readouterr().out)
    assert after["sealed"]
    assert [a["seal"] for a in after["acts"][:2]] == [a["seal"] for a in before["acts"]]
    assert CITIZEN.account not in json.dumps(after)


def test_a_backup_comes_back_whole_or_not_at_all(
    where: Where, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided(where)
    options = ["--store", str(where.store)]
    held, files = quads_of(where.path), {f.name for f in kept_folder(where.path).iterdir()}
    archive = tmp_path / "copy.zip"
    assert main(["backup", str(archive), *options]) == 0
    assert archive.stat().st_mode & 0o077 == 0
    undo("naapurila", where.path)
    assert main(["restore", str(archive), *options]) == 0
    assert quads_of(where.path) == held
    other = tmp_path / "elsewhere" / "store"
    assert main(["restore", str(archive), "--store", str(other)]) == 0
    assert (quads_of(other), {f.name for f in kept_folder(other).iterdir()}) == (held, files)
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b'"6"', b'"7"') if name == "store.nq" else content)
    (tmp_path / "none.zip").write_bytes(b"PK no archive")
    for wrong in (damaged, tmp_path / "none.zip", tmp_path / "missing.zip"):
        assert main(["restore", str(wrong), *options]) == 2
        assert quads_of(where.path) == held
    assert "varmuuskopio" in capsys.readouterr().err
