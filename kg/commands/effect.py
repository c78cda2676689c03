"""What an import changed in coverage and overlaps: the municipality before it against the municipality after it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.commands.municipality import open_municipality
from kg.errors import Misuse

T = TypeVar("T")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """How far the networks of today reach: cells served of all, and the names of pairs that overlap."""

    served: int = 0
    total: int = 0
    pairs: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Effect:
    """The same before and after a change."""

    before: Standing
    after: Standing

    @property
    def pairs_new(self) -> list[Pair]:
        return sorted(self.after.pairs - self.before.pairs)

    @property
    def pairs_gone(self) -> list[Pair]:
        return sorted(self.before.pairs - self.after.pairs)


def standing(municipality: str, store: Path | str | None = None) -> Standing:
    """Coverage and overlaps of today; nothing of a municipality that there is not yet."""
    from kg.analyse.cells import read_coverage
    from kg.analyse.networks import read_labels
    from kg.analyse.overlap import overlapping_pairs

    try:
        data = open_municipality(municipality, store=store).on(None)
    except Misuse:
        return Standing()
    coverage, pairs = read_coverage(data), overlapping_pairs(data)
    labels = read_labels(data, {n.iri for pair in pairs for n in (pair.first, pair.second)})

    def name(iri: str) -> str:
        found = labels.get(iri, {})
        return found.get("fi") or next(iter(found.values()), iri.rsplit("/", 1)[-1])

    named = frozenset((name(p.first.iri), name(p.second.iri)) for p in pairs)
    return Standing(len(coverage.served), coverage.total, named)


def with_effect(municipality: str, work: Callable[[], T], store: Path | str | None = None) -> tuple[T, Effect]:
    """Do the work, and say what it changed."""
    before = standing(municipality, store)
    done = work()
    return done, Effect(before, standing(municipality, store))
