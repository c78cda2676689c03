"""The vocabularies hold the words that a planner's cell may hold, in Finnish and in English."""

import re
from functools import cache

import pytest
import rdflib
from rdflib import RDF, URIRef
from rdflib.namespace import OWL, SKOS

from kg.load.sheets.kinds import KINDS as CELL_KINDS
from kg.resources import ONTOLOGY
from kg.terms import KG, VOCAB

WORDS = {
    "roles": (
        "päättää|decides · hyväksyy|approves · ohjaa|steers · vastaa|is responsible · johtaa|leads · "
        "koordinoi|coordinates · valmistelee|prepares · laatii|draws up · linjaa|guides · "
        "velvoittaa|obliges · tekee yhteistyötä|cooperates · kutsuu|invites · esittelee|presents · "
        "välittää|passes on · toteuttaa|implements · seuraa|monitors · arvioi|evaluates · tukee|supports · "
        "kokoaa|assembles · nimittää|appoints · edustaa|represents · osallistuu|participates · "
        "raportoi|reports · sihteeristö|secretariat · sihteeri|secretary · puheenjohtaja|chair · "
        "varapuheenjohtaja|vice chair · jäsen|member · kuullaan|consulted · tiedotetaan|informed · "
        "huomioi|takes into account"
    ),
    "modality": (
        "velvollisuus|must · tehtävä|task · toimivalta|power · oikeus|right · suositus|should · "
        "mahdollisuus|may · kuvaus|describes"
    ),
    "levels": ("kansallinen|national · strateginen|strategic · kaupunkitaso|city · asuinaluekohtainen|neighbourhood"),
    "area-levels": (
        "kunta|municipality · suurpiiri|major district · peruspiiri|district · osa-alue|sub-district · "
        "pienalue|small area · kaupunginosa|neighbourhood"
    ),
    "rhythm": (
        "jatkuva|continuous · vuosittain|yearly · määräajoin|at set intervals · "
        "valtuustokausittain|per council term · tarvittaessa|when needed · kerran|once"
    ),
    "statuses": ("suunniteltu|planned · käynnissä|ongoing · valmis|done · keskeytetty|stopped"),
}
KINDS = (
    "toimielin|body · virasto|agency · yksikkö|unit · virka|post · ryhmä|group · kunta|municipality · "
    "kuntayhtymä|joint authority · valtion viranomainen|state authority · poliisi|police · "
    "pelastuslaitos|rescue department · järjestö|association · seurakunta|parish · yritys|company · "
    "asukkaat|residents · laki|act · päätös|decision · sääntö|rule · ohjelma|programme · "
    "strategia|strategy · suunnitelma|plan · toimenpideohjelma|action programme · ohje|guideline · "
    "periaatteet|principles"
)
ORDERED = ("force", "modality", "levels", "area-levels", "competence-steps")


def pairs(words: str) -> list[tuple[str, str]]:
    """«päättää|decides · …» into Finnish and English words."""
    split = [pair.strip().split("|") for pair in words.split("·")]
    return [(fi, en) for fi, en in split]


@cache
def vocabularies() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in [*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("vocabularies/*.ttl")]:
        graph.parse(path)
    return graph


def finnish(concept: object) -> str | None:
    labels = vocabularies().objects(concept, SKOS.prefLabel)  # type: ignore[arg-type]
    return next((str(x) for x in labels if x.language == "fi"), None)  # type: ignore[attr-defined]


def in_scheme(scheme: str) -> set[object]:
    return set(vocabularies().subjects(SKOS.inScheme, VOCAB[scheme]))


@pytest.mark.parametrize(("scheme", "fi", "en"), [(s, fi, en) for s, words in WORDS.items() for fi, en in pairs(words)])
def test_a_cell_s_word_names_one_concept(scheme: str, fi: str, en: str) -> None:
    concept = VOCAB[f"{scheme}/{en.replace(' ', '-')}"]
    assert finnish(concept) == fi
    assert str(vocabularies().value(concept, SKOS.notation)) == en
    assert vocabularies().value(concept, SKOS.inScheme) == VOCAB[scheme]


