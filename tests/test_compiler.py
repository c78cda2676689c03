"""The set-wise engine says what the reference engine says, on whatever data and shapes; what it refuses, it names."""

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.check import Report, check_shapes
from kg.check.graphs import shapes_graph
from kg.check.shapes import PREFIXES
from kg.errors import KgError
from kg.rdf import XSD, Iri, Lit, Quad
from kg.resources import QUERIES
from kg.setwise.paths import Path as ShaclPath
from kg.setwise.select import setwise
from kg.setwise.sparql_text import parse
from kg.setwise.statistics import Statistics
from kg.setwise.targets import Scope
from kg.store import Context, Data, EmbeddedStore

EX = "http://example.org/"
HEAD = """@prefix ex: <http://example.org/> .
@prefix kg: <https://w3id.org/vastuuverkko/ns/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://example.org/prefixes> sh:declare <http://example.org/prefix> , <http://example.org/prefix-kg> .
<http://example.org/prefix> sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI .
<http://example.org/prefix-kg> sh:prefix "kg" ; sh:namespace "https://w3id.org/vastuuverkko/ns/"^^xsd:anyURI .
"""
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
TREE: list[Quad] = [(Iri(EX + "Sub"), Iri(SUBCLASS), Iri(EX + "Class"), None)]


def shapes(text: str) -> rdflib.Graph:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "shapes.ttl"
        file.write_text(HEAD + text, encoding="utf-8")
        return shapes_graph([PREFIXES, file])


def data(quads: list[Quad]) -> Data:
    store = EmbeddedStore()
    store.extend(TREE + quads)
    return Data(store, "koe", (), Context(municipality="koe"))


def both(quads: list[Quad], text: str) -> tuple[Report, Report]:
    graph, given_data = shapes(text), data(quads)
    return check_shapes(given_data, graph, "native"), check_shapes(given_data, graph, "pyshacl")


def multiset(report: Report) -> Counter[tuple[object, ...]]:
    return Counter(f.key() for f in report.results)


nodes = st.sampled_from([Iri(EX + n) for n in "abc"])
literals = st.sampled_from([
    Lit("x"), Lit("xyz"), Lit("x", lang="fi"), Lit("y", lang="fi"), Lit("x", lang="en"),
    Lit("1", datatype=XSD + "integer"), Lit("5", datatype=XSD + "integer"), Lit("2.5", datatype=XSD + "decimal"),
    Lit("2014-06-01", datatype=XSD + "date"), Lit("2020-01-01", datatype=XSD + "date"),
    Lit("2014-02-30", datatype=XSD + "date"), Lit("true", datatype=XSD + "boolean"),
])  # fmt: skip
links = st.tuples(nodes, st.sampled_from([Iri(EX + p) for p in "pq"]), st.one_of(nodes, literals), st.none())
types = st.tuples(
    nodes, st.just(Iri(RDF_TYPE)), st.sampled_from([Iri(EX + c) for c in ("Class", "Sub", "Other")]), st.none()
)
graphs = st.lists(st.one_of(links, types), max_size=14, unique=True)

