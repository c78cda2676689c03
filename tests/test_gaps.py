"""The gaps of a source that rules find: what the paper leaves open, and what is no gap."""

import json
import re
from pathlib import Path

import pytest

from kg.analyse.gaps import Finding, count_by_class, find_gaps, gap_classes, held_sources
from kg.analyse.web import Web, read_web
from kg.cli import main
from kg.load.shipped import graph_iri, inferred_graph
from kg.messages import LANGUAGES, text
from kg.pipeline import open_data
from kg.present.gaps import class_label
from kg.read import read_graph
from kg.resources import ONTOLOGY, QUERIES
from kg.store import Context, Data, EmbeddedStore
from kg.terms import VOCAB

RULES = sorted(
    (path.stem, rule)
    for path in (QUERIES / "analyse" / "gaps").glob("*.rq")
    for rule in re.findall(r'"([a-z-]+)"(?: AS \?rule|\))', path.read_text(encoding="utf-8"))
    if "-" in rule or rule in {"open", "level", "area", "implied", "altered", "added", "contradiction", "noted"}
)

# What a reader finds in the paper, and under which class a rule must find it: by statements, else by things.
EXPECTED = [
    ("wrong-reference", "S040"),
    ("wrong-reference", "S013"),
    ("contradiction", "S128 S187"),
    ("contradiction", "S150 S201"),
    ("missing-actor", "S105"),
    ("missing-actor", "S102"),
    ("missing-actor", "S119"),
    ("missing-actor", "S146"),
    ("missing-actor", "S159"),
    ("missing-actor", "S094"),
    ("missing-actor", "S113"),
    ("missing-step", "kaupungin-turvallisuussuunnitelma"),
    ("undefined-interval", "S119"),
    ("undefined-interval", "S120"),
    ("missing-role", "paikallisen-turvallisuussuunnittelun-johtoryhma"),
    ("missing-role", "turvallisuus-ja-hyvinvointiverkosto"),
    ("double-assignment", "S065 S092"),
    ("double-assignment", "S107 S117"),
    ("role-conflict", "S106 S108"),
    ("changed-repeat", "S107 S175"),
    ("changed-repeat", "S151 S197"),
    ("changed-repeat", "S150 S201"),
    ("changed-repeat", "S042 S163"),
    ("changed-repeat", "S099 S162"),
    ("changed-repeat", "S139 S188"),
    ("changed-repeat", "S127 S186"),
    ("changed-repeat", "S061 S164"),
    ("missing-repeat", "S196"),
    ("missing-repeat", "S093"),
    ("name-varies", "S001 S002"),
    ("name-varies", "S043"),
    ("name-varies", "virastot virastot-ja-laitokset"),
    ("name-varies", "paikallisen-turvallisuussuunnittelun-asiantuntijaryhma"),
    ("homonym", "sub-district turvallisuuden-eri-osa-alueet"),
    ("level-mismatch", "asuinalue"),
    ("level-mismatch", "national"),
    ("missing-link", "pelastuskomentaja rescue-departments"),
    ("missing-link", "police poliisikomentaja"),
    ("missing-link", "hallinto-osasto hallintojohtaja"),
    ("missing-link", "S032 S034"),
    ("missing-member", "kansliapaallikko"),
    ("missing-member", "kaupungin-johtajisto"),
    ("missing-citation", "pelastuslaki"),
    ("open-list", "S110"),
    ("undated", "periaatteet"),
    ("text-error", "S001"),
    ("text-error", "S208"),
    ("unclear-extent", "S139"),
    ("unclear-extent", "S116"),
    ("unclear-extent", "S139 S144"),
    ("undefined-term", "nopeaa-reagointia-vaativa-kaupunkiturvallisuustilanne"),
    ("missing-funding", "S139"),
    ("missing-recipient", "S108"),
    ("missing-recipient", "S140"),
    ("clash-of-cycles", "S095 S104"),
    ("clash-of-cycles", "S139 S143"),
]


@pytest.fixture(scope="module")
def data() -> Data:
    return open_data("helsinki", sources=["seed"])


@pytest.fixture(scope="module")
def web(data: Data) -> Web:
    return read_web(read_graph(data))


@pytest.fixture(scope="module")
def found(data: Data, web: Web) -> list[Finding]:
    return find_gaps(data, web)


def _names(iris: tuple[str, ...]) -> str:
    return " ".join(sorted(i.rsplit("/", 1)[-1] for i in iris))


@pytest.mark.parametrize(("gap_class", "where"), EXPECTED)
def test_what_a_reader_finds_in_the_paper_a_rule_finds_too(found: list[Finding], gap_class: str, where: str) -> None:
    places = {_names(f.statements) for f in found if f.gap_class == gap_class}
    places |= {_names(f.things) for f in found if f.gap_class == gap_class}
    assert where in places


def test_every_class_is_one_of_the_vocabulary_and_every_finding_has_words(found: list[Finding], web: Web) -> None:
    for name in gap_classes():
        labels = web.graph.things[f"{VOCAB}gap-classes/{name}"].labels
        assert {lang: class_label(web, name, lang) for lang in LANGUAGES} == labels
    assert {f.gap_class for f in found} <= set(gap_classes())
    assert sum(count_by_class(found).values()) == len(found)


