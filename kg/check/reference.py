"""The reference engine: pySHACL over plain rdflib graphs, its report read into findings.

Only parsed graphs are handed over, never a file name, a URL or a Dataset: pySHACL would open those, and rdflib
follows FROM clauses on a Dataset.
"""

import contextlib
import io
import re
import warnings
from importlib.metadata import version
from typing import Any

import rdflib
from rdflib import BNode, Literal
from rdflib.namespace import RDF, SH
from rdflib.plugins import sparql
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from kg.check.findings import Finding, ordered
from kg.check.shapes import words
from kg.errors import UnreadableInput
from kg.setwise.declared import TARGETS, implicit_classes
from kg.setwise.paths import read_path
from kg.setwise.terms import plain

NAME = "pyshacl"


def engine_version() -> str:
    return version("pyshacl")


class _Prepared(rdflib.Graph):
    """The same triples; a query text is parsed once, though pySHACL asks it again for each focus node."""

    def __init__(self, graph: rdflib.Graph) -> None:
        super().__init__(store=graph.store, identifier=graph.identifier)
        self.parsed: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        if isinstance(query_object, str):
            text = query_object
            if text not in self.parsed:
                self.parsed[text] = prepareQuery(text, initNs=dict(self.namespaces()))
            query_object = self.parsed[text]
        return super().query(query_object, *args, **kwargs)


def validate(data: rdflib.Graph, shapes: rdflib.Graph) -> tuple[Finding, ...]:
    """Every validation result that pySHACL reports, without inference and without touching the data."""
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError

    sparql.SPARQL_LOAD_GRAPHS = False
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            _, report, why = pyshacl.validate(
                _Prepared(data), shacl_graph=shapes, inference="none", inplace=False, advanced=False
            )
        except (ReportableRuntimeError, NotImplementedError) as error:
            raise UnreadableInput("check.shapes-unreadable", why=error) from error
    if not isinstance(report, rdflib.Graph):
        raise UnreadableInput("check.shapes-unreadable", why=why)
    return ordered(_finding(report, shapes, r) for r in _top_results(report))


def validate_only(data: rdflib.Graph, shapes: rdflib.Graph, chosen: set[Node]) -> tuple[Finding, ...]:
    """The results of the chosen shapes alone: all other shapes lose their targets."""
    classes = implicit_classes(shapes)
    narrowed = rdflib.Graph()
    for s, p, o in shapes:
        is_target = p in TARGETS or (p == RDF.type and s in classes and o not in (SH.NodeShape, SH.PropertyShape))
        if s in chosen or not is_target:
            narrowed.add((s, p, o))
    return validate(data, narrowed)


def _top_results(report: rdflib.Graph) -> list[Node]:
    root = next(report.subjects(RDF.type, SH.ValidationReport))
    return list(report.objects(root, SH.result))


def _finding(report: rdflib.Graph, shapes: rdflib.Graph, result: Node) -> Finding:
    shape = report.value(result, SH.sourceShape)
    focus = report.value(result, SH.focusNode)
    value = report.value(result, SH.value)
    path = report.value(result, SH.resultPath)
    severity = report.value(result, SH.resultSeverity)
    component = report.value(result, SH.sourceConstraintComponent)
    assert shape is not None
    assert focus is not None
    return Finding(
        shape=str(plain(shape)),
        severity=str(severity).removeprefix(str(SH)),
        focus=plain(focus),
        path=None if path is None else read_path(report if isinstance(path, BNode) else shapes, path).name,
        value=None if value is None else plain(value),
        component=str(component),
        message=_messages(report, result, shapes, shape),
        fix=words(shapes, shape).fix,
    )


def _messages(report: rdflib.Graph, result: Node, shapes: rdflib.Graph, shape: Node) -> dict[str, str]:
    """The messages by language, those of a `sh:sparql` constraint before those of its shape.

    pySHACL gives both, and drops the language of a message whose places it filled: its template tells which it is.
    """
    said = sorted((m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)), key=str)
    source = report.value(result, SH.sourceConstraint)
    known = source is not None and (source, None, None) in shapes
    constraints = [source] if known else sorted(shapes.objects(shape, SH.sparql), key=str)
    templates = [t for c in (*constraints, shape) for t in shapes.objects(c, SH.message) if isinstance(t, Literal)]
    found: dict[str, str] = {}
    for template in templates:
        for message in said:
            fits = message.language in (None, template.language) and _fits(template, message)
            if fits and (template.language or "en") not in found:
                found[template.language or "en"] = str(message)
    return found or {m.language or "en": str(m) for m in said}


def _fits(template: str, message: str) -> bool:
    parts = re.split(r"\{[?$]\w+\}", template)
    return re.fullmatch(".*".join(map(re.escape, parts)), message, re.S) is not None
