"""The other sources of Helsinki: each a graph that describes itself, and nothing in them without label or source."""

from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, SKOS

from kg.load.shipped import BASE, municipality_files, shared_files
from kg.resources import ONTOLOGY
from kg.terms import GRAPH, ID, KG, OA, VOCAB

SOURCES = ("programmes", "plans", "bodies", "bodies-known", "facts", "duties", "bindings", "networks", "contested")
SHARED = ("acts", "acts-derived", "acts-known")
STRUCTURE = ("/evidence/", "/counterpart/", "/sentence/", "/statement/")


def parsed(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def sources() -> dict[str, Graph]:
    found = {name: parsed([ONTOLOGY / "helsinki" / f"{name}.ttl"]) for name in SOURCES}
    return found | {name: parsed([ONTOLOGY / "shared" / f"{name}.ttl"]) for name in SHARED}


@pytest.fixture(scope="module")
def everything() -> Graph:
    from kg.load.districts import area_quads

    files = [*shared_files(), *municipality_files("helsinki")]
    graph = parsed([path for path, _ in files if path.suffix == ".ttl"])
    for path, name in files:
        if path.suffix == ".csv":
            for s, p, o, _ in area_quads(path, "helsinki", name):
                graph.add((URIRef(s), URIRef(p), Literal(o) if hasattr(o, "lang") else URIRef(o)))
                if p == str(SKOS.prefLabel):
                    graph.add((URIRef(s), SKOS.prefLabel, Literal(o, lang="fi")))
    return graph


@pytest.mark.parametrize("name", [*SOURCES, *SHARED, "districts", "district-centres"])
def test_every_graph_describes_itself(everything: Graph, name: str) -> None:
    graph = GRAPH[f"{'shared' if name in SHARED else 'helsinki'}/{name}"]
    assert (graph, RDF.type, KG.SourceGraph) in everything
    assert {title.language for title in everything.objects(graph, DCTERMS.title)} == {"fi", "sv", "en"}
    assert everything.value(graph, KG.confidence) in set(everything.subjects(SKOS.inScheme, VOCAB.confidence))
    assert everything.value(graph, DCTERMS.license) or everything.value(graph, DCTERMS.rights)
    assert (graph, KG.example, Literal(True)) not in everything


def test_every_thing_that_is_named_has_a_label(everything: Graph, sources: dict[str, Graph]) -> None:
    named = {o for graph in sources.values() for o in graph.objects() if isinstance(o, URIRef)}
    ours = {o for o in named if str(o).startswith((ID, VOCAB)) and not any(part in o for part in STRUCTURE)}
    assert {o for o in ours if not everything.value(o, SKOS.prefLabel)} == set()


def test_every_referenced_statement_evidence_and_counterpart_exists(
    everything: Graph, sources: dict[str, Graph]
) -> None:
    named = {o for graph in sources.values() for o in graph.objects() if isinstance(o, URIRef)}
    structure = {o for o in named if str(o).startswith(str(ID)) and any(part in o for part in STRUCTURE)}
    assert {o for o in structure if not everything.value(o, RDF.type)} == set()


def test_every_thing_of_an_outside_source_names_its_page(sources: dict[str, Graph]) -> None:
    for name in ("programmes", "plans", "bodies", "networks"):
        graph = sources[name]
        for cls in (KG.Act, KG.Programme, KG.Plan, KG.Strategy, KG.Agency, KG.Body, KG.Network, KG.Group, KG.Measure):
            for thing in graph.subjects(RDF.type, cls):
                assert graph.value(thing, DCTERMS.source), thing


def test_no_source_points_to_a_copy_that_cannot_be_cited(sources: dict[str, Graph]) -> None:
    for graph in sources.values():
        pages = [str(page) for page in graph.objects(None, DCTERMS.source)]
        assert all(page.startswith(("http://", "https://")) for page in pages)


def test_every_document_that_is_not_held_names_its_page(everything: Graph) -> None:
    for document in everything.subjects(RDF.type, KG.SourceDocument):
        assert everything.value(document, KG.heldText) or everything.value(document, DCTERMS.source), document


def test_every_statement_is_complete(sources: dict[str, Graph]) -> None:
    for graph in sources.values():
        for cls in (KG.Responsibility, KG.Description):
            for statement in graph.subjects(RDF.type, cls):
                for prop in (KG.bearerStatus, KG.role, KG.object, KG.modality, KG.force, KG.level, KG.evidence):
                    assert graph.value(statement, prop), (statement, prop)
                absent = graph.value(statement, KG.bearerStatus) == VOCAB["bearer-status/absent"]
                who = KG.bearer if cls == KG.Responsibility else KG.subject
                assert absent == (graph.value(statement, who) is None), statement
                assert {"fi", "sv", "en"} == {a.language for a in graph.objects(statement, KG.action)}, statement
                described = (statement, RDF.type, KG.Description) in graph
                weak = {VOCAB["modality/describes"], VOCAB["modality/constitutive"]}
                assert described == (graph.value(statement, KG.modality) in weak), statement
                for evidence in graph.objects(statement, KG.evidence):  # read graph by graph, so it stands beside it
                    assert graph.value(evidence, OA.hasSource), evidence


def test_a_source_whose_words_are_not_held_says_so(sources: dict[str, Graph]) -> None:
    for graph in sources.values():
        for evidence in graph.subjects(RDF.type, KG.Quotation):
            assert graph.value(evidence, OA.hasSelector) or graph.value(evidence, SKOS.note), evidence


def test_contested_readings_name_each_other(everything: Graph, sources: dict[str, Graph]) -> None:
    pairs = set(everything.subject_objects(KG.conflictsWith))
    assert {(b, a) for a, b in pairs} == pairs
    readings = set(sources["contested"].subjects(RDF.type, KG.Description))
    readings |= set(sources["contested"].subjects(RDF.type, KG.Responsibility))
    assert len(readings) == 7
    assert all(everything.value(reading, KG.conflictsWith) for reading in readings)


def test_acts_in_force_when_the_paper_was_approved(everything: Graph) -> None:
    day = Literal("2014-05-21", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date"))
    in_force = {
        str(everything.value(act, DCTERMS.identifier))
        for act in everything.subjects(RDF.type, KG.Act)
        if str(act).startswith(f"{BASE}id/shared/")
        and not any(start > day for start in everything.objects(act, KG.validFrom))
        and not any(end < day for end in everything.objects(act, KG.validUntil))
    }
    assert in_force == {"365/1995", "379/2011", "872/2011", "110/1992"}
    for name in ("kuntalaki", "pelastuslaki", "poliisilaki"):
        identified = everything.value(ID[f"helsinki/act/{name}"], KG.identifiedAs)
        assert str(everything.value(identified, DCTERMS.identifier)) in in_force


def test_an_act_follows_the_one_it_replaces_without_a_gap(everything: Graph) -> None:
    for act, old in everything.subject_objects(KG.replaces):
        if (act, RDF.type, KG.Act) in everything:
            start, end = everything.value(act, KG.validFrom), everything.value(old, KG.validUntil)
            assert (start.toPython() - end.toPython()).days == 1


def test_dates_run_forward(everything: Graph) -> None:
    ends: dict[URIRef, list[Literal]] = defaultdict(list)
    for thing, end in everything.subject_objects(KG.validUntil):
        ends[thing].append(end)
    for thing, days in ends.items():
        for start in everything.objects(thing, KG.validFrom):
            assert all(start <= end for end in days), thing


def test_known_counts(everything: Graph, sources: dict[str, Graph]) -> None:
    sto3 = ID["helsinki/programme/sto3"]
    assert everything.value(sto3, KG.numberOfMeasures).toPython() == 64
    assert len(set(sources["programmes"].objects(sto3, KG.concerns))) == 7
    plan = ID["helsinki/plan/helsingin-kaupungin-turvallisuussuunnitelma-2011-2014"]
    assert len(set(sources["plans"].objects(plan, KG.concerns))) == 4
    later = ID["helsinki/plan/helsingin-kaupungin-turvallisuussuunnitelma-2015"]
    assert len(set(sources["plans"].objects(later, KG.concerns))) == 7
    projects = set(sources["plans"].subjects(KG.inPlan, later))
    assert len(projects) == 13
    assert not [p for p in projects if everything.value(p, KG.responsible)]


def test_posts_are_tied_to_bodies_outside_the_paper(everything: Graph, sources: dict[str, Graph]) -> None:
    seed = parsed(sorted((ONTOLOGY / "helsinki" / "seed").glob("*.ttl")))
    for post, body in (
        ("pelastuskomentaja", "rescue-department/helsingin-pelastuslaitos"),
        ("poliisikomentaja", "police/helsingin-poliisilaitos"),
        ("hallintojohtaja", "unit/hallinto-osasto"),
    ):
        link = (ID[f"helsinki/post/{post}"], KG.postIn, ID[f"helsinki/{body}"])
        assert link in sources["facts"]
        assert link not in seed


def test_networks_hold_only_what_was_read(sources: dict[str, Graph]) -> None:
    graph = sources["networks"]
    assert not list(graph.subject_objects(KG.hoursPerMeeting))
    assert len(set(graph.subjects(RDF.type, KG.Network))) == 3
    assert not list(graph.subjects(RDF.type, ORG.Membership))
