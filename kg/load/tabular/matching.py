"""Names in cells against what is known: exactly, as short names («sote», «nuoriso»), and nearly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from kg.load.sheets.kinds import DOMAINS
from kg.load.sheets.names import Names, Words
from kg.load.tabular.words import bare, same_word
from kg.sources.sheets import fold

LIKE, MOST = 0.72, 4
"""So alike must a name be that it is asked about, and so many are offered."""
_VOWELS = "aeiouyåäö"
_SMALL = frozenset(("ja", "sekä", "och", "and", "of", "the", "i", "för"))


@dataclass(frozen=True)
class Match:
    """What a text names: `name` where it is clear, else the names that it may stand for, the likeliest first."""

    name: str | None
    near: tuple[str, ...] = ()
    several: bool = False
    """Whether the text is the name of several things."""


class Matcher:
    """The names of the graph, and those that the tables at hand give."""

    def __init__(self, names: Names, words: Words) -> None:
        self.names, self.words = names, words
        self._own: dict[str, dict[str, str]] = {}
        self._kept: dict[tuple[str, str], Match] = {}
        self._known: dict[str, dict[str, str]] = {}
        self._mentioned: dict[str, dict[str, str]] = {}

    def add(self, domain: str, name: str) -> None:
        """A name that a table itself gives to something."""
        self._own.setdefault(domain, {}).setdefault(fold(name), name)

    def mention(self, domain: str, text: str) -> None:
        """A name that stands in a cell: others may be short for it, or misspell it."""
        self._mentioned.setdefault(domain, {}).setdefault(bare(text), text)

    def knows(self, domain: str, text: str) -> bool:
        return bool(self._exact(domain, text))

    def match(self, domain: str, text: str) -> Match:
        key = (domain, fold(text))
        if key not in self._kept:
            self._kept[key] = self._match(domain, text)
        return self._kept[key]

    def _exact(self, domain: str, text: str) -> str | None:
        if fold(text) in self._own.get(domain, ()):
            return self._own[domain][fold(text)]
        return text if domain in DOMAINS and self.names.resolve(domain, text) else None

    def _match(self, domain: str, text: str) -> Match:
        exact = self._exact(domain, text)
        if exact:
            found = self.names.resolve(domain, text) if domain in DOMAINS else []
            if len(found) > 1 and fold(text) not in self._own.get(domain, ()):
                return Match(None, tuple(found), several=True)
            return Match(exact)
        return Match(None, tuple(self.near(domain, text)))

    def near(self, domain: str, text: str) -> list[str]:
        """The names of the domain that the text may stand for."""
        wanted = bare(text)
        scored = [(likeness(wanted, known), name) for known, name in self.all_names(domain).items()]
        first = True
        for known, name in self._mentioned.get(domain, {}).items():
            first = first and known != wanted
            if known != wanted and (first or len(known) > len(wanted) + 2):
                scored.append((likeness(wanted, known) - 0.02, name))
        best = sorted(((s, n) for s, n in scored if s >= LIKE), key=lambda found: (-found[0], len(found[1]), found[1]))
        return list(dict.fromkeys(name for _, name in best))[:MOST]

    def all_names(self, domain: str) -> dict[str, str]:
        """Bare name → name as written, of everything in the domain."""
        if domain not in self._known:
            self._known[domain] = self._graph_names(domain)
        own = {bare(n): n for n in self._own.get(domain, {}).values()}
        return {**self._known[domain], **own}

    def _graph_names(self, domain: str) -> dict[str, str]:
        classes = DOMAINS[domain][0]
        things = (t for t in self.names.things.values() if t.classes & classes)
        return {bare(n): t.name() for t in things for n in (*t.names.values(), *t.other_names)}

    def choices(self, domain: str) -> list[str]:
        """The names to choose from, each thing once."""
        classes = DOMAINS[domain][0]
        known = {t.name() for t in self.names.things.values() if t.classes & classes}
        return sorted(known | set(self._own.get(domain, {}).values()), key=fold)


@cache
def likeness(text: str, name: str) -> float:
    """How far a bare text may be a short or misspelt form of a bare name, 0 to 1."""
    if not text or not name:
        return 0.0
    if _shortened(text.replace(" ", ""), [w for w in name.split() if w not in _SMALL]):
        return 0.9
    if any(_skeleton(text, word) for word in name.split()):
        return 0.75
    ours, theirs = [w for w in text.split() if w not in _SMALL], [w for w in name.split() if w not in _SMALL]
    if len(ours) >= 1 and _begin(ours, theirs):
        return 0.95 - 0.04 * (len(theirs) - len(ours))
    if ours and theirs and len(name) >= 8 and _begin(theirs, ours):
        return 0.8
    ratio = fuzz.ratio(text, name) / 100
    return ratio if ratio >= 0.84 and min(len(text), len(name)) >= 5 else 0.0


def _shortened(text: str, parts: Sequence[str]) -> bool:
    """Whether the text is made of the beginnings of two or more words in their order: «sote», «kasko», «KH».

    >>> _shortened("sote", ["sosiaali", "terveyspalvelut"]), _shortened("sote", ["sotekeskus"])
    (True, False)
    """
    if len(parts) < 2 or len(text) > 12:
        return False
    starts = [tuple(parts[n:]) for n in range(len(parts) - 1)]
    return any(_spells(text, s) or (len(s) > 2 and len(text) >= 4 and _spells(text, s[:-1])) for s in starts)


def _skeleton(text: str, word: str) -> bool:
    """Whether the text is the beginnings of one word's syllables, its first letter first: «srk» of *seurakunta*."""
    if not 2 <= len(text) <= 5 or text[0] != word[:1] or any(c in _VOWELS for c in text):
        return False
    begins = iter([c for c, after in pairwise(word) if after in _VOWELS])
    return all(c in begins for c in text)


@cache
def _spells(text: str, parts: tuple[str, ...]) -> bool:
    if not parts:
        return not text
    head, rest = parts[0], parts[1:]
    most = min(len(text), len(head) - 1, 5)
    return any(text[:n] == head[:n] and _spells(text[n:], rest) for n in range(1, most + 1))


def _begin(short: Iterable[str], long: Sequence[str]) -> bool:
    """Whether each word begins, or is a form of, a word of the longer name, in order."""
    left = iter(long)
    return all(any((len(s) >= 4 and w.startswith(s)) or same_word(s, w) for w in left) for s in short)
