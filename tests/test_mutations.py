"""Planted mistakes are found: by the shapes, else by the reasoner. How many are, is a number that may not fall."""

import re
import shutil
from collections import Counter
from functools import cache

import pytest

from kg.check import check_shapes
from kg.check.shapes import load_shapes
from kg.load.shipped import graph_iri, inferred_graph
from kg.pipeline import open_data
from kg.rdf import Iri, Lit, Quad, Term
from kg.reason.axioms import axioms_of
from kg.reason.closures import materialise
from kg.reason.consistency import consistent
from kg.resources import ONTOLOGY
from kg.store import Context, Data, EmbeddedStore
from tests.mutations import ID, KG, TYPE, VOCAB, XSD, Mutation, Triple, base, mutations
from tests.shape_fixtures import AS_OF, frame

MUTATIONS = mutations()
PLANTED = [Mutation("none"), *MUTATIONS]
GOAL = 0.96
GRAPH = Iri(graph_iri("koe", "kanta"))


def renamed(term: Term, number: int) -> Term:
    if isinstance(term, Lit) or not term.startswith(ID):
        return term
    return Iri(term.replace("/id/koe/", f"/id/koe-{number}/"))


def quads(triples: list[Triple], number: int) -> list[Quad]:
    return [(Iri(renamed(Iri(s), number)), Iri(p), renamed(o, number), GRAPH) for s, p, o in triples]


def data_of(found: list[Quad]) -> Data:
    """The quads with the class tree and the concepts they name, and what follows."""
    store = EmbeddedStore()
    store.extend(found)
    store.extend(frame({str(term) for quad in found for term in quad[:3]}))
    store.merge([GRAPH])
    materialise(store, inferred_graph("koe"))
    return Data(store, "koe", (GRAPH, inferred_graph("koe")), Context(as_of=AS_OF, municipality="koe"))


@cache
def found() -> dict[str, Counter[tuple[str, str]]]:
    """What the shapes find with each mistake: all stand in one graph, each in a municipality of its own."""
    data = data_of([quad for number, m in enumerate(PLANTED) for quad in quads(m.triples(), number)])
    report = check_shapes(data, load_shapes(("structure",)))
    assert report.handed_over == ()
    results: dict[str, Counter[tuple[str, str]]] = {m.name: Counter() for m in PLANTED}
    for finding in report.results:
        number = re.search(r"/id/koe-(\d+)/(.*)", finding.focus)
        if number:
            results[PLANTED[int(number[1])].name][finding.shape.rsplit("/", 1)[1], number[2]] += 1
    return results


@cache
def missed_by_shapes() -> list[Mutation]:
    return [m for m in MUTATIONS if not found()[m.name] - found()["none"]]


def test_the_graph_without_a_mistake_has_no_finding() -> None:
    assert found()["none"] == Counter()


def test_there_are_a_hundred_mistakes_and_more_of_every_sort() -> None:
    sorts = Counter(m.name.split(":")[0] for m in MUTATIONS)
    assert len(MUTATIONS) > 200
    assert len(sorts) > 30
    assert all(set(m.removed) <= set(base()) for m in MUTATIONS)
    assert all(set(m.triples()) != set(base()) for m in MUTATIONS)


JAVA = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, which is not on this machine")


@cache
def ontology() -> tuple[Quad, ...]:
    store, graph = EmbeddedStore(), graph_iri("shared", "ontology")
    for module in sorted(ONTOLOGY.glob("*.ttl")):
        store.load_file(module, graph)
    return tuple(store.quads(graph))


def holds_together(mutation: Mutation) -> bool:
    """What the reasoner says of the graph with the mistake."""
    store, shared = EmbeddedStore(), graph_iri("shared", "ontology")
    store.extend([*ontology(), *quads(mutation.triples(), 0)])
    return consistent(axioms_of(Data(store, "koe", (shared, GRAPH), Context())))


@JAVA
def test_the_reasoner_finds_no_fault_where_there_is_none() -> None:
    assert holds_together(Mutation("none"))


@JAVA
@pytest.mark.parametrize(
    "name", ["body/hallitus type Network", "programme/ohjelma type Plan", "theme/liikenne type Unit"]
)
def test_the_reasoner_knows_what_nothing_can_be_at_once(name: str) -> None:
    assert not holds_together(next(m for m in MUTATIONS if m.name == f"a second kind: {name}"))


MOST_REASONED = 8


@JAVA
def test_nearly_every_mistake_is_found_by_the_shapes_or_else_by_the_reasoner() -> None:
    missed = missed_by_shapes()
    assert len(missed) <= MOST_REASONED, [m.name for m in missed]
    missed = [m for m in missed if holds_together(m)]
    assert 1 - len(missed) / len(MUTATIONS) >= GOAL, [m.name for m in missed]


def test_no_sort_of_mistake_is_missed_as_a_whole() -> None:
    missed = Counter(m.name.split(":")[0] for m in missed_by_shapes())
    planted = Counter(m.name.split(":")[0] for m in MUTATIONS)
    assert {sort for sort, number in missed.items() if number == planted[sort] > 1} == set()


HELSINKI = "https://w3id.org/vastuuverkko/id/helsinki/"


def _helsinki(thing: str, name: str, value: str | Lit) -> Triple:
    path = TYPE if name == "type" else KG + name
    return (HELSINKI + thing, path, value if isinstance(value, Lit) else Iri(value))


STRATEGY = "strategy/helsingin-kaupungin-turvallisuusstrategia-i"
PLAN = HELSINKI + "plan/helsingin-kaupungin-turvallisuussuunnitelma-2011-2014"

REAL = [
    _helsinki("post/pelastuskomentaja", "type", KG + "Unit"),
    _helsinki("programme/sto3", "type", KG + "Plan"),
    _helsinki("network/turvallinen-helsinki", "type", KG + "Body"),
    _helsinki("theme/joukkoliikenne", "type", KG + "Unit"),
    _helsinki("statement/S107", "force", VOCAB + "force/statute"),
    _helsinki("statement/S108", "modality", Lit("pakko")),
    _helsinki("agency/kaupunginkanslia", "partOf", HELSINKI + "unit/turvallisuus-ja-valmiusyksikko"),
    _helsinki("statement/S096", "bearer", PLAN),
    _helsinki("group/yhteistyoryhma", "hasMember", HELSINKI + "theme/yleinen-kaupunkitila"),
    _helsinki(STRATEGY, "replaces", f"{HELSINKI}{STRATEGY}i"),
    _helsinki(f"{STRATEGY}i", "validUntil", Lit("1999-12-31", datatype=XSD + "date")),
    _helsinki("network/meri-rastila-verkosto", "meetingsPerYear", Lit("-4", datatype=XSD + "integer")),
]


def test_mistakes_planted_into_the_graph_of_helsinki_are_found() -> None:
    def findings() -> set[tuple[str, str]]:
        data = open_data("helsinki", context=Context(as_of=AS_OF))
        assert isinstance(data.store, EmbeddedStore)
        graph = Iri(graph_iri("helsinki", "koe"))
        data.store.extend([(Iri(s), Iri(p), o, graph) for s, p, o in planted])
        data.store.merge([graph])
        materialise(data.store, inferred_graph("helsinki"))
        report = check_shapes(data, load_shapes(("structure",)))
        assert report.handed_over == ()
        return {(f.focus, f.shape) for f in report.results}

    planted: list[Triple] = []
    before = findings()
    planted = REAL
    new = {focus for focus, _ in findings() - before}
    assert [s for s, _, _ in REAL if s not in new] == []
