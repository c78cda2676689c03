"""The word lists beside this module, and how words of headers and cells are compared."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from kg.sources.sheets import fold

_HERE = Path(__file__).parent
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_MARKS = re.compile(r"[^\w&+-]+|_")


@cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """A list of `words.toml`."""
    return frozenset(bare(w) or w for w in _file("words")[name])


@cache
def worded(name: str) -> Mapping[str, str]:
    """A table of lists of `words.toml`, turned round: word → what it stands for."""
    return {bare(word): key for key, found in _file("words")[name].items() for word in reversed(found)}


@cache
def headers(sheet: str) -> Mapping[str, tuple[str, ...]]:
    """Column → the headers that people give it in this sheet, those of any sheet last."""
    own = _file("headers")[sheet]
    common = _file("headers")["any"] if sheet not in ("persons", "other") else {}
    return {key: tuple(map(bare, [*own.get(key, ()), *common.get(key, ())])) for key in {**own, **common}}


@cache
def own_headers(sheet: str, key: str) -> tuple[str, ...]:
    """The headers that people give a column in this sheet alone."""
    return tuple(map(bare, _file("headers")[sheet].get(key, ())))


def bare(text: str) -> str:
    """A text without case, brackets and marks: «Jäsenet (pilkulla)» is «jäsenet»."""
    without = _BRACKETS.sub(" ", text)
    return " ".join(_MARKS.sub(" ", fold(without if without.strip() else text)).split())


def alike(header: str, phrases: Iterable[str]) -> float:
    """How far a bare header says one of the phrases, 0 to 1: all its words, in any form, and few others."""
    return max((_alike(header, phrase) for phrase in phrases), default=0.0)


@cache
def _alike(header: str, phrase: str) -> float:
    if header == phrase:
        return 1.0
    ours, theirs = header.split(), phrase.split()
    if not ours or not theirs:
        return 0.0
    if all(any(same_word(w, t) for w in ours) for t in theirs):
        extra = max(len(ours) - len(theirs), 0)
        return max(0.95 - 0.1 * extra, 0.5)
    ratio = fuzz.ratio(header, phrase) / 100
    return ratio - 0.05 if ratio >= 0.85 and min(len(header), len(phrase)) >= 5 else 0.0


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: they differ in their endings alone.

    >>> same_word("verkoston", "verkosto"), same_word("kokous", "kokoontuu"), same_word("möten", "möte")
    (True, False, True)
    """
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    stem = max(4, len(shorter) - (1 if len(shorter) < 8 else 2))
    return len(longer) - len(shorter) <= 3 and len(shorter) >= 4 and one[:stem] == other[:stem]
