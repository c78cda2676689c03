"""The example city: everything a workbook can hold, with every kind of finding planted."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kg.analyse.cells import read_coverage
from kg.analyse.equity import area_coverage
from kg.analyse.overlap import overlapping_pairs
from kg.load.shipped import municipality_files, shared_files
from kg.pipeline import open_data
from kg.store import Context
from kg.terms import GEO, KG, VOCAB

DAY = Literal("2026-06-01", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date"))


@pytest.fixture(scope="module")
def mallila() -> Graph:
    graph = Graph()
    for path, _ in municipality_files("mallila"):
        if path.suffix == ".ttl":
            graph.parse(path)
    return graph


def ids(graph: Graph, cls: URIRef) -> dict[str, URIRef]:
    return {str(graph.value(s, DCTERMS.identifier)): s for s in graph.subjects(RDF.type, cls)}


def members(graph: Graph, code: str) -> set[URIRef]:
    return set(graph.objects(ids(graph, KG.Network)[code], KG.hasMember))


def values(graph: Graph, code: str, prop: URIRef) -> set[URIRef]:
    return set(graph.objects(ids(graph, KG.Network)[code], prop))


def test_every_graph_says_that_it_is_an_example(mallila: Graph) -> None:
    graphs = {URIRef(g) for _, g in municipality_files("mallila")}
    assert graphs == set(mallila.subjects(RDF.type, KG.SourceGraph))
    for graph in graphs:
        assert mallila.value(graph, KG.example) == Literal(True)
        assert mallila.value(graph, DCTERMS.title) is not None
        assert mallila.value(graph, DCTERMS.license) is not None


def test_sizes(mallila: Graph) -> None:
    assert len(ids(mallila, KG.Network)) == 60
    assert len(ids(mallila, KG.Measure)) == 100
    kinds = Counter(mallila.objects(None, RDF.type))
    actors = (
        *("Municipality", "Body", "Agency", "Unit", "Post", "Group", "JointAuthority", "StateAuthority", "Police"),
        *("RescueDepartment", "Association", "Parish", "Company", "Residents"),
    )
    assert sum(kinds[KG[k]] for k in actors) == 87
    assert {str(level).rsplit("/", 1)[1] for level in mallila.objects(None, KG.areaLevel)} == {
        "municipality",
        "district",
        "sub-district",
    }


def test_every_thing_that_is_named_has_a_label(mallila: Graph) -> None:
    shared = Graph()
    for path, _ in shared_files():
        shared.parse(path)
    own = {o for o in mallila.objects() if isinstance(o, URIRef) and "/id/mallila/" in o}
    own -= {s for s in own if (s, KG.bearerStatus, None) in mallila or "/evidence/" in s}
    assert {o for o in own if not mallila.value(o, SKOS.prefLabel)} <= {
        URIRef("https://w3id.org/vastuuverkko/id/mallila/themes"),
        URIRef("https://w3id.org/vastuuverkko/id/mallila/population-groups"),
    }
    outside = {o for o in mallila.objects() if isinstance(o, URIRef) and ("/vocab/" in o or "/id/shared/" in o)}
    assert {o for o in outside if not shared.value(o, SKOS.prefLabel)} == set()


def test_every_row_has_an_identifier_and_no_name_means_two_things(mallila: Graph) -> None:
    named: dict[str, set[URIRef]] = defaultdict(set)
    for thing, label in mallila.subject_objects(SKOS.prefLabel):
        if (thing, RDF.type, KG.SourceDocument) in mallila or (thing, RDF.type, KG.Area) in mallila:
            continue
        named[str(label).casefold()].add(thing)
        if (thing, RDF.type, KG.Task) not in mallila:
            assert mallila.value(thing, DCTERMS.identifier), thing
    assert {k: v for k, v in named.items() if len(v) > 1} == {}
    shared = Graph()
    for path, _ in shared_files():
        if path.parent.name == "vocabularies":
            shared.parse(path)
    taken = {str(label).casefold() for label in shared.objects(None, SKOS.prefLabel)}
    assert taken.isdisjoint(named), taken & set(named)


def test_planted_equal_and_contained_networks(mallila: Graph) -> None:
    for prop in (KG.area, KG.theme, KG.populationGroup, KG.hasMember):
        assert values(mallila, "V028", prop) == values(mallila, "V029", prop)
    assert members(mallila, "V004") < members(mallila, "V003")
    narrower = values(mallila, "V004", KG.populationGroup).pop()
    assert mallila.value(narrower, SKOS.broader) in values(mallila, "V003", KG.populationGroup)


def test_planted_look_alikes_rest_on_different_bases(mallila: Graph) -> None:
    for first, second in (("V005", "V006"), ("V040", "V041"), ("V050", "V051")):
        assert values(mallila, first, KG.basis) != values(mallila, second, KG.basis)
        assert len(members(mallila, first) & members(mallila, second)) >= 3


def test_planted_near_misses(mallila: Graph) -> None:
    assert members(mallila, "V042") == members(mallila, "V043")  # sibling areas
    areas = values(mallila, "V042", KG.area) | values(mallila, "V043", KG.area)
    assert len(areas) == 2
    assert len({mallila.value(a, GEO.sfWithin) for a in areas}) == 1
    assert members(mallila, "V026") < members(mallila, "V025")  # groups that only intersect
    assert values(mallila, "V026", KG.populationGroup) & values(mallila, "V025", KG.populationGroup)
    assert values(mallila, "V026", KG.populationGroup) - values(mallila, "V025", KG.populationGroup)
    assert len(members(mallila, "V010") & members(mallila, "V035")) == 2  # two of five members
    assert len(members(mallila, "V035")) == 5


def test_the_planted_overlaps_are_found_and_the_near_misses_are_not(tmp_path: Path) -> None:
    context = Context(as_of=DAY.toPython(), municipality="mallila")
    data = open_data("mallila", store=tmp_path / "none", context=context)
    pairs = {frozenset({pair.first.key, pair.second.key}) for pair in overlapping_pairs(data)}
    for planted in ("V003 V004", "V005 V006", "V028 V029", "V040 V041", "V050 V051"):
        assert frozenset(planted.split()) in pairs
    for missed in ("V042 V043", "V025 V026", "V010 V035", "V057 V031", "V058 V044", "V059 V022"):
        assert frozenset(missed.split()) not in pairs


def test_two_sub_districts_are_covered_more_thinly_than_the_others(tmp_path: Path) -> None:
    context = Context(as_of=DAY.toPython(), municipality="mallila")
    data = open_data("mallila", store=tmp_path / "none", context=context)
    low = {a.area.rsplit("/", 1)[1] for a in area_coverage(read_coverage(data)) if a.stands_out == "low"}
    assert low == {"M-83", "M-84"}


def test_planted_expired_future_mandatory_and_unpriced_networks(mallila: Graph) -> None:
    networks = ids(mallila, KG.Network)
    expired = {c for c, n in networks.items() if (u := mallila.value(n, KG.validUntil)) is not None and u < DAY}
    to_come = {c for c, n in networks.items() if (f := mallila.value(n, KG.validFrom)) is not None and f > DAY}
    mandatory = {c for c, n in networks.items() if mallila.value(n, KG.mandatory) == Literal(True)}
    unpriced = {
        c for c, n in networks.items()
        if (n, KG.meetingsPerYear, None) not in mallila or (n, KG.hoursPerMeeting, None) not in mallila
    }  # fmt: skip
    assert expired == {"V056", "V057", "V058"}
    assert to_come == {"V059", "V060"}
    assert mandatory == {"V001", "V002", "V007", "V009"}
    assert unpriced == {"V027", "V047", "V052"}


def test_planted_coordinators_outside_their_members_and_a_network_without_members(mallila: Graph) -> None:
    outside = {
        code for code, network in ids(mallila, KG.Network).items()
        if mallila.value(network, KG.coordinator) not in set(mallila.objects(network, KG.hasMember))
    }  # fmt: skip
    assert outside == {"V048", "V055"}
    assert not members(mallila, "V055")


def test_planted_norms_without_bearer_and_tasks_given_twice(mallila: Graph) -> None:
    absent = set(mallila.subjects(KG.bearerStatus, VOCAB["bearer-status/absent"]))
    assert len(absent) == 5
    assert not [s for s in absent if mallila.value(s, KG.bearer)]
    given: dict[tuple[URIRef, URIRef], set[URIRef]] = defaultdict(set)
    for task in mallila.subjects(RDF.type, KG.Task):
        for statement in mallila.subjects(KG.object, task):
            bearer = mallila.value(statement, KG.bearer)
            if bearer is not None:
                given[task, mallila.value(statement, KG.role)].add(bearer)
    assert sum(len(bearers) > 1 for bearers in given.values()) >= 6


def test_no_english_or_swedish_label_stands_without_a_finnish_one(mallila: Graph) -> None:
    for thing in set(mallila.subjects(SKOS.prefLabel)):
        assert {"fi"} <= {label.language for label in mallila.objects(thing, SKOS.prefLabel)}
    assert not list(mallila.subjects(RDFS.label))


def test_exceptions_are_dated_sourced_and_one_is_over(mallila: Graph) -> None:
    exceptions = set(mallila.subjects(RDF.type, KG.Exception))
    assert len(exceptions) == 3
    for exception in exceptions:
        for prop in (KG.requirement, KG.excuses, KG.reason, DCTERMS.source, KG.validFrom):
            assert mallila.value(exception, prop) is not None
    assert len([e for e in exceptions if mallila.value(e, KG.validUntil) < DAY]) == 1
