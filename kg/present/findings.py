"""A report into text, JSON, CSV, JUnit XML, HTML, or a SHACL validation report in Turtle."""

import csv
import io
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree

import jinja2
import rdflib
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCTERMS, SH
from rdflib.term import Node

from kg.check.describe import is_iri, short_name
from kg.check.findings import SEVERITIES, Finding, Report, rank
from kg.messages import LANGUAGES, in_language, text
from kg.rdf import Term
from kg.resources import PACKAGE
from kg.setwise.terms import node
from kg.terms import BASE, ID

COLUMNS = (
    "severity",
    "shape",
    "focus",
    "label",
    "path",
    "value",
    "component",
    "message",
    "fix",
    "source",
    "place",
    "example",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(report: Report, shapes: rdflib.Graph, lang: str, fail_on: str) -> str:
    """The JSON of the contract: engine, conforms, results."""
    return json.dumps(as_dict(report), ensure_ascii=False, indent=2) + "\n"


def as_dict(report: Report) -> dict[str, Any]:
    return {
        "engine": {"name": report.engine, "version": report.version},
        "conforms": report.conforms,
        "results": [_result(f) for f in report.results],
    }


def _result(finding: Finding) -> dict[str, Any]:
    return {
        "shape": finding.shape,
        "severity": finding.severity,
        "focus": str(finding.focus),
        "path": finding.path,
        "value": None if finding.value is None else str(finding.value),
        "message": dict(finding.message),
        "source": finding.source.graph if finding.source else None,
        "fix": dict(finding.fix) or dict(finding.message),
    }


def as_text(report: Report, shapes: rdflib.Graph, lang: str, fail_on: str) -> str:
    """Grouped by severity, under each sentence the things it is said of, names in place of IRIs."""
    lines: list[str] = [text("check.example", lang), ""] if report.example else []
    for severity in SEVERITIES:
        found = [f for f in report.results if f.severity == severity]
        if found:
            lines += [f"{text(f'check.{severity.lower()}', lang)} ({len(found)})", ""]
            said: dict[str, list[str]] = {}
            for finding in found:
                said.setdefault(sentence(finding, lang), []).append(_line(finding, lang))
            lines += [line for words, several in said.items() for line in (f"  {words}", *several, "")]
    lines.append(_summary(report, lang))
    return "\n".join(lines) + "\n"


def _line(finding: Finding, lang: str) -> str:
    where, excuse = place(finding, lang), excused(finding, lang)
    return f"    {pair(finding, lang)}" + (f" [{where}]" if where else "") + (f" – {excuse}" if excuse else "")


def _summary(report: Report, lang: str) -> str:
    counts = {s.lower(): sum(f.severity == s for f in report.results) for s in SEVERITIES}
    return text("check.summary", lang, **counts) if report.results else text("check.nothing", lang)


def name(finding: Finding, lang: str) -> str:
    return in_language(finding.label, lang) or _word(finding.focus)


def pair(finding: Finding, lang: str) -> str:
    """The focus, and the other thing that a finding is about where its sentence does not name it."""
    other = in_language(finding.value_label, lang)
    beside = finding.value != finding.focus and other is not None and other not in sentence(finding, lang)
    return f"{name(finding, lang)} – {other}" if beside else name(finding, lang)


def excused(finding: Finding, lang: str) -> str:
    """Why and until when a finding is excused; empty where it is not."""
    excuse = finding.excuse
    if excuse is None:
        return ""
    until = f"–{excuse.valid_until}" if excuse.valid_until else text("check.for-now", lang)
    return text("check.excused", lang, ground=in_language(excuse.reason, lang) or excuse.source, until=until)


def sentence(finding: Finding, lang: str) -> str:
    return in_language(finding.message, lang) or text("check.no-message", lang, shape=short_name(finding.shape))


def place(finding: Finding, lang: str) -> str:
    """The title of the source graph, and document and chapter where known."""
    if finding.source is None:
        return ""
    title = in_language(finding.source.title, lang) or ""
    spot = finding.source.place or ""
    return spot if title in spot else f"{title}: {spot}" if spot else title


def _word(term: Term) -> str:
    return short_name(term) if is_iri(term) else str(term)


def as_csv(report: Report, shapes: rdflib.Graph, lang: str, fail_on: str) -> str:
    """One row a finding; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for finding in report.results:
        cells = {
            **_result(finding),
            "label": name(finding, lang),
            "component": short_name(finding.component),
            "message": sentence(finding, lang),
            "fix": in_language(finding.fix, lang) or sentence(finding, lang),
            "place": place(finding, lang),
            "example": text("check.example", lang) if report.example else "",
        }
        rows.writerow([_safe(cells[c]) for c in COLUMNS])
    return out.getvalue()


def _safe(cell: str | None) -> str:
    value = cell or ""
    return f"'{value}" if value.startswith(FORMULA) else value


def as_junit(report: Report, shapes: rdflib.Graph, lang: str, fail_on: str) -> str:
    """One test case a shape; a finding that `fail_on` counts is its failure."""
    kinds = {SH.NodeShape, SH.PropertyShape}
    named = {str(s) for k in kinds for s in shapes.subjects(RDF.type, k) if isinstance(s, URIRef)}
    title = f"kg check – {text('check.example', lang)}" if report.example else "kg check"
    suite = ElementTree.Element("testsuite", name=title)
    failures = 0
    for shape in sorted(named | {f.shape for f in report.results}):
        case = ElementTree.SubElement(suite, "testcase", classname=report.engine, name=short_name(shape))
        for finding in (f for f in report.results if f.shape == shape):
            failing = rank(finding.severity) <= rank(fail_on)
            failures += failing
            said = f"{name(finding, lang)}: {sentence(finding, lang)}"
            if failing:
                ElementTree.SubElement(case, "failure", type=finding.severity, message=said)
            else:
                ElementTree.SubElement(case, "system-out").text = f"{finding.severity}: {said}"
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failures))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def as_html(report: Report, shapes: rdflib.Graph, lang: str, fail_on: str) -> str:
    """A page of its own, without script, the gravest findings first."""
    loader = jinja2.FileSystemLoader(PACKAGE / "present" / "report" / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    groups = {s: [f for f in report.results if f.severity == s] for s in SEVERITIES}
    return environment.get_template("findings.html").render(
        lang=lang,
        report=report,
        groups=groups,
        summary=_summary(report, lang),
        say=lambda key: text(f"check.{key}", lang),
        name=lambda f: pair(f, lang),
        excused=lambda f: excused(f, lang),
        sentence=lambda f: sentence(f, lang),
        place=lambda f: place(f, lang),
        shape=lambda f: short_name(f.shape),
    )


def as_turtle(report: Report, shapes: rdflib.Graph, lang: str, fail_on: str) -> str:
    """A `sh:ValidationReport` whose results are named by their content, so the same findings give the same bytes."""
    graph = rdflib.Graph()
    graph.bind("sh", SH)
    graph.bind("kg", BASE + "ns/")
    results = [(f, sha256(repr((f.key(), f.message)).encode()).hexdigest()[:16]) for f in report.results]
    root = ID[f"report/{sha256(repr([h for _, h in results]).encode()).hexdigest()[:16]}"]
    graph.add((root, RDF.type, SH.ValidationReport))
    graph.add((root, SH.conforms, Literal(report.conforms)))
    for language in LANGUAGES if report.example else ():
        graph.add((root, DCTERMS.description, Literal(text("check.example", language), lang=language)))
    for number, (finding, digest) in enumerate(results):
        twice = sum(d == digest for _, d in results[:number])
        result = ID[f"result/{digest}" + (f"-{twice}" if twice else "")]
        graph.add((root, SH.result, result))
        for p, o in _result_triples(finding, shapes, graph):
            graph.add((result, p, o))
    return graph.serialize(format="turtle")


def _result_triples(finding: Finding, shapes: rdflib.Graph, into: rdflib.Graph) -> list[tuple[Node, Node]]:
    shape = URIRef(finding.shape)
    found: list[tuple[Node, Node]] = [
        (RDF.type, SH.ValidationResult),
        (SH.sourceShape, shape),
        (SH.resultSeverity, SH[finding.severity] if finding.severity in SEVERITIES else URIRef(finding.severity)),
        (SH.focusNode, node(finding.focus)),
        (SH.sourceConstraintComponent, URIRef(finding.component)),
        *((SH.resultMessage, Literal(finding.message[x], lang=x)) for x in LANGUAGES if x in finding.message),
    ]
    if finding.value is not None:
        found.append((SH.value, node(finding.value)))
    path = shapes.value(shape, SH.path)
    if finding.path and ("://" in finding.path and "<" not in finding.path):
        found.append((SH.resultPath, URIRef(finding.path)))
    elif path is not None:
        into += shapes.cbd(path)
        found.append((SH.resultPath, path))
    return found


FORMATS: dict[str, Callable[[Report, rdflib.Graph, str, str], str]] = {
    "text": as_text,
    "json": as_json,
    "html": as_html,
    "ttl": as_turtle,
    "csv": as_csv,
    "junit": as_junit,
}
