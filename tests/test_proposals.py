"""A proposal changes nothing until it is accepted: then it is a change with author and reason, undone by undo."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from planner_files import quads_of, run

from kg.changes import state, undo
from kg.cli import main
from kg.commands.municipality import open_municipality
from kg.commands.proposals import (
    Draft,
    Outcome,
    Person,
    Where,
    accept,
    amend,
    catalogue,
    form,
    proposals,
    propose,
    reject,
)
from kg.editing.deciding import Desk, log
from kg.errors import Misuse
from kg.load.corrections import corrections_graph, seen, withdrawn_graph
from kg.pipeline import open_data
from kg.rdf import Iri
from kg.store.acts import broken
from kg.store.opening import snapshot
from kg.terms import ID, KG

V1 = str(ID["naapurila/network/V1"])
HOURS = Draft(
    "networks",
    V1,
    {"meetings_per_year": "6"},
    {"meetings_per_year": "04"},
    "Pöytäkirja 1/2026",
    "kuusi kertaa",
    "väärin",
)
DUTY = Draft(
    "responsibilities",
    "",
    {"actor": "PE", "role": "raportoi", "object": "S1"},
    {},
    "Päätös 5 §",
    "PE raportoi.",
    "uusi",
)
CITIZEN, EDITOR = Person("asukas@example.org", "proposer"), Person("viranhaltija@example.org", "editor")


def meetings(where: Where) -> set[str]:
    held = seen(state(where.path, "naapurila", (withdrawn_graph("naapurila"),)), "naapurila")
    return {str(o) for s, p, o, _ in held if (s, p) == (V1, str(KG.meetingsPerYear))}


def asked(where: Where) -> set[str]:
    rows = open_data("naapurila", store=where.store).rows("explorer/about", thing=Iri(V1))
    return {str(r["value"]) for r in rows if r["property"] == str(KG.meetingsPerYear)}


def accepted(where: Where, draft: Draft) -> Outcome:
    number = propose(where, CITIZEN, draft).number
    (done,) = accept(where, EDITOR, [number], "pitää paikkansa")
    assert isinstance(done, Outcome)
    assert done.record
    return done


def test_a_proposal_changes_nothing_before_it_is_accepted_and_undo_is_exact(where: Where) -> None:
    before = state(where.path, "naapurila")
    assert propose(where, CITIZEN, HOURS).number == 1
    assert state(where.path, "naapurila") == before
    assert meetings(where) == {"4"}
    accept(where, EDITOR, [1], "pitää paikkansa")
    assert asked(where) == meetings(where) == {"6"}
    held = quads_of(where.path)
    sources = {q for q in held if q[3] not in (corrections_graph("naapurila"), withdrawn_graph("naapurila"))}
    assert before <= sources, "an accepted correction never edits the graph of a source"
    undo("naapurila", where.path)
    assert state(where.path, "naapurila", (withdrawn_graph("naapurila"),)) == before
    names = catalogue(open_data("naapurila", store=where.store), "fi")
    (shown,) = proposals(where, EDITOR, "fi", names)
    assert shown.proposal.state == "open"
    assert [a[3] for a in shown.acts] == ["väärin", "pitää paikkansa"]


def test_a_new_duty_answers_with_its_source_and_quote(where: Where) -> None:
    accepted(where, DUTY)
    graph = open_municipality("naapurila", store=where.store).graph
    (duty,) = [s for s in graph.statements if s.role and s.role.name("fi") == "raportoi"]
    assert [b.name("fi") for b in duty.who] == ["Naapurilan pelastuslaitos"]
    assert [(e.document.name("fi"), e.quote) for e in duty.evidence] == [("Päätös 5 §", "PE raportoi.")]


def test_a_corrected_statement_keeps_the_words_of_its_source(where: Where) -> None:
    names = catalogue(open_data("naapurila", store=where.store), "fi")
    statement = next(i for i in names.own if "/statement/" in i and names.state.first(i, Iri(KG.rhythm)))
    found = form(names, statement)
    assert found
    accepted(
        where, Draft("responsibilities", statement, {"rhythm": "jatkuva"}, found.cells, "Päätös 7 §", "jatkuvasti", "x")
    )
    (said,) = [s for s in open_municipality("naapurila", store=where.store).graph.statements if s.iri == statement]
    assert said.rhythm
    assert said.rhythm.name("fi") == "jatkuva"
    assert {e.quote for e in said.evidence} == {"Nuorisopalvelut seuraa suunnitelman toteutumista.", "jatkuvasti"}


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (replace(HOURS, source=" "), {"missing-value"}),
        (replace(HOURS, cells={"meetings_per_year": "kuusi"}), {"not-a-whole-number"}),
        (replace(HOURS, cells={"name": "x" * 10_000_000}), {"cell-too-long"}),
        (replace(HOURS, reason="x" * 10_000_000), {"cell-too-long"}),
        (replace(HOURS, cells={"name": "Verk\u200bosto"}), {"invisible-character"}),
        (replace(HOURS, cells={"theme": "olematon"}), {"unknown-theme"}),
        (replace(HOURS, cells={"valid_from": "2026-01-01", "valid_until": "2020-01-01"}), {"inverted-dates"}),
        (replace(HOURS, cells={"members": "Maija Meikäläinen"}), {"person-not-post"}),
        (replace(HOURS, cells={"meetings_per_year": "04"}), {"changes-nothing"}),
        (replace(HOURS, cells={"hue": "red"}), {"no-such-column"}),
        (replace(HOURS, thing=V1 + "9"), {"no-such-thing"}),
        (replace(DUTY, cells=DUTY.cells | {"actor": "Matti Virtanen"}), {"person-not-post"}),
        (Draft("actors", str(ID["naapurila/municipality/K"]), {"part_of": "KH"}, {}, "x", "", "y"), {"cycle"}),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_nothing_is_written(where: Where, draft: Draft, codes: set[str]) -> None:
    before = quads_of(where.path)
    outcome = propose(where, CITIZEN, draft)
    assert codes <= {f.code for f in outcome.faults}
    assert not outcome.done
    assert quads_of(where.path) == before


def test_markup_stays_text(where: Where) -> None:
    name = "<script>alert(1)</script>"
    assert accepted(where, replace(HOURS, cells={"name": name}, before={"name": "Keskustan verkosto"})).done


def test_the_later_of_two_is_told_and_shown_both(where: Where) -> None:
    first, second = HOURS, replace(HOURS, cells={"meetings_per_year": "8"})
    numbers = [propose(where, CITIZEN, d).number for d in (first, second)]
    one, two = accept(where, EDITOR, numbers, "")
    assert isinstance(one, Outcome)
    assert isinstance(two, Outcome)
    assert one.record
    assert two.stale == {"meetings_per_year": ("04", "6")}
    assert not two.record
    assert meetings(where) == {"6"}
    assert propose(where, CITIZEN, second).stale, "a form that was opened before is told at once"
    mended = replace(second, before={"meetings_per_year": "6"})
    assert amend(where, EDITOR, numbers[1], mended, "nykyinen tieto tarkistettu").done
    accept(where, EDITOR, numbers[1:], "")
    assert meetings(where) == {"8"}


def test_who_may_not_is_refused_and_authors_are_for_editors(where: Where) -> None:
    with pytest.raises(Misuse):
        propose(where, Person(), HOURS)
    number = propose(where, CITIZEN, HOURS).number
    for person in (Person(), CITIZEN, Person("lukija", "reader")):
        with pytest.raises(Misuse):
            accept(where, person, [number], "")
        with pytest.raises(Misuse):
            reject(where, person, [number], "ei")
    names = catalogue(open_data("naapurila", store=where.store), "fi")
    assert [p.author for who in (CITIZEN, EDITOR) for p in proposals(where, who, "fi", names)] == ["", CITIZEN.account]


def test_nothing_is_decided_twice_and_every_act_is_sealed(where: Where) -> None:
    number = propose(where, CITIZEN, HOURS).number
    reject(where, EDITOR, [number], "ei pidä paikkaansa")
    (again,) = accept(where, EDITOR, [number], "")
    assert isinstance(again, Misuse)
    accepted(where, HOURS)
    acts = log(Desk(where.path, "naapurila"))
    assert [a.kind for a in acts] == ["propose", "reject", "propose", "accept"]
    assert broken(acts) is None
    assert broken([*acts[:1], replace(acts[1], reason="muu syy"), *acts[2:]]) == 2
    assert broken(acts[1:]) == 1


def test_an_import_tells_that_it_changes_what_was_corrected(where: Where, naapurila: Path) -> None:
    accepted(where, HOURS)
    done = run(where.path, naapurila / "naapurila.xlsx")
    assert "changes-correction" in {n.key for n in done.notes}
    assert meetings(where) == {"4"}
    assert not snapshot(where.path).quads(withdrawn_graph("naapurila"))


def test_the_command_makes_lists_and_decides(where: Where, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--data", "naapurila", "--store", str(where.store)]
    ground = ["--source", "Pöytäkirja", "--reason", "väärin", "--author", "a@example.org"]
    assert main(["proposals", "make", *options, "--thing", "V1", "--set", "kokouksia_vuodessa=5", *ground]) == 0
    assert main(["proposals", "make", *options, "--thing", "V1", "--set", "kokouksia_vuodessa=x", *ground]) == 1
    assert "Kokouksia vuodessa: «x» ei ole kokonaisluku." in capsys.readouterr().out
    assert main(["proposals", *options, "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["changes"] == [{"what": "Kokouksia vuodessa", "before": "04", "after": "5"}]
    assert main(["proposals", "accept", "1", *options]) == 0
    assert main(["proposals", "reject", "1", *options, "--reason", "x"]) == 1
    assert meetings(where) == {"5"}
