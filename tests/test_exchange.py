"""What other systems take: every tie of a source arrives, with its quote, in each of their formats."""

import io
import json
from collections import Counter
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
from rdflib.namespace import ORG, RDF, RDFS

from kg.commands import Municipality, open_municipality
from kg.commands.export import standard, web
from kg.load.shipped import inferred_graph
from kg.messages import text
from kg.present.exchange.archimate import MODEL, XSI
from kg.present.exchange.ties import Ties, for_xml, read_ties
from kg.terms import BASE, KG

NS = {"m": MODEL}


@pytest.fixture(scope="module")
def mallila() -> Municipality:
    return open_municipality("mallila")


@pytest.fixture(scope="module")
def ties(mallila: Municipality) -> Ties:
    return read_ties(mallila.web, "fi", example=True)


def test_ties_are_those_of_the_sources(mallila: Municipality, ties: Ties) -> None:
    """Nobody and missing links make no tie; every statement that ties two things is there."""
    assert len(ties.ties) > 500
    assert not [t for t in ties.ties if "nobody:" in t.source + t.target or t.facts["status"] == "missing link"]
    told = {t.facts.get("statement") for t in ties.ties}
    tied = [s.iri for s in mallila.graph.statements if any(w.iri != m.iri for w in s.who for m in s.matter)]
    assert len(tied) > 50
    assert set(tied) <= told


def test_graphml_holds_every_tie(mallila: Municipality, ties: Ties) -> None:
    read = nx.read_graphml(io.BytesIO(web(mallila, "graphml", "fi")), force_multigraph=True)
    assert read.graph["example"] is True
    assert {(n, d["label"]) for n, d in read.nodes(data=True)} == {(t.iri, t.name("fi")) for t in ties.things}
    found = Counter((a, b, d["label"], d.get("quote", "")) for a, b, d in read.edges(data=True))
    assert found == Counter((t.source, t.target, t.relation, t.facts.get("quote", "")) for t in ties.ties)


def test_kumu_holds_every_tie_between_known_elements(mallila: Municipality, ties: Ties) -> None:
    read = json.loads(web(mallila, "kumu", "fi"))
    ids = [e["id"] for e in read["elements"]]
    assert len(set(ids)) == len(ids) == len(ties.things)
    assert all(e["label"] and e["type"] and e["tags"] == ["esimerkki, keksitty"] for e in read["elements"])
    found = Counter((c["from"], c["to"], c["type"], c.get("description", "")) for c in read["connections"])
    assert found == Counter((t.source, t.target, t.relation, t.facts.get("quote", "")) for t in ties.ties)
    assert {end for c in read["connections"] for end in (c["from"], c["to"])} <= set(ids)


def test_archimate_holds_every_tie_in_the_order_of_its_schema(mallila: Municipality, ties: Ties) -> None:
    model = ElementTree.fromstring(web(mallila, "archimate", "fi"))
    order = ["name", "documentation", "elements", "relationships", "propertyDefinitions"]
    assert [child.tag.removeprefix(f"{{{MODEL}}}") for child in model] == order
    named = model.iter(f"{{{MODEL}}}propertyDefinition")
    defined = {d.get("identifier"): d.findtext("m:name", namespaces=NS) for d in named}

    def facts(one: ElementTree.Element) -> dict[str | None, str | None]:
        listed = one.iterfind("m:properties/m:property", NS)
        return {defined[p.get("propertyDefinitionRef")]: p.findtext("m:value", namespaces=NS) for p in listed}

    iris = {e.get("identifier"): facts(e)["iri"] for e in model.iterfind("m:elements/m:element", NS)}
    assert sorted(filter(None, iris.values())) == [t.iri for t in ties.things]
    found = Counter(
        (iris[r.get("source")], iris[r.get("target")], r.findtext("m:name", namespaces=NS), facts(r).get("quote") or "")
        for r in model.iterfind("m:relationships/m:relationship", NS)
    )
    assert found == Counter((t.source, t.target, t.relation, t.facts.get("quote", "")) for t in ties.ties)
    kinds = {e.get(f"{{{XSI}}}type") for e in model.iterfind("m:elements/m:element", NS)}
    assert kinds >= {"BusinessActor", "BusinessRole", "BusinessCollaboration", "Constraint", "CourseOfAction"}


@pytest.mark.parametrize("media", ["graphml", "kumu", "archimate"])
def test_the_same_web_gives_the_same_file(mallila: Municipality, media: str) -> None:
    assert web(mallila, media, "sv") == web(mallila, media, "sv")


def test_what_xml_cannot_hold_is_replaced() -> None:
    text = for_xml("a\x00\x1b\ufffe\ud800 å 𝄞\n")
    assert text == "a\ufffd\ufffd\ufffd\ufffd å 𝄞\n"
    ElementTree.fromstring(f"<a>{text}</a>")


def test_standard_terms_say_what_they_can_and_the_rest_is_counted(mallila: Municipality) -> None:
    """Every unit, post and membership arrives in W3C ORG; no term of ours is left; nothing is lost uncounted."""
    content, left = standard(mallila)
    read = rdflib.Graph().parse(data=content)
    ours = {t for s, p, o in read for t in ((p, o) if p == RDF.type else (p,)) if str(t).startswith(BASE + "ns/")}
    assert not ours
    units = {iri for iri, thing in mallila.graph.things.items() if thing.kind == "unit" and "/mallila/" in iri}
    assert units
    assert {str(s) for s in read.subjects(RDF.type, ORG.OrganizationalUnit)} >= units
    members = {
        (q[0], q[2]) for g in mallila.data.graphs for q in mallila.data.store.quads(g) if q[1] == str(KG.hasMember)
    }
    inferred = {(q[0], q[2]) for q in mallila.data.store.quads(inferred_graph("mallila")) if q[1] == str(KG.hasMember)}
    assert {(str(s), str(o)) for s, o in read.subject_objects(ORG.hasMember)} >= members - inferred
    assert left["ns/bearer"] > 50
    assert text("report.example", "fi") in {str(o) for o in read.objects(None, RDFS.comment)}
