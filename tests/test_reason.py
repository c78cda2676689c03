"""What must follow from the sources, and what must not."""

import re
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.load.shipped import graph_iri, inferred_graph
from kg.pipeline import open_data
from kg.present.reasoning import verdict_text
from kg.rdf import Iri
from kg.reason.axioms import OWL, RDFS, TYPE, Axiom, axioms_of, n_triples
from kg.reason.closures import RULES, materialise, rematerialise
from kg.reason.consistency import Verdict, consistent, explain, judge
from kg.reason.refresh import refresh_server
from kg.reason.suspects import candidates
from kg.reason.wholes import Days, belonging
from kg.resources import ONTOLOGY
from kg.store import Context, Data, EmbeddedStore, find_query
from kg.terms import BASE

QUESTIONS = Path(__file__).parent / "ontology"
FOLLOWS = sorted((QUESTIONS / "must_follow").glob("*.ttl"))
FOLLOWS_NOT = sorted((QUESTIONS / "must_not_follow").glob("*.ttl"))
INFERRED = inferred_graph("koe")
SOURCE = "https://w3id.org/vastuuverkko/graph/koe/lahde"
SOURCES = ["https://w3id.org/vastuuverkko/graph/shared/ontology", SOURCE]


def _store(path: Path) -> EmbeddedStore:
    store = EmbeddedStore()
    for module in sorted(ONTOLOGY.glob("*.ttl")):
        store.load_file(module, "https://w3id.org/vastuuverkko/graph/shared/ontology")
    store.load_file(path, SOURCE)
    store.merge(store.graph_names())
    return store


def _asks(path: Path) -> list[str]:
    """The questions of a fixture: its `#+ ask:` lines, with the prefixes of its own head."""
    text = path.read_text(encoding="utf-8")
    head = re.sub(r"@(base|prefix)(.*) \.$", r"\1\2", "\n".join(re.findall(r"^@.*$", text, re.M)), flags=re.M)
    asks = re.findall(r"^#\+ ask: (.*)$", text, re.M)
    assert asks, f"{path.name} asks nothing"
    return [f"{head}\n{ask}" for ask in asks]


def test_both_kinds_of_questions_are_there() -> None:
    assert len(FOLLOWS) > 10
    assert len(FOLLOWS_NOT) > 10


@pytest.mark.parametrize("path", FOLLOWS, ids=lambda p: p.stem)
def test_must_follow(path: Path) -> None:
    store = _store(path)
    assert not all(store.ask(ask) for ask in _asks(path)), "stated already: the question tests no rule"
    materialise(store, INFERRED)
    assert [ask for ask in _asks(path) if not store.ask(ask)] == []


@pytest.mark.parametrize("path", FOLLOWS_NOT, ids=lambda p: p.stem)
def test_must_not_follow(path: Path) -> None:
    store = _store(path)
    materialise(store, INFERRED)
    assert [ask for ask in _asks(path) if store.ask(ask)] == []


def test_every_rule_has_a_question_that_it_answers() -> None:
    working = dict.fromkeys((r.split("/")[1] for r in RULES), 0)
    for path in FOLLOWS:
        for name, count in rematerialise(_store(path), SOURCES, INFERRED).items():
            working[name] = working.get(name, 0) + count
    assert len(working) > len(RULES)
    assert [name for name, count in working.items() if not count] == []


def test_what_follows_is_in_the_inferred_graph_and_in_the_merge() -> None:
    store = _store(QUESTIONS / "must_follow" / "a-unit-is-part-of-itself-and-every-whole.ttl")
    before = store.quads(SOURCE)
    materialise(store, INFERRED)
    derived = {q[:3] for q in store.quads(INFERRED)}
    assert derived
    assert derived <= {q[:3] for q in store.quads(None)}
    assert store.quads(SOURCE) == before


def test_reasoning_twice_adds_nothing() -> None:
    store = _store(QUESTIONS / "must_follow" / "delegation-goes-on-to-the-last-hand.ttl")
    materialise(store, INFERRED)
    once = set(store.quads(INFERRED))
    materialise(store, INFERRED)
    assert set(store.quads(INFERRED)) == once


