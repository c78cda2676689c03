"""Overlapping pairs are the ones of the definition: compared with brute force on random municipalities."""

from fractions import Fraction

import pytest
from random_city import as_data, random_city

from kg.analyse.overlap import overlapping_pairs


@pytest.mark.parametrize("seed", range(20))
def test_pairs_scores_and_relations_are_those_of_brute_force(seed):
    city = random_city(seed, size=40 + 4 * seed)
    found = overlapping_pairs(as_data(city))
    expected = city.pairs(Fraction(1, 2))
    assert expected
    assert {(p.first.key, p.second.key): (p.score, dict(p.relations), p.members_shared) for p in found} == expected


@pytest.mark.parametrize("share", ["0", "0.34", "1"])
def test_the_minimal_share_is_inclusive(share):
    city = random_city(7, size=50)
    found = {(p.first.key, p.second.key) for p in overlapping_pairs(as_data(city, share))}
    assert found == set(city.pairs(Fraction(share)))
