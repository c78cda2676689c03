"""A document as its text: paragraphs in order, each with its heading and page, and where it stands in the text."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

BETWEEN = "\n\n"
NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?\s+\S")
"""How a heading begins that has a number: «4.2.1 Seuranta»."""
BULLET = re.compile(r"(?:[-–—•●▪·*o]|\(?[a-zåäö0-9]{1,2}[).])\s+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading or item of a list; `start` counts code points of the document's text from 0."""

    text: str
    start: int
    heading: str = ""
    """The heading above it, as written; empty before the first."""
    page: int | None = None
    is_heading: bool = False
    is_item: bool = False

    @property
    def chapter(self) -> str:
        """The number of its heading, else the heading itself."""
        numbered = NUMBERED.match(self.heading)
        return numbered[1] if numbered else self.heading


@dataclass(frozen=True)
class Document:
    """`name` is the file's name; `text` the whole text in NFC, its paragraphs parted by an empty line."""

    name: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        return BETWEEN.join(p.text for p in self.paragraphs)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text, so that a reading can be tied to what was read."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Block:
    """A paragraph as a reader of a format finds it."""

    text: str
    page: int | None = None
    is_heading: bool = False
    is_item: bool = False


def compose(name: str, blocks: Iterable[Block]) -> Document:
    """Blocks in order as one document: blanks made one, headings handed down, places counted."""
    found: list[Paragraph] = []
    heading, start = "", 0
    for block in blocks:
        text = " ".join(normalize("NFC", block.text.replace("\N{SOFT HYPHEN}", "")).split())
        if not text:
            continue
        if block.is_heading:
            heading = text
        is_item = block.is_item or (BULLET.match(text) is not None and not block.is_heading)
        found.append(Paragraph(text, start, heading, block.page, block.is_heading, is_item))
        start += len(text) + len(BETWEEN)
    return Document(name, tuple(found))
