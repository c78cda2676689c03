"""Areas as shapes of a picture: their borders projected, or a tile for each where no borders are held."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, hypot, radians, sqrt

WIDTH, MARGIN = 860, 16
TALLEST = 900
TILE, GAP = 86, 4
SPARE = 1.25
"""So many times as many places as tiles, so that the outline of the whole shows."""
LETTERS = 14
"""As many letters go on a line of a tile."""

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True)
class Shape:
    """One area as it is drawn: the path of its border, and where its name stands, line by line."""

    area: str
    path: str
    x: float
    y: float
    lines: tuple[str, ...]
    room: float
    """How wide the shape is about its name."""


@dataclass(frozen=True)
class Sheet:
    """The shapes with the size of the picture that holds them."""

    shapes: Sequence[Shape]
    width: float
    height: float


def bordered(borders: Mapping[str, str], names: Mapping[str, str]) -> Sheet:
    """Each area's GeoJSON border, north up: equirectangular about the middle latitude (true to shape for a city)."""
    polygons = {area: _polygons(json.loads(text)) for area, text in borders.items()}
    points = [p for some in polygons.values() for rings in some for ring in rings for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = cos(radians((south + north) / 2))
    broad, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / broad, (TALLEST - 2 * MARGIN) / high)

    def placed(point: Point) -> Point:
        x, y = (point[0] - west) * squeeze * scale, (north - point[1]) * scale
        return round(MARGIN + x, 1), round(MARGIN + y, 1)

    shapes = [
        _outlined(area, [[[placed(p) for p in ring] for ring in rings] for rings in some], names[area])
        for area, some in polygons.items()
    ]
    return Sheet(shapes, broad * scale + 2 * MARGIN, high * scale + 2 * MARGIN)


def _polygons(geometry: Mapping[str, object]) -> Sequence[Sequence[Ring]]:
    """The polygons of a Polygon or MultiPolygon (RFC 7946 section 3.1), each its outer ring and its holes."""
    coordinates: Sequence[Sequence[Ring]] = geometry["coordinates"]  # type: ignore[assignment]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates  # type: ignore[list-item]


def _outlined(area: str, polygons: Sequence[Sequence[Ring]], name: str) -> Shape:
    path = "".join(_path(ring) for rings in polygons for ring in rings)
    largest = max((rings[0] for rings in polygons), key=lambda ring: abs(_extent(ring)[0]))
    _, x, y = _extent(largest)
    across = [p[0] for p in largest]
    return Shape(area, path, x, y, (name,), max(across) - min(across))


def _path(ring: Ring) -> str:
    """A ring as the data of an SVG path; corners that fall on one spot are drawn once."""
    corners = [p for n, p in enumerate(ring[:-1]) if n == 0 or p != ring[n - 1]]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in corners) + "Z"


def _extent(ring: Ring) -> tuple[float, float, float]:
    """Signed area and centroid of a ring (the shoelace formula)."""
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(twice) < 1e-9:
        return 0.0, ring[0][0], ring[0][1]
    return twice / 2, x / (3 * twice), y / (3 * twice)


def tiled(places: Mapping[str, Point], names: Mapping[str, str]) -> Sheet:
    """A tile for each area, near where its centre (longitude, latitude) lies: neighbours stay about neighbours."""
    columns = ceil(sqrt(len(places) * SPARE * 1.5))
    rows = ceil(len(places) * SPARE / columns)
    wanted = {area: (x * (columns - 1), (1 - y) * (rows - 1)) for area, (x, y) in _unit(places).items()}
    free = {(column, row) for column in range(columns) for row in range(rows)}
    pairs = sorted(
        (hypot(x - column, y - row), area, (column, row)) for area, (x, y) in wanted.items() for column, row in free
    )
    taken: dict[str, tuple[int, int]] = {}
    for _, area, cell in pairs:
        if area not in taken and cell in free:
            taken[area] = cell
            free.discard(cell)
    return _tiles(taken, names)


def _unit(places: Mapping[str, Point]) -> dict[str, Point]:
    """Each point by its rank along both axes, from nought to one: a dense centre spreads out."""
    found: list[dict[str, float]] = []
    for axis in (0, 1):
        ordered = sorted(places, key=lambda area: (places[area][axis], area))
        found.append({area: n / max(len(ordered) - 1, 1) for n, area in enumerate(ordered)})
    return {area: (found[0][area], found[1][area]) for area in places}


def grouped(wholes: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> Sheet:
    """A tile for each area, those of one whole together, where nobody knows where they lie."""
    columns = (WIDTH - 2 * MARGIN) // (TILE + GAP)
    taken: dict[str, tuple[int, int]] = {}
    row = 0
    for parts in wholes.values():
        taken |= {area: (n % columns, row + n // columns) for n, area in enumerate(parts)}
        row += ceil(len(parts) / columns)
    return _tiles(taken, names)


def _tiles(taken: Mapping[str, tuple[int, int]], names: Mapping[str, str]) -> Sheet:
    step = TILE + GAP
    shapes = []
    for area, (column, row) in sorted(taken.items(), key=lambda item: (item[1][1], item[1][0])):
        x, y = MARGIN + column * step, MARGIN + row * step
        words = textwrap.wrap(names[area], LETTERS, max_lines=3, placeholder="…", break_long_words=False)
        lines = tuple(w if len(w) <= LETTERS else f"{w[: LETTERS - 1]}…" for w in words)
        path = f"M{x},{y}h{TILE}v{TILE}h-{TILE}Z"
        shapes.append(Shape(area, path, x + TILE / 2, y + TILE / 2, lines, TILE))
    columns = 1 + max(column for column, _ in taken.values())
    rows = 1 + max(row for _, row in taken.values())
    return Sheet(shapes, 2 * MARGIN + columns * step - GAP, 2 * MARGIN + rows * step - GAP)
