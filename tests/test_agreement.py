"""Whoever tells of a statement tells the same: chain, matrix, question, impact, card, checks and report.

Each statement of Helsinki is asked for on five days in three languages. The statement's own word
(`Statement.stands`, `Statement.said`) is compared with what each of them shows.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kg.analyse.impact import impact
from kg.check import Finding
from kg.commands import Municipality, open_municipality
from kg.commands.ask import Ask, ask
from kg.commands.check import Check, check
from kg.commands.raci import Raci, raci
from kg.commands.report import ReportOf, report
from kg.explorer.graph import Graph
from kg.messages import LANGUAGES
from kg.present.card import show
from kg.present.chains import evidence_json
from kg.present.impact import statement_json
from kg.read import State, Statement
from kg.read.standing import standing

ROOT = Path(__file__).parent
DAYS = (date(2011, 6, 1), date(2014, 6, 1), date(2017, 6, 1), date(2020, 6, 1), date(2026, 1, 1))
pytestmark = pytest.mark.xdist_group("agreement")


@cache
def helsinki() -> Municipality:
    return open_municipality("helsinki", store="/nonexistent")


def holding(day: date) -> frozenset[str]:
    """The statements that may hold on a day, by their own word."""
    return frozenset(s.iri for s in helsinki().graph.statements if s.stands(day).may_hold)


def quote(statement: Statement, lang: str) -> str | None:
    said = statement.said(lang)
    return said.quote if said else None


def test_the_days_tell_statements_apart() -> None:
    assert len({holding(day) for day in DAYS}) == len(DAYS)
    states = {s.stands(day) for s in helsinki().graph.statements for day in DAYS}
    assert states == set(State)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_chains_walk_only_what_may_hold(day: date) -> None:
    web = helsinki().web
    kept, gone = web.on(day)
    walked = {e.statement.iri for e in kept.edges if e.statement}
    assert walked <= holding(day)
    for edge in gone:
        ends = [web.thing(end).state(day).may_hold for end in edge.ends]
        assert edge.statement is None or edge.statement.iri not in holding(day) or not all(ends)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_matrix_holds_just_what_may_hold(day: date, lang: str) -> None:
    view = raci(helsinki(), Raci(as_of=day, lang=lang))
    shown: dict[str, Statement] = {e.statement.iri: e.statement for some in view.matrix.cells.values() for e in some}
    assert set(shown) <= holding(day)
    for statement in helsinki().graph.statements:
        alive = [b for b in statement.bearers if b.state(day).may_hold]
        in_letters = statement.role_name in helsinki().graph.relations.letters
        if statement.normative and not statement.repeats and alive and in_letters and statement.matter:
            assert (statement.iri in shown) == (statement.iri in holding(day)), statement.iri
    for statement in shown.values():
        assert statement_json(statement, lang)["quote"] == quote(statement, lang)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_only_what_may_hold_can_be_lost(day: date) -> None:
    by_bearers: Mapping[frozenset[str], list[Statement]] = defaultdict(list)
    for statement in helsinki().graph.statements:
        if statement.normative and statement.bearers and not statement.repeats:
            by_bearers[frozenset(b.iri for b in statement.bearers)].append(statement)
    for bearers, statements in by_bearers.items():
        found = impact(helsinki().web, sorted(bearers), depth=1, day=day)
        lost = {loss.statement.iri for loss in found.losses if loss.statement}
        assert lost <= holding(day)
        assert {s.iri for s in statements} & holding(day) <= lost


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_answers_and_cards_say_how_a_statement_stands(day: date) -> None:
    graph = Graph(helsinki())
    for statement in helsinki().graph.statements:
        state = statement.stands(day)
        told = standing(statement, day).state
        assert told == show(graph, statement, day).standing.state
        assert (told in ("no-longer", "not-yet")) == (not state.may_hold)
        assert (told == "end-unknown") == (state == State.UNKNOWN)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reader_is_shown_the_same_quote(lang: str) -> None:
    web = helsinki().web
    for edge in web.edges:
        if edge.statement:
            assert evidence_json(web, edge, lang)["quote"] == quote(edge.statement, lang)
    for statement in helsinki().graph.statements:
        evidence = statement.evidence_for(lang)
        assert (evidence[0].quote if evidence else None) == quote(statement, lang)
        assert all(not e.quote for e in evidence) or quote(statement, lang)


QUESTIONS = [json.loads(line) for line in (ROOT / "questions" / "helsinki.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("day", DAYS[1::2], ids=str)
def test_a_question_is_answered_with_the_statement_s_own_quote_and_standing(day: date) -> None:
    answered = 0
    for question in QUESTIONS[::4]:
        lang = question["lang"]
        for answer in ask(helsinki(), Ask(question["question"], lang, day)).answers:
            answered += 1
            assert answer.evidence_for(lang)[0].quote == quote(answer.statement, lang)
            assert answer.standing.state == standing(answer.statement, day).state
            if answer.statement.iri in helsinki().graph.by_iri:
                own = helsinki().graph.by_iri[answer.statement.iri]
                assert (answer.standing.state in ("no-longer", "not-yet")) == (own.iri not in holding(day))
    assert answered > 20


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_findings_and_the_report_are_about_what_may_hold(day: date) -> None:
    known = {s.iri for s in helsinki().graph.statements}
    coverage = check(helsinki(), Check(only="coverage", as_of=day)).results
    assert {str(f.focus) for f in coverage} & known <= holding(day)
    reported: list[Finding] = [f for f in report(helsinki(), ReportOf(day)).findings if "/shapes/C" in f.shape]
    assert {f.key() for f in reported} <= {f.key() for f in coverage}
