"""What is left hanging when something goes."""

import json

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_web import duty, named, small_web, web_of

from kg.analyse.impact import cut_off, firm_graph, impact, loads, single_points, uncovered
from kg.analyse.networks import read_networks
from kg.analyse.web import Web
from kg.cli import main
from kg.pipeline import open_data
from kg.read import Statement

UNIT = "turvallisuus- ja valmiusyksikkö"


def _duty(iri: str, bearers: str, matter: str, basis: str = "", role: str = "steers") -> Statement:
    return duty(iri, role, bearers, matter, basis)


def _web(statements: list[Statement], *links: tuple[str, str, str]) -> Web:
    return small_web(statements, links)


def _found(web: Web, *gone: str, depth: int = 3) -> set[tuple[str, str, int]]:
    return {(x.kind, x.statement.iri if x.statement else x.what, x.depth) for x in impact(web, gone, depth).losses}


def test_a_duty_with_another_bearer_is_not_lost() -> None:
    web = _web([_duty("alone", "a", "x"), _duty("shared", "ab", "x")])
    assert _found(web, "a") == {("bearer", "alone", 1)}
    assert _found(web, "a", "b") == {("bearer", "alone", 1), ("bearer", "shared", 1)}


def test_a_duty_loses_its_basis_only_with_its_last_basis() -> None:
    web = _web([_duty("one", "a", "x", basis="l"), _duty("two", "a", "x", basis="lm")])
    assert _found(web, "l") == {("basis", "one", 1)}


def test_parts_and_posts_go_along_and_so_does_the_same_act_by_another_name() -> None:
    web = _web(
        [_duty("s", "u", "x"), _duty("t", "b", "x", basis="p")],
        ("u", "o", "part of"),
        ("j", "u", "post in"),
        ("p", "l", "part of"),
        ("n", "l", "identified as"),
    )
    assert set(impact(web, ["o"]).goes_along) == {"u", "j"}
    assert _found(web, "o") == {("bearer", "s", 1)}
    assert set(impact(web, ["n"]).goes_along) == {"l", "p"}
    assert _found(web, "n") == {("basis", "t", 1)}


def test_a_group_loses_its_secretariat_and_what_rests_on_a_loss_follows_in_a_later_step() -> None:
    web = _web(
        [_duty("s", "g", "x")],
        ("u", "g", "secretariat"),
        ("m", "g", "member"),
        ("i", "l", "based on"),
        ("k", "i", "based on"),
    )
    assert _found(web, "u") == {("secretariat", "g", 1)}
    assert _found(web, "m") == {("member", "g", 1), ("bearer", "s", 2)} | {("secretariat", "g", 2)} - {
        ("secretariat", "g", 2)
    }
    assert _found(web, "l") == {("basis", "i", 1), ("basis", "k", 2)}
    assert _found(web, "l", depth=1) == {("basis", "i", 1)}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_single_points_are_just_the_things_whose_going_cuts_others_off(pairs: list[tuple[str, str]]) -> None:
    web = _web([], *((a, b, "steers") for a, b in pairs if a != b))
    graph = firm_graph(web)
    points = dict(single_points(web))
    for thing in graph:
        lost = cut_off(web, [thing])
        assert (thing in points) == bool(lost)
        rest = graph.subgraph(set(graph) - {thing})
        assert nx.number_connected_components(rest) <= nx.number_connected_components(graph) + len(lost)


def test_repeats_and_seats_do_not_add_to_the_load() -> None:
    first, again = _duty("s", "a", "x"), _duty("r", "a", "x")
    repeat = duty("r", "steers", "a", repeats=("s",))
    seat = _duty("m", "a", "g", role="member")
    (load, *_) = loads(_web([first, repeat, seat]))
    assert (load.actor, load.total, load.alone, load.groups) == ("a", 1, 1, 1)
    assert loads(_web([first, again]))[0].modalities == {"task": 2}


def test_the_paper_s_unit_leaves_the_steering_group_without_its_secretariat() -> None:
    web = web_of("helsinki", "seed")
    found = impact(web, [t.iri for t in named(web, UNIT)])
    lost = {web.thing(x.what).name("fi") for x in found.losses if x.kind == "secretariat"}
    assert lost == {"paikallisen turvallisuussuunnittelun johtoryhmä"}
    orphaned = {x.statement.iri.rsplit("/", 1)[-1] for x in found.losses if x.statement and x.kind == "bearer"}
    assert {"S096", "S106", "S107", "S108", "S144"} <= orphaned
    assert "S103" not in orphaned


def test_a_network_that_goes_leaves_only_the_cells_that_no_other_serves() -> None:
    data = open_data("mallila")
    networks = read_networks(data)
    assert networks
    for network in networks:
        others = {c for n in networks if n is not network for c in n.cells()}
        alone = set(network.cells()) - others
        boxes = uncovered(data, [network.iri])
        covered = {(a, t, g) for box in boxes for a in box.areas for t in box.themes for g in box.groups}
        assert covered == {tuple(c) for c in alone}


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_command_says_what_is_lost_and_that_mallila_is_an_example(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["impact", "V001", "--data", "mallila", "--lang", lang]) == 0
    assert "Mallila" in capsys.readouterr().out.splitlines()[1]
    assert main(["impact", "--data", "mallila", "--lang", lang, "--format", "json"]) == 0
    overview = json.loads(capsys.readouterr().out)
    assert overview["example"] is True
    assert overview["single_points"]
    assert overview["loads"][0]["total"] >= overview["loads"][-1]["total"]


def test_json_names_each_loss_with_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", UNIT, "--graph", "seed", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["thing"]["label"]["fi"] == UNIT
    assert all(loss["quote"] for loss in found["losses"] if loss["statement"])
    assert {loss["kind"] for loss in found["losses"]} >= {"bearer", "secretariat"}
