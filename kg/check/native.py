"""The set-wise engine: each shape compiled to queries that the store runs for all focus nodes at once.

What cannot be compiled is given to the reference engine, shape by shape, and named in the report.
"""

import re
from collections.abc import Iterator

import rdflib
from rdflib.term import Node

from kg import __version__
from kg.check import reference
from kg.check.findings import Finding, Report, ordered
from kg.check.graphs import data_graph
from kg.check.shapes import words
from kg.rdf import Row
from kg.setwise.components import Evaluator
from kg.setwise.declared import targeted
from kg.setwise.fragments import Names
from kg.setwise.model import Hit, NotSetwise, Reason
from kg.setwise.reader import Reader
from kg.setwise.statistics import Statistics
from kg.setwise.targets import Scopes
from kg.store import Data

NAME = "native"
_PLACE = re.compile(r"\{[?$](\w+)\}")


def validate(data: Data, shapes: rdflib.Graph) -> Report:
    """Every validation result of the shapes over the data."""
    scopes = Scopes(Statistics.of(data), Names())
    evaluator, reader = Evaluator(data, scopes), Reader(shapes)
    findings: list[Finding] = []
    refused: dict[Node, Reason] = {}
    for node in targeted(shapes):
        try:
            hits = evaluator.hits(reader.shape(node), scopes.target(shapes, node))
            findings += list(_findings(hits, shapes))
        except NotSetwise as error:
            refused[node] = error.reason
    if refused:
        findings += reference.validate_only(data_graph(data), shapes, set(refused))
    handed_over = tuple((str(node), reason) for node, reason in refused.items())
    return Report(NAME, __version__, ordered(findings), handed_over)


def _findings(hits: Iterator[Hit], shapes: rdflib.Graph) -> Iterator[Finding]:
    fixes: dict[str, dict[str, str]] = {}
    for hit in hits:
        if hit.shape.name not in fixes:
            fixes[hit.shape.name] = words(shapes, rdflib.URIRef(hit.shape.name)).fix
        messages = hit.messages or hit.shape.messages
        yield Finding(
            shape=hit.shape.name,
            severity=hit.shape.severity,
            focus=hit.focus,
            path=hit.path,
            value=hit.value,
            component=hit.component,
            message={lang: _filled(text, hit.bindings) for lang, text in messages.items()},
            fix=fixes[hit.shape.name],
        )


def _filled(message: str, bindings: Row) -> str:
    """The values of a solution in the places `{?name}` of a message (SHACL section 5.3.2)."""

    def value(match: re.Match[str]) -> str:
        found = bindings.get(match.group(1))
        return match.group(0) if found is None else str(found)

    return _PLACE.sub(value, message)
