"""A document into sentences, with their places in its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.language import Language
from kg.sources.documents import Document, Paragraph
from kg.sources.documents.document import BULLET

_END = re.compile(r"(?<=[.!?])(?:[”\"»)]*)\s+(?=[A-ZÅÄÖ0-9«”\"(])")


@dataclass(frozen=True)
class Sentence:
    """A sentence or an item of a list; `lead` is the sentence with a colon that the list stands below."""

    text: str
    start: int
    paragraph: Paragraph
    lead: str = ""


def sentences(document: Document, language: Language) -> list[Sentence]:
    """Every sentence but headings, in order."""
    found: list[Sentence] = []
    lead = ""
    for paragraph in document.paragraphs:
        if paragraph.is_heading:
            lead = ""
            continue
        whole = list(_split(paragraph.text, language))
        for start, text in whole:
            above = lead if paragraph.is_item else ""
            bullet = BULLET.match(text) if paragraph.is_item else None
            marked = bullet.end() if bullet else 0
            found.append(Sentence(text[marked:], paragraph.start + start + marked, paragraph, above))
        if not paragraph.is_item:
            lead = whole[-1][1] if whole and whole[-1][1].endswith(":") else ""
    return found


def _split(text: str, language: Language) -> Iterator[tuple[int, str]]:
    begin = 0
    for match in _END.finditer(text):
        before = text[begin : match.start()].rstrip('”"»)')
        last = re.search(r"([^\s(]+)\.$", before)
        if last and (
            last[1].casefold() in language.words("words", "abbreviations") or _is_number(last[1], text, match.end())
        ):
            continue
        yield begin, text[begin : match.start()].rstrip()
        begin = match.end()
    if text[begin:].strip():
        yield begin, text[begin:].rstrip()


def _is_number(word: str, text: str, after: int) -> bool:
    """«4.3.1999», «1. vaihe»: a number with a point that ends no sentence, unless a capital follows a year."""
    return bool(re.fullmatch(r"[\d.]{1,6}", word)) and not (len(word) >= 4 and text[after : after + 1].isupper())
