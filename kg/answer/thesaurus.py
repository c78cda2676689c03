"""Everyday words into the words of administration: «kuka kasaa porukan» → kokoaa, ryhmä.

The words are the concepts of `ontology/vocabularies/everyday-words.ttl`, and the names of roles that are phrases
(«pitää langat käsissään»): a phrase counts only where the question holds all its words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.answer.words import Vocabulary, same, words
from kg.read import Thing

FORM = 0.7
"""How alike a word must be to an everyday word to be a form of it."""


class Thesaurus:
    """The everyday words of one language."""

    def __init__(self, concepts: Iterable[Thing], roles: Iterable[Thing], lang: str, stop: frozenset[str]) -> None:
        self._senses: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = defaultdict(list)
        names = [(c, name) for c in concepts for name in c.others.get(lang, ())]
        names += [(r, name) for r in roles for name in r.others.get(lang, ()) if len(words(name)) > 1]
        for concept, name in names:
            formal = tuple(words(concept.labels.get(lang, "")))
            said = words(name)
            for word in [w for w in said if w not in stop] or said:
                self._senses[word].append((frozenset(said), formal))
        self._vocabulary = Vocabulary(self._senses)

    def expand(self, asked: Sequence[str], tokens: Iterable[str]) -> Mapping[int, tuple[str, ...]]:
        """For each asked word (by its place) the formal words that it may stand for; `tokens` = all words said."""
        near = [{w for w in self._vocabulary.alike(word, FORM) if same(word, w)} | {word} for word in asked]
        said = set(tokens).union(*near)
        found: dict[int, tuple[str, ...]] = {}
        for place, forms in enumerate(near):
            formal = [f for form in sorted(forms) for needed, f in self._senses.get(form, ()) if needed <= said]
            if formal:
                found[place] = tuple(dict.fromkeys(w for group in formal for w in group))
        return found
