"""The pruning plan is optimal: compared with an independent solver on random municipalities."""

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pulp
import pytest
from random_city import City, Net, as_data, random_city

from kg.analyse.cells import read_index
from kg.analyse.networks import read_networks
from kg.analyse.prune import Plan, make_plan
from kg.analyse.successors import Wishes
from kg.errors import Misuse

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pulp")


def plan_of(city: City, wishes: Wishes | None = None) -> Plan:
    networks = read_networks(as_data(city))
    index, _ = read_index(as_data(city), networks)
    return make_plan(networks, index, wishes)


def cheapest(city: City, max_members: int | None = None) -> tuple[Fraction, int]:
    """Hours and kept networks of the optimum by CBC: every candidate, no reduction, hours first, then networks."""
    nets = city.valid
    room = 10**6 if max_members is None else max_members
    movable = [n for n in nets if n.priced and not n.mandatory]
    fits = [n for n in nets if n.priced and len(n.members) <= room]
    pairs = [(i, j) for i, j in product(movable, fits) if i is not j and i.cells <= j.cells]
    first = _model(nets, movable, pairs, room)
    hours = _hours(first[0], first[1])
    second = _model(nets, movable, pairs, room, at_most=hours)
    return hours, round(pulp.value(second[2]))


def _hours(problem: pulp.LpProblem, hours: pulp.LpAffineExpression) -> Fraction:
    return Fraction(round(pulp.value(hours) * 100), 100)


def _model(
    nets: list[Net], movable: list[Net], pairs: list[tuple[Net, Net]], room: int, at_most: Fraction | None = None
):
    problem = pulp.LpProblem("plan", pulp.LpMinimize)
    kept = {n.key: pulp.LpVariable(f"k{n.key}", cat="Binary") for n in nets}
    moves = {(i.key, j.key): pulp.LpVariable(f"x{i.key}_{j.key}", cat="Binary") for i, j in pairs}
    out, inc = defaultdict(list), defaultdict(list)
    for i, j in pairs:
        out[i.key].append(moves[i.key, j.key])
        inc[j.key].append(i)
        problem += moves[i.key, j.key] <= kept[j.key]
    hours = []
    for net in nets:
        problem += kept[net.key] + pulp.lpSum(out[net.key]) == 1
        if not net.priced:
            continue
        rate = float(net.rate)
        hours.append(rate * len(net.members) * kept[net.key])
        joins = {}
        for i in inc[net.key]:
            for member in i.members - net.members:
                name = f"z{net.key}_{member.rsplit('/', 1)[1]}"
                joins.setdefault(member, pulp.LpVariable(name, 0, 1))
                problem += joins[member] >= moves[i.key, net.key]
        hours += [rate * z for z in joins.values()]
        if joins:
            problem += len(net.members) + pulp.lpSum(joins.values()) <= room
    total, count = pulp.lpSum(hours), pulp.lpSum(kept.values())
    if at_most is None:
        problem.setObjective(total)
    else:
        problem.setObjective(count)
        problem += total <= float(at_most) + 1e-4
    problem.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=1e-6))
    return problem, total, count


@pytest.mark.parametrize("seed", range(20))
def test_hours_and_networks_are_those_of_an_independent_solver(seed):
    city = random_city(seed, size=40 + 4 * seed)
    plan = plan_of(city)
    assert plan.proven
    assert (plan.hours_after, len(plan.kept)) == cheapest(city)


@pytest.mark.parametrize("seed", range(4))
def test_a_successor_never_exceeds_the_largest_number_of_members(seed):
    city = random_city(seed, size=60)
    plan = plan_of(city, Wishes(max_members=5))
    assert (plan.hours_after, len(plan.kept)) == cheapest(city, max_members=5)
    assert all(len(plan.members_after(other)) <= 5 for other in plan.into.values())


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost(seed):
    city = random_city(seed, size=70)
    nets = {n.key: n for n in city.valid}
    plan = plan_of(city)
    assert plan.into
    for gone, other in plan.into.items():
        assert not nets[gone.key].mandatory
        assert nets[gone.key].priced
        assert nets[other.key].priced
        assert other not in plan.into
        assert nets[gone.key].cells <= nets[other.key].cells
        assert nets[gone.key].members <= plan.members_after(other)
    assert plan.cells_before().tolist() == plan.cells_after().tolist()
    assert len(plan.cells_before()) == len(set().union(*(n.cells for n in nets.values())))


def test_wishes_are_kept():
    city = random_city(3, size=60)
    free = plan_of(city)
    gone, other = next(iter(free.into.items()))
    kept = plan_of(city, Wishes(keep=frozenset({gone.key})))
    assert gone.key in {n.key for n in kept.kept}
    apart = plan_of(city, Wishes(never_merge=((gone.key, other.key),)))
    ends = {n.key: (o or n).key for n, o in apart.into.items()}
    assert ends.get(gone.key, gone.key) != ends.get(other.key, other.key)


def test_a_mandatory_network_cannot_be_dissolved_and_an_unknown_one_is_named():
    city = random_city(3, size=60)
    mandatory = next(n for n in city.valid if n.mandatory)
    with pytest.raises(Misuse, match=mandatory.key):
        plan_of(city, Wishes(dissolve=frozenset({mandatory.key})))
    with pytest.raises(Misuse, match="V999"):
        plan_of(city, Wishes(keep=frozenset({"V999"})))


@pytest.mark.parametrize("seed", range(4))
def test_dissolving_against_the_rule_loses_exactly_what_nobody_else_serves(seed):
    city = random_city(seed, size=14)
    lonely = next(
        n for n in city.valid if not n.mandatory and n.cells - set().union(*(o.cells for o in city.valid if o is not n))
    )
    plan = plan_of(city, Wishes(dissolve=frozenset({lonely.key})))
    kept = {n.key for n in plan.kept}
    after = set().union(*(n.cells for n in city.valid if n.key in kept))
    before = set().union(*(n.cells for n in city.valid))
    lost = set(plan.cells_before().tolist()) - set(plan.cells_after().tolist())
    assert {plan.index.names(code) for code in lost} == before - after
    assert lost
