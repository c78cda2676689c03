"""The benchmark's data are the same each time, hold what was planted, and its table says what was measured."""

import pytest

from bench.brute import every_pair
from bench.cities import GRAPH, NETWORKS, PLANTED, write_cities
from bench.measure import Measurement
from bench.table import table
from kg.analyse.networks import read_around, read_networks
from kg.analyse.overlap import find_pairs
from kg.pipeline import open_data
from kg.store import EmbeddedStore


def test_the_same_number_gives_the_same_bytes(tmp_path):
    one, two = tmp_path / "one.nt", tmp_path / "two.nt"
    assert write_cities(one, 2) == write_cities(two, 2)
    assert one.read_bytes() == two.read_bytes()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    write_cities(folder / "data.nt", 2)
    store = EmbeddedStore(folder / "store")
    store.load_file(folder / "data.nt", GRAPH)
    store.flush()
    del store
    return open_data("bench", store=folder / "store")


def test_the_planted_overlaps_are_found_as_by_brute_force(data):
    networks, around = read_networks(data), read_around(data)
    pairs = find_pairs(networks, around, data.context.minimal_share)
    assert len(networks) == 2 * NETWORKS
    assert len(pairs) >= 2 * PLANTED
    assert {frozenset((str(p.first.iri), str(p.second.iri))) for p in pairs} == every_pair(networks, around)


def test_the_table_gives_exponents_and_says_where_answers_differ():
    made = table(
        [
            Measurement("check", "kg", 1, 1.0, "3 findings"),
            Measurement("check", "kg", 10, 10.0, "30 findings"),
            Measurement("check", "peer", 10, 100.0, "31 findings", same=False),
        ]
    )
    assert "| check | kg | 1 | 10 | 1.00 | 30 findings | - |" in made
    assert "| check | peer | - | 100 | - | 31 findings | NO |" in made
