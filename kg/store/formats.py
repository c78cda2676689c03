"""Media types and the RDF and result formats behind them; quads into a document of one format."""

import csv
from collections.abc import Iterable, Mapping
from typing import IO

import pyoxigraph as ox

from kg.rdf import Quad
from kg.store.embedded import native_quad

RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def serialise(quads: Iterable[Quad], media: str, prefixes: Mapping[str, str] | None = None) -> bytes:
    """Quads as one document of the media type; formats without graph names hold each triple once, without its graph."""
    target = GRAPHS[media]
    native = (native_quad(q) for q in quads)
    items = native if target.supports_datasets else iter({q.triple: None for q in native})
    return ox.serialize(items, format=target, prefixes=dict(prefixes or {})) or b""


def write_results(found: ox.QuerySolutions | ox.QueryBoolean, media: str, output: IO[bytes]) -> None:
    """Write the rows or the truth value that a query found."""
    found.serialize(output, RESULTS[media])


def count_rows(document: bytes, media: str) -> int:
    """How many rows a result document holds (SPARQL 1.1 results in JSON, XML or TSV; CSV by its records)."""
    if media == "text/csv":
        return sum(1 for _ in csv.reader(document.decode().splitlines(keepends=True))) - 1
    found = ox.parse_query_results(document, format=RESULTS[media])
    return 1 if isinstance(found, ox.QueryBoolean) else sum(1 for _ in found)