TARGETS = [
    "sh:targetClass ex:Class", "sh:targetNode ex:a , ex:z", "sh:targetSubjectsOf ex:p", "sh:targetObjectsOf ex:q",
    "sh:targetClass ex:Other ; sh:targetNode ex:b",
]  # fmt: skip
VALUE_RULES = [
    "sh:class ex:Class", "sh:class ex:Nothing", "sh:datatype xsd:integer", "sh:datatype xsd:date",
    "sh:datatype xsd:string", "sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal", "sh:nodeKind sh:BlankNodeOrIRI",
    "sh:minLength 2", "sh:maxLength 1", 'sh:pattern "^x"', 'sh:pattern "X" ; sh:flags "i"', 'sh:in ( ex:a "x" 5 )',
    "sh:minInclusive 2", "sh:maxExclusive 5",
    'sh:hasValue "x"', "sh:hasValue ex:a", "sh:equals ex:q", "sh:disjoint ex:q",
    "sh:or ( [ sh:class ex:Class ] [ sh:datatype xsd:integer ] )",
    "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class ex:Sub ] )",
    "sh:xone ( [ sh:class ex:Class ] [ sh:class ex:Sub ] )", "sh:not [ sh:class ex:Other ]", "sh:node ex:Inner",
    "sh:or ( [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] [ sh:class ex:Other ] )",
    "sh:not [ sh:property [ sh:path ex:p ; sh:minCount 2 ] ]", "sh:property [ sh:path ex:q ; sh:maxCount 0 ]",
]  # fmt: skip
PROPERTY_RULES = [
    *VALUE_RULES, "sh:minCount 1", "sh:minCount 2", "sh:maxCount 0", "sh:maxCount 1", "sh:maxCount 2",
    "sh:uniqueLang true", 'sh:languageIn ( "fi" )', "sh:lessThan ex:q", "sh:lessThanOrEquals ex:q",
    "sh:qualifiedValueShape [ sh:class ex:Class ] ; sh:qualifiedMinCount 1",
    "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 1",
]  # fmt: skip
PATHS = [
    "ex:p", "[ sh:inversePath ex:p ]", "( ex:p ex:q )", "[ sh:alternativePath ( ex:p ex:q ) ]",
    "[ sh:zeroOrMorePath ex:p ]", "[ sh:oneOrMorePath ex:p ]", "[ sh:zeroOrOnePath ex:p ]",
]  # fmt: skip
INNER = "ex:Inner a sh:NodeShape ; sh:property ex:Inner-q . ex:Inner-q sh:path ex:q ; sh:maxCount 1 .\n"


@st.composite
def shape_texts(draw: st.DrawFn) -> str:
    target, path = draw(st.sampled_from(TARGETS)), draw(st.sampled_from(PATHS))
    severity = draw(st.sampled_from(["", "sh:severity sh:Info ;"]))
    node_rules = " ; ".join(draw(st.lists(st.sampled_from(VALUE_RULES), max_size=1)))
    rules = " ; ".join(
        draw(st.lists(st.sampled_from(PROPERTY_RULES), min_size=1, max_size=2, unique_by=lambda r: r[:9]))
    )
    closed = draw(st.sampled_from(["", "sh:closed true ; sh:ignoredProperties ( <" + RDF_TYPE + "> ) ;"]))
    node = f"ex:S a sh:NodeShape ; {target} ; {closed} {node_rules} {';' if node_rules else ''} sh:property ex:S-p .\n"
    return INNER + node + f"ex:S-p a sh:PropertyShape ; sh:path {path} ; {severity} {rules} .\n"


def comparable(text: str, quads: list[Quad]) -> list[Quad]:
    """Without the values that pySHACL compares against the specification: it orders IRIs as texts, and dates among
    numbers, and stops at what Python cannot compare."""
    numbers = {XSD + "integer", XSD + "decimal"}
    if "lessThan" in text:
        return [q for q in quads if q[1] == RDF_TYPE or (isinstance(q[2], Lit) and q[2].datatype in numbers)]
    if "Inclusive" in text or "Exclusive" in text:
        return [q for q in quads if isinstance(q[2], Iri) or q[2].datatype in {*numbers, XSD + "string"}]
    return quads


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(quads=graphs, text=shape_texts())
def test_both_engines_give_the_same_results(quads: list[Quad], text: str) -> None:
    native, reference = both(comparable(text, quads), text)
    assert not native.handed_over
    assert multiset(native) == multiset(reference)


