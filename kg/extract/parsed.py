"""A Finnish sentence taken apart: words, predicates, word groups, and where each clause begins and ends."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.chunks import Chunk, chunks
from kg.extract.clauses import GENITIVE, OWNED, PASSIVE, Predicate, predicates
from kg.extract.extraction import Named
from kg.extract.language import Language
from kg.extract.names import Names, head_part
from kg.extract.roles import Roles
from kg.extract.words import Token, tokens
from kg.read.model import Thing

KNOWN, PARTLY, NEW = "known", "partly", "new"
"""How a word group was matched to the graph."""
CERTAIN, UNCERTAIN = 0.95, 0.5
_WHILE = re.compile(r"(taessa|täessä|iessa|iessä|laessa|dessa|dessä)(an|än|nsa|nsä)?$")
_CLOSING = ";:"


@dataclass(frozen=True)
class Knowledge:
    """What the reader knows beside the document: the language, the roles, the names, and what kinds of thing act."""

    language: Language
    roles: Roles
    names: Names
    acts: Callable[[Thing], bool]
    is_instrument: Callable[[Thing], bool]


class Parsed:
    """One sentence with all that its parts are found by."""

    def __init__(self, text: str, knowledge: Knowledge) -> None:
        self.text, self.know, self.language = text, knowledge, knowledge.language
        self.tokens = tokens(text, self.language.code)
        self.predicates = predicates(self.tokens, self.language, knowledge.roles)
        stops = self._stops()
        self.chunks = chunks(self.tokens, self.language, lambda place: place in stops)

    def _stops(self) -> frozenset[int]:
        """Places that no word group reaches over: verbs, postpositions and relative words."""
        words = {*self._postpositions, *self.language.words("basis", "after"), *self.words("relative")}
        marked = {i for i, t in enumerate(self.tokens) if t.low in words or t.lemma in words & {"tuki", "ohjaus"}}
        return frozenset(marked | {i for p in self.predicates for i in p.words})

    @cached_property
    def _postpositions(self) -> frozenset[str]:
        parts = ("with", "support", "steering", "means", "aside")
        return frozenset(w for part in parts for w in self.language.words("part", part, "after"))

    def words(self, name: str) -> Sequence[str]:
        """A closed list of the language: relative words, say."""
        return self.language.words("words", name)

    def following(self, chunk: Chunk) -> Token | None:
        return self.tokens[chunk.last + 1] if chunk.last + 1 < len(self.tokens) else None

    def aside(self, chunk: Chunk) -> bool:
        """«turvallisuuden kannalta», «X:n avulla», «suunnitelmaa laadittaessa»: a circumstance, means or company."""
        following = self.following(chunk)
        if following is None or chunk.case not in ("genitive", "partitive"):
            return False
        return bool({following.low, following.lemma} & self._postpositions) or bool(_WHILE.search(following.low))

    def is_basis(self, chunk: Chunk) -> bool:
        following = self.following(chunk)
        return following is not None and following.low in self.language.words("basis", "after")

    def clause_start(self, predicate: Predicate) -> int:
        """The first place of the clause: after a relative word, a semicolon, or what joins it to the verb before."""
        joined = None
        for place in range(min(predicate.words) - 1, -1, -1):
            token = self.tokens[place]
            if token.text in _CLOSING or token.low in self.words("relative"):
                return place + 1
            if any(place in p.words for p in self.predicates if p is not predicate and p.finite != predicate.finite):
                return joined or place + 1
            if token.text == "," or token.low in self.words("and"):
                joined = place + 1
        return 0

    def clause_end(self, predicate: Predicate) -> int:
        for place in range(max(predicate.words) + 1, len(self.tokens)):
            token = self.tokens[place]
            if token.text in _CLOSING or token.low in self.words("relative"):
                return place
            if any(place in p.words for p in self.predicates if p is not predicate):
                return place
        return len(self.tokens)

    def picks_out(self, predicate: Predicate) -> bool:
        """A verb of a relative clause that only tells which thing is meant (rules of reading, section 0)."""
        start = self.clause_start(predicate)
        word = self.tokens[start - 1].low if start else ""
        following = self.tokens[start].low if start < len(self.tokens) else ""
        if word not in self.words("relative") or predicate.voice in (OWNED, GENITIVE):
            return False
        if following in ("jälkeen", "mukaan", "vuoksi"):
            return False
        return word not in ("joka", "jotka") or predicate.voice == PASSIVE or predicate.sense is None

    def first_joined(self, groups: Sequence[Chunk], at: int) -> int:
        """The first of the groups in one case that are joined to the one at `at` from the left."""
        first = at
        while first and groups[first - 1].case == groups[at].case:
            between = self.tokens[groups[first - 1].last + 1 : groups[first].first]
            if not between or any(
                t.text != "," and t.low not in (*self.words("and"), *self.words("or")) for t in between
            ):
                break
            first -= 1
        return first

    def named(self, words: Sequence[Token], *, actor: bool = False) -> Named:
        """A word group as the known thing that it names, else as a new one; `actor` looks among who can act alone."""
        match = self.know.names.match(words, self.know.acts if actor else lambda _: True)
        text = Chunk(tuple(words), 0, 0, words[-1].case).text
        if match and (actor or match.share >= UNCERTAIN):
            sure = UNCERTAIN + (CERTAIN - UNCERTAIN) * match.share
            how = KNOWN if match.share == 1.0 else PARTLY
            return Named(text, match.thing, sure, how, self.know.acts(match.thing))
        heads = self.language.words("heads", "actor")
        return Named(text, None, UNCERTAIN, NEW, head_part(words[-1].text, heads, self.language.code))
