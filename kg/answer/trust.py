"""How far a candidate can be trusted: fitted weights of what speaks for it, and the odds that it is the answer.

Two steps, both fitted by `bench/fit_wordings.py`: `rank` orders the candidates of a question, `sure` gives the odds
that the first of them answers it at all.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

ALONE = 3.0
"""How far ahead a candidate counts at most, and where it has no rival."""


class Measures(NamedTuple):
    """What speaks for a candidate."""

    match: float
    """How well its words match, by trigrams and the weights of `kg/answer/weights.py`."""
    explained: float
    """The share of the question that its words explain."""
    fit: float
    """How well its thing fits what is asked for."""
    asked: float
    """How alike the question is to those that others asked for its statement."""
    ahead: float
    """So much more than to those for any statement that does not name its thing."""
    role: float
    """How alike it is to questions about the statement's role."""
    pair: float
    """1 where two statements answer together."""
    unheld: float
    """How alike the question is to those that nothing answered."""
    left: float
    """How heavy the heaviest word is that its words do not explain."""
    unknown: float
    """The same of words that nobody has asked with either."""

    def ranked(self) -> tuple[float, ...]:
        """The features of `rank`."""
        return (
            self.match,
            self.explained,
            self.fit,
            self.asked,
            self.ahead,
            max(0.0, self.ahead),
            min(0.5, self.asked),
            self.role,
            self.pair,
        )

    def trusted(self, rank: float, gap: float) -> tuple[float, ...]:
        """The features of `sure`: those of its own, and how it stands among the others."""
        both = max(0.0, self.asked) * self.explained
        return (1.0, *self, both, rank, max(-ALONE, min(ALONE, gap)))


def weigh(features: Sequence[float], weights: Sequence[float]) -> float:
    return sum(f * w for f, w in zip(features, weights, strict=True))


def odds(
    measures: Sequence[Measures], apart: Sequence[object], fitted: Mapping[str, Sequence[float]]
) -> list[tuple[float, float]]:
    """For each candidate its rank, and the probability that it is the answer.

    `apart` says which candidates are the same answer: the gap is that to the best of another.
    """
    ranks = [weigh(m.ranked(), fitted["rank"]) for m in measures]
    best: dict[object, float] = {}
    for rank, same in zip(ranks, apart, strict=True):
        best[same] = max(rank, best.get(same, -math.inf))
    leading = sorted(best, key=lambda same: -best[same])[:2]
    found = []
    for m, rank, same in zip(measures, ranks, apart, strict=True):
        rival = next((best[other] for other in leading if other != same), rank - ALONE)
        found.append((rank, 1 / (1 + math.exp(-weigh(m.trusted(rank, rank - rival), fitted["sure"])))))
    return found
