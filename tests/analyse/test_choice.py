"""The front, prices of wishes and what would turn an answer are those of looking at every plan."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from every_plan import cost, every_plan, hours, lost
from random_city import as_data, random_city

from kg.analyse.cells import read_index
from kg.analyse.front import AGAINST, Sought, find_front
from kg.analyse.networks import Network, read_networks
from kg.analyse.prices import APART, DISSOLVE, KEEP, LIMITS, MANDATORY, MEMBERS, Market, Wish, wishes_in
from kg.analyse.prune import make_plan
from kg.analyse.successors import Wishes
from kg.analyse.suppose import judge, repriced
from kg.analyse.turning import SIDES, turns
from kg.analyse.unknowns import unknowns


def small(seed: int, size: int = 13):
    """Seven networks at most that touch each other, of few members."""
    data = as_data(random_city(seed, size))
    networks = [n for n in read_networks(data) if n.members][:7]
    return networks, read_index(data, networks)[0]


def wished(networks: list[Network], seed: int) -> Wishes:
    rng = random.Random(seed)
    keys = [n.key for n in networks if not n.mandatory and n.rate is not None]
    keep = rng.sample(keys, min(2, len(keys)))
    free = [key for key in keys if key not in keep]
    pairs = rng.sample(list(combinations(keys, 2)), min(2, len(keys) - 1)) if len(keys) > 1 else []
    return Wishes(frozenset(keep), tuple(pairs), frozenset(free[: seed % 2]), rng.choice([None, 4, 6]))


def best(networks: list[Network], wishes: Wishes):
    """Hours of the cheapest plan; of wished dissolutions as few as can be end nowhere."""
    return min((sum(e is None for e in ends.values()), *cost(ends)) for ends in every_plan(networks, wishes))


def worst(networks: list[Network], gone: set[tuple[str, str, str]]) -> Fraction:
    served = {cell for n in networks for cell in n.cells()}
    sides = {cell[i] for cell in gone for i in (0, 2)}
    return max((Fraction(sum(s in c for c in gone), sum(s in c for c in served)) for s in sides), default=Fraction())


@pytest.mark.parametrize("against", AGAINST)
@pytest.mark.parametrize("seed", range(6))
def test_the_front_is_that_of_every_plan(seed, against):
    networks, index = small(seed)
    residents = {area: 10 + i * 7 for i, area in enumerate(index.areas)} if seed % 2 else {}
    weigh = (
        lambda gone: sum(residents.get(a, 0) if residents else 1 for a, _, _ in gone),
        lambda g: worst(networks, g),
    )
    found = find_front(networks, index, sought=Sought(against, residents))
    every = {(hours(e), weigh[AGAINST.index(against)](lost(e))) for e in every_plan(networks, Wishes(), losing=True)}
    front = {one for one in every if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in every)}
    assert found.whole
    assert {(point.hours, point.loss(against)) for point in found.points} == front


@pytest.mark.parametrize("seed", range(3))
def test_each_point_is_a_plan_with_its_hours_and_losses(seed):
    networks, index = small(seed)
    found = find_front(networks, index)
    assert make_plan(networks, index).hours_after == found.points[0].hours
    for point in found.points:
        plan = found.plan(point)
        assert plan.proven
        assert plan.hours_after == point.hours
        assert len(plan.cells_before()) - len(plan.cells_after()) == point.cells


def test_with_few_points_each_is_still_on_the_front():
    data = as_data(random_city(2, 40))
    networks = read_networks(data)
    index, _ = read_index(data, networks)
    every = find_front(networks, index)
    some = find_front(networks, index, sought=Sought(most=4))
    assert every.whole
    assert len(every.points) > 4
    assert not some.whole
    assert {(p.hours, p.weight) for p in some.points} <= {(p.hours, p.weight) for p in every.points}


def without(networks: list[Network], wishes: Wishes, given_up: tuple[Wish, ...]) -> tuple[list[Network], Wishes]:
    left = [wish for wish in wishes_in(wishes) if wish not in given_up]
    free = {w.networks[0] for w in given_up if w.kind == MANDATORY}
    return [replace(n, mandatory=False) if n.key in free else n for n in networks], Wishes(
        frozenset(w.networks[0] for w in left if w.kind == KEEP),
        tuple(w.networks for w in left if w.kind == APART),
        frozenset(w.networks[0] for w in left if w.kind == DISSOLVE),
        wishes.max_members if Wish(MEMBERS) in left else None,
    )


@pytest.mark.parametrize("seed", range(8))
def test_prices_and_the_cheapest_set_are_those_of_solving_without(seed):
    networks, index = small(seed)
    wishes = wished(networks, seed)
    market = Market(networks, index, wishes)
    now = best(networks, wishes)[1]
    every = wishes_in(wishes, networks)
    for wish in every:
        assert market.price(wish).hours == now - best(*without(networks, wishes, (wish,)))[1]
    limits = [wish for wish in every if wish.kind in LIMITS]
    saved = {
        some: now - best(*without(networks, wishes, some))[1]
        for size in range(1, len(limits) + 1)
        for some in combinations(limits, size)
    }
    for target in {Fraction(1), *saved.values()} - {Fraction()}:
        found = market.cheapest(target)
        enough = [some for some, hours in saved.items() if hours >= target]
        fewest = min((len(some) for some in enough), default=len(limits))
        assert found.reached == bool(enough)
        assert len(found.wishes) == fewest
        assert found.saved == max(hours for some, hours in saved.items() if len(some) == fewest)


def stays(networks: list[Network], key: str) -> bool:
    plans = [
        (cost(ends), next(e is n for n, e in ends.items() if n.key == key)) for ends in every_plan(networks, Wishes())
    ]
    keeping = min(price for price, kept in plans if kept)
    return keeping <= min((price for price, kept in plans if not kept), default=keeping)


@pytest.mark.parametrize("seed", range(6))
def test_the_least_change_that_turns_an_answer_is_that_of_trying_all(seed):
    networks, index = small(seed)
    for network in [n for n in networks if not n.mandatory and n.rate is not None and n.leaf_groups][:3]:
        now = stays(networks, network.key)
        assert judge(networks, index, network, Wishes()).stays == now

        def turned(changed: Network, network=network, now=now) -> bool:
            return stays([changed if n is network else n for n in networks], network.key) != now

        found = {turn.side: turn for turn in turns(networks, index, network, Wishes())}
        for side, attribute in SIDES.items():
            sizes = [
                len(c[0] ^ getattr(network, attribute))
                for c in changes(networks, index, network, side, now)
                if turned(replace(network, **{attribute: c[0]}))
            ]
            assert (side in found) == bool(sizes)
            if sizes:
                turn = found[side]
                assert turn.size == min(sizes)
                own = getattr(network, attribute) - set(turn.without) | set(turn.added)
                assert turned(replace(network, **{attribute: own}))
        if "hours" in found:
            price = found["hours"].price
            near = Fraction(1, 1000)
            assert stays([repriced(network, price - near) if n is network else n for n in networks], network.key)
            assert not stays([repriced(network, price + near) if n is network else n for n in networks], network.key)
        if "members" in found:
            turn = found["members"]
            assert turned(replace(network, members=network.members - set(turn.without) | set(turn.added)))
        bodies = sorted(set().union(*(n.members for n in networks)))
        one = [b for b in bodies if network.members ^ {b} and turned(replace(network, members=network.members ^ {b}))]
        assert bool(one) == ("members" in found and found["members"].size == 1)


def changes(networks, index, network, side, staying):
    """All that one side could be by the definition: cut down to what one other serves, or with one thing more."""
    own = getattr(network, SIDES[side])
    if staying:
        for other in networks:
            rest = [s for s in SIDES if s != side]
            if other is not network and all(getattr(network, SIDES[s]) <= getattr(other, SIDES[s]) for s in rest):
                shared = own & getattr(other, SIDES[side])
                if shared and shared < own:
                    yield (shared,)
    else:
        known = {"area": index.areas, "theme": index.themes, "group": index.groups}[side]
        for one in set(known) - own:
            yield (own | {one},)


@pytest.mark.parametrize("seed", range(12))
def test_at_every_price_of_an_unknown_the_plan_is_the_best(seed):
    networks, index = small(seed, 20)
    for unknown in unknowns(networks, index):
        assert [s.high for s in unknown.stretches[:-1]] == [s.low for s in unknown.stretches[1:]]
        for stretch in unknown.stretches:
            keys = {n.key for n in stretch.plan.networks}
            for part in (0, Fraction(1, 3), 1):
                price = stretch.low + (stretch.high - stretch.low) * part
                near = [repriced(n, price) if n is unknown.network else n for n in networks if n.key in keys]
                ends = {n.key: stretch.end(n.key) for n in near}
                assert (
                    cost(
                        next(
                            e
                            for e in every_plan(near, Wishes())
                            if {n.key: end and end.key for n, end in e.items()} == ends
                        )
                    )[0]
                    == best(near, Wishes())[1]
                )