@pytest.mark.parametrize("path", FOLLOWS, ids=lambda p: p.stem)
def test_reasoning_anew_gives_the_same(path: Path) -> None:
    store = _store(path)
    materialise(store, INFERRED)
    once = set(store.quads(INFERRED))
    assert sum(rematerialise(store, SOURCES, INFERRED).values()) == len(once)
    assert set(store.quads(INFERRED)) == once


DAYS = st.builds(
    lambda a, b, sure: Days(f"20{min(a, b):02}-01-01", f"20{max(a, b):02}-12-31", sure),
    st.integers(0, 9),
    st.integers(0, 9),
    st.booleans(),
)
LINKS = st.dictionaries(st.sampled_from("abcde"), st.dictionaries(st.sampled_from("abcde"), st.just(Days()) | DAYS))


def _reaches(hops: dict[str, dict[str, Days]], start: str, year: int) -> set[str]:
    """Whom a thing reaches over the links of one year, by looking at that year alone."""
    found, waiting = {start}, [start]
    while waiting:
        for whole, days in hops.get(waiting.pop(), {}).items():
            if whole not in found and days.first <= f"20{year:02}-06-01" <= days.last:
                found.add(whole)
                waiting.append(whole)
    return found - {start}


@settings(max_examples=200, deadline=None)
@given(LINKS)
def test_a_whole_over_several_links_stands_from_the_first_to_the_last_year_on_which_all_of_them_stand(
    hops: dict[str, dict[str, Days]],
) -> None:
    years: dict[str, list[int]] = {}
    for year in range(10):
        for whole in _reaches(hops, "a", year):
            years.setdefault(whole, []).append(year)
    found = belonging(hops, "a")
    assert set(found) == set(years)
    for whole, days in found.items():
        stands = [y for y in range(10) if days.first <= f"20{y:02}-06-01" <= days.last]
        assert (stands[0], stands[-1]) == (years[whole][0], years[whole][-1])


def _clash(*triples: tuple[str, str, str]) -> list[Axiom]:
    return [Axiom((t,)) for t in triples]


UNIT, POST, THING = "urn:Unit", "urn:Post", "urn:thing"
DISJOINT = [
    *_clash((UNIT, OWL + "disjointWith", POST), ("urn:Team", RDFS + "subClassOf", UNIT)),
    *_clash((THING, TYPE, "urn:Team"), (THING, TYPE, POST)),
]


@settings(max_examples=50, deadline=None)
@given(st.permutations(range(24)), st.sets(st.integers(0, 23), min_size=1, max_size=5))
def test_an_explanation_is_minimal_whatever_lies_around_it(order: list[int], guilty: set[int]) -> None:
    axioms = [Axiom(((f"urn:a{n}", "urn:p", "urn:b"),)) for n in order]
    names = {f"urn:a{n}" for n in guilty}
    found, minimal = explain(axioms, lambda some: names <= {a.triples[0][0] for a in some}, time.monotonic() + 60)
    assert minimal
    assert {a.triples[0][0] for a in found} == names


def test_when_time_runs_out_the_smallest_set_found_is_named_as_such() -> None:
    axioms = [Axiom(((f"urn:a{n}", "urn:p", "urn:b"),)) for n in range(8)]
    found, minimal = explain(axioms, lambda _: True, time.monotonic() - 1)
    assert not minimal
    assert found == axioms


