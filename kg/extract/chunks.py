"""Word groups of a Finnish sentence: a head with what stands before it, and groups that «ja» or «tai» join."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.language import Language
from kg.extract.words import Token, is_participle, phrase


@dataclass(frozen=True)
class Chunk:
    """Words that belong together; `first` and `last` are places of tokens, both within."""

    words: tuple[Token, ...]
    first: int
    last: int
    case: str

    @property
    def text(self) -> str:
        return phrase(self.words)

    @property
    def head(self) -> Token:
        return self.words[-1]


def chunks(tokens: Sequence[Token], language: Language, stops: Callable[[int], bool]) -> list[Chunk]:
    """The groups, left to right. `stops` says of a place that no group reaches over it: a verb, a postposition."""
    found: list[Chunk] = []
    held: list[int] = []
    for place, token in enumerate(tokens):
        if held and tokens[held[-1]].text.endswith("-") and _joins(token, language):
            held.append(place)  # «turvallisuus- ja valmiusyksikkö» is one name
            continue
        if not _fits(token, place, language, stops):
            _close(tokens, held, found)
            continue
        held.append(place)
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following is None or not _goes_on(token, following, place, language, stops):
            _close(tokens, held, found)
    _close(tokens, held, found)
    return found


def _fits(token: Token, place: int, language: Language, stops: Callable[[int], bool]) -> bool:
    aside = token.low in language.words("words", "adverbs")
    return (token.is_word or token.text[0].isdigit()) and not aside and not _joins(token, language) and not stops(place)


def _joins(token: Token, language: Language) -> bool:
    return token.low in language.words("words", "and") or token.low in language.words("words", "or")


def _goes_on(token: Token, following: Token, place: int, language: Language, stops: Callable[[int], bool]) -> bool:
    """A genitive belongs to what follows; a word that agrees with the next one does too."""
    if token.text.endswith("-") and _joins(following, language):
        return True
    if not _fits(following, place + 1, language, stops):
        return False
    if token.text[0].isdigit() or following.text[0].isdigit() or token.low in language.words("words", "unchanging"):
        return True
    if following.low in language.words("words", "unchanging"):
        return token.case == "genitive"
    if is_participle(following):
        return token.case in ("illative", "partitive", "inessive", "adessive", "genitive", "elative", "nominative")
    return token.case in ("genitive", following.case)


def _close(tokens: Sequence[Token], held: list[int], found: list[Chunk]) -> None:
    if held:
        words = tuple(tokens[i] for i in held)
        found.append(Chunk(words, held[0], held[-1], words[-1].case))
        held.clear()


def joined(found: Sequence[Chunk], at: int, tokens: Sequence[Token], language: Language) -> tuple[list[Chunk], bool]:
    """The group at a place with those that it is joined to in the same case, and whether «tai» joins them."""
    joins = (*language.words("words", "and"), *language.words("words", "or"), ",")
    whole, any_of = [found[at]], False
    for following in found[at + 1 :]:
        between = [t.low for t in tokens[whole[-1].last + 1 : following.first]]
        if not between or following.case != found[at].case or any(b not in (*joins, "-", "/") for b in between):
            break
        any_of = any_of or any(b in language.words("words", "or") for b in between)
        whole.append(following)
    return whole, any_of
