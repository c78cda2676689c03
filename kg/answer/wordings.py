"""How people have asked: a question into scores of statements, roles and kinds of question.

The table `wordings.json` is learned by `bench/fit_wordings.py` from the questions in `bench/asked/`. It gives each run
of letters a weight for each statement, role and kind; a question's score is the sum over its own runs of letters. What
a table does not know (another city's statements) scores nothing.
"""

import json
import math
import re
from array import array
from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.answer.words import fold

FILE = Path(__file__).parent / "wordings.json"
Sparse = tuple[Sequence[int], Sequence[int]]
"""Places and weights of the classes that a gram speaks for or against."""

SIZES = (3, 4)
"""The lengths of the runs of letters; whole words count beside them."""

_WORD = re.compile(r"\w+")


def grams(text: str) -> Counter[str]:
    """The words of a text and their runs of letters, with how often each stands there.

    >>> sorted(grams("Ketä"))
    ['=ketä', '^ke', '^ket', 'etä', 'etä$', 'ket', 'ketä', 'tä$']
    """
    found: Counter[str] = Counter()
    for word in _WORD.findall(fold(text)):
        framed = f"^{word}$"
        found.update(framed[i : i + n] for n in SIZES for i in range(len(framed) - n + 1))
        found[f"={word}"] += 1
    return found


def vector(text: str, rarity: Mapping[str, float]) -> dict[str, float]:
    """A text as weights of its grams that are known, of length 1: (1 + log count) × rarity."""
    raw = {g: (1 + math.log(n)) * rarity[g] for g, n in grams(text).items() if g in rarity}
    length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {g: v / length for g, v in raw.items()}


@dataclass(frozen=True)
class Scores:
    """What a question is like: about 1 where it is asked as others asked for that, about 0 where it is not."""

    statements: Mapping[str, float]
    roles: Mapping[str, float]
    kinds: Mapping[str, float]
    known: Container[str]

    def knows(self, word: str) -> bool:
        """Whether others have asked with this very word."""
        return f"={word}" in self.known


class Wordings:
    """A learned table: for each gram its rarity and its weights of the classes."""

    def __init__(
        self, classes: list[str], rarity: Mapping[str, float], weights: Mapping[str, Sparse], unit: float
    ) -> None:
        self.classes, self.rarity, self.weights, self.unit = classes, rarity, weights, unit
        self.fitted: dict[str, list[float]] = {}
        """What `kg/answer/trust.py` weighs a candidate by."""

    def scores(self, question: str) -> Scores:
        totals = [0.0] * len(self.classes)
        for gram, value in vector(question, self.rarity).items():
            places, weights = self.weights[gram]
            for place, weight in zip(places, weights, strict=True):
                totals[place] += value * weight
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for name, total in zip(self.classes, totals, strict=True):
            sort, _, key = name.partition(":")
            found[sort][key] = total * self.unit
        return Scores(found["statement"], found["role"], found["kind"], self.rarity)


@cache
def read_wordings(path: Path = FILE) -> Wordings:
    raw = json.loads(path.read_text(encoding="utf-8"))
    rarity, weights = {}, {}
    for gram, (rare, places, values) in raw["grams"].items():
        rarity[gram] = rare
        weights[gram] = array("H", b64decode(places)), array("b", b64decode(values))
    made = Wordings(raw["classes"], rarity, weights, raw["unit"])
    made.fitted = raw["fitted"]
    return made
