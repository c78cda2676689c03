"""The responsibility matrix: letters from roles, gaps, idle actors."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from small_web import duty, named, relations, small_web, thing, web_of

from kg.analyse.raci import LETTERS, Choice, Matrix, matrix
from kg.cli import main
from kg.present.matrix import shown
from kg.read import Interval, Statement, Thing

PLAN = "kaupungin turvallisuussuunnitelma"
UNIT = "turvallisuus- ja valmiusyksikkö"
CITY = Thing("v:levels/city", "level", {"fi": "kaupunkitaso"})
NEIGHBOURHOOD = Thing("v:levels/neighbourhood", "level", {"fi": "asuinaluekohtainen"})


def _matrix(*statements: Statement, choice: Choice | None = None, idle: str = "") -> Matrix:
    web = small_web(statements, [(name, "x", "with") for name in idle], {"x": thing("x", "plan")})
    return matrix(web, choice or Choice())


def _cells(found: Matrix) -> dict[tuple[str, str], str]:
    return {place: shown(entries) for place, entries in found.cells.items()}


def test_letters_come_from_the_roles_of_bearers_and_counterparts() -> None:
    found = _matrix(
        duty("s", "steers", "a", counterparts=(("b", "with"), ("c", "recipient"), ("d", "target"))),
        duty("t", "implements", "a"),
    )
    assert _cells(found) == {("x", "a"): "R A", ("x", "b"): "C", ("x", "c"): "I"}
    assert found.gaps == []


def test_an_implied_bearer_is_marked_until_somebody_states_it() -> None:
    implied = duty("s", "steers", "a", bearer_status="implied")
    assert _cells(_matrix(implied)) == {("x", "a"): "A*"}
    assert _cells(_matrix(implied, duty("t", "steers", "a"))) == {("x", "a"): "A"}


def test_contested_readings_carry_a_mark() -> None:
    assert _cells(_matrix(duty("s", "steers", "a", conflicts=("t",)))) == {("x", "a"): "A!"}


@pytest.mark.parametrize("modality", ["may", "should", "right"])
def test_what_somebody_may_do_is_shown_but_fills_no_gap(modality: str) -> None:
    found = _matrix(duty("s", "steers", "a", modality=modality), duty("t", "implements", "a"))
    assert _cells(found) == {("x", "a"): "R (A)"}
    assert [(g.thing, g.missing) for g in found.gaps] == [("x", ("A",))]


def test_a_task_without_a_bearer_is_a_gap_even_where_all_letters_are_given() -> None:
    found = _matrix(duty("s", "steers", "a"), duty("t", "implements", "a"), duty("u", "implements"))
    assert [(g.missing, [w.iri for w in g.unassigned]) for g in found.gaps] == [((), ["u"])]


def test_repeats_and_descriptions_are_no_second_reason() -> None:
    found = _matrix(
        duty("s", "steers", "a"),
        duty("r", "steers", "a", repeats=("s",)),
        duty("d", "steers", "b", normative=False),
    )
    assert [e.statement.iri for e in found.cells["x", "a"]] == ["s"]
    assert ("x", "b") not in found.cells


def test_who_holds_nothing_is_idle() -> None:
    assert _matrix(duty("s", "steers", "a"), idle="z").idle == ["z"]


def test_level_and_day_choose_the_statements() -> None:
    words = [
        duty("s", "steers", "a", level=CITY, own=Interval("2014-05-21", "2018-12-31")),
        duty("t", "steers", "b", level=NEIGHBOURHOOD),
    ]
    assert _cells(_matrix(*words, choice=Choice(level="city"))) == {("x", "a"): "A"}
    assert _cells(_matrix(*words, choice=Choice(day=date(2020, 1, 1)))) == {("x", "b"): "A"}
    assert _cells(_matrix(*words, choice=Choice(day=date(2018, 12, 31)))) == {("x", "a"): "A", ("x", "b"): "A"}


def test_every_letter_of_the_vocabulary_is_one_of_the_four() -> None:
    letters = relations().letters
    assert letters["steers"] == "A"
    assert letters["implements"] == "R"
    assert set(letters.values()) == set(LETTERS)


def test_the_paper_s_plan_has_what_the_paper_says() -> None:
    web = web_of("helsinki", "seed")
    (plan,) = (t.iri for t in named(web, PLAN))
    found = matrix(web, Choice(objects=(plan,)))
    letters = {web.thing(actor).name("fi"): text.replace("!", "") for (_, actor), text in _cells(found).items()}
    assert letters[UNIT] == "R A"
    assert letters["paikallisen turvallisuussuunnittelun johtoryhmä"] == "A"
    assert letters["turvallisuus- ja hyvinvointiverkosto"] == "R"
    (gap,) = found.gaps
    assert {"S098", "S102"} <= {w.iri.rsplit("/", 1)[-1] for w in gap.unassigned}


def test_a_quote_stands_behind_every_cell_of_the_paper(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["raci", "--graph", "seed", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["cells"]
    assert all(e["quote"] and e["statement"] for cell in found["cells"] for e in cell["because"])
    assert found["gaps"]
    assert found["idle"]


def test_the_workbook_shows_matrix_quotes_gaps_idle_and_the_mapping(tmp_path: Path) -> None:
    target = tmp_path / "raci.xlsx"
    assert main(["raci", PLAN, "--graph", "seed", "--format", "xlsx", "--output", str(target)]) == 0
    book = CalamineWorkbook.from_filelike(BytesIO(target.read_bytes()))
    assert len(book.sheet_names) == 5
    rows = book.get_sheet_by_index(0).to_python()
    assert any(PLAN in row for row in rows)


def test_mallila_says_that_it_is_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["raci", "--data", "mallila"]) == 0
    assert "Mallila on keksitty" in capsys.readouterr().out


def test_an_unknown_level_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["raci", "--graph", "seed", "--level", "galaksi"]) == 2
    assert "kaupunkitaso" in capsys.readouterr().err
    assert main(["raci", PLAN, "--graph", "seed", "--level", "City"]) == 0
