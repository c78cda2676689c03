"""The bound of a plan's hours is proven: never above the optimum, mostly equal to it, and a forger is found out."""

import json
import random
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_city import City, as_data, random_city

from kg.analyse.bound import Asked, Branch, Case, Fact, Leaf
from kg.analyse.bound_text import proof_text, read_proof
from kg.analyse.cells import read_index
from kg.analyse.closure import cheapest_closure
from kg.analyse.networks import read_networks
from kg.analyse.proof import fact, prove
from kg.analyse.prune import Interim, Plan, make_plan
from kg.analyse.successors import Wishes
from kg.analyse.verify_bound import NoProof, check_bound
from kg.rdf import Iri, Lit
from kg.terms import KG

MEMBERS = "abcdef"
CHOICE = st.lists(st.tuples(st.integers(0, 20), st.frozensets(st.sampled_from(MEMBERS))), max_size=7)


@given(CHOICE, st.integers(0, 9))
def test_a_receiver_takes_what_no_other_choice_beats(wanted, price):
    every = (
        price * len(frozenset().union(*(members for taken, (_, members) in zip(chosen, wanted, strict=True) if taken)))
        - sum(worth for taken, (worth, _) in zip(chosen, wanted, strict=True) if taken)
        for chosen in product((False, True), repeat=len(wanted))
    )
    assert cheapest_closure(wanted, price) == min(every)


def every_plan(case: Case) -> dict[str, tuple[Fraction, int]]:
    """By part, hours and kept networks of the best plan, by trying all there are."""
    best = {}
    for part in case.parts():
        names = list(part.ends)
        found = []
        for chosen in product(*(sorted(part.ends[name]) for name in names)):
            ends = dict.fromkeys(part.names) | dict(zip(names, chosen, strict=True))
            ends = {name: end or name for name, end in ends.items()}
            if all(ends[end] == end for end in ends.values()) and _follows(case.asked, case.facts, ends):
                kept = set(ends.values())
                hours = sum(
                    (_rate(case.facts[end]) * len(_union(case.facts, ends, end)) for end in kept), start=Fraction()
                )
                found.append((hours, len(kept)))
        best[part.first] = min(found)
    return best


def _rate(one: Fact) -> Fraction:
    return one.rate or Fraction()


def _union(facts, ends, end) -> frozenset[str]:
    return frozenset().union(*(facts[name].members for name, other in ends.items() if other == end))


def _follows(asked: Asked, facts, ends) -> bool:
    apart = all(len({ends.get(name, name) for name in pair}) == len(pair) for pair in asked.apart)
    moved = {end for name, end in ends.items() if name != end}
    roomy = all(asked.max_members is None or len(_union(facts, ends, end)) <= asked.max_members for end in moved)
    return apart and roomy


def tiny(seed: int) -> Case:
    """Networks of one area with few themes, and wishes."""
    rng = random.Random(seed)
    facts = {
        f"n{i}": Fact(
            Fraction(rng.choice((1, 2, 3, 5)), rng.choice((1, 2))),
            frozenset(rng.sample(MEMBERS, rng.randint(1, 4))),
            frozenset("x"),
            frozenset(rng.sample("tuv", rng.randint(1, 2))),
            frozenset("g"),
            rng.random() < 0.2,
        )
        for i in range(6)
    }
    apart = frozenset({frozenset({"n0", "n1"})}) if seed % 3 == 1 else frozenset()
    return Case(facts, Asked(apart=apart, max_members=4 if seed % 3 == 2 else None))


@pytest.mark.parametrize("seed", range(30))
def test_no_multipliers_prove_more_than_the_best_of_all_plans(seed):
    case = tiny(seed)
    best = every_plan(case)
    rng = random.Random(seed)
    for part in case.parts():
        cost = part.cost(*best[part.first])
        assert part.hours(cost) == best[part.first][0]
        for _ in range(30):
            leaf = _random_leaf(rng, part)
            assert part.bound(leaf) <= cost
            name = rng.choice(sorted(part.ends))
            some = frozenset(rng.sample(sorted(part.ends[name]), 1))
            assert part.bound(Branch(name, some, leaf, _random_leaf(rng, part))) <= cost


def _random_leaf(rng: random.Random, part) -> Leaf:
    most = 2 * max(part.price.values()) * 4
    room = {name: rng.randint(0, 5) for name in part.names} if rng.random() < 0.5 else {}
    return Leaf({name: rng.randint(0, most) for name in part.ends}, room, rng.choice((1, 2, 3)))


def planned(city: City, wishes: Wishes | None = None) -> Plan:
    data = as_data(city)
    networks = read_networks(data)
    return make_plan(networks, read_index(data, networks)[0], wishes)


def wished(city: City, seed: int) -> Wishes:
    rng = random.Random(seed)
    keys = rng.sample([n.key for n in city.valid if not n.mandatory], 8)
    return Wishes(
        keep=frozenset(keys[:1]),
        never_merge=((keys[1], keys[2]),),
        dissolve=frozenset(keys[3 : 3 + seed % 3]),
        max_members=(None, None, 6)[seed % 3],
    )


@pytest.mark.parametrize("seed", range(12))
def test_what_is_proven_is_the_optimum(seed):
    city = random_city(seed, size=50)
    for wishes in (Wishes(), wished(city, seed)):
        plan = planned(city, wishes)
        proof = prove(plan.networks, plan.wishes, plan.into, plan.solutions)
        assert plan.proven
        assert proof.optimal
        assert proof.bound == plan.hours_after


