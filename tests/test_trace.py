"""Every sentence of the paper is accounted for, and a false claim is told."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse.quotes import held_text
from kg.analyse.trace import MODELLED, STATUSES, SentenceTrace, Trace, trace, unlisted
from kg.cli import main
from kg.messages import LANGUAGES
from kg.pipeline import open_data
from kg.present.evidence import trace_text as as_text


@pytest.fixture(scope="module")
def paper() -> Trace:
    return trace(open_data(sources=["seed"]))


def test_each_sentence_says_what_the_text_says_at_its_place(paper: Trace) -> None:
    text = held_text("periaatteet.txt")
    assert text is not None
    assert [s.key for s in paper.sentences if text[s.start : s.end] != s.text] == []


def test_no_word_of_the_paper_is_left_out(paper: Trace) -> None:
    assert list(paper.unlisted) == []


def test_no_two_sentences_overlap(paper: Trace) -> None:
    spans = sorted((s.start, s.end) for s in paper.sentences)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_every_claim_holds(paper: Trace) -> None:
    assert [s.key for s in paper.sentences if not s.sound] == []
    assert {s.status for s in paper.sentences} <= set(STATUSES)


def test_every_reason_stands_in_three_languages(paper: Trace) -> None:
    assert [s.key for s in paper.sentences if s.status != MODELLED and set(s.reasons) != set(LANGUAGES)] == []


def test_most_of_the_paper_is_modelled(paper: Trace) -> None:
    assert paper.share is not None
    assert paper.share > 0.85


def _sentence(status: str, reasons: dict[str, str], statements: list[str]) -> SentenceTrace:
    return SentenceTrace("https://example.org/P01.1", "d", 0, 5, "Näin.", status, reasons, statements)


@pytest.mark.parametrize(
    ("sentence", "sound"),
    [
        (_sentence("modelled", {}, ["S1"]), True),
        (_sentence("modelled", {"fi": "otsikko"}, []), False),
        (_sentence("out-of-scope", {"fi": "otsikko"}, []), True),
        (_sentence("out-of-scope", {}, []), False),
        (_sentence("untranslatable", {"fi": "epäselvä"}, ["S1"]), False),
    ],
)
def test_a_false_claim_is_told(sentence: SentenceTrace, sound: bool) -> None:
    assert sentence.sound is sound
    assert ("P01.1: " in as_text(Trace([sentence], []), "fi")) is not sound


@given(st.text(alphabet="ab ", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_text_outside_every_span_is_named(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [(min(pair), max(pair)) for pair in ends]
    outside = "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans))
    assert "".join("".join(unlisted(text, spans)).split()) == "".join(outside.split())


def test_the_command_prints_share_and_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--graph", "seed", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["total"] == len(printed["sentences"]) == sum(printed[s] for s in STATUSES)
    assert 0 < printed["share"] < 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_share_is_claimed_where_no_text_is_listed(lang: str) -> None:
    empty = Trace([], [])
    assert empty.share is None
    assert "%" not in as_text(empty, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_names_each_sentence_declared_out(lang: str, paper: Trace) -> None:
    shown = as_text(paper, lang)
    assert [s.key for s in paper.sentences if (f"{s.key} · " in shown) is (s.status == MODELLED)] == []