@pytest.mark.parametrize(
    "facts",
    [
        [("urn:a", TYPE, "urn:Team"), ("urn:a", TYPE, POST)],
        [("urn:a", "urn:leads", "urn:b"), ("urn:a", TYPE, "urn:Team")],
        [("urn:b", "urn:leads", "urn:a"), ("urn:a", TYPE, POST)],
        [("urn:a", "urn:partOf", "urn:a")],
        [("urn:a", "urn:partOf", "urn:b"), ("urn:b", "urn:partOf", "urn:a")],
    ],
)
def test_a_clash_looks_suspicious_without_a_reasoner(facts: list[tuple[str, str, str]]) -> None:
    ontology = [
        *_clash((UNIT, OWL + "disjointWith", POST), ("urn:Team", RDFS + "subClassOf", UNIT)),
        *_clash(("urn:leads", RDFS + "domain", POST), ("urn:leads", RDFS + "range", UNIT)),
        *_clash(("urn:partOf", TYPE, OWL + "AsymmetricProperty"), ("urn:partOf", TYPE, OWL + "IrreflexiveProperty")),
    ]
    harmless = _clash(("urn:c", TYPE, POST), ("urn:d", "urn:partOf", "urn:e"))
    (first, *_) = candidates([*ontology, *harmless, *_clash(*facts)])
    assert set(_clash(*facts)) <= set(first)
    assert not set(harmless) & set(first)
    assert not list(candidates([*ontology, *harmless]))


def test_a_projection_holds_no_literal_and_every_individual_is_declared() -> None:
    data = open_data("helsinki", sources=["seed"])
    axioms = axioms_of(data)
    lines = n_triples(axioms).decode().splitlines()
    assert not [line for line in lines if '"' in line]
    declared = {line.split()[0] for line in lines if line.endswith("owl#NamedIndividual> .")}
    individuals = {f"<{t}>" for a in axioms if not a.of_ontology for t in (a.triples[0][0],)}
    assert individuals <= declared


@pytest.fixture(scope="module")
def helsinki() -> Data:
    return open_data("helsinki")


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, which is not on this machine")
def test_the_whole_helsinki_graph_is_consistent_and_a_planted_clash_is_named(
    helsinki: Data,
) -> None:
    axioms = axioms_of(helsinki)
    verdict = judge(axioms)
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    planted = Axiom(((f"{BASE}id/helsinki/post/pelastuskomentaja", TYPE, f"{BASE}ns/Unit"),))
    guess = next(iter(candidates([*axioms, planted])))
    small = judge(guess)
    assert not small.consistent
    assert small.minimal
    assert planted in small.explanation
    text = verdict_text(helsinki, small, "fi")
    assert "pelastuskomentaja" in text
    assert "seed" in text


def test_without_java_the_command_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["reason", "--graph", "seed"]) == 2
    assert "Java" in capsys.readouterr().err


def test_an_inconsistent_graph_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Verdict(False, 4, tuple(DISJOINT))
    monkeypatch.setattr("kg.commands.reason.judge", lambda _: found)
    assert main(["reason", "--graph", "seed", "--lang", "en"]) == 1
    assert "cannot all be true" in capsys.readouterr().out


def test_a_server_gets_what_follows_in_place_of_what_followed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    server = EmbeddedStore()
    old = (Iri("urn:a"), Iri("urn:p"), Iri("urn:b"), Iri(INFERRED))
    new = (Iri("urn:a"), Iri("urn:p"), Iri("urn:c"), Iri(INFERRED))
    server.extend([old])
    clear = find_query("store/clear").text
    monkeypatch.setattr(server, "clear", lambda g: server.update(clear.replace("<graph>", f"<{g}>")), raising=False)
    monkeypatch.setattr("kg.reason.refresh.RemoteStore", lambda _: server)
    refresh_server("http://server", INFERRED, [new])
    assert server.quads(INFERRED) == [new]


def test_a_store_keeps_what_follows_until_it_is_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "store"
    kept = EmbeddedStore(path)
    kept.load_file(QUESTIONS / "must_follow" / "a-unit-is-part-of-itself-and-every-whole.ttl", SOURCE)
    kept.flush()
    del kept
    options = ["--store", str(path), "--data", "koe"]
    assert main(["reason", "--no-check", *options]) == 0
    written = set(EmbeddedStore(path, read_only=True).quads(INFERRED))
    assert written
    capsys.readouterr()
    assert main(["reason", "--no-check", *options]) == 0
    assert set(EmbeddedStore(path, read_only=True).quads(INFERRED)) == written
    assert main(["reason", "--drop", *options]) == 0
    after = EmbeddedStore(path, read_only=True)
    assert after.quads(INFERRED) == []
    assert after.quads(SOURCE)


