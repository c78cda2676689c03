"""PDF into blocks, by pypdf: lines joined to paragraphs, running heads and page numbers left out."""

import re
from collections import Counter
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from kg.sources.documents.document import Block
from kg.sources.documents.plain import blocks_of_lines
from kg.sources.refusal import Refusal

MOST_PAGES = 1_000
EDGE = 2
"""Lines at the top and at the bottom of a page that may be a running head."""
LEAST_LETTERS = 25
"""Letters that a page has on average, if it is no picture of a page."""


def read_pdf(path: Path) -> list[Block]:
    """The blocks of all pages; refuses what is locked, too long, or a scan."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("locked")
        if len(reader.pages) > MOST_PAGES:
            raise Refusal("too-many-pages", pages=len(reader.pages), most=MOST_PAGES)
        pages = [page.extract_text().splitlines() for page in reader.pages]
    except (PyPdfError, DependencyError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise Refusal("damaged") from error
    letters = sum(c.isalpha() for page in pages for line in page for c in line)
    if letters < LEAST_LETTERS * max(1, len(pages)):
        raise Refusal("scan", pages=len(pages))
    return blocks_of_lines(_running_heads_left_out(pages))


def _running_heads_left_out(pages: list[list[str]]) -> list[tuple[str, int | None]]:
    """Lines with their page, without those that stand at the edge of most pages."""
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:EDGE], *page[-EDGE:])})
    often = {key for key, n in edges.items() if n > max(2, len(pages) / 2)}
    return [
        (line, number)
        for number, page in enumerate(pages, start=1)
        for place, line in enumerate(page)
        if not ((place < EDGE or place >= len(page) - EDGE) and (_key(line) in often or _key(line) == "#"))
    ]


def _key(line: str) -> str:
    """A line with its numbers made equal, as running heads differ in the page's number alone."""
    return re.sub(r"[\d\s()/]+", "#", line.strip())
