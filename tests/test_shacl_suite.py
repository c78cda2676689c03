"""The official SHACL suite (core and SPARQL) against the set-wise engine, and against the reference engine."""

import os
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, Namespace
from rdflib.namespace import SH
from rdflib.term import Node

from kg.check import check_shapes
from kg.check.findings import Finding
from kg.check.graphs import shapes_graph
from kg.errors import KgError
from kg.setwise.paths import read_path
from kg.setwise.terms import plain, term_key
from kg.store import Context, Data, EmbeddedStore

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
BASE = "http://suite.example/"
SUITE = Path(os.environ["W3C_SUITES"]) / "shacl" if os.environ.get("W3C_SUITES") else None

pytestmark = pytest.mark.skipif(SUITE is None, reason="W3C_SUITES names no folder: the SHACL suite did not run")

DIFFERENT = {
    "core/property/uniqueLang-002.ttl": 'the store keeps "1"^^xsd:boolean as true',
}
REFUSED = {"sparql/pre-binding/shapesGraph-001.ttl": "no engine here has $shapesGraph; our shapes may not use it"}
HANDED_OVER = {
    f"sparql/component/{name}-001.ttl"
    for name in ("nodeValidator", "optional", "propertyValidator-select", "validator")
}
NOT_FOR_PYSHACL = {"sparql/node/prefixes-001.ttl": "pySHACL wants prefixes that the graph itself declares"}


def cases() -> list[str]:
    if SUITE is None:
        return []
    files = sorted(p for p in SUITE.rglob("*.ttl") if "manifest" not in p.name)
    return [str(p.relative_to(SUITE)) for p in files if "sht:Validate" in p.read_text(encoding="utf-8")]


def based(name: str, folder: Path) -> Path:
    """A copy of a suite file with a base, so that its relative names are IRIs."""
    assert SUITE is not None
    copy = folder / name.replace("/", "-")
    copy.write_text(f"@base <{BASE}{name}> .\n" + (SUITE / name).read_text(encoding="utf-8"), encoding="utf-8")
    return copy


def masked(key: tuple[object, ...]) -> tuple[object, ...]:
    """Nameless nodes have no name to compare: each counts as the same."""
    return tuple("_:" if "_:" in str(part) else part for part in key)


def multiset(findings: tuple[Finding, ...]) -> Counter[tuple[object, ...]]:
    return Counter(masked(f.key()) for f in findings)


def expected(manifest: rdflib.Graph, report: Node) -> Counter[tuple[object, ...]]:
    keys: Counter[tuple[object, ...]] = Counter()
    for result in manifest.objects(report, SH.result):
        get = {p: manifest.value(result, p) for p in (SH.focusNode, SH.value, SH.sourceShape, SH.resultPath)}
        value, path, shape = get[SH.value], get[SH.resultPath], get[SH.sourceShape]
        key = (
            term_key(plain(get[SH.focusNode])),
            None if path is None else read_path(manifest, path).name,
            None if value is None else term_key(plain(value)),
            str(manifest.value(result, SH.sourceConstraintComponent)),
            str(manifest.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            None if shape is None else str(plain(shape)),
        )
        keys[masked(key)] += 1
    return keys


def read_case(name: str, folder: Path) -> tuple[Data, rdflib.Graph, rdflib.Graph, Node]:
    manifest = shapes_graph([based(name, folder)])
    entry = next(manifest.subjects(RDF.type, SHT.Validate))
    action, result = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    files = {k: str(manifest.value(action, k)).removeprefix(BASE) for k in (SHT.dataGraph, SHT.shapesGraph)}
    store = EmbeddedStore()
    store.load_file(based(files[SHT.dataGraph], folder), None)
    data = Data(store, "suite", (), Context(municipality="suite"))
    assert result is not None
    return data, shapes_graph([based(files[SHT.shapesGraph], folder)]), manifest, result


@pytest.mark.parametrize("name", cases())
def test_suite_case(name: str, tmp_path: Path) -> None:
    data, shapes, manifest, result = read_case(name, tmp_path)
    if result == SHT.Failure or name in REFUSED:
        with pytest.raises(KgError):
            check_shapes(data, shapes)
        return
    report = check_shapes(data, shapes)
    assert (multiset(report.results) == expected(manifest, result)) == (name not in DIFFERENT), DIFFERENT.get(name)
    assert bool(report.handed_over) == (name in HANDED_OVER)


def test_the_whole_suite_ran() -> None:
    known = set(cases())
    assert len(known) == 121
    assert known >= {*DIFFERENT, *HANDED_OVER, *REFUSED}


@pytest.mark.parametrize("name", [c for c in cases() if c not in {*REFUSED, *NOT_FOR_PYSHACL}])
def test_both_engines_agree(name: str, tmp_path: Path) -> None:
    data, shapes, _, result = read_case(name, tmp_path)
    if result == SHT.Failure:
        return  # both refuse it: test_suite_case
    native, reference = (multiset(check_shapes(data, shapes, e).results) for e in ("native", "pyshacl"))
    assert native == reference