@pytest.mark.parametrize(("gap_class", "rule"), RULES)
def test_every_rule_has_its_sentence_and_finds_something_in_the_paper(
    found: list[Finding], gap_class: str, rule: str
) -> None:
    for lang in LANGUAGES:
        assert text(f"gaps.{gap_class}-{rule}", lang, things="x", details="y")
    fires = {(f.gap_class, f.rule) for f in found}
    assert (gap_class, rule) in fires or (gap_class, rule) == ("homonym", "one-name")


def test_a_repeat_adds_no_second_finding(found: list[Finding], web: Web) -> None:
    alone = [f for f in found if f.gap_class in ("missing-actor", "open-list", "undefined-interval")]
    assert alone
    assert not [f for f in alone for s in f.statements if web.graph.by_iri[s].repeats]


HEAD = """@base <https://w3id.org/vastuuverkko/id/koe/> .
@prefix kg: <https://w3id.org/vastuuverkko/ns/> .
@prefix v: <https://w3id.org/vastuuverkko/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

SOUND = """
<group/ryhma> a kg:Group ; skos:prefLabel "ryhmä"@fi ; kg:hasChair <post/a> ; kg:hasSecretariat <unit/b> ;
    kg:hasMember <post/a> .
<post/a> a kg:Post ; skos:prefLabel "sihteeri"@fi ; kg:postIn <unit/b> .
<unit/b> a kg:Unit ; skos:prefLabel "yksikkö"@fi .
<plan/p> a kg:Plan ; skos:prefLabel "ohjelma"@fi ; kg:approvedBy <body/c> .
<body/c> a kg:Body ; skos:prefLabel "valtuusto"@fi .
<budget/q> a kg:Budget ; kg:inPlan <plan/p> .
<statement/1> a kg:Responsibility ; kg:bearer <unit/b> ; kg:bearerStatus v:bearer-status\\/stated ;
    kg:role v:roles\\/implements ; kg:object <plan/p> ; kg:modality v:modality\\/must ; kg:rhythm v:rhythm\\/yearly .
<statement/2> a kg:Responsibility ; kg:bearer <body/c> ; kg:bearerStatus v:bearer-status\\/stated ;
    kg:role v:roles\\/evaluates ; kg:object <plan/p> ; kg:modality v:modality\\/must ;
    kg:hasCounterpart <counterpart/2> .
<counterpart/2> a kg:Counterpart ; kg:party <group/ryhma> ; kg:counterpartRole v:counterpart-roles\\/recipient .
"""


def _data(turtle: str, folder: Path) -> Data:
    from kg.reason.closures import materialise

    path = folder / "koe.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    store = EmbeddedStore()
    for module in sorted(ONTOLOGY.glob("*.ttl")):
        store.load_file(module, graph_iri("shared", "ontology"))
    store.load_file(path, graph_iri("koe", "lahde"))
    graphs = store.graph_names()
    store.merge(graphs)
    materialise(store, inferred_graph("koe"))
    return Data(store, "koe", (*graphs, inferred_graph("koe")), Context(municipality="koe"))


def test_a_source_that_says_everything_has_no_gap(tmp_path: Path) -> None:
    data = _data(SOUND, tmp_path)
    assert find_gaps(data, read_web(read_graph(data))) == []


@pytest.mark.parametrize(
    ("instead_of", "stands", "gap_class"),
    [
        ("kg:hasChair <post/a> ; ", "", "missing-role"),
        ("kg:hasMember <post/a>", "kg:hasInvitee <post/a>", "missing-member"),
        ("; kg:approvedBy <body/c>", "", None),
        ("<budget/q> a kg:Budget", "<budget/q> a kg:Report", "missing-funding"),
        (" ;\n    kg:hasCounterpart <counterpart/2>", "", "missing-recipient"),
        ("kg:rhythm v:rhythm\\/yearly", "kg:rhythm v:rhythm\\/at-set-intervals", "undefined-interval"),
        ("kg:bearer <body/c>", "kg:bearer <unit/b>", "role-conflict"),
        ("kg:role v:roles\\/implements", "kg:openList true ; kg:role v:roles\\/implements", "open-list"),
    ],
)
def test_one_omission_makes_just_its_own_gap(
    instead_of: str, stands: str, gap_class: str | None, tmp_path: Path
) -> None:
    assert instead_of in SOUND
    data = _data(SOUND.replace(instead_of, stands), tmp_path)
    found = {f.gap_class for f in find_gaps(data, read_web(read_graph(data)))}
    assert found == ({gap_class} if gap_class else set())


def test_only_sources_whose_text_is_held_are_looked_through(capsys: pytest.CaptureFixture[str]) -> None:
    assert held_sources(read_graph(open_data("helsinki")).sources.values()) == ["seed"]
    assert main(["trace", "--gaps", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["total"] == len(listed["gaps"]) == sum(listed["classes"].values())
    assert all(set(gap["message"]) == set(LANGUAGES) for gap in listed["gaps"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_is_readable_in_every_language(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--gaps", "--graph", "seed", "--lang", lang]) == 0
    lines = capsys.readouterr().out
    assert "S040" in lines
    assert "http" not in lines


def test_mallila_says_that_it_is_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--gaps", "--data", "mallila"]) == 0
    assert "Mallila on keksitty" in capsys.readouterr().out
