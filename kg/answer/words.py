"""Words of Finnish, Swedish and English compared by the character trigrams they share.

Finnish is inflected and compounded; trigrams see through both where stemmers do not. Nothing here knows a language.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*", re.UNICODE)
SHORT = 3
"""Words of at most this many letters, and numbers, are equal or different; they are never alike."""
LONG, SLIP = 5, 0.83
"""A slip of the pen leaves words of at least five letters this alike."""

ENDING = "eij"
"""With what a longer ending begins («verkosto|issa», «plan|erna»); a second part of a compound mostly does not."""

FORM = 0.63
FORM_LENGTH = 5
"""Forms of one word are at least this alike and differ by at most this many letters."""


def fold(text: str) -> str:
    """Lower case, composed, with one kind of hyphen and dash."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return folded.replace("‐", "-").replace("–", "-").replace("’", "'")


def words(text: str) -> list[str]:
    """The words of a text in order; hyphenated words also in their parts.

    >>> words("Turvallisuus- ja valmiusyksikkö 2011–2014")
    ['turvallisuus', 'ja', 'valmiusyksikkö', '2011', '2014']
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        parts = word.split("-")
        found.extend(parts if len(parts) > 1 else [word])
    return found


@lru_cache(maxsize=200_000)
def trigrams(word: str) -> frozenset[str]:
    padded = f"^{word}"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2)) or frozenset([padded])


@lru_cache(maxsize=500_000)
def alike(one: str, other: str) -> float:
    """How alike two words are, 0 to 1: the mean of the shared share of the shorter word and of both (Dice)."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) <= SHORT or one[0].isdigit() or other[0].isdigit():
        return 0.0
    a, b = trigrams(one), trigrams(other)
    shared = len(a & b)
    by_trigrams = (shared / min(len(a), len(b)) + 2 * shared / (len(a) + len(b))) / 2
    return max(by_trigrams, _by_typing(one, other))


def _by_typing(one: str, other: str) -> float:
    """How alike two longer words are when one is taken for a slip of the other («safty», «planring»); else 0."""
    if min(len(one), len(other)) < LONG:
        return 0.0
    return float(DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=SLIP))


def same(one: str, other: str) -> bool:
    """Whether two words are taken for forms of one word; a compound is not a form of its first part.

    >>> same("verkostoissa", "verkosto"), same("kuntalain", "kunta")
    (True, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    added = long.removeprefix(short) if long.startswith(short) else ""
    if len(long) - len(short) > FORM_LENGTH or (len(added) > SHORT and added[0] not in ENDING):
        return False
    return alike(one, other) >= FORM


class Vocabulary:
    """The distinct words of many texts; finds those that are alike to a word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words = sorted({word for text in texts for word in words(text)})
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for gram in trigrams(word):
                self._by_trigram[gram].append(word)

    def alike(self, word: str, least: float = 0.4) -> dict[str, float]:
        """The words of the vocabulary that are at least `least` alike to `word`, with how much."""
        near = {w for gram in trigrams(word) for w in self._by_trigram.get(gram, ())}
        found = {w: alike(word, w) for w in near}
        return {w: score for w, score in found.items() if score >= least}
