"""One fingerprint for everything but the sources that decides what follows from them."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import kg.load
import kg.reason
from kg.load.shipped import shared_files
from kg.resources import QUERIES
from kg.store import engine_version

LAYOUT = "1"
"""How a closed graph is laid out on disk."""


@cache
def rules_version() -> str:
    """The SHA-256 of the rules, the shared vocabularies and sources, and the program that reads and applies them."""
    found = sha256(f"{LAYOUT} {engine_version()}".encode())
    for path in _files():
        found.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return found.hexdigest()


def _files() -> Iterator[Path]:
    yield from sorted((QUERIES / "reason").glob("*.ru"))
    yield QUERIES / "store" / "merge.ru"
    for package in (kg.reason, kg.load):
        yield from sorted(Path(str(package.__file__)).parent.glob("*.py"))
    yield from (path for path, _ in shared_files())
