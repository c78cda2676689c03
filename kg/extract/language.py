"""What the reader of documents knows of a language: its closed words, from `languages/<code>.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from simplemma import in_target_language

SAMPLE, LEAST_SHARE = 20_000, 0.6
"""Characters that are looked at, and the share of words that must be of the language."""
HERE = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Language:
    """The tables of one language, as its file names them."""

    code: str
    tables: Mapping[str, Any]

    def words(self, *path: str) -> Sequence[str]:
        """The list at a path: `words("part.with", "after")`; empty where there is none."""
        at: Any = self.tables
        for name in path:
            at = at.get(name, {}) if isinstance(at, dict) else {}
        return at if isinstance(at, list) else ()

    def of(self, word: str, *path: str) -> str | None:
        """Which list below a path holds the word: the modality of a modal verb, say."""
        at: Any = self.tables
        for name in path:
            at = at.get(name, {})
        return next((key for key, words in at.items() if isinstance(words, list) and word in words), None)


def languages() -> tuple[str, ...]:
    """The languages that documents are read in."""
    return tuple(sorted(p.stem for p in HERE.glob("*.toml")))


def language_of(text: str) -> str | None:
    """The language that most words of a text are of; None for one that documents are not read in."""
    share = {code: in_target_language(text[:SAMPLE], lang=code) for code in languages()}
    best = max(share, key=lambda code: share[code])
    return best if share[best] >= LEAST_SHARE else None


@cache
def language(code: str) -> Language:
    with (HERE / f"{code}.toml").open("rb") as file:
        return Language(code, tomllib.load(file))
