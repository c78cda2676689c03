"""Dense cases, in which thousands of pairs overlap, are solved to the proven optimum; where not, a bound is left."""

import time
from decimal import Decimal
from itertools import combinations

import pytest

from bench.dense import Kind, dense_case
from kg.analyse.bound_text import proof_text
from kg.analyse.cells import CellIndex
from kg.analyse.component import Component
from kg.analyse.draft import Draft
from kg.analyse.networks import Network
from kg.analyse.proof import prove
from kg.analyse.prune import Interim, Plan, components, make_plan
from kg.analyse.relaxation import Relaxation
from kg.analyse.successors import Wishes, successors, worthwhile
from kg.rdf import Iri

AREA, GROUP = frozenset({"urn:w"}), frozenset({"urn:all"})


def networks_of(kind: Kind) -> list[Network]:
    return [
        Network(
            Iri(f"urn:n:{made.key}"),
            made.key,
            AREA,
            frozenset(made.themes),
            AREA,
            GROUP,
            frozenset(made.members),
            meetings=Decimal(made.meetings),
            meeting_hours=made.hours,
            mandatory=made.mandatory,
        )
        for made in dense_case(kind)
    ]


def planned(networks: list[Network], wishes: Wishes | None = None, **more) -> Plan:
    index = CellIndex(AREA, {theme for network in networks for theme in network.themes}, GROUP)
    return make_plan(networks, index, wishes, **more)


def test_the_made_up_case_is_as_dense_as_it_says():
    networks = networks_of(Kind())
    pairs = sum(
        1
        for one, other in combinations(networks, 2)
        if one.themes & other.themes
        and 2 * len(one.members & other.members) >= min(len(one.members), len(other.members))
    )
    assert len(networks) == 300
    assert 5_000 <= pairs <= 7_000
    assert 11_000 <= sum(len(network.members) for network in networks) <= 13_000
    assert dense_case(Kind()) == dense_case(Kind())


@pytest.mark.parametrize("themes", [1, 3])
def test_a_dense_case_is_solved_and_its_optimum_proven(themes):
    networks = networks_of(Kind(networks=120, themes=themes))
    plan = planned(networks)
    assert plan.status == "optimal"
    proof = prove(plan.networks, plan.wishes, plan.into, plan.solutions)
    assert proof.optimal
    assert proof.bound == plan.hours_after
    assert len(proof_text(proof)) < 20_000


@pytest.mark.parametrize("themes", [1, 2])
@pytest.mark.parametrize("mandatory", [0.0, 0.1])
def test_networks_that_no_plan_keeps_change_no_optimum(themes, mandatory):
    networks = networks_of(Kind(networks=24, themes=themes, mandatory=mandatory, seed=7))
    found = worthwhile(successors(networks, Wishes()), Wishes())
    left_out = 0
    for part in components(found):
        whole, less = Component(part, Wishes(), whole=True), Component(part, Wishes())
        left_out += len(less.never_kept)
        assert cheapest(whole) == cheapest(less)
    assert left_out


def cheapest(part: Component) -> int:
    """The optimum by branch and bound with all rows, from the plan that keeps everybody."""
    relaxation = Relaxation(part, at_once=True)
    draft = Draft(part)
    relaxation.branch(time.monotonic() + 60, 0.1 / part.scale, draft.into())
    assert relaxation.optimal()
    draft.load(relaxation.plan(relaxation.values()))
    return draft.cost()


def test_a_plan_made_by_hand_is_no_dearer_than_keeping_everybody_and_follows_the_wishes():
    networks = networks_of(Kind(networks=60, themes=2, seed=3))
    pair = tuple(network.key for network in networks if not network.mandatory)[:2]
    wishes = Wishes(max_members=50, never_merge=((pair[0], pair[1]),))
    for part in components(worthwhile(successors(networks, wishes), wishes)):
        component = Component(part, wishes)
        draft = Draft(component)
        before = draft.cost()
        draft.improve(time.monotonic() + 20)
        assert draft.cost() < before
        joined: dict[int, set[str]] = {}
        for i, j in draft.into().items():
            assert j in component.ends[i]
            assert j not in draft.into()
            joined.setdefault(j, set(component.networks[j].members)).update(component.networks[i].members)
        assert all(len(members) <= 50 for members in joined.values())
        hours = sum(component.price[i] * len(joined.get(i, component.networks[i].members)) for i in kept(draft))
        assert draft.cost() == hours + len(kept(draft))


def kept(draft: Draft) -> list[int]:
    return [i for i in draft.at if i not in draft.into()]


def test_a_pair_that_must_not_end_in_one_leaves_the_bound_of_the_free_plan():
    networks = networks_of(Kind(networks=60))
    free = planned(networks)
    one, other = next((n, o) for n, o in free.into.items() if o is not None)
    also = next(n for n, o in free.into.items() if o is other and n is not one)
    plan = planned(networks, Wishes(never_merge=((one.key, also.key),)), seconds=6)
    ends = {n.key: (o or n).key for n, o in plan.into.items()}
    assert ends.get(one.key, one.key) != ends.get(also.key, also.key)
    assert free.proven
    assert free.hours_after <= plan.bound <= plan.hours_after < plan.hours_before


def test_with_few_seconds_there_is_a_plan_and_a_bound_that_is_not_trivial():
    networks = networks_of(Kind(networks=150, themes=2))
    told: list[Interim] = []
    plan = planned(networks, Wishes(max_members=60), seconds=4, watch=told.append)
    assert plan.hours_after < plan.hours_before
    unavoidable = sum(network.yearly_hours for network in plan.kept if network.mandatory)
    assert unavoidable < plan.bound <= plan.hours_after
    assert plan.status == "optimal" or plan.gap > 0
    assert [one.hours for one in told] == sorted((one.hours for one in told), reverse=True)
    assert [one.bound for one in told] == sorted(one.bound for one in told)
