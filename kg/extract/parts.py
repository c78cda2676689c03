"""What a predicate is about, with whom, and on what basis (rules of reading, sections 4, 6 and 7)."""

from collections.abc import Sequence

from kg.extract.chunks import Chunk, joined
from kg.extract.clauses import PASSIVE, Predicate
from kg.extract.extraction import Named, Party
from kg.extract.names import head_part
from kg.extract.parsed import CERTAIN, KNOWN, NEW, UNCERTAIN, Parsed
from kg.extract.words import Token, is_infinitive, is_participle

COMPANY = ("with", "support", "steering")
OF_OBJECTS = ("partitive", "genitive", "nominative")
BY_NOUN = ("owned", "seat", "copula", "handed")
_ACTION = ("minen", "toimeenpano", "toteutuma", "valmistelu", "kehitys", "seuranta", "tilanne")
"""How nouns end that say what happens to the thing before them."""


def parties(parsed: Parsed, mine: Sequence[Chunk]) -> tuple[tuple[Party, ...], frozenset[int]]:
    """Counterparts with their part, and the first places of their word groups."""
    found: list[Party] = []
    taken: set[int] = set()
    for at, chunk in enumerate(mine):
        part = _company(parsed, chunk)
        if part is None and chunk.case == "allative" and parsed.named(chunk.words, actor=True).is_actor:
            part = "recipient"
        if part:
            group = mine[parsed.first_joined(mine, at) : at + 1]
            found += [Party(parsed.named(c.words, actor=True), part) for c in group if c.first not in taken]
            taken |= {c.first for c in group}
    return tuple(found), frozenset(taken)


def _company(parsed: Parsed, chunk: Chunk) -> str | None:
    """«X:n kanssa», «X:n tuella», «X:n ohjauksessa»."""
    following = parsed.following(chunk)
    if following is None or chunk.case != "genitive":
        return None
    said = {following.low, following.lemma}
    return next((p for p in COMPANY if said & set(parsed.language.words("part", p, "after"))), None)


def basis(parsed: Parsed, before: tuple[Named, ...]) -> tuple[tuple[Named, ...], frozenset[int]]:
    """The instrument to which the sentence attributes the norm; `before` = that of the sentence before."""
    reported = any(t.lemma in parsed.language.words("reporting", "verbs") for t in parsed.tokens)
    for chunk in parsed.chunks:
        quoted = reported and chunk.case in ("inessive", "elative")
        if not quoted and (not parsed.is_basis(chunk) or chunk.case != "genitive"):
            continue
        if named := instrument(parsed, chunk):
            return (named,), frozenset((chunk.first,))
    return _pointed_at(parsed, before), frozenset()


def instrument(parsed: Parsed, chunk: Chunk) -> Named | None:
    """The act, rule, programme or plan that a group names."""
    match = parsed.know.names.match(chunk.words, parsed.know.is_instrument)
    if match:
        return Named(chunk.text, match.thing, UNCERTAIN + (CERTAIN - UNCERTAIN) * match.share, KNOWN)
    if head_part(chunk.head.text, parsed.language.words("heads", "instrument"), parsed.language.code):
        return Named(chunk.text, None, UNCERTAIN, NEW)
    return None


def last_instrument(parsed: Parsed) -> tuple[Named, ...]:
    """The last instrument that the sentence names, for the one that points back at it."""
    return tuple(n for c in parsed.chunks if (n := instrument(parsed, c)))[-1:]


def _pointed_at(parsed: Parsed, before: tuple[Named, ...]) -> tuple[Named, ...]:
    """«sen mukaan», «jonka mukaan»: the instrument named before."""
    for place, token in enumerate(parsed.tokens[:-1]):
        points = token.low in (*parsed.words("pronouns"), *parsed.words("relative"))
        if points and parsed.tokens[place + 1].low in parsed.language.words("basis", "after"):
            named = [n for c in parsed.chunks if c.last < place and (n := instrument(parsed, c))]
            return (named[-1],) if named else before
    return ()


def objects(parsed: Parsed, predicate: Predicate, left: Sequence[Chunk]) -> tuple[tuple[Named, ...], bool]:
    """What it is done to, and whether any of them: before a verb noun its genitive, else the nearest fitting group."""
    token = parsed.tokens[predicate.at]
    if predicate.why in BY_NOUN and predicate.verb == token.lemma and not is_infinitive(token.low):
        return _of_noun(parsed, predicate.at), False
    at = _nearest(parsed, predicate, left)
    if at is None:
        return (), False
    group, any_of = joined(left, at, parsed.tokens, parsed.language)
    return tuple(n for c in group for n in _things(parsed, c)), any_of


def _nearest(parsed: Parsed, predicate: Predicate, left: Sequence[Chunk]) -> int | None:
    after = [i for i, c in enumerate(left) if c.first > predicate.at and c.case in (*OF_OBJECTS, "elative", "illative")]
    before = [
        i for i, c in enumerate(left) if c.last < predicate.at and c.case in OF_OBJECTS and not _goes_on(parsed, c)
    ]
    follows = bool(after) and left[after[0]].case in OF_OBJECTS
    passive_first = predicate.voice == PASSIVE and before and not (follows and left[before[-1]].case == "genitive")
    order = [*before[-1:], *after] if passive_first else [*after, *before[::-1]]
    best = next((i for i in order if left[i].case in OF_OBJECTS), next(iter(order), None))
    return parsed.first_joined(left, best) if best is not None and best in before else best


def _goes_on(parsed: Parsed, chunk: Chunk) -> bool:
    """«strategioiden ja ohjelmien valmistelussa»: a genitive joined to the genitive of a longer group."""
    following = parsed.following(chunk)
    return (
        chunk.case == "genitive"
        and following is not None
        and (following.text == "," or following.low in parsed.words("and"))
    )


def _of_noun(parsed: Parsed, at: int) -> tuple[Named, ...]:
    """«X:n ja Y:n seuranta»: the genitives before a verb noun, or before the first of those joined to it."""
    nouns = {p.at for p in parsed.predicates}
    while (
        at >= 2
        and at - 2 in nouns
        and (parsed.tokens[at - 1].text == "," or parsed.tokens[at - 1].low in parsed.words("and"))
    ):
        at -= 2
    before = [i for i, c in enumerate(parsed.chunks) if c.last == at - 1 and c.case == "genitive"]
    if not before:
        return ()
    group = parsed.chunks[parsed.first_joined(parsed.chunks, before[0]) : before[0] + 1]
    return tuple(parsed.named(c.words) for c in group)


def _things(parsed: Parsed, chunk: Chunk) -> list[Named]:
    """What a group names; of a verb noun with a genitive, that of which it is («suunnitelman toteutumista»)."""
    words = _without_pronouns(parsed, chunk.words)
    if not words:
        return []
    whole, inner = parsed.named(words), words[:-1]
    if whole.why == KNOWN or not inner or inner[-1].case != "genitive" or not chunk.head.lemma.endswith(_ACTION):
        return [whole]
    return [parsed.named(inner)]


def _without_pronouns(parsed: Parsed, words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Also without the participle that one hangs on: «siihen liittyvät esitykset» are the proposals."""
    while words and {words[0].lemma, words[0].low} & set(parsed.words("pronouns")):
        words = words[2:] if len(words) > 2 and is_participle(words[1]) else words[1:]
    return words
