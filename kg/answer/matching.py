"""How well each statement explains the words of a question.

Every word of a question is compared with the words of every slot of a statement; rare words weigh more (the inverse
document frequency of BM25). A word that nothing in the graph explains weighs most: it is why we say «not in the graph».
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.answer import weights as weigh
from kg.answer.question import Ask
from kg.answer.thesaurus import Thesaurus
from kg.answer.words import Vocabulary, same, words
from kg.read import Statement, Thing


@dataclass(frozen=True)
class Match:
    """The best match of one question word in one statement: how well, in which slot; and each slot's alike words."""

    score: float
    slot: str
    words: Mapping[str, tuple[str, ...]]


Matches = dict[int, Match]
"""Question word (by its place) → its best match in one statement."""


@dataclass(frozen=True)
class Matched:
    """The weight of each question word, the places of words that surely name a role, and the matches by statement.

    `positions` are the roles that the question names and that only their holder has: chair, secretary, head.
    """

    weights: list[float]
    of_role: tuple[int, ...]
    positions: frozenset[str]
    found: dict[int, Matches]
    wholes: Vocabulary
    """The words that say that something is a part («belongs», «kuuluu»)."""


@dataclass(frozen=True)
class Lexicon:
    """What the graph knows about words of one language.

    `responsible` are the concepts whose names only say that somebody is responsible («kenen hommana»), `belonging` the
    roles of parts and wholes, `positions` the roles that only their holder has (a chair, a secretary, a head), `home`
    the words of the municipality's own name.
    """

    thesaurus: Thesaurus
    responsible: Sequence[Thing]
    belonging: Sequence[Thing]
    positions: Sequence[Thing]
    home: frozenset[str]


class Index:
    """The statements' words in one language."""

    def __init__(self, statements: Sequence[Statement], lang: str, lexicon: Lexicon) -> None:
        self.statements = statements
        self.lexicon = lexicon
        self.general = Vocabulary(name for thing in lexicon.responsible for name in thing.names(lang))
        self.wholes = Vocabulary(_of_one_word(thing, lang) for thing in lexicon.belonging)
        self.positions = {p.iri: Vocabulary([_of_one_word(p, lang)]) for p in lexicon.positions}
        texts = [slot_texts(s, lang) for s in statements]
        self.vocabulary = Vocabulary(t for slots in texts for t in slots.values())
        self._postings: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, slots in enumerate(texts):
            for slot, text in slots.items():
                for word in sorted(set(words(text))):
                    self._postings[word].append((number, slot))

    def match(self, ask: Ask) -> Matched:
        """How each statement explains the words of the question."""
        found: dict[int, Matches] = defaultdict(dict)
        weights: list[float] = []
        of_role: list[int] = []
        formal = self.lexicon.thesaurus.expand(ask.words, ask.tokens)
        for place, word in enumerate(ask.words):
            best = self._best(word, formal.get(place, ()))
            for number, match in best.items():
                found[number][place] = match
            general = word in ask.naming or bool(self.general.alike(word, weigh.SURELY))
            if not general and any(
                m.slot == "role" and m.score >= weigh.SURELY * weigh.SLOTS["role"] for m in best.values()
            ):
                of_role.append(place)
            weights.append(self._weight(best) * (weigh.OF_KIND if general else self._of_name(word, ask, best)))
        heavy = [w * (weigh.OF_ROLE if place in of_role else 1.0) for place, w in enumerate(weights)]
        return Matched(heavy, tuple(of_role), self._positions(ask), found, self.wholes)

    def _of_name(self, word: str, ask: Ask, best: Matches) -> float:
        """A name that no statement holds («Espoon») weighs double; the municipality's own name hardly counts."""
        if any(same(word, own) for own in self.lexicon.home):
            return weigh.OF_KIND
        strange = word in ask.proper and all(m.score < weigh.SURELY * weigh.SLOTS["quote"] for m in best.values())
        return weigh.STRANGE_NAME if strange else 1.0

    def _positions(self, ask: Ask) -> frozenset[str]:
        return frozenset(
            iri for iri, names in self.positions.items() for word in ask.words if names.alike(word, weigh.SURELY)
        )

    def _weight(self, best: Matches) -> float:
        """Rare words weigh more."""
        frequency = sum(m.score for m in best.values() if m.score > weigh.COMMON)
        return min(weigh.UNKNOWN, math.log((len(self.statements) + 1) / (frequency + 0.5)))

    def _best(self, word: str, formal: Sequence[str]) -> Matches:
        """The best match by statement number, of the word itself or of a formal word that it stands for."""
        best = self._word(word, 1.0)
        for other in formal:
            for number, match in self._word(other, weigh.EVERYDAY).items():
                if number not in best or match.score > best[number].score:
                    best[number] = match
        return best

    def _word(self, word: str, factor: float) -> Matches:
        scores: dict[int, tuple[float, str]] = {}
        near_words: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for near, score in self.vocabulary.alike(word).items():
            for number, slot in self._postings[near]:
                weighted = score * factor * weigh.SLOTS[slot]
                if weighted > scores.get(number, (0.0, ""))[0]:
                    scores[number] = (weighted, slot)
                near_words[number][slot] = (*near_words[number].get(slot, ()), near)
        return {number: Match(*scores[number], near_words[number]) for number in scores}


def slot_texts(statement: Statement, lang: str) -> dict[str, str]:
    """The words of each slot in one language; quotes are Finnish and speak only to Finnish questions."""
    slots = {
        "action": _action(statement, lang),
        "role": _role(statement, lang),
        "object": _names(statement.about, lang),
        "bearer": _names(statement.who, lang),
        "basis": _names(statement.basis, lang),
        "counterpart": _names([c.party for c in statement.counterparts], lang),
        "timing": " ".join([statement.timing or "", _names([statement.rhythm] if statement.rhythm else [], lang)]),
        "level": _names([statement.level] if statement.level else [], lang),
    }
    if lang == "fi":
        slots["quote"] = " ".join(e.quote for e in statement.evidence if e.quote)
    return {slot: text for slot, text in slots.items() if text.strip()}


def _action(statement: Statement, lang: str) -> str:
    """What is done, in words; a responsibility from a sheet has no such phrase, and its object says it."""
    if statement.action or statement.modality == "describes":
        return statement.action.get(lang, "")
    return _names(statement.about, lang)


def _role(statement: Statement, lang: str) -> str:
    """The role's name and its other names of one word; phrases are left to the thesaurus."""
    return _of_one_word(statement.role, lang) if statement.role else ""


def _of_one_word(role: Thing, lang: str) -> str:
    others = [name for name in role.others.get(lang, ()) if len(words(name)) == 1]
    return " ".join([role.labels.get(lang, ""), *others])


def _names(things: Sequence[Thing], lang: str) -> str:
    return " ".join(name for thing in things for name in (thing.names(lang) or [thing.name(lang)]))


def coverage(weights: Sequence[float], matches: Matches, places: Sequence[int]) -> float:
    """The share of the question's weight, at these places, that the statement explains (0 to 1)."""
    total = sum(weights[p] for p in places)
    return sum(weights[p] * matches[p].score for p in places if p in matches) / total if total else 0.0
