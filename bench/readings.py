"""What was read in a document held against what somebody else read in it: the measure of `bench.documents`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.extraction import Extraction, Named
from kg.extract.words import tokens

PARTS = ("bearer", "role", "modality", "object", "one object", "basis", "counterparts")
ENOUGH = 0.5
"""The share of base forms that two names of one thing have in common."""


@dataclass(frozen=True)
class Target:
    """A thing that should have been read: its names, and its IRI where the graph has it."""

    names: Sequence[str]
    iri: str | None = None

    def is_read(self, read: Named) -> bool:
        """By itself; else by the words that stand there, or by a name of what they were taken for."""
        if self.iri and read.thing:
            return read.thing.iri == self.iri or _alike(read.text, self.names)
        known = read.thing.names("fi") if read.thing and not self.iri else ()
        return any(_alike(name, self.names) for name in (read.text, *known))


@dataclass(frozen=True)
class Given:
    """A responsibility that somebody read in a sentence; the role and the rest by the words of the vocabularies."""

    sentence: str
    role: str | None
    modality: str
    status: str
    bearers: Sequence[Target]
    objects: Sequence[Target]
    basis: Sequence[Target]
    counterparts: Sequence[Target]

    def parts(self, found: Extraction) -> dict[str, bool | None]:
        """Part → right, wrong, or None where nothing was given."""
        parties = [p.named for p in found.parties]
        return {
            "bearer": found.status == self.status and _all(found.bearers, self.bearers),
            "role": found.role is not None and found.role.notation == self.role,
            "modality": found.modality == self.modality,
            "object": _all(found.objects, self.objects) if self.objects else None,
            "one object": any(_all(found.objects, [o]) for o in self.objects) if self.objects else None,
            "basis": _all(found.basis, self.basis) if self.basis else None,
            "counterparts": _all(parties, self.counterparts) if self.counterparts else None,
        }


def score(given: Iterable[Given], extractions: Sequence[Extraction], misses: bool = False) -> Counter[str]:
    """How many sentences with a duty were found, and how many parts are right, of what was read at all."""
    readings = list(given)
    duties = {g.sentence for g in readings}
    said = {e.quote for e in extractions if e.kind == "responsibility"}
    found = Counter(duties=len(duties), said=len(said), statements=len(readings))
    found["found"] = sum(any(_one(d, s) for s in said) for d in duties)
    found["right"] = sum(any(_one(d, s) for d in duties) for s in said)
    for reading in readings:
        here = [e for e in extractions if _one(e.quote, reading.sentence)]
        parts = reading.parts(max(here, key=lambda e: _agreement(e, reading))) if here else {}
        found["read"] += bool(here)
        found.update(f"{part} of" for part, right in parts.items() if right is not None)
        found.update(part for part, right in parts.items() if right)
        if misses and not (parts and all(right is not False for right in parts.values())):
            print([part for part, right in parts.items() if right is False] or "not read", reading)
    return found


def table(found: Counter[str]) -> str:
    """The score as lines."""
    lines = [
        f"sentences with a duty: recall {found['found']}/{found['duties']}, precision {found['right']}/{found['said']}",
        f"statements read: {found['read']}/{found['statements']}",
    ]
    shares = ((part, found[part], found[f"{part} of"]) for part in PARTS)
    return "\n".join([*lines, *(f"{part}: {n}/{of} = {n / max(1, of):.2f}" for part, n, of in shares)])


def _agreement(found: Extraction, reading: Given) -> int:
    parts = reading.parts(found)
    return (
        3 * bool(parts["role"]) + 2 * bool(parts["object"]) + bool(parts["bearer"]) + (found.kind == "responsibility")
    )


def _one(one: str, other: str) -> bool:
    """Whether two stretches of text are of one sentence."""
    return one in other or other in one


def _all(read: Sequence[Named], targets: Sequence[Target]) -> bool:
    """Every target is among those read; none is read where there is none."""
    return bool(read) == bool(targets) and all(any(t.is_read(r) for r in read) for t in targets)


def _alike(name: str, names: Iterable[str]) -> bool:
    mine = _bases(name)
    return any(len(mine & theirs) >= ENOUGH * max(1, len(mine | theirs)) for theirs in map(_bases, names))


def _bases(text: str) -> set[str]:
    return {t.lemma for t in tokens(text) if t.is_word}
