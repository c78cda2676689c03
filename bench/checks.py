"""Checking with the same shapes: set-wise, pySHACL, and TopQuadrant SHACL on Jena. Findings are compared one by one."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import rdflib
from rdflib.namespace import SH

from bench.measure import Measurement, command, timed
from bench.peers import topquadrant
from kg.store import Context
from kg.terms import KG

PYSHACL = 5
"""pySHACL up to this many municipalities."""
PARTS = ("structure", "coverage", "overlap")

Key = tuple[str, str, str, str]


def checks(place: Path, cities: int) -> Iterator[Measurement]:
    from kg.check.run import check_shapes
    from kg.check.shapes import load_shapes
    from kg.pipeline import open_data

    data = open_data("bench", store=place / "store")
    shapes = load_shapes(PARTS)
    seconds, report = timed(lambda: check_shapes(data, shapes))
    ours = Counter((str(f.focus), str(f.value or ""), f.shape, f.severity) for f in report.results)
    answers = f"{len(report.results)} findings"
    yield Measurement("check", "kg, set-wise, check alone", cities, seconds, answers)
    run = command("check", "--data", "bench", "--store", str(place / "store"), "--fail-on", "violation")
    whole, _ = timed(run)
    yield Measurement("check", "kg check, whole command", cities, whole, answers)
    if cities <= PYSHACL:
        slow, other = timed(lambda: check_shapes(data, shapes, "pyshacl"))
        theirs = Counter((str(f.focus), str(f.value or ""), f.shape, f.severity) for f in other.results)
        yield Measurement(
            "check",
            "pySHACL, its queries parsed once, check alone",
            cities,
            slow,
            f"{len(other.results)} findings",
            theirs == ours,
        )
    yield from _topquadrant(place, cities, shapes, ours, data.context)


def _topquadrant(
    place: Path, cities: int, shapes: rdflib.Graph, ours: Counter[Key], context: Context
) -> Iterator[Measurement]:
    rules, data, report = place / "shapes.ttl", place / "closed-and-context.nt", place / "report.ttl"
    shapes.serialize(rules, format="turtle")
    graph = rdflib.Graph()
    for name, value in context.values().items():
        graph.add((KG.context, KG[name], rdflib.Literal(value)))
    data.write_bytes((place / "closed.nt").read_bytes() + graph.serialize(format="nt").encode())
    seconds, _ = timed(lambda: topquadrant(data, rules, report))
    theirs = _findings(report)
    answers = f"{theirs.total()} findings"
    yield Measurement("check", "TopQuadrant on Jena, start and load included", cities, seconds, answers, theirs == ours)


def _findings(report: Path) -> Counter[Key]:
    graph = rdflib.Graph().parse(report, format="turtle")
    return Counter(
        (
            str(graph.value(one, SH.focusNode)),
            str(graph.value(one, SH.value) or ""),
            str(graph.value(one, SH.sourceShape)),
            str(graph.value(one, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for one in graph.subjects(rdflib.RDF.type, SH.ValidationResult)
    )
