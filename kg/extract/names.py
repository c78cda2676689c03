"""Word groups matched to the things of the graph by their base forms."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.extract.words import Token, lemma, tokens
from kg.read.model import Thing

LONGEST = 9


@dataclass(frozen=True)
class Match:
    """A known thing, and how much of the word group its name is: 1.0 where they are equal."""

    thing: Thing
    share: float


class Names:
    """The things that a word group can name."""

    def __init__(self, things: Iterable[Thing], lang: str, prefers: Callable[[Thing], float]) -> None:
        self.lang = lang
        self.prefers = prefers
        self.by_words: dict[tuple[str, ...], list[Thing]] = defaultdict(list)
        self.by_end: dict[str, list[tuple[tuple[str, ...], Thing]]] = defaultdict(list)
        for thing in things:
            for name in dict.fromkeys(thing.names(lang)):
                words = _bases(tokens(name, lang))
                if words and len(words) <= LONGEST:
                    self.by_words[words].append(thing)
                    self.by_end[words[-1]].append((words, thing))

    def match(self, words: Iterable[Token], fits: Callable[[Thing], bool]) -> Match | None:
        """The thing whose name is the group, or the longest end of it."""
        bases = _bases(list(words))
        for cut in range(len(bases)):
            known = [t for t in self.by_words.get(bases[cut:], ()) if fits(t)]
            if known:
                own = [t for t in known if _bases(tokens(t.name(self.lang), self.lang)) == bases[cut:]]
                return Match(max(own or known, key=self.prefers), (len(bases) - cut) / len(bases))
        return self._short(bases, fits)

    def _short(self, bases: tuple[str, ...], fits: Callable[[Thing], bool]) -> Match | None:
        """«asiantuntijaryhmä», where one known name ends so: the thing that is most spoken of."""
        ending = [
            t
            for words, t in self.by_end.get(bases[-1] if bases else "", ())
            if words[-len(bases) :] == bases and fits(t)
        ]
        longest = max(ending, key=self.prefers, default=None)
        return Match(longest, 0.6) if longest is not None and self.prefers(longest) >= 1 else None


def _bases(words: list[Token]) -> tuple[str, ...]:
    """Base forms without marks; the first half of a parted compound keeps its hyphen."""
    return tuple(w.lemma if not w.text.endswith("-") else w.low for w in words if w.is_word or w.text[0].isdigit())


def head_part(word: str, heads: Iterable[str], lang: str) -> bool:
    """Whether a compound ends with one of these: «kulttuurilautakunta» with «lautakunta»."""
    base = lemma(word, lang)
    return any(base == head or (base.endswith(head) and len(base) > len(head) + 2) for head in heads)
