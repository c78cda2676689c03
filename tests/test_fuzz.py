"""Each reader meets what nobody would write: kept cases (`tests/fuzz`), and those that chance makes of them.

A reader answers or refuses; it never fails in another way. `FUZZ=100000 pytest tests/test_fuzz.py -n 0` looks longer.
A case that was found is put into the corpus, and so stays tried.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.answer.question import understand
from kg.messages import LANGUAGES
from kg.server.sparql.gate import Passed, Refused, inspect
from kg.sources.csvfile import read_csv
from kg.sources.refusal import Refusal
from kg.sources.sheets import sheet_named
from kg.sources.workbook import read_workbook
from kg.store.parsing import read

CORPUS = Path(__file__).parent / "fuzz"
EXAMPLES = int(os.environ.get("FUZZ", "60"))
PIECES = (
    *(sign.encode() for sign in "\"'\\[](){}<>@;,\n\r\t#%=/:"),
    *(b'"""', b"\\u", b"\\U00110000", b"<<(", b")>>", b"^^", b"_:", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3"),
    *(b"\xe2\x80\x8b", b"SERVICE", b"INSERT", b"FROM", b"@context", b"@id", b"@list", b"9" * 400, b"PK\x03\x04"),
    *(b"<!DOCTYPE", b"&a;", b""),
)
"""What formats are made of, and what breaks them."""


def kept(kind: str) -> list[Path]:
    return sorted((CORPUS / kind).iterdir())


@st.composite
def mutated(draw: st.DrawFn, kind: str) -> bytes:
    """A kept case with pieces cut out, doubled, put in or exchanged."""
    content = bytearray(draw(st.sampled_from([p.read_bytes() for p in kept(kind)])))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 60)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8), st.just(bytes(content[start:end]) * 2)))
        content[start:end] = piece
    return bytes(content)


def answers_or_refuses(work: Callable[[], object], refusal: type[Exception]) -> None:
    """Whatever else the work raises fails the test."""
    with suppress(refusal):
        work()


def _csv(path: Path) -> object:
    sheet = sheet_named("alueet")
    assert sheet
    return read_csv(path, sheet)


def _document(path: Path) -> object:
    return read(path, "urn:genid:")


READERS: dict[str, Callable[[Path], object]] = {
    "csv": _csv,
    "xlsx": read_workbook,
    "ttl": _document,
    "trig": _document,
    "nq": _document,
    "jsonld": _document,
}
FILES = [(kind, path) for kind in READERS for path in kept(kind)]


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda v: v.name if isinstance(v, Path) else v)
def test_a_kept_file_is_read_or_refused(kind: str, path: Path) -> None:
    answers_or_refuses(lambda: READERS[kind](path), Refusal)


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_file_is_read_or_refused(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    path = tmp_path / f"alueet.{kind}"
    path.write_bytes(data.draw(mutated(kind)))
    answers_or_refuses(lambda: READERS[kind](path), Refusal)


def _asked(kind: str) -> Sequence[str]:
    return [p.read_text(encoding="utf-8") for p in kept(kind)]


@pytest.mark.parametrize("query", _asked("sparql"))
def test_a_kept_query_passes_or_is_refused(query: str) -> None:
    answers_or_refuses(lambda: inspect(query, "urn:base:"), Refused)


@settings(max_examples=4 * EXAMPLES, deadline=None)
@given(mutated("sparql"))
def test_a_mutated_query_passes_or_is_refused(content: bytes) -> None:
    query = content.decode("utf-8", "replace")
    with suppress(Refused):
        assert isinstance(inspect(query, "urn:base:"), Passed)


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=EXAMPLES, deadline=None)
@given(content=mutated("question"))
def test_a_question_of_any_text_is_understood_or_not(lang: str, content: bytes) -> None:
    assert isinstance(understand(content.decode("utf-8", "replace"), lang), list)
