"""Whether the graph contradicts itself: HermiT (through owlready2) judges, and a clash is explained by deletion."""

import io
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.errors import MissingPart
from kg.reason.axioms import Axiom, n_triples
from kg.reason.suspects import candidates

PATIENCE = 60.0
"""Seconds that the search for a minimal explanation may take."""

BASE_IRI = "https://w3id.org/vastuuverkko/reasoning"

Judge = Callable[[Sequence[Axiom]], bool]


@dataclass(frozen=True)
class Verdict:
    """`explanation` is a set of axioms that clash; `minimal` = none of them can be left out.

    `unsatisfiable` are classes that nothing can belong to; `classified` counts the class memberships that follow.
    """

    consistent: bool
    axioms: int
    explanation: tuple[Axiom, ...] = ()
    minimal: bool = True
    unsatisfiable: tuple[str, ...] = ()
    classified: int = 0


def judge(axioms: Sequence[Axiom], patience: float = PATIENCE) -> Verdict:
    """The verdict on a set of axioms; raises MissingPart where there is no Java."""
    found = _hermit(axioms)
    if found is not None:
        unsatisfiable, classified = found
        return Verdict(True, len(axioms), unsatisfiable=unsatisfiable, classified=classified)
    explanation, minimal = explain(axioms, lambda some: not consistent(some), time.monotonic() + patience)
    return Verdict(False, len(axioms), tuple(explanation), minimal)


def consistent(axioms: Sequence[Axiom]) -> bool:
    """Whether the axioms can all be true; raises MissingPart where there is no Java."""
    return _hermit(axioms) is not None


def explain(axioms: Sequence[Axiom], clashes: Judge, deadline: float) -> tuple[list[Axiom], bool]:
    """One minimal clashing subset, or the smallest found by the deadline, and whether it is known to be minimal.

    First the sets that look suspicious; where none of them clashes by itself, everything. Then axioms are left out,
    halves before single ones (QuickXplain: Junker, AAAI 2004).
    """
    suspicious = (some for some in candidates(axioms) if time.monotonic() < deadline and clashes(some))
    search = _Search(clashes, deadline, list(next(suspicious, axioms)))
    try:
        return search.minimal([], False, search.smallest), True
    except TimeoutError:
        return search.smallest, False


class _Search:
    """Remembers the smallest clashing set that was seen, for when the time runs out."""

    def __init__(self, clashes: Judge, deadline: float, start: list[Axiom]) -> None:
        self.clashes = clashes
        self.deadline = deadline
        self.smallest = start

    def minimal(self, fixed: list[Axiom], changed: bool, open_ones: list[Axiom]) -> list[Axiom]:
        """What of `open_ones` is needed to clash together with `fixed`."""
        if changed and self._clash(fixed):
            return []
        if len(open_ones) == 1:
            return open_ones
        first, second = open_ones[: len(open_ones) // 2], open_ones[len(open_ones) // 2 :]
        of_second = self.minimal(fixed + first, True, second)
        of_first = self.minimal(fixed + of_second, bool(of_second), first)
        return of_first + of_second

    def _clash(self, axioms: list[Axiom]) -> bool:
        if time.monotonic() >= self.deadline:
            raise TimeoutError
        found = bool(axioms) and self.clashes(axioms)
        if found and len(axioms) < len(self.smallest):
            self.smallest = axioms
        return found


def _hermit(axioms: Sequence[Axiom]) -> tuple[tuple[str, ...], int] | None:
    """Unsatisfiable classes and the number of new class memberships; None where the axioms are inconsistent."""
    if shutil.which("java") is None:
        raise MissingPart("reason.no-java")
    import owlready2

    world = owlready2.World()
    ontology = world.get_ontology(BASE_IRI).load(fileobj=io.BytesIO(n_triples(axioms)), format="ntriples")
    before = {i: set(i.is_a) for i in ontology.individuals()}
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    except owlready2.OwlReadyJavaError as error:
        raise MissingPart("reason.java-failed", why=str(error).strip().splitlines()[-1]) from error
    unsatisfiable = tuple(
        sorted(c.iri for c in world.inconsistent_classes() if c.iri != f"{owlready2.owl.base_iri}Nothing")
    )
    return unsatisfiable, sum(len(set(i.is_a) - kinds) for i, kinds in before.items())
