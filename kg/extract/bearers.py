"""Who bears what a predicate says, by the case of the word (rules of reading, section 2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.chunks import Chunk, joined
from kg.extract.clauses import ACTIVE, GENITIVE, OWNED, PASSIVE, Predicate
from kg.extract.extraction import Named
from kg.extract.parsed import CERTAIN, KNOWN, Parsed
from kg.extract.words import Token

STATED, IMPLIED, ABSENT = "stated", "implied", "absent"
_CASES = {ACTIVE: ("nominative",), GENITIVE: ("genitive",), OWNED: ("genitive", "adessive"), PASSIVE: ()}


@dataclass(frozen=True)
class Bearers:
    """Those who bear it, how they are given, and the first places of their word groups."""

    named: tuple[Named, ...] = ()
    status: str = ABSENT
    used: frozenset[int] = frozenset()
    any_of: bool = False

    @property
    def act(self) -> bool:
        return any(n.is_actor for n in self.named)


def find_bearers(parsed: Parsed, predicate: Predicate, mine: Sequence[Chunk]) -> Bearers:
    """The bearers of a predicate among the word groups of its clause."""
    if predicate.why == "seat":
        return _seated(parsed, predicate, mine)
    found = _before(parsed, predicate, mine)
    if found.named:
        return found
    if predicate.voice == OWNED:
        return _owner_after(parsed, predicate, mine)
    return _implied(parsed, predicate, mine) if predicate.voice == PASSIVE else Bearers()


def antecedent(parsed: Parsed, start: int) -> Bearers:
    """What a relative word at the beginning of a clause stands for: the group before its comma."""
    if not start or parsed.tokens[start - 1].low not in parsed.words("relative"):
        return Bearers()
    before = [c for c in parsed.chunks if c.last < start - 1]
    return Bearers((parsed.named(before[-1].words, actor=True),), STATED) if before else Bearers()


def _seated(parsed: Parsed, predicate: Predicate, mine: Sequence[Chunk]) -> Bearers:
    """«sihteeristönä toimii yksikkö»: the nominative, wherever it stands."""
    for chunk in mine:
        if chunk.case == "nominative" and not chunk.first <= predicate.at <= chunk.last:
            return Bearers((parsed.named(chunk.words, actor=True),), STATED, frozenset((chunk.first,)))
    return Bearers()


def _before(parsed: Parsed, predicate: Predicate, mine: Sequence[Chunk]) -> Bearers:
    for at, chunk in enumerate(mine):
        ends = predicate.finite if predicate.voice == OWNED else min(predicate.words)
        if chunk.last >= ends:
            break
        owner = predicate.voice == OWNED and _is_charge(parsed, chunk)
        if parsed.aside(chunk) or parsed.is_basis(chunk) or not (owner or chunk.case in _CASES[predicate.voice]):
            continue
        group, any_of = joined(mine, at, parsed.tokens, parsed.language)
        if predicate.voice == GENITIVE and group[-1].last > predicate.finite:
            continue
        named = _together(parsed, group) or tuple(
            parsed.named(_without_charge(parsed, c, predicate), actor=True) for c in group
        )
        return Bearers(named, STATED, frozenset(c.first for c in group), any_of)
    return Bearers()


def _together(parsed: Parsed, group: Sequence[Chunk]) -> tuple[Named, ...]:
    """«virastot ja laitokset», where the graph has one name for both."""
    if len(group) < 2:
        return ()
    match = parsed.know.names.match(parsed.tokens[group[0].first : group[-1].last + 1], parsed.know.acts)
    if match is None or match.share < 1.0:
        return ()
    return (Named(match.thing.name(parsed.language.code), match.thing, CERTAIN, KNOWN, is_actor=True),)


def _is_charge(parsed: Parsed, chunk: Chunk) -> bool:
    """«ryhmän tehtävänä»: a group that ends with what somebody is charged with."""
    return len(chunk.words) > 1 and parsed.language.of(chunk.head.lemma, "owned") is not None


def _without_charge(parsed: Parsed, chunk: Chunk, predicate: Predicate) -> tuple[Token, ...]:
    return chunk.words[:-1] if predicate.voice == OWNED and _is_charge(parsed, chunk) else chunk.words


def _owner_after(parsed: Parsed, predicate: Predicate, mine: Sequence[Chunk]) -> Bearers:
    """«arviointivastuu on yksiköllä»."""
    for chunk in mine:
        if chunk.first > predicate.finite and chunk.case == "adessive":
            return Bearers((parsed.named(chunk.words, actor=True),), STATED, frozenset((chunk.first,)))
    return Bearers()


def _implied(parsed: Parsed, predicate: Predicate, mine: Sequence[Chunk]) -> Bearers:
    """Those in whose joint work it is done, else the body in which it is done."""
    for at, chunk in enumerate(mine):
        if chunk.head.lemma == "yhteistyö" and chunk.case == "essive" and len(chunk.words) > 1:
            first = at - 1 if at and _both(parsed, mine[at - 1], chunk) else at
            groups = [c.words[:-1] if c is chunk else c.words for c in mine[first : at + 1]]
            named = tuple(parsed.named(words, actor=True) for words in groups)
            return Bearers(named, IMPLIED, frozenset(c.first for c in mine[first : at + 1]))
    for chunk in mine:
        if chunk.case == "inessive" and chunk.last < min(predicate.words):
            body = parsed.named(chunk.words, actor=True)
            if body.is_actor and body.thing is not None:
                return Bearers((body,), IMPLIED, frozenset((chunk.first,)))
    return Bearers()


def _both(parsed: Parsed, left: Chunk, right: Chunk) -> bool:
    """«poliisin ja kuntien yhteistyönä»."""
    between = parsed.tokens[left.last + 1 : right.first]
    return left.case == "genitive" and len(between) == 1 and between[0].low in parsed.words("and")
