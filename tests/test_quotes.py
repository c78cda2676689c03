"""A quote is found where it stands, found again where it moved, and never found where it is gone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.analyse import quotes
from kg.analyse.quotes import Selector, check_quotes, held_text, resolve
from kg.cli import main
from kg.commands import Municipality
from kg.pipeline import open_data
from kg.rdf import Iri, Lit
from kg.store import Context, Data, EmbeddedStore

WORDS = st.text(alphabet="abcäö \n”–", min_size=1, max_size=60)
OA = "http://www.w3.org/ns/oa#"
KG = "https://w3id.org/vastuuverkko/ns/"


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(WORDS)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(quoted())
def test_a_quote_at_its_place_is_found(case: tuple[str, int, int]) -> None:
    text, start, end = case
    assert resolve(Selector(text[start:end], start, end), text) == "found"


@given(quoted(), WORDS)
def test_a_quote_that_moved_is_found_again_if_it_is_the_only_one(case: tuple[str, int, int], inserted: str) -> None:
    text, start, end = case
    exact = f"«{text[start:end]}»"
    moved = inserted + text[:start] + exact + text[end:]
    assert resolve(Selector(exact, start, start + len(exact)), moved) == "found"


@given(quoted())
def test_a_quote_that_was_altered_is_orphaned(case: tuple[str, int, int]) -> None:
    text, start, end = case
    altered = text[:start] + "§" + text[start + 1 :]
    exact = text[start:end]
    assume(exact not in altered)
    assert resolve(Selector(exact, start, end), altered) == "orphaned"


@given(quoted())
def test_no_words_that_the_text_lacks_are_found(case: tuple[str, int, int]) -> None:
    text, start, end = case
    assert resolve(Selector(text[start:end] + "§", start, end + 1, text[:start], text[end:]), text) == "orphaned"


@given(quoted())
def test_repeated_words_without_place_are_ambiguous(case: tuple[str, int, int]) -> None:
    exact = "«" + case[0] + "»"
    assert resolve(Selector(exact), f"{exact} {exact}") == "ambiguous"
    assert resolve(Selector(exact, prefix="eka ", suffix=" toka"), f"eka {exact} toka {exact} eka") == "found"
    assert resolve(Selector(exact, prefix="ei "), f"eka {exact} toka {exact}") == "ambiguous"


@given(quoted())
def test_without_a_text_nothing_is_claimed(case: tuple[str, int, int]) -> None:
    assert resolve(Selector(*case), None) == "not-held"


def test_decomposed_letters_are_the_same_words() -> None:
    assert resolve(Selector("pa\u0308a\u0308tta\u0308a\u0308"), "Valtuusto päättää.") == "found"


@pytest.mark.parametrize("name", ["../prefixes.ttl", "/etc/hostname", "no-such.txt", ".", "", "x\0y"])
def test_only_texts_of_the_sources_are_read(name: str) -> None:
    assert held_text(name) is None


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(quotes, "SOURCES", tmp_path)
    held_text.cache_clear()
    yield tmp_path
    held_text.cache_clear()


def _data(*selectors: Selector, held: str | None = "ohje.txt") -> Data:
    store = EmbeddedStore()
    document = Iri("https://example.org/document")
    for number, selector in enumerate(selectors):
        statement, evidence = Iri(f"https://example.org/{number}"), Iri(f"https://example.org/{number}/evidence")
        chosen = Iri(evidence + "/quote")
        place = [(chosen, Iri(OA + name), Lit(str(value)), None) for name, value in _places(selector)]
        store.extend(
            [
                (statement, Iri(KG + "evidence"), evidence, None),
                (evidence, Iri(OA + "hasSource"), document, None),
                (evidence, Iri(OA + "hasSelector"), chosen, None),
                (chosen, Iri(OA + "exact"), Lit(selector.exact, "fi"), None),
                *place,
            ]
        )
    if held:
        store.extend([(document, Iri(KG + "heldText"), Lit(held), None)])
    return Data(store, "koe", (), Context())


def _places(selector: Selector) -> list[tuple[str, int]]:
    return [] if selector.start is None or selector.end is None else [("start", selector.start), ("end", selector.end)]


def test_a_graph_is_checked_against_its_texts(sources: Path) -> None:
    (sources / "ohje.txt").write_text("Johtaja päättää. Johtaja vastaa.", encoding="utf-8")
    data = _data(Selector("Johtaja", 0, 7), Selector("Johtaja"), Selector("Johtaja ohjaa"), Selector("vastaa", 3, 9))
    assert [c.status for c in check_quotes(data)] == ["found", "ambiguous", "orphaned", "found"]
    assert {c.document for c in check_quotes(data)} == {"https://example.org/document"}


def test_a_document_without_text_is_not_held() -> None:
    assert [c.status for c in check_quotes(_data(Selector("mitä vain"), held=None))] == ["not-held"]


def test_every_quote_of_the_paper_is_found() -> None:
    checks = check_quotes(open_data(sources=["seed"]))
    assert len(checks) >= 201
    assert [c for c in checks if c.status != "found"] == []


def test_an_orphan_ends_the_command_with_one(
    sources: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (sources / "ohje.txt").write_text("Johtaja päättää.", encoding="utf-8")
    monkeypatch.setattr("kg.cli.quotes.open_chosen", lambda _: Municipality(_data(Selector("Johtaja ohjaa"))))
    assert main(["quotes"]) == 1
    assert "«Johtaja ohjaa»" in capsys.readouterr().out


def test_the_command_prints_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quotes", "--graph", "seed", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {tuple(entry) for entry in printed} == {("statement", "quote", "document", "chapter", "status")}
