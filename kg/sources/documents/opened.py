"""A file opened by the bounded worker, so that whatever it does to its reader reaches nobody else."""

import json
import os
import stat
from pathlib import Path
from typing import Any

from kg.errors import UnreadableInput
from kg.sources.bounded import Stopped, TooSlow, bounds_for, run
from kg.sources.documents.document import Block, Document, compose

ENDINGS = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt")
LARGEST = 50_000_000
SECONDS_A_MEGABYTE, MEMORY_A_BYTE = 3.0, 20


def read_document(path: Path) -> Document:
    """The document in a file. Raises UnreadableInput that says what was found and what to do."""
    _check(path)
    bounds = bounds_for(path.stat().st_size, SECONDS_A_MEGABYTE, MEMORY_A_BYTE)
    try:
        found: dict[str, Any] = json.loads(run("kg.sources.documents.worker", [str(path.absolute())], bounds))
    except TooSlow as error:
        raise UnreadableInput("propose.too-slow", file=path.name, seconds=bounds.seconds) from error
    except Stopped as error:
        raise UnreadableInput("propose.reader-stopped", file=path.name) from error
    if "refused" in found:
        raise UnreadableInput(f"propose.{found['refused']}", file=path.name, **found["facts"])
    document = compose(path.name, (Block(**block) for block in found["blocks"]))
    if not any(c.isalpha() for c in document.text):
        raise UnreadableInput("propose.no-text", file=path.name)
    return document


def _check(path: Path) -> None:
    """A regular file of a known kind and a bearable size: no link, no pipe, no folder."""
    try:
        facts = os.lstat(path)
    except (OSError, ValueError) as error:
        raise UnreadableInput("propose.no-file", file=path.name, why=getattr(error, "strerror", error)) from error
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableInput("propose.not-a-file", file=path.name)
    if path.suffix.lower() not in ENDINGS:
        raise UnreadableInput("propose.unknown-ending", file=path.name, known=", ".join(ENDINGS))
    if facts.st_size > LARGEST:
        raise UnreadableInput("propose.too-large", file=path.name, most=LARGEST // 1_000_000)
