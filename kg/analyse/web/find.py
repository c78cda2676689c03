"""What a person typed into the things it names."""

from rapidfuzz import fuzz, process, utils

from kg.analyse.web.model import Thing, Web
from kg.errors import Misuse

NEAREST = 5


def find(web: Web, text: str) -> list[Thing]:
    """The things of that id or name, in any language and case; those called so first hide those also called so.

    Raises Misuse with the nearest names where nothing is called so.
    """
    wanted = text.strip().casefold()
    exact = [t for t in web.things.values() if t.iri == text.strip() or t.iri.casefold().endswith("/" + wanted)]
    called = [t for t in web.things.values() if wanted in {label.casefold() for label in t.labels.values()}]
    also = [t for t in web.things.values() if wanted in {name.casefold() for name in t.names}]
    tied = [[t for t in found if t.iri in web.around] for found in (exact, called, also)]
    for found in (*tied, exact, called, also):
        if found:
            return found
    raise Misuse("chain.no-such-thing", thing=text, near=nearest(web, text))


def nearest(web: Web, text: str) -> str:
    """The names of tied things that look most like a text, for a message."""
    names = sorted({name for iri in web.around for name in web.thing(iri).names})
    found = process.extract(text, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=NEAREST)
    return ", ".join(f"«{name}»" for name, score, _ in found if score > 60) or "–"
