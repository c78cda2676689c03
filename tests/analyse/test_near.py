"""Near overlaps are those of looking at every two networks, and never an exact pair."""

from decimal import Decimal
from itertools import combinations

import pytest
from random_city import as_data, random_city

from kg.analyse.near import SIDES, Ties, find_near, read_ties, touching
from kg.analyse.networks import read_around, read_networks
from kg.analyse.overlap import find_pairs
from kg.commands import open_municipality


def related(data):
    """Themes and borders of a random city: 0 is narrower than 1, 2 and 3 lie below one theme; areas stand in a row."""
    ties = read_ties(data)
    base = f"https://w3id.org/vastuuverkko/id/{data.municipality}/theme/"
    above = {base + "0": frozenset({base + "1"}), base + "2": frozenset({"top"}), base + "3": frozenset({"top"})}
    row = [f"https://w3id.org/vastuuverkko/id/{data.municipality}/area/{i}" for i in range(9)]
    beside = touching({area: frozenset({(i, 0), (i, 1), (i + 1, 0), (i + 1, 1)}) for i, area in enumerate(row)})
    return Ties(ties.around, beside, above, above, frozenset())


def by_definition(first, second, around):
    """How area, theme and group of two networks meet; None where they do not even nearly."""
    (one,), (other,) = first.areas, second.areas
    nested = one in around[other] or other in around[one]
    beside = any(abs(int(a[-1]) - int(b[-1])) == 1 for a in first.leaf_areas for b in second.leaf_areas)
    area = "meets" if nested else "neighbours" if beside else None
    pairs = {frozenset((a[-1], b[-1])) for a in first.themes for b in second.themes}
    theme = "meets" if first.themes & second.themes else "narrower" if frozenset("01") in pairs else None
    theme = theme or ("siblings" if frozenset("23") in pairs else None)
    g, h = first.leaf_groups, second.leaf_groups
    group = "meets" if g <= h or h <= g else "shares" if g & h else None
    return {"area": area, "theme": theme, "group": group}


@pytest.mark.parametrize("share", ["0.5", "0"])
@pytest.mark.parametrize("seed", range(6))
def test_near_pairs_are_those_of_brute_force_and_no_exact_ones(seed, share):
    data = as_data(random_city(seed), share)
    networks, around = read_networks(data), read_around(data)
    ties = related(data)
    least = Decimal(share)
    found = {
        (p.first.key, p.second.key): (dict(p.sides), p.members_shared, p.grade)
        for p in find_near(networks, ties, least)
    }
    expected = {}
    for first, second in combinations(networks, 2):
        shared, smaller = len(first.members & second.members), min(len(first.members), len(second.members))
        sides = by_definition(first, second, around)
        if smaller and shared >= least * smaller and None not in sides.values() and set(sides.values()) != {"meets"}:
            expected[first.key, second.key] = (sides, shared, sum(kind != "meets" for kind in sides.values()))
    assert found == expected
    assert found.keys().isdisjoint((p.first.key, p.second.key) for p in find_pairs(networks, around, least))


def test_two_with_the_same_task_are_near_whatever_they_cover():
    data = as_data(random_city(1))
    networks = read_networks(data)
    first, second = networks[:2]
    ties = related(data)
    both = frozenset((str(first.iri), str(second.iri)))
    near = find_near(networks, ties, Decimal("0.99"), {both: ["https://example.org/task"]})
    assert (near[0].first, near[0].second, near[0].grade) == (first, second, 0)
    assert set(near[0].sides) <= set(SIDES)


def test_areas_touch_where_their_borders_share_two_corners():
    data = open_municipality("mallila").data
    near = {
        area.rsplit("/", 1)[-1]: {other.rsplit("/", 1)[-1] for other in others}
        for area, others in read_ties(data).touching.items()
    }
    assert near
    assert all(area in near[other] and area not in others for area, others in near.items() for other in others)