SELECTS = {
    "a join that becomes MINUS": "$this a ex:Class . FILTER NOT EXISTS { $this ex:p ?x . ?x ex:q ?y }",
    "a join over another variable": "$this ex:p ?value . FILTER NOT EXISTS { ?value ex:q ?y . ?y ex:p ?z }",
    "an outer variable in the inner filter": """$this ex:p ?value .
        FILTER NOT EXISTS { $this ex:q ?y . ?y ex:p ?z . FILTER(?z = ?value) }""",
    "an optional outer variable": """OPTIONAL { $this ex:p ?value }
        FILTER NOT EXISTS { $this ex:q ?y . ?y ex:p ?value }""",
    "two NOT EXISTS": """FILTER NOT EXISTS { $this ex:p ?x . ?x ex:q ?y }
        FILTER NOT EXISTS { ?z ex:q $this . ?z ex:p ?w }""",
    "NOT EXISTS within NOT EXISTS": """FILTER NOT EXISTS {
        $this ex:p ?x . ?x ex:p ?y . FILTER NOT EXISTS { ?y ex:q ?z } }""",
    "one name in two NOT EXISTS": """FILTER NOT EXISTS { $this ex:p ?x . ?x ex:q ?y }
        FILTER NOT EXISTS { $this ex:q ?x . ?x ex:p ?y }""",
    "an outer variable two groups in": """$this ex:p ?value .
        FILTER NOT EXISTS { $this ex:q ?y . ?y ex:p ?z . FILTER NOT EXISTS { ?y ex:q ?value } }""",
    "a day two groups in": """FILTER NOT EXISTS {
        $this ex:p ?x . ?x ex:q ?y . kg:context kg:asOf ?day .
        FILTER NOT EXISTS { ?x ex:p ?d . FILTER(?d < ?day) } }""",
    "a union": "{ $this ex:p ?value } UNION { ?value ex:q $this . FILTER($this != ?value) }",
    "a filter alone in a branch": "{ FILTER($this = ex:a) } UNION { $this ex:q ex:b }",
    "a bind in an inner group": "{ BIND(STR($this) AS ?s) } $this ex:p ?value . FILTER(STRLEN(?s) > 3)",
    "an optional filter": """$this ex:p ?value . OPTIONAL { ?value ex:q ?y . FILTER(?y != $this) }
        FILTER(!BOUND(?y))""",
    "EXISTS": "FILTER EXISTS { $this ex:p ?x . ?x ex:q ?y }",
    "nothing bound": "FILTER NOT EXISTS { $this ex:p ?x }",
    "the path": "$this $PATH ?value . FILTER(isLiteral(?value))",
    "the day": """kg:context kg:asOf ?day . $this ex:p ?value .
        FILTER(DATATYPE(?value) = DATATYPE(?day) && ?value < ?day)""",
    "a string with braces and a comment": """$this ex:p ?value . # } not the end
        FILTER(STR(?value) != "{ $this }")""",
}


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(quads=graphs, target=st.sampled_from(TARGETS), where=st.sampled_from(sorted(SELECTS)))
def test_both_engines_give_the_same_results_of_selects(quads: list[Quad], target: str, where: str) -> None:
    native, reference = both(quads, select_shape(target, f"SELECT $this ?value WHERE {{ {SELECTS[where]} }}"))
    assert not native.handed_over
    assert multiset(native) == multiset(reference)


def select_shape(target: str, query: str) -> str:
    return (
        f"ex:S a sh:NodeShape ; {target} ; sh:property ex:S-p .\n"
        f"ex:S-p a sh:PropertyShape ; sh:path ex:p ; sh:sparql ex:S-q .\n"
        f'ex:S-q sh:prefixes <http://example.org/prefixes> ; sh:select """{query}""" .\n'
    )


def test_grouping_by_the_focus_node_is_set_wise() -> None:
    quads: list[Quad] = [(Iri(EX + s), Iri(EX + "p"), Iri(EX + o), None) for s, o in ("ab", "ac", "ba")]
    query = "SELECT $this WHERE { $this ex:p ?x } GROUP BY $this HAVING (COUNT(?x) > 1)"
    native, reference = both(quads, select_shape("sh:targetSubjectsOf ex:p", query))
    assert not native.handed_over
    assert [f.focus for f in native.results] == [EX + "a"]
    assert multiset(native) == multiset(reference)


scope = Scope(lambda variable: f"{variable} a <{EX}Class> .")
usage = Statistics(classes={}, properties={EX + "p": 100, EX + "rare": 3})


def compiled(where: str, path: ShaclPath | None = None) -> str:
    prefix = f"PREFIX ex: <{EX}>\nPREFIX kg: <https://w3id.org/vastuuverkko/ns/>\n"
    query = prefix + f"SELECT $this WHERE {{ {where} }}"
    return " ".join(setwise(query, path, scope, data([]), usage).split())


def test_what_few_things_have_is_read_once_with_the_context_it_needs() -> None:
    text = compiled("kg:context kg:asOf ?day . FILTER NOT EXISTS { $this ex:rare ?from . FILTER(?from > ?day) }")
    assert "NOT EXISTS" not in text
    assert re.search(r"MINUS \{VALUES ?\?day ?\{ \S+ \} +\$this ex:rare \?from", text)


