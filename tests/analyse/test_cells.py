"""Cells are the ones of the definition, and uncovered cells come as boxes that cannot grow."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_city import as_data, random_city

from kg.analyse.cells import CellIndex, read_coverage
from kg.analyse.equity import area_coverage

SIDE = 4
CELLS = list(product(range(SIDE), repeat=3))


@pytest.mark.parametrize("seed", range(20))
def test_served_and_uncovered_cells_are_those_of_brute_force(seed):
    city = random_city(seed, size=25)
    coverage = read_coverage(as_data(city))
    served = set().union(*(net.cells for net in city.valid))
    themes = set().union(*(net.themes for net in city.valid))
    every = set(product(city.area_leaves, themes, city.group_leaves))
    assert coverage.total == len(every)
    assert {coverage.index.names(code) for code in coverage.served} == served
    assert {coverage.index.names(code) for code in coverage.uncovered} == every - served


@pytest.mark.parametrize("seed", range(4))
def test_boxes_hold_all_uncovered_cells_of_a_city_and_no_other(seed):
    coverage = read_coverage(as_data(random_city(seed, size=25)))
    boxes = coverage.index.boxes(coverage.uncovered, 1000)
    held = {cell for box in boxes for cell in product(box.areas, box.themes, box.groups)}
    assert held == {coverage.index.names(code) for code in coverage.uncovered}


@given(st.sets(st.sampled_from(CELLS)))
def test_no_box_can_grow(wanted):
    names = [str(i) for i in range(SIDE)]
    index = CellIndex(names, names, names)
    codes = np.array(sorted((a * SIDE + t) * SIDE + g for a, t, g in wanted), dtype=np.int64)
    cells = {tuple(map(str, cell)) for cell in wanted}
    boxes = index.boxes(codes, 1000)
    assert {cell for box in boxes for cell in product(box.areas, box.themes, box.groups)} == cells
    for box in boxes:
        sides = [box.areas, box.themes, box.groups]
        for axis, name in product(range(3), names):
            if name not in sides[axis]:
                larger = [(*side, name) if i == axis else side for i, side in enumerate(sides)]
                assert not set(product(*larger)) <= cells


def test_at_most_as_many_boxes_as_asked_for():
    names = [str(i) for i in range(SIDE)]
    diagonal = np.array([(i * SIDE + i) * SIDE + i for i in range(SIDE)], dtype=np.int64)
    index = CellIndex(names, names, names)
    assert len(index.boxes(diagonal, 1000)) == SIDE
    assert len(index.boxes(diagonal, 2)) == 2


@pytest.mark.parametrize("seed", range(4))
def test_every_leaf_area_is_counted_once(seed):
    city = random_city(seed, size=25)
    found = area_coverage(read_coverage(as_data(city)))
    cells = set().union(*(net.cells for net in city.valid))
    assert {one.area: one.cells for one in found} == {
        area: sum(1 for cell in cells if cell[0] == area) for area in city.area_leaves
    }
    assert {one.area: one.networks for one in found} == {
        area: sum(1 for net in city.valid if area in city.leaf_areas(net)) for area in city.area_leaves
    }
