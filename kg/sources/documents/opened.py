"""A document out of a file that the bounded worker opened: whatever it does to its reader reaches nobody else."""

from pathlib import Path

from kg.errors import UnreadableInput
from kg.sources.documents.document import Block, Document, compose
from kg.sources.opening import check_file, open_file

ENDINGS = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt")
LARGEST = 50_000_000
PACE = (3.0, 20)
"""Seconds a megabyte, and bytes of memory a byte."""


def read_document(path: Path) -> Document:
    """The document in a file. Raises UnreadableInput that says what was found and what to do."""
    check_file(path, "propose", ENDINGS, LARGEST, known=", ".join(ENDINGS))
    found = open_file(path, "propose", "kg.sources.documents.worker", PACE)
    document = compose(path.name, (Block(**block) for block in found["blocks"]))
    if not any(c.isalpha() for c in document.text):
        raise UnreadableInput("propose.no-text", file=path.name)
    return document
