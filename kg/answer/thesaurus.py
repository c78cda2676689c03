"""Everyday words into the words of administration: «kuka kasaa porukan» → kokoaa, ryhmä.

The words are the concepts of `ontology/vocabularies/everyday-words.ttl`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.answer.statements import Thing
from kg.answer.words import Vocabulary, words

FORM = 0.82
"""How alike a word must be to an everyday word to be a form of it."""


class Thesaurus:
    """The everyday words of one language."""

    def __init__(self, concepts: Iterable[Thing], lang: str, stop: frozenset[str]) -> None:
        self._senses: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = defaultdict(list)
        for concept in concepts:
            formal = tuple(words(concept.labels.get(lang, "")))
            for name in concept.others.get(lang, ()):
                said = [w for w in words(name) if w not in stop] or words(name)
                for word in said:
                    self._senses[word].append((frozenset(said), formal))
        self._vocabulary = Vocabulary(self._senses)

    def expand(self, asked: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
        """For each asked word (by its place) the formal words that it may stand for."""
        near = [{w for w, score in self._vocabulary.alike(word, FORM).items()} | {word} for word in asked]
        said = set().union(*near) if near else set()
        found: dict[int, tuple[str, ...]] = {}
        for place, forms in enumerate(near):
            formal = [f for form in sorted(forms) for needed, f in self._senses.get(form, ()) if needed <= said]
            if formal:
                found[place] = tuple(dict.fromkeys(w for group in formal for w in group))
        return found