def states(plan: Plan):
    """Networks before and after, and moves, as a certificate holds them."""

    def thing(network, members):
        numbers = ((KG.meetingsPerYear, network.meetings), (KG.hoursPerMeeting, network.meeting_hours))
        return {
            str(KG.hasMember): {Iri(one) for one in members},
            str(KG.coversArea): {Iri(one) for one in network.leaf_areas},
            str(KG.theme): {Iri(one) for one in network.themes},
            str(KG.coversGroup): {Iri(one) for one in network.leaf_groups},
            str(KG.mandatory): {Lit(str(network.mandatory).lower())},
        } | {str(term): {Lit(str(number))} for term, number in numbers if number is not None}

    before = {str(n.iri): thing(n, n.members) for n in plan.networks}
    after = {str(n.iri): thing(n, plan.members_after(n)) for n in plan.kept}
    return before, after, {str(n.iri): str(other.iri) if other else None for n, other in plan.into.items()}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(random_city(5, size=60))


@pytest.fixture(scope="module")
def proof(plan):
    return prove(plan.networks, plan.wishes, plan.into, plan.solutions)


def test_the_checker_recomputes_the_bound(plan, proof):
    shown = check_bound(*states(plan), proof_text(proof))
    assert shown.optimal
    assert shown.bound == shown.hours == plan.hours_after
    assert read_proof(proof_text(proof)) == proof


def test_a_proof_without_its_multipliers_shows_less(plan, proof):
    case = Case({str(n.iri): fact(n) for n in plan.networks}, proof.asked)
    parts = [part for part in case.parts() if part.bound(Leaf()) < part.bound(proof.trees[part.first])]
    assert parts
    for part in parts:
        forged = replace(proof, trees={name: tree for name, tree in proof.trees.items() if name != part.first})
        with pytest.raises(NoProof, match="bound-not-shown"):
            check_bound(*states(plan), proof_text(forged))


def test_raised_multipliers_never_prove_more(plan, proof):
    for name, tree in proof.trees.items():
        if isinstance(tree, Leaf):
            more = replace(tree, multipliers={network: 3 * value for network, value in tree.multipliers.items()})
            forged = replace(proof, trees={**proof.trees, name: more}, bound=proof.bound + 1)
            with pytest.raises(NoProof, match="bound-not-shown"):
                check_bound(*states(plan), proof_text(forged))


def test_a_worse_plan_is_not_optimal(plan, proof):
    """The proof of the best plan does not prove another one that keeps a network more."""
    gone = next(iter(plan.into))
    worse = replace(plan, into={n: other for n, other in plan.into.items() if n is not gone})
    with pytest.raises(NoProof, match="bound-not-shown"):
        check_bound(*states(worse), proof_text(proof))
    shown = check_bound(*states(worse), proof_text(replace(proof, optimal=False)))
    assert shown.bound == plan.hours_after
    assert shown.gap >= 0
    assert not shown.optimal


@pytest.mark.parametrize("asked", ["keep", "dissolve", "apart", "nowhere", "max_members"])
def test_a_proof_about_other_plans_is_refused(plan, proof, asked):
    gone, other = next((n, o) for n, o in plan.into.items() if o is not None and plan.members_after(o) != o.members)
    value = {
        "keep": frozenset({str(gone.iri)}),
        "dissolve": frozenset({str(other.iri)}),
        "apart": frozenset({frozenset({str(gone.iri), str(other.iri)})}),
        "nowhere": frozenset({str(gone.iri)}),
        "max_members": len(plan.members_after(other)) - 1,
    }[asked]
    forged = replace(proof, asked=replace(proof.asked, **{asked: value}))
    with pytest.raises(NoProof, match="bound-other-plan"):
        check_bound(*states(plan), proof_text(forged))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"asked": null}', "1e9", '{"parts": {"a": []}, "asked": {}}'])
def test_a_text_that_is_no_proof_is_refused(plan, text):
    with pytest.raises(NoProof, match="bound-unreadable"):
        check_bound(*states(plan), text)


def test_multipliers_must_be_whole(plan, proof):
    made = json.loads(proof_text(proof))
    name = next(iter(made["parts"]))
    made["parts"][name]["per"] = 0.5
    with pytest.raises(NoProof, match="bound-unreadable"):
        check_bound(*states(plan), json.dumps(made))


def test_the_checker_uses_nothing_of_the_optimiser():
    import ast
    from pathlib import Path

    import kg.analyse

    allowed = {"kg.analyse.bound", "kg.analyse.bound_text", "kg.analyse.closure", "kg.rdf", "kg.terms"}
    for module in ("bound", "bound_text", "closure", "verify_bound"):
        source = (Path(kg.analyse.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
        used = {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
        assert {name for name in used if name and name.startswith("kg")} <= allowed
        assert not {name for name in used if name and name.split(".")[0] in ("numpy", "highspy", "networkx")}


def test_better_plans_and_bounds_are_told_on_the_way():
    city = random_city(4, size=80)
    data = as_data(city)
    networks = read_networks(data)
    told: list[Interim] = []
    plan = make_plan(networks, read_index(data, networks)[0], watch=told.append)
    assert told
    assert all(one.bound <= one.hours and 0 <= one.gap <= 1 for one in told)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1].done == told[-1].of
    assert (told[-1].hours, told[-1].bound) == (plan.hours_after, plan.bound)
    assert fact(networks[0]).members == networks[0].members