OWN = """@prefix : <https://esimerkki.example/malli/> .
@prefix kg: <https://w3id.org/vastuuverkko/ns/> .
@prefix id: <https://w3id.org/vastuuverkko/id/koe/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:Tukiasema a owl:Class ; skos:prefLabel "tukiasema"@fi ; rdfs:subClassOf kg:Unit .
:Varasto a owl:Class ; skos:prefLabel "varasto"@fi .
:Partio a owl:Class ; rdfs:subClassOf kg:Group .
:johtaa a owl:ObjectProperty .
:maara a owl:DatatypeProperty .
id:asema a :Tukiasema ; skos:prefLabel "Pohjoinen asema"@fi ; :maara 3 .
"""
CLASHES = {
    "disjoint": ":Varasto owl:disjointWith :Tukiasema . id:asema a :Varasto .",
    "with ours": "id:asema a kg:Post .",
    "all disjoint": "[] a owl:AllDisjointClasses ; owl:members ( :Varasto :Tukiasema :Partio ) . id:asema a :Varasto .",
    "subclass": ":Varasto rdfs:subClassOf :Partio . id:asema a :Varasto .",
    "range": ":johtaa rdfs:range :Partio . id:toinen :johtaa id:asema .",
    "asymmetric": ":johtaa a owl:AsymmetricProperty . id:toinen :johtaa id:asema . id:asema :johtaa id:toinen .",
    "complement": ":Varasto rdfs:subClassOf [ owl:complementOf :Tukiasema ; a owl:Class ] . id:asema a :Varasto .",
    "restriction": ":Tukiasema rdfs:subClassOf ["
    " a owl:Restriction ; owl:onProperty :johtaa ; owl:allValuesFrom :Partio ] ."
    " id:asema :johtaa id:tiimi . id:tiimi a kg:Unit .",
}
HARMLESS = {
    "no axiom": "id:asema a :Varasto .",
    "a number of values": ":Tukiasema rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :johtaa ;"
    ' owl:maxCardinality "0"^^xsd:nonNegativeInteger ] . id:asema :johtaa id:tiimi .',
    "a datatype": ":Tukiasema rdfs:subClassOf [ a owl:Restriction ;"
    " owl:onProperty :maara ; owl:someValuesFrom xsd:string ] .",
}


def _with_own_axioms(text: str, folder: Path) -> Data:
    store, shared = EmbeddedStore(), graph_iri("shared", "ontology")
    for module in sorted(ONTOLOGY.glob("*.ttl")):
        store.load_file(module, shared)
    file = folder / "oma.ttl"
    file.write_text(OWN + text, encoding="utf-8")
    store.load_file(file, SOURCE)
    store.merge([shared, SOURCE])
    return Data(store, "koe", (shared, SOURCE), Context(municipality="koe"))


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, which is not on this machine")
@pytest.mark.parametrize("name", CLASHES)
def test_axioms_of_a_loaded_graph_are_heeded_and_explained(name: str, tmp_path: Path) -> None:
    data = _with_own_axioms(CLASHES[name], tmp_path)
    axioms = axioms_of(data)
    assert not consistent(axioms)
    if name in ("disjoint", "complement"):
        own = [a for a in axioms if not a.of_ontology or any("esimerkki.example" in t for t in a.terms())]
        verdict = judge(own)
        assert verdict.minimal
        text = verdict_text(data, verdict, "fi")
        assert "Pohjoinen asema" in text
        assert "varasto" in text
        assert "koe/lahde" in text


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, which is not on this machine")
@pytest.mark.parametrize("name", HARMLESS)
def test_what_cannot_be_read_of_a_loaded_graph_breaks_nothing(name: str, tmp_path: Path) -> None:
    assert consistent(axioms_of(_with_own_axioms(HARMLESS[name], tmp_path)))
