"""Which known things a question names, so that statements about other things are no answer to it.

«Who chairs the expert group?» names the expert group; that somebody chairs another group does not answer it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.answer.words import Vocabulary, same, words
from kg.read import Thing


@dataclass(frozen=True)
class Mention:
    """The places of the words that name a thing, and the things that are so called."""

    places: frozenset[int]
    things: frozenset[str]


class Names:
    """The names of things in one language, found in a question whatever the form of their words."""

    def __init__(self, things: Iterable[Thing], lang: str, ignored: frozenset[str]) -> None:
        """`ignored` words name nothing: those without content, and the municipality's own name."""
        self._names: list[tuple[frozenset[str], str]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        for thing in things:
            for name in thing.names(lang):
                content = frozenset(w for w in words(name) if w not in ignored and len(w) > 1)
                if content:
                    for word in content:
                        self._holding[word].append(len(self._names))
                    self._names.append((content, thing.iri))
        self._vocabulary = Vocabulary(self._holding)

    def mentions(self, asked: Sequence[str]) -> list[Mention]:
        """The names that the question holds whole, longest first."""
        spelt: dict[int, dict[str, int]] = defaultdict(dict)
        for place, word in enumerate(asked):
            for near in self._vocabulary.alike(word, 0.55):
                if same(word, near):
                    for name in self._holding[near]:
                        spelt[name].setdefault(near, place)
        whole: dict[frozenset[int], set[str]] = defaultdict(set)
        for name, found in spelt.items():
            content, iri = self._names[name]
            if len(found) == len(content):
                whole[frozenset(found.values())].add(iri)
        return sorted((Mention(p, frozenset(t)) for p, t in whole.items()), key=lambda m: -len(m.places))
