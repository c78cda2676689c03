"""Data and shapes into a report, by either engine."""

from collections.abc import Sequence
from dataclasses import replace

import rdflib

from kg.check import native, reference
from kg.check.describe import describe
from kg.check.findings import Report
from kg.check.graphs import data_graph
from kg.check.shapes import PARTS, load_shapes
from kg.store import Data


def check(data: Data, parts: Sequence[str] = PARTS, engine: str = "native") -> Report:
    """Check the data against these shape files; the findings in words, the gravest first."""
    report = check_shapes(data, load_shapes(tuple(parts)), engine)
    return replace(report, results=describe(data, report.results), example=data.holds("check/example"))


def check_shapes(data: Data, shapes: rdflib.Graph, engine: str = "native") -> Report:
    """Check the data against a graph of shapes; the findings bare, as the engine gives them."""
    if engine == native.NAME:
        return native.validate(data, shapes)
    results = reference.validate(data_graph(data), shapes)
    return Report(reference.NAME, reference.engine_version(), results)
