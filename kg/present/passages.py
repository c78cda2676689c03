"""Where each quote stands in its source text: the way from a sentence on any page to the text it was taken from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from kg.analyse.quotes import held_text
from kg.analyse.trace import MODELLED, SentenceTrace, trace
from kg.rdf import Row
from kg.store import Data

SENTENCE = re.compile(r"[^\n]+?(?:[.!?…](?=\s+[A-ZÅÄÖ0-9])|$)", re.MULTILINE)
"""A sentence where nobody has listed them: up to a full stop before a capital, or to the end of its line."""


@dataclass(frozen=True)
class Passage:
    """A stretch of a held text that a statement quotes; places count code points."""

    statement: str
    document: str
    start: int
    end: int


@dataclass(frozen=True)
class Around:
    """A quote in its paragraph."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Passages:
    """The texts that are held, by document, and where quotes stand in them."""

    texts: Mapping[str, str]
    by_quote: Mapping[tuple[str, str], Passage]
    by_statement: Mapping[str, Sequence[Passage]]
    sentences: Mapping[str, Sequence[SentenceTrace]] = field(default_factory=dict)

    def of(self, document: str, quote: str | None) -> Passage | None:
        return self.by_quote.get((document, quote)) if quote else None

    def first(self, statement: str) -> Passage | None:
        return next(iter(self.by_statement.get(statement, ())), None)

    def around(self, passage: Passage) -> Around:
        """The paragraph that the passage stands in: from line end to line end."""
        text = self.texts[passage.document]
        start = text.rfind("\n", 0, passage.start) + 1
        end = text.find("\n", passage.end)
        rest = text[passage.end : len(text) if end < 0 else end]
        return Around(text[start : passage.start], text[passage.start : passage.end], rest)

    def sentence_at(self, passage: Passage) -> SentenceTrace | None:
        """The sentence of the text that the passage begins in."""
        listed = self.sentences.get(passage.document, ())
        return next((s for s in listed if s.start <= passage.start < s.end), None)


def read_passages(data: Data) -> Passages:
    """Every quote that stands once in its text, or where it says that it stands."""
    texts: dict[str, str] = {}
    found: list[tuple[str, Passage]] = []
    for row in data.rows("analyse/quotes"):
        text = held_text(str(row["held"])) if row["held"] else None
        if text is None:
            continue
        texts[str(row["document"])] = text
        if passage := _place(row, text):
            found.append((str(row["quote"]), passage))
    by_quote: dict[tuple[str, str], Passage] = {}
    by_statement: dict[str, list[Passage]] = defaultdict(list)
    for quote, passage in found:
        by_quote.setdefault((passage.document, quote), passage)
        by_statement[passage.statement].append(passage)
    return Passages(texts, by_quote, by_statement, _sentences(data, texts, [p for _, p in found]))


def _place(row: Row, text: str) -> Passage | None:
    exact = normalize("NFC", str(row["quote"]))
    start = int(str(row["start"])) if row["start"] is not None else text.find(exact)
    if start < 0 or text[start : start + len(exact)] != exact:
        start = text.find(exact)
    if start < 0 or not exact:
        return None
    return Passage(str(row["statement"]), str(row["document"]), start, start + len(exact))


def _sentences(data: Data, texts: Mapping[str, str], passages: Sequence[Passage]) -> dict[str, list[SentenceTrace]]:
    """The listed sentences of each text; of a text without a list, those that some statement quotes."""
    found: dict[str, list[SentenceTrace]] = defaultdict(list)
    for sentence in trace(data).sentences:
        found[sentence.document].append(sentence)
    for document in texts:
        if document not in found:
            found[document] = list(quoted_sentences(document, texts[document], passages))
    return found


def quoted_sentences(document: str, text: str, passages: Iterable[Passage]) -> Iterator[SentenceTrace]:
    """The sentences of a text that overlap a quote, with the statements that quote them; numbered through the text."""
    own = [p for p in passages if p.document == document]
    for number, match in enumerate(SENTENCE.finditer(text), 1):
        start, end = match.span()
        said = [p.statement for p in own if p.start < end and p.end > start]
        if said:
            sentence = SentenceTrace(f"{document}/{number}", document, start, end, match[0].strip(), MODELLED)
            sentence.statements.extend(dict.fromkeys(said))
            yield sentence


@dataclass(frozen=True)
class Piece:
    """A stretch of the text, with the sentence it is, where it is one."""

    text: str
    sentence: SentenceTrace | None = None


def paragraphs(text: str, sentences: Sequence[SentenceTrace]) -> list[list[Piece]]:
    """The text line by line, each line in pieces: sentences, and what stands between them."""
    pieces: list[Piece] = []
    place = 0
    for sentence in sorted(sentences, key=lambda s: s.start):
        if sentence.start > place:
            pieces.append(Piece(text[place : sentence.start]))
        if sentence.end > place:
            pieces.append(Piece(text[max(place, sentence.start) : sentence.end], sentence))
            place = sentence.end
    pieces.append(Piece(text[place:]))
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        parts = piece.text.split("\n") if piece.sentence is None else [piece.text]
        for number, part in enumerate(parts):
            if number:
                lines.append([])
            if part.strip():
                lines[-1].append(Piece(part, piece.sentence))
    return [line for line in lines if line]