def test_a_join_in_not_exists_becomes_minus_at_the_end_of_its_group() -> None:
    text = compiled("FILTER NOT EXISTS { $this ex:p ?x . ?x ex:q ?y } $this ex:p ?z .")
    assert "NOT EXISTS" not in text
    assert text.endswith("$this ex:p ?z . MINUS { $this ex:p ?x . ?x ex:q ?y }}")


def test_what_needs_no_more_than_stands_before_it_stays_in_its_place() -> None:
    text = compiled("$this ex:p ?z . FILTER NOT EXISTS { $this ex:q ?x . ?x ex:q ?y } $this ex:q ?w .")
    assert text.endswith("$this ex:p ?z . MINUS { $this ex:q ?x . ?x ex:q ?y } $this ex:q ?w . }")


@pytest.mark.parametrize(
    "where",
    [
        "FILTER NOT EXISTS { $this ex:p ?x }",
        "$this ex:p ?z . FILTER NOT EXISTS { $this ex:p ?x . ?x ex:q ?y . FILTER(?y = ?z) }",
        "OPTIONAL { $this ex:p ?z } FILTER NOT EXISTS { $this ex:q ?y . ?y ex:q ?z }",
        "$this ex:p ?z . FILTER NOT EXISTS { $this ex:q ?x . ?y ex:q ?z }",
        "FILTER NOT EXISTS { ?a ex:q ?x . ?x ex:q ?b }",
    ],
    ids=[
        "one triple",
        "inner filter on an outer variable",
        "variable that may be unbound",
        "a product",
        "nothing shared",
    ],
)
def test_what_minus_would_change_stays(where: str) -> None:
    assert "MINUS" not in compiled(where)


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("sh:pattern '^(?!x)'", "sh:pattern ^(?!x)"),
        ("sh:sparql [ sh:select 'SELECT $this WHERE { $this ?p ?o } LIMIT 1' ]", "LIMIT"),
        ("sh:sparql [ sh:select 'SELECT $this (COUNT(?o) AS ?n) WHERE { $this ?p ?o }' ]", "COUNT"),
    ],
)
def test_what_cannot_be_compiled_is_named_and_still_checked(rule: str, named: str) -> None:
    quads: list[Quad] = [(Iri(EX + "a"), Iri(EX + "p"), Lit("x"), None)]
    text = f"ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property ex:S-p .\nex:S-p sh:path ex:p ; {rule} .\n"
    native, reference = both(quads, text)
    ((shape, reason),) = native.handed_over
    assert shape == EX + "S"
    assert named in reason.what
    assert multiset(native) == multiset(reference)


def test_a_shape_that_reaches_itself_is_handed_over() -> None:
    text = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:S-p .\nex:S-p sh:path ex:p ; sh:node ex:S .\n"
    native, _ = both([(Iri(EX + "a"), Iri(EX + "p"), Iri(EX + "b"), None)], text)
    assert [reason.key for _, reason in native.handed_over] == ["reason-recursion"]


@pytest.mark.parametrize(
    "clause", ["MINUS { $this ex:q ?y }", "VALUES ?y { 1 }", "SERVICE <http://x/> { ?s ?p ?o }", "GRAPH ?g {}"]
)
def test_what_the_specification_forbids_is_refused(clause: str) -> None:
    text = select_shape("sh:targetSubjectsOf ex:p", f"SELECT $this WHERE {{ $this ex:p ?x . {clause} }}")
    with pytest.raises(KgError):
        check_shapes(data([(Iri(EX + "a"), Iri(EX + "p"), Lit("x"), None)]), shapes(text))


@pytest.mark.parametrize("file", sorted(QUERIES.rglob("*.r[qu]")), ids=lambda p: p.stem)
def test_reading_a_query_loses_no_character(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert parse(text).text() == text


def test_a_message_names_the_values_of_the_solution() -> None:
    quads: list[Quad] = [(Iri(EX + "a"), Iri(EX + "p"), Lit("12"), None)]
    text = select_shape("sh:targetSubjectsOf ex:p", "SELECT $this ?value WHERE { $this ex:p ?value }")
    text = text.replace("sh:sparql ex:S-q", 'sh:message "Luku {?value} on liian suuri."@fi ; sh:sparql ex:S-q')
    for report in both(quads, text):
        assert [dict(f.message) for f in report.results] == [{"fi": "Luku 12 on liian suuri."}]
