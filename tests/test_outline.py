"""Areas as shapes of a map: true to shape, on the sheet, one tile each."""

import json
from itertools import combinations
from math import cos, radians

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.outline import bordered, grouped, tiled
from kg.resources import ONTOLOGY

places = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4),
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    min_size=1,
    max_size=40,
)


def corners(path: str) -> list[tuple[float, float]]:
    spots = path.removesuffix("Z").replace("Z", "").replace("M", "L").split("L")
    return [(float(x), float(y)) for x, y in (spot.split(",") for spot in spots if spot)]


def test_borders_keep_their_shape_and_stay_on_the_sheet() -> None:
    found = json.loads((ONTOLOGY / "mallila" / "borders.geojson").read_text(encoding="utf-8"))["features"]
    sheet = bordered({f["id"]: json.dumps(f["geometry"]) for f in found}, {f["id"]: f["id"] for f in found})
    points = [p for shape in sheet.shapes for p in corners(shape.path)]
    assert len(sheet.shapes) == 43
    assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for x, y in points)
    whole = next(f for f in found if f["id"] == "M")["geometry"]["coordinates"]
    degrees = [p for polygon in whole for p in polygon[0]]
    broad, high = (max(p[a] for p in degrees) - min(p[a] for p in degrees) for a in (0, 1))
    drawn = [max(p[a] for p in points) - min(p[a] for p in points) for a in (0, 1)]
    assert abs(drawn[0] / drawn[1] - broad * cos(radians(62)) / high) < 0.02


def test_a_hole_is_left_out_and_the_name_stands_in_the_largest_part() -> None:
    outer = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
    hole = [[1.0, 1.0], [1.0, 2.0], [2.0, 2.0], [2.0, 1.0], [1.0, 1.0]]
    islet = [[9.0, 0.0], [10.0, 0.0], [10.0, 1.0], [9.0, 0.0]]
    (shape,) = bordered(
        {"a": json.dumps({"type": "MultiPolygon", "coordinates": [[islet], [outer, hole]]})}, {"a": "A"}
    ).shapes
    assert shape.path.count("Z") == 3
    across = [x for x, _ in corners(shape.path)]
    assert min(across) < shape.x < min(across) + (max(across) - min(across)) * 0.4


@given(places)
def test_every_area_has_a_tile_of_its_own(found: dict[str, tuple[float, float]]) -> None:
    sheet = tiled(found, {area: area for area in found})
    assert {shape.area for shape in sheet.shapes} == set(found)
    assert all(
        abs(one.x - two.x) >= one.room or abs(one.y - two.y) >= one.room for one, two in combinations(sheet.shapes, 2)
    )
    assert all(0 <= s.x <= sheet.width and 0 <= s.y <= sheet.height for s in sheet.shapes)


def test_tiles_stand_as_the_places_lie() -> None:
    corners_of_a_city = {"nw": (24.0, 61.0), "ne": (25.0, 61.0), "sw": (24.0, 60.0), "se": (25.0, 60.0)}
    at = {s.area: (s.x, s.y) for s in tiled(corners_of_a_city, {a: a for a in corners_of_a_city}).shapes}
    assert at["nw"][0] < at["ne"][0]
    assert at["sw"][0] < at["se"][0]
    assert at["nw"][1] < at["sw"][1]
    assert at["ne"][1] < at["se"][1]


def test_where_nobody_knows_the_place_parts_of_one_whole_stand_together() -> None:
    sheet = grouped({"north": ["a", "b"], "south": ["c"]}, {"a": "A", "b": "B", "c": "C"})
    at = {s.area: s.y for s in sheet.shapes}
    assert at["a"] == at["b"] < at["c"]
