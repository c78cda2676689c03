"""What a person typed into the things it names."""

from collections.abc import Container, Iterable

from rapidfuzz import fuzz, process, utils

from kg.errors import Misuse
from kg.read.model import Thing

NEAREST = 5
LIKE = 60
"""From this score of rapidfuzz on, of 100, a name is offered as near."""


def find(things: Iterable[Thing], text: str, preferred: Container[str]) -> list[Thing]:
    """The things of that id or name, in any language and case; those called so first hide those also called so.

    `preferred` are the IRIs of things that come before others. Raises Misuse with the nearest names where nothing
    is called so.
    """
    several = list(things)
    wanted = text.strip().casefold()
    exact = [t for t in several if t.iri == text.strip() or t.iri.casefold().endswith("/" + wanted)]
    exact += [t for t in several if wanted in map(str.casefold, t.identifiers) and t not in exact]
    called = [t for t in several if wanted in {label.casefold() for label in t.labels.values()}]
    also = [t for t in several if wanted in {name.casefold() for name in t.all_names}]
    first = [[t for t in found if t.iri in preferred] for found in (exact, called, also)]
    for found in (*first, exact, called, also):
        if found:
            return found
    raise Misuse("chain.no-such-thing", thing=text, near=nearest([t for t in several if t.iri in preferred], text))


def nearest(things: Iterable[Thing], text: str) -> str:
    """The names that look most like a text, for a message."""
    names = sorted({name for thing in things for name in thing.all_names})
    found = process.extract(text, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=NEAREST)
    return ", ".join(f"«{name}»" for name, score, _ in found if score > LIKE) or "–"
