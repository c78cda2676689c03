"""A GeoJSON file of borders (RFC 7946) into plain cells: one row a feature, its geometry still as text."""

import json
from pathlib import Path
from typing import Any

from kg.sources.refusal import Refusal

MOST_FEATURES = 10_000
IDS = ("tunnus", "id", "code")
NAMES = ("nimi", "name", "namn", "nimi_fi", "name_fi")
"""Properties of a feature that say which area it is, the first that is there."""


def read_features(path: Path) -> list[tuple[str | None, str | None, str]]:
    """Identifier, name and geometry (as JSON) of each feature. Raises Refusal where the file is no collection."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal("unknown-encoding", place=error.start + 1, byte=f"{error.object[error.start]:02x}") from error
    except json.JSONDecodeError as error:
        raise Refusal("broken-geojson", row=error.lineno, why=error.msg) from error
    except RecursionError as error:
        raise Refusal("broken-geojson", row=1, why="nesting") from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        raise Refusal("not-a-feature-collection")
    if len(features) > MOST_FEATURES:
        raise Refusal("too-many-rows", most=MOST_FEATURES)
    return [_feature(f if isinstance(f, dict) else {}) for f in features]


def read_borders(path: Path) -> dict[str, Any]:
    """The features as the rows of one sheet; a feature is called by its number."""
    features = read_features(path)
    rows = [[0, ["tunnus", "nimi", "raja"]], *([n, list(cells)] for n, cells in enumerate(features, start=1))]
    return {"sheets": [{"title": "rajat", "hidden": False, "rows": rows, "uncomputed": []}]}


def _feature(feature: dict[str, Any]) -> tuple[str | None, str | None, str]:
    given = feature.get("properties")
    said = given if isinstance(given, dict) else {}
    key = next((said[k] for k in IDS if said.get(k) is not None), feature.get("id"))
    name = next((said[k] for k in NAMES if said.get(k) is not None), None)
    return _word(key), _word(name), json.dumps(feature.get("geometry"))


def _word(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) else None
