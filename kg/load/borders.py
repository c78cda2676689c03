"""Borders of areas as GeoSPARQL 1.1 has them: an area has a geometry, and the geometry its GeoJSON."""

import json
from collections.abc import Iterator
from pathlib import Path

from geojson_pydantic import MultiPolygon, Polygon
from pydantic import TypeAdapter, ValidationError
from rdflib.namespace import RDF

from kg.load.iris import thing_iri
from kg.load.shipped import BASE
from kg.rdf import Iri, Lit, Quad
from kg.sources.geojson import read_features
from kg.terms import GEO

MOST_POINTS = 20_000
"""Corners of one area's border; a map shows fewer."""
DECIMALS = 6
"""A tenth of a metre."""
GEOMETRY, HAS_GEOMETRY, AS_GEOJSON = Iri(GEO.Geometry), Iri(GEO.hasGeometry), Iri(GEO.asGeoJSON)
_BORDER: TypeAdapter[Polygon | MultiPolygon] = TypeAdapter(Polygon | MultiPolygon)


class NoBorder(Exception):
    """`code` says what is wrong with a geometry."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def border(text: str) -> str:
    """A Polygon or MultiPolygon in degrees (WGS84), in one spelling. Raises NoBorder for anything else."""
    try:
        found = _BORDER.validate_json(text)
    except ValidationError as error:
        raise NoBorder("not-a-border") from error
    polygons = [found.coordinates] if isinstance(found, Polygon) else found.coordinates
    points = [p for polygon in polygons for ring in polygon for p in ring]
    if len(points) > MOST_POINTS:
        raise NoBorder("border-too-long")
    if not all(-180 <= p[0] <= 180 and -90 <= p[1] <= 90 for p in points):
        raise NoBorder("border-not-in-degrees")
    rounded = [[[[round(p[0], DECIMALS), round(p[1], DECIMALS)] for p in ring] for ring in one] for one in polygons]
    coordinates = rounded[0] if isinstance(found, Polygon) else rounded
    return json.dumps({"type": found.type, "coordinates": coordinates}, separators=(",", ":"))


def border_literal(text: str) -> Lit:
    """The literal of GeoSPARQL 1.1 section 8.8.1.4 (geo:geoJSONLiteral)."""
    return Lit(text, datatype=str(GEO.geoJSONLiteral))


def border_iri(area: str, municipality: str) -> Iri:
    """The geometry of an area is called after it."""
    return Iri(f"{BASE}id/{municipality}/border/{area.rsplit('/', 1)[1]}")


def border_quads(path: Path, municipality: str, graph: str) -> Iterator[Quad]:
    """The borders that a shipped file holds, as quads of `graph`; a feature's identifier is the key of its area."""
    for key, _, geometry in read_features(path):
        area = thing_iri(municipality, "area", str(key))
        shape = border_iri(area, municipality)
        yield area, HAS_GEOMETRY, shape, Iri(graph)
        yield shape, Iri(RDF.type), GEOMETRY, Iri(graph)
        yield shape, AS_GEOJSON, border_literal(border(geometry)), Iri(graph)
