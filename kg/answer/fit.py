"""How well a thing fits what a question asks for: by its kind, by its name, and by not being mentioned itself."""

from collections.abc import Iterable, Mapping, Sequence

from kg.answer import weights
from kg.answer.matching import Matches
from kg.answer.question import SURE, Ask, Language
from kg.answer.slots import ACTING, NAMED, Kinds
from kg.answer.words import alike, same, words
from kg.read import Statement, Thing


class Fit:
    """The fit of things to one Ask. `claimed` says which things the words at a place name together with others."""

    def __init__(self, ask: Ask, lan: Language, kinds: Kinds, claimed: Mapping[int, frozenset[str]]) -> None:
        self.ask = ask
        self.lan = lan
        self.kinds = kinds
        self._claimed = claimed

    def of_thing(self, thing: Thing, slot: str, matches: Matches, elsewhere: set[str]) -> float:
        """How well a thing in a slot answers; one that also stands in another slot may be mentioned for that."""
        if self.ask.slot == "whether":
            return 1.0
        mentioned = 0.0 if thing.iri in elsewhere else self._named(thing, slot, matches)
        return self.of_kind(thing) * (1 - (1 - weights.MENTIONED) * mentioned)

    def of_modality(self, statement: Statement) -> float:
        """A little more for a duty where the question says must, and for a possibility where it says may."""
        said = {name for name, forms in self.lan.modalities.items() if forms & self.ask.tokens}
        meant = "may" if statement.modality in ("may", "right", "power") else statement.modality
        return 1.0 if not said or meant in said else weights.NOT_SAID

    def of_kind(self, thing: Thing) -> float:
        ask = self.ask
        if ask.slot == "level":
            return 1.0 if thing.kind == "level" else weights.NO_LEVEL
        if ask.slot == "time":
            return 1.0
        if ask.kinds:
            called = not ask.head or self.is_called(thing, ask.head[0])
            of_kind = self.kinds.is_a(thing.kind, ask.kinds[0])
            return (1.0 if called else weights.NOT_CALLED) if of_kind else weights.OTHER_KIND
        if ask.slot == "basis":
            return 1.0 if self.kinds.is_a(thing.kind, "instrument") else weights.NO_INSTRUMENT
        acts = self.kinds.is_a(thing.kind, *ACTING)
        if ask.slot == "thing":
            return self._of_what(thing, acts)
        return 1.0 if acts else weights.NO_ACTOR

    def _of_what(self, thing: Thing, acts: bool) -> float:
        if self.ask.head:
            return 1.0 if self.is_called(thing, self.ask.head[0]) else weights.NOT_CALLED_SO
        return weights.AN_ACTOR if acts else 1.0

    def is_called(self, thing: Thing, noun: str) -> bool:
        """Whether a noun ends a word of the thing's names: «käsittelyssä» and johtajistokäsittely."""
        return any(
            same(noun, word) or word.endswith(noun[:-3]) or alike(noun, word) >= SURE
            for name in thing.names(self.lan.code)
            for word in words(name)
        )

    def may_mean(self, noun: str, thing: Thing) -> bool:
        """Whether a noun may stand for the thing: by its kind («ryhmä») or by a word of its name."""
        kind = self.lan.kind_of(noun)
        if kind and self.kinds.is_a(thing.kind, kind):
            return True
        return any(alike(noun, w) >= SURE - 0.1 for name in thing.names(self.lan.code) for w in words(name))

    def picks(self, thing: Thing, slot: str) -> bool:
        """Whether the question names part of the thing, or another name of it («who from the third sector»)."""
        first, *others = self._shares(thing, slot, {}, range(len(self.ask.words)))
        return 0 < first < 1 or 1.0 in others

    def _named(self, thing: Thing, slot: str, matches: Matches) -> float:
        """How much of a thing's name the question gives: all of any name, or a share of its own."""
        free = [p for p in range(len(self.ask.words)) if thing.iri in self._claimed.get(p, {thing.iri})]
        first, *others = self._shares(thing, slot, matches, free)
        return 1.0 if 1.0 in others else first

    def _shares(self, thing: Thing, slot: str, matches: Matches, places: Sequence[int]) -> list[float]:
        return [self._share(words(name), slot, matches, places) for name in thing.names(self.lan.code)] or [0.0]

    def _share(self, name: Iterable[str], slot: str, matches: Matches, places: Sequence[int]) -> float:
        """The share of a name's words that the question holds at these places."""
        content = [w for w in name if w not in self.lan.stop and len(w) > 1]
        hits = sum(any(self._means(place, word, slot, matches) for place in places) for word in content)
        return hits / len(content) if content else 0.0

    def _means(self, place: int, word: str, slot: str, matches: Matches) -> bool:
        """Whether an asked word means this word of a name, and does not mean a word of another slot's name better."""
        asked = self.ask.words[place]
        if asked in self.ask.head or not same(asked, word):
            return False
        if place not in matches:
            return True
        others = [w for s, near in matches[place].words.items() if s in NAMED and s != slot for w in near]
        return not any(closer(asked, other, word) for other in others)


def closer(asked: str, one: str, other: str) -> bool:
    """Whether `one` is the closer form of `asked`: «poliisilain» means poliisilaki, not poliisi."""
    if not same(asked, one):
        return False
    shorter_way = abs(len(one) - len(asked)) + 1 < abs(len(other) - len(asked))
    return shorter_way or alike(asked, one) > alike(asked, other) + 0.1
