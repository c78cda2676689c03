"""What must follow from the sources, and what must not."""

import re
from pathlib import Path

import pytest

from kg.load.shipped import inferred_graph
from kg.reason.closures import RULES, materialise, materialise_counted
from kg.resources import ONTOLOGY
from kg.store import EmbeddedStore

QUESTIONS = Path(__file__).parent / "ontology"
FOLLOWS = sorted((QUESTIONS / "must_follow").glob("*.ttl"))
FOLLOWS_NOT = sorted((QUESTIONS / "must_not_follow").glob("*.ttl"))
INFERRED = inferred_graph("koe")
SOURCE = "https://w3id.org/vastuuverkko/graph/koe/lahde"


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
        for name, count in materialise_counted(_store(path), INFERRED).items():
            working[name] += count
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
    assert set(materialise_counted(store, INFERRED).values()) == {0}
    assert set(store.quads(INFERRED)) == once
