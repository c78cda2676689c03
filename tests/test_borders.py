"""Borders of areas from a GeoJSON file: matched by identifier or name, kept as GeoSPARQL has them, or refused whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from planner_files import quads_of, run, workbook

from kg.errors import UnreadableInput
from kg.messages import LANGUAGES
from kg.terms import GEO

AREA = "https://w3id.org/vastuuverkko/id/naapurila/area/"
SQUARE = [[[24.0, 60.0], [24.1, 60.0], [24.1, 60.1], [24.0, 60.1], [24.0, 60.0]]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("borders")
    assert not run(folder / "store", workbook(folder / "naapurila.xlsx")).faults
    return folder / "store"


def feature(geometry: object, **said: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": said, "geometry": geometry}


def polygon(coordinates: object = SQUARE) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": coordinates}


def borders(folder: Path, *features: object) -> Path:
    path = folder / "borders.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def drawn(store: Path) -> dict[str, Any]:
    """Area → its border."""
    quads = quads_of(store)
    shapes = {s: json.loads(o) for s, p, o, _ in quads if p == str(GEO.asGeoJSON)}
    return {s.removeprefix(AREA): shapes[o] for s, p, o, _ in quads if p == str(GEO.hasGeometry)}  # type: ignore[index]


def test_a_border_is_matched_by_identifier_or_name_and_takes_the_place_of_the_old_one(
    store: Path, tmp_path: Path
) -> None:
    moved = [[[x + 0.0000001, y] for x, y in SQUARE[0]]]
    both = [polygon(), {"type": "MultiPolygon", "coordinates": [moved]}]
    done = run(store, borders(tmp_path, feature(both[0], tunnus="a1"), feature(both[1], id="x", nimi="Stranden")))
    assert not done.faults
    assert done.record
    assert drawn(store) == {"A1": polygon(), "A2": {"type": "MultiPolygon", "coordinates": [SQUARE]}}
    assert run(store, borders(tmp_path, feature(polygon(), nimi="Keskusta"))).record is None
    larger = [[[24.0, 60.0], [24.3, 60.0], [24.1, 60.3], [24.0, 60.0]]]
    assert run(store, borders(tmp_path, feature(polygon(larger), code="A1"))).record
    assert drawn(store)["A1"] == polygon(larger)


def test_every_wrong_feature_is_named_with_its_number_and_nothing_is_written(store: Path, tmp_path: Path) -> None:
    before = quads_of(store)
    grid = [[[385000.0, 6672000.0], [386000.0, 6672000.0], [386000.0, 6673000.0], [385000.0, 6672000.0]]]
    wrong = [
        feature(polygon(), tunnus="Atlantis"),
        feature(polygon(grid), tunnus="A1"),
        feature(polygon([SQUARE[0][:-1]]), tunnus="A1"),
        feature({"type": "Point", "coordinates": [24.0, 60.0]}, tunnus="A1"),
        feature(None, tunnus="A1"),
        feature(polygon()),
        feature(polygon([SQUARE[0][:1] + [[24.0, 60.0]] * 20_000]), tunnus="A1"),
        feature(polygon(), tunnus="A2"),
        feature(polygon(), nimi="Ranta"),
        "no feature",
    ]
    done = run(store, borders(tmp_path, *wrong))
    assert [(f.row, f.code) for f in done.faults] == [
        (1, "unknown-area"),
        (2, "border-not-in-degrees"),
        (3, "not-a-border"),
        (4, "not-a-border"),
        (5, "not-a-border"),
        (6, "border-of-nothing"),
        (7, "border-too-long"),
        (9, "duplicate-row"),
        (10, "not-a-border"),
    ]
    assert quads_of(store) == before


DEEP = '{"type": "FeatureCollection", "features": ' + "[" * 200_000 + "]" * 200_000 + "}"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"{", "broken-geojson"),
        (DEEP.encode(), "broken-geojson"),
        (b"[1, 2]", "not-a-feature-collection"),
        (b'{"type": "Topology", "arcs": []}', "not-a-feature-collection"),
        (b'{"type": "FeatureCollection", "features": "%s"}' % (b"x" * 50), "not-a-feature-collection"),
        (b'{"type": "FeatureCollection", "features": [' + b"{}," * 10_001 + b"{}]}", "too-many-rows"),
        (b"\xff\xfe\x00", "unknown-encoding"),
        (b"PK\x03\x04", "wrong-ending"),
    ],
)
def test_a_file_that_holds_no_features_is_refused(store: Path, tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "borders.geojson"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput) as caught:
        run(store, path)
    assert caught.value.key == f"import.{key}"
    assert all(caught.value.message(lang) for lang in LANGUAGES)
