"""Whether a constraint can break at all: one cheap question about all values of a property, whoever has them.

A store reads all triples of a property faster than it looks the property up thing by thing. Where no value breaks the
constraint, none of a focus node does, and the exact query is spared; where some does, the exact query tells whose.
"""

from kg.setwise.filters import Filters
from kg.setwise.fragments import fragment, sparql_term
from kg.setwise.model import Constraint, Shape
from kg.setwise.paths import Path
from kg.setwise.statistics import FEWER, Statistics
from kg.setwise.targets import Scope, step
from kg.store import Data

NEEDS_NO_VALUE = {"MinCount", "HasValue", "Equals", "QualifiedValueShape", "SPARQL", "Closed"}
"""Constraints that a focus node without any value of the path can break, or that have ways of their own."""


class Guards:
    """Asks each question once."""

    def __init__(self, data: Data, statistics: Statistics, filters: Filters) -> None:
        self.data = data
        self.statistics = statistics
        self.filters = filters
        self.answers: dict[str, bool] = {}

    def may_break(self, shape: Shape, scope: Scope, constraint: Constraint) -> bool:
        """False only where no focus node of the scope can break the constraint."""
        path = shape.path
        if constraint.kind in NEEDS_NO_VALUE or path is None or path.predicate is None:
            return True
        if not self.statistics.triples(path.predicate):
            return False
        if not self.statistics.quick(path.predicate, scope.size):
            return True
        query = self._query(constraint, path)
        return query is None or self._found(query)

    def _found(self, query: str) -> bool:
        if query not in self.answers:
            self.answers[query] = bool(self.data.select(query))
        return self.answers[query]

    def _query(self, constraint: Constraint, path: Path) -> str | None:
        """The question; None where there is none that is cheaper than the constraint itself."""
        values = step(path, "?this", "?value")
        kind, p = constraint.kind, constraint.parameter
        if kind == "Class":
            return self._classes(str(p), path, values)
        if kind == "UniqueLang" or (kind == "MaxCount" and p != 0):
            return fragment("guard", "several", values=values)
        if kind == "Disjoint" and isinstance(p, str):
            return fragment("guard", "shared", values=values, p=sparql_term(p))
        breaks = self.filters.breaks(constraint, "?value")
        return None if breaks is None else fragment("guard", "filtered", values=values, breaks=breaks)

    def _classes(self, name: str, path: Path, values: str) -> str | None:
        """Whether a value is an instance of none of the classes: each is read once, not looked up for each value."""
        classes = self.statistics.instances_of(name)
        instances = sum(self.statistics.classes[c] for c in classes)
        if not classes or instances > self.statistics.triples(path.predicate or "") * FEWER:
            return None
        others = " ".join(fragment("guard", "other", p=sparql_term(c)) for c in classes)
        return fragment("guard", "classes", values=values, others=others)