@pytest.mark.parametrize(("fi", "en"), pairs(KINDS))
def test_a_kind_names_one_class(fi: str, en: str) -> None:
    classes = [c for c in vocabularies().subjects(RDF.type, OWL.Class) if finnish(c) == fi]
    kinds = [str(vocabularies().value(c, SKOS.notation)) for c in classes]
    assert kinds == [en]


@pytest.mark.parametrize("scheme", ORDERED)
def test_an_ordered_vocabulary_ranks_its_concepts_one_by_one(scheme: str) -> None:
    ranks = [vocabularies().value(c, KG.rank) for c in in_scheme(scheme)]  # type: ignore[arg-type]
    assert sorted(int(str(r)) for r in ranks) == list(range(1, len(ranks) + 1))


def test_the_force_of_a_source_falls_from_statute_to_custom() -> None:
    ranked = sorted(in_scheme("force"), key=lambda c: int(str(vocabularies().value(c, KG.rank))))  # type: ignore[call-overload]
    words = [str(vocabularies().value(c, SKOS.notation)) for c in ranked]  # type: ignore[arg-type]
    assert words == ["statute", "government resolution", "council decision", "administrative rule", "programme", "plan",
                     "principles paper", "custom"]  # fmt: skip


def test_every_role_is_of_a_responsibility_or_of_a_relation() -> None:
    responsibility, relation = (
        set(vocabularies().objects(VOCAB[f"roles/{name}"], SKOS.member)) for name in ("responsibility", "relation")
    )
    assert responsibility & relation == set()
    assert responsibility | relation == in_scheme("roles")
    cell_words = {VOCAB[f"roles/{en.replace(' ', '-')}"] for _, en in pairs(WORDS["roles"])}
    assert cell_words <= responsibility


def test_exactly_the_roles_of_responsibility_have_a_raci_letter() -> None:
    lettered = {s: str(o) for s, o in vocabularies().subject_objects(KG.raciLetter)}
    assert set(lettered) == set(vocabularies().objects(VOCAB["roles/responsibility"], SKOS.member))
    assert set(lettered.values()) == set("RACI")
    assert lettered[VOCAB["roles/decides"]] == "A"
    assert lettered[VOCAB["roles/implements"]] == "R"
    assert lettered[VOCAB["roles/consulted"]] == "C"
    assert lettered[VOCAB["roles/informed"]] == "I"


def test_population_groups_form_one_tree() -> None:
    graph, top = vocabularies(), VOCAB["population-groups/all"]
    for group in in_scheme("population-groups"):
        above, seen = group, set[object]()
        while above != top:
            assert above not in seen
            seen.add(above)
            wider = list(graph.objects(above, SKOS.broader))  # type: ignore[arg-type]
            assert len(wider) == 1, above
            above = wider[0]


def test_an_alternative_word_is_no_other_concept_s_own_word() -> None:
    graph = vocabularies()
    own = {(graph.value(c, SKOS.inScheme), str(label).casefold(), label.language): c  # type: ignore[attr-defined]
           for c, label in graph.subject_objects(SKOS.prefLabel)}  # fmt: skip
    taken = [
        (concept, word)
        for concept, word in graph.subject_objects(SKOS.altLabel)
        if own.get((graph.value(concept, SKOS.inScheme), str(word).casefold(), word.language), concept) != concept  # type: ignore[attr-defined]
        and concept in in_scheme("roles")
    ]
    assert taken == []


def test_links_to_the_general_ontology_are_its_addresses() -> None:
    links = [o for p in (SKOS.closeMatch, SKOS.relatedMatch, SKOS.broadMatch) for o in vocabularies().objects(None, p)]
    yso = [o for o in links if isinstance(o, URIRef) and "yso" in o]
    assert len(yso) > 30
    assert all(re.fullmatch(r"http://www\.yso\.fi/onto/yso/p\d+", o) for o in yso)


def test_the_kinds_that_a_cell_may_name_are_called_as_the_ontology_calls_them() -> None:
    terms = rdflib.Graph()
    for path in ONTOLOGY.glob("*.ttl"):
        terms.parse(path)
    for kinds in CELL_KINDS.values():
        for english, (finnish, swedish, cls) in kinds.items():
            labels = {label.language: str(label) for label in terms.objects(URIRef(cls), SKOS.prefLabel)}  # type: ignore[attr-defined]
            assert labels == {"fi": finnish, "sv": swedish, "en": english}
