"""The principles paper as a graph: complete, evidenced, and no firmer than its words."""

import re
from collections.abc import Iterator

import pytest
from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL
from rdflib.term import Node

from kg.messages import LANGUAGES
from kg.resources import ONTOLOGY
from kg.terms import ID, KG, OA, VOCAB

WEAK = ("voidaan", "on tärkeää", "Tärkeää on", "soveltuvin osin", "luontevaa", "Olennaista", "vaatii", "tarvitaan")
OPEN = ("mm.", "esim", "ym.", "kuten", "muun muassa")
BASIS_OF_FORCE = {
    "statute": KG.Act,
    "government-resolution": KG.Decision,
    "council-decision": KG.Decision,
    "administrative-rule": KG.Rule,
}
NUMBER = re.compile(r"S(\d{3})$")


@pytest.fixture(scope="module")
def paper() -> Graph:
    graph = Graph()
    for path in sorted((ONTOLOGY / "helsinki" / "seed").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def everything(paper: Graph) -> Graph:
    graph = Graph()
    graph += paper
    for path in sorted((ONTOLOGY / "vocabularies").glob("*.ttl")):
        graph.parse(path)
    return graph


def _statements(paper: Graph) -> list[Node]:
    return sorted({s for c in (KG.Responsibility, KG.Description) for s in paper.subjects(RDF.type, c)}, key=str)


def _key(statement: Node) -> str:
    return str(statement).rsplit("/", 1)[-1]


def _word(paper: Graph, statement: Node, term: URIRef) -> str:
    return _key(paper.value(statement, term) or Literal(""))


def _quote(paper: Graph, statement: Node) -> str:
    return str(next(paper.objects(statement, KG.evidence / OA.hasSelector / OA.exact)))


def _norm(paper: Graph, statement: Node) -> str:
    """The quote without its condition, whose verb says when and not how bindingly."""
    return _quote(paper, statement).replace(str(paper.value(statement, KG.condition, default="")), "")


def _of_modality(paper: Graph, modality: str) -> Iterator[Node]:
    return paper.subjects(KG.modality, VOCAB[f"modality/{modality}"])


def test_the_statements_are_numbered_without_a_gap(paper: Graph) -> None:
    assert [_key(s) for s in _statements(paper)] == [f"S{n:03d}" for n in range(1, 219)]


@pytest.mark.parametrize("term", [KG.role, KG.modality, KG.force, KG.bearerStatus, KG.evidence])
def test_every_statement_says_it_once(paper: Graph, term: URIRef) -> None:
    assert [_key(s) for s in _statements(paper) if len(list(paper.objects(s, term))) != 1] == []


PARTS_OF_MATTER = (KG.object, KG.affects, KG.heeds, KG.byMeans, KG.inDraftingOf, KG.place)


def test_every_statement_is_about_something_and_has_an_action_in_three_languages(paper: Graph) -> None:
    for statement in _statements(paper):
        about = any((statement, part, None) in paper for part in PARTS_OF_MATTER)
        assert about or _word(paper, statement, KG.role) == "in-force", _key(statement)
        languages = sorted(str(a.language) for a in paper.objects(statement, KG.action) if isinstance(a, Literal))
        assert languages == sorted(LANGUAGES), _key(statement)


def test_every_quote_names_words_place_chapter_and_sentence(paper: Graph) -> None:
    for statement in _statements(paper):
        evidence = paper.value(statement, KG.evidence)
        start, end = (paper.value(predicate=p, subject=s) for s, p in _positions(paper, evidence))
        assert int(str(end)) - int(str(start)) == len(_quote(paper, statement)), _key(statement)
        assert paper.value(evidence, KG.chapter), _key(statement)
        assert paper.value(evidence, KG.sentence), _key(statement)
        assert paper.value(evidence, OA.hasSource) == ID["helsinki/document/periaatteet"], _key(statement)


def _positions(paper: Graph, evidence: Node | None) -> list[tuple[Node, URIRef]]:
    place = next(s for s in paper.objects(evidence, OA.hasSelector) if (s, OA.start, None) in paper)
    return [(place, OA.start), (place, OA.end)]


def test_a_bearer_is_given_unless_it_is_absent(paper: Graph) -> None:
    for statement in _statements(paper):
        status = _word(paper, statement, KG.bearerStatus)
        assert status in ("stated", "implied", "absent"), _key(statement)
        who = KG.bearer if (statement, RDF.type, KG.Responsibility) in paper else KG.subject
        other = KG.subject if who == KG.bearer else KG.bearer
        assert ((statement, who, None) in paper) is (status != "absent"), _key(statement)
        assert (statement, other, None) not in paper, _key(statement)


def test_a_description_binds_nobody(paper: Graph) -> None:
    for statement in paper.subjects(RDF.type, KG.Description):
        assert _word(paper, statement, KG.modality) in ("describes", "constitutive"), _key(statement)
        assert (statement, KG.competenceStep, None) not in paper, _key(statement)


def test_weak_words_never_become_a_must(paper: Graph) -> None:
    firm = [(_key(s), cue) for s in _of_modality(paper, "must") for cue in WEAK if cue in _norm(paper, s)]
    assert firm == []


@pytest.mark.parametrize(
    ("cue", "modalities"),
    [
        ("soveltuvin osin", {"should"}),
        ("on tärkeää", {"should"}),
        ("Tärkeää on", {"should"}),
        ("on luontevaa", {"should"}),
        ("Olennaista on", {"should"}),
        ("on mahdollisuus", {"right"}),
        ("tehtävänä on", {"task", "constitutive"}),
        ("laaditaan", {"must"}),
        ("muodostavat paikallisen turvallisuussuunnittelun johtoryhmän", {"constitutive", "task"}),
    ],
)
def test_the_words_decide_the_modality(paper: Graph, cue: str, modalities: set[str]) -> None:
    saying = [s for s in _statements(paper) if cue in _quote(paper, s)]
    assert saying
    assert {_word(paper, s, KG.modality) for s in saying} <= modalities


def test_the_force_comes_from_the_basis(paper: Graph) -> None:
    checked = 0
    for force, kind in BASIS_OF_FORCE.items():
        for statement in paper.subjects(KG.force, VOCAB[f"force/{force}"]):
            kinds = {c for basis in paper.objects(statement, KG.basis) for c in paper.objects(basis, RDF.type)}
            assert kind in kinds, (_key(statement), force)
            checked += 1
    assert checked > 10


def test_a_repeat_names_an_earlier_original(paper: Graph) -> None:
    repeats = list(paper.subject_objects(KG.repeats))
    assert len(repeats) == 42
    for later, earlier in repeats:
        assert _key(earlier) < _key(later)
        assert (earlier, KG.repeats, None) not in paper
        kind = _word(paper, later, KG.repeatKind)
        assert _word(paper, later, KG.role) == _word(paper, earlier, KG.role) or kind == "altered"
        assert kind in ("exact", "reworded", "added", "altered")


def test_an_exact_repeat_says_the_same_words(paper: Graph) -> None:
    for later, earlier in paper.subject_objects(KG.repeats):
        exact = _word(paper, later, KG.repeatKind) == "exact"
        assert not exact or _quote(paper, later) == _quote(paper, earlier), _key(later)


def test_contested_readings_stand_on_both_sides(paper: Graph) -> None:
    pairs = set(paper.subject_objects(KG.conflictsWith))
    assert (ID["helsinki/statement/S128"], ID["helsinki/statement/S187"]) in pairs
    assert {(b, a) for a, b in pairs} == pairs
    assert [(_key(a), _key(b)) for a, b in pairs if _quote(paper, a) == _quote(paper, b)] == []


def test_an_open_list_is_open_by_its_words(paper: Graph) -> None:
    marked = list(paper.subjects(KG.openList, Literal(True)))
    assert marked
    assert [_key(s) for s in marked if not any(word in _quote(paper, s) for word in OPEN)] == []


def test_each_counterpart_is_a_party_with_a_role(paper: Graph) -> None:
    counterparts = list(paper.objects(None, KG.hasCounterpart))
    assert len(counterparts) == len(set(counterparts)) == len(list(paper.subjects(RDF.type, KG.Counterpart)))
    for counterpart in counterparts:
        assert len(list(paper.objects(counterpart, KG.party))) == 1
        assert len(list(paper.objects(counterpart, KG.counterpartRole))) == 1


def test_everything_that_is_named_is_described(everything: Graph) -> None:
    ours = (str(ID), str(VOCAB))
    makers = set(everything.subjects(RDF.type, OWL.Ontology)) | set(everything.subjects(RDF.type, SKOS.ConceptScheme))
    named = {o for s, _, o in everything if s not in makers and str(o).startswith(ours)}
    missing = {str(o) for o in named if (o, None, None) not in everything}
    assert missing == set()


def test_every_term_is_one_of_ours(paper: Graph) -> None:
    own = {t for triple in paper for t in triple if str(t).startswith(KG.base) and isinstance(t, URIRef)}
    assert {t for t in own if str(t).removeprefix(KG.base) not in KG} == set()


def test_every_thing_is_called_something_in_three_languages(paper: Graph) -> None:
    for thing in set(paper.subjects(SKOS.prefLabel, None)):
        languages = sorted(str(n.language) for n in paper.objects(thing, SKOS.prefLabel) if isinstance(n, Literal))
        assert languages == sorted(LANGUAGES), thing


def test_no_other_name_repeats_the_first_one(paper: Graph) -> None:
    for thing, name in paper.subject_objects(SKOS.altLabel):
        assert (thing, SKOS.prefLabel, name) not in paper, name


def test_the_graph_has_no_blank_nodes(paper: Graph) -> None:
    assert [t for triple in paper for t in triple if isinstance(t, BNode)] == []


def test_the_paper_gives_no_date_of_itself(paper: Graph) -> None:
    document = ID["helsinki/document/periaatteet"]
    dated = (KG.validFrom, KG.validUntil, KG.decidedOn, KG.approvedBy, DCTERMS.date, DCTERMS.issued, DCTERMS.created)
    assert [p for p in dated if (document, p, None) in paper] == []


def test_the_homonym_is_two_concepts(everything: Graph) -> None:
    aspect, level = ID["helsinki/theme/turvallisuuden-eri-osa-alueet"], VOCAB["area-levels/sub-district"]
    assert (aspect, OWL.differentFrom, level) in everything
    assert (level, SKOS.prefLabel, Literal("osa-alue", lang="fi")) in everything


def test_a_plan_is_not_its_type(paper: Graph) -> None:
    plans = set(paper.subjects(RDF.type, KG.Plan))
    assert plans
    for plan in plans:
        kind = paper.value(plan, KG.ofType)
        assert (kind, RDF.type, KG.SafetyPlanType) in paper
        assert paper.value(plan, KG.validFrom)
