"""Overlapping pairs are the ones of the definition: compared with brute force on random municipalities."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_city import as_data, random_city

from kg.analyse.overlap import jaccard, overlapping_pairs, relation
from kg.check.run import check_shapes
from kg.check.shapes import load_shapes


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


@pytest.mark.parametrize("seed", range(6))
def test_the_shape_warns_of_the_same_pairs_each_once(seed):
    data = as_data(random_city(seed, size=60))
    report = check_shapes(data, load_shapes(("overlap",)))
    warned = [frozenset((str(finding.focus), str(finding.value))) for finding in report.results]
    pairs = {frozenset((str(pair.first.iri), str(pair.second.iri))) for pair in overlapping_pairs(data)}
    assert len(warned) == len(set(warned))
    assert set(warned) == pairs


def test_crowded_places_give_the_same_pairs(monkeypatch):
    data = as_data(random_city(8, size=80))
    expected = [(p.first.key, p.second.key, p.cluster) for p in overlapping_pairs(data)]
    monkeypatch.setattr("kg.analyse.overlap.CROWDED", 1)
    assert [(p.first.key, p.second.key, p.cluster) for p in overlapping_pairs(data)] == expected


def test_a_cluster_is_named_after_its_smallest_network():
    pairs = overlapping_pairs(as_data(random_city(9, size=60), "0.8"))
    for pair in pairs:
        assert pair.cluster <= pair.first.key < pair.second.key
    together = {pair.first.key: pair.cluster for pair in pairs} | {pair.second.key: pair.cluster for pair in pairs}
    assert all(together[pair.first.key] == together[pair.second.key] == pair.cluster for pair in pairs)
    assert all(together[cluster] == cluster for cluster in together.values())


SETS = st.frozensets(st.sampled_from("abcdef"))
TURNED = {
    "equal": "equal",
    "subset": "superset",
    "superset": "subset",
    "intersects": "intersects",
    "disjoint": "disjoint",
}


@given(SETS, SETS)
def test_a_relation_read_backwards_is_its_converse(one, other):
    assert relation(other, one) == TURNED[relation(one, other)]


@given(SETS, SETS)
def test_jaccard_is_symmetric_and_one_only_for_equal_sets(one, other):
    assert jaccard(one, other) == jaccard(other, one)
    assert 0 <= jaccard(one, other) <= 1
    assert (jaccard(one, other) == 1) == (one == other)
