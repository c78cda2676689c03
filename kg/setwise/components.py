"""Constraints into queries over all focus nodes at once, and their rows into hits."""

from collections import Counter
from collections.abc import Iterator
from itertools import repeat

from kg.rdf import Row
from kg.setwise.filters import Filters, joined
from kg.setwise.fragments import fragment, sparql_term
from kg.setwise.guards import Guards
from kg.setwise.model import Closed, Constraint, Hit, Qualified, Shape
from kg.setwise.paths import Path
from kg.setwise.select import run_select
from kg.setwise.targets import Scope, Scopes, step
from kg.setwise.terms import term_key
from kg.store import Data

Key = tuple[str, ...] | None
Weights = Counter[Key]


class Evaluator:
    """Runs shapes over scopes: one query a constraint, not one a node."""

    def __init__(self, data: Data, scopes: Scopes) -> None:
        self.data = data
        self.scopes = scopes
        self.filters = Filters(scopes)
        self.guards = Guards(data, scopes.statistics, self.filters)

    def hits(self, shape: Shape, scope: Scope, weights: Weights | None = None) -> Iterator[Hit]:
        """Every validation result of the focus nodes in `scope` (SHACL section 3.4).

        `weights` says how often a focus node was reached through a property shape: so often it gives its results.
        """
        if shape.deactivated or not scope.size:
            return
        for hit in self._own_hits(shape, scope):
            yield from repeat(hit, 1 if weights is None else weights[term_key(hit.focus)])
        for inner in shape.properties:
            if shape.path is None:
                yield from self.hits(inner, scope, weights)
            else:
                reached = self.scopes.reached(scope, shape.path)
                yield from self.hits(inner, reached, self._weights(shape.path, scope, weights))

    def _own_hits(self, shape: Shape, scope: Scope) -> Iterator[Hit]:
        yield from self._filtered(shape, scope)
        for constraint in shape.constraints:
            if self.filters.breaks(constraint, "?value") is None and self.guards.may_break(shape, scope, constraint):
                yield from self._constraint(shape, scope, constraint)

    def _weights(self, path: Path, scope: Scope, weights: Weights | None) -> Weights:
        found: Weights = Counter()
        for f, v in self._pairs(path, scope):
            found[v] += 1 if weights is None else weights[f]
        return found

    def failing(self, shape: Shape, scope: Scope) -> set[Key]:
        """The nodes of `scope` that do not conform to the shape."""
        if shape.path is None or not shape.properties:
            return {term_key(hit.focus) for hit in self.hits(shape, scope)}
        own = Shape(shape.name, shape.path, shape.severity, {}, shape.constraints, (), shape.deactivated)
        failed = {term_key(hit.focus) for hit in self.hits(own, scope)}
        values = self.scopes.reached(scope, shape.path)
        broken = {key for inner in shape.properties for key in self.failing(inner, values)}
        return failed | {f for f, v in self._pairs(shape.path, scope) if v in broken}

    def _filtered(self, shape: Shape, scope: Scope) -> Iterator[Hit]:
        """All constraints on single values of one shape in one query."""
        v = "?this" if shape.path is None else "?value"
        checks = [(c, e) for c in shape.constraints if (e := self.filters.breaks(c, v)) is not None]
        checks = [(c, e) for c, e in checks if self.guards.may_break(shape, scope, c)]
        if not checks:
            return
        for row in self._select(self._filter_query(shape, scope, [e for _, e in checks])):
            for number, (constraint, _) in enumerate(checks):
                if len(checks) == 1 or row[f"c{number}"] == "true":
                    yield self._hit(shape, constraint, row, with_value=True)

    def _filter_query(self, shape: Shape, scope: Scope, expressions: list[str]) -> str:
        if shape.path is None:
            name, pattern = "focus_", {"scope": scope("?this")}
        else:
            name, pattern = "", {"values": self.scopes.values(scope, shape.path, "?this", "?value")}
        if len(expressions) == 1:
            return fragment("select", f"{name}filtered", **pattern, breaks=expressions[0])
        flags = [f"?c{n}" for n in range(len(expressions))]
        binds = " ".join(fragment("expression", "flag", a=e, c=c) for e, c in zip(expressions, flags, strict=True))
        return fragment(
            "select", f"{name}flagged", **pattern, flags=" ".join(flags), binds=binds, any=joined("or", flags)
        )

    def _constraint(self, shape: Shape, scope: Scope, constraint: Constraint) -> Iterator[Hit]:
        match constraint.kind:
            case "SPARQL":
                yield from run_select(self.data, shape, scope, constraint, self.scopes.statistics)
            case "Closed":
                yield from self._closed(shape, scope, constraint)
            case "QualifiedValueShape":
                yield from self._qualified(shape, scope, constraint)
            case "And" | "Or" | "Xone" | "Not" | "Node":
                yield from self._logic(shape, scope, constraint)
            case _:
                for query, with_value in self._queries(shape, scope, constraint):
                    for row in self._select(query):
                        yield self._hit(shape, constraint, row, with_value=with_value)

    def _queries(self, shape: Shape, scope: Scope, constraint: Constraint) -> list[tuple[str, bool]]:
        """The queries of a constraint that compares a focus node's values, and whether a row has a value."""
        kind, p = constraint.kind, constraint.parameter
        values = self.scopes.values(scope, shape.path, "?this", "?value")
        if kind in ("MinCount", "MaxCount"):
            assert shape.path is not None
            assert isinstance(p, int)
            query = self._at_least(scope, shape.path, p) if kind == "MinCount" else self._at_most(values, shape.path, p)
            return [(query, False)] if query else []
        if kind == "UniqueLang":
            assert shape.path is not None
            return [(fragment("select", kind, values=values), False)]
        assert isinstance(p, str)
        text = sparql_term(p)
        if kind == "HasValue":
            return [(self._has_value(scope, shape.path, text), False)]
        queries = [(fragment("select", kind, values=values, p=text), True)]
        if kind == "Equals" and shape.path is None:
            queries.append((fragment("select", "EqualsBackNode", scope=scope("?this"), p=text), True))
        elif kind == "Equals":
            back = step(shape.path, "?this", "?value") if shape.path else ""
            queries.append((fragment("select", "EqualsBack", scope=scope("?this"), p=text, step=back), True))
        return queries

    def _at_least(self, scope: Scope, path: Path, least: int) -> str:
        if least <= 0 or (path.nullable and least == 1):
            return ""
        parts = {"scope": scope("?this"), "step": step(path, "?this", "?value")}
        if least > 1:
            return fragment("select", "fewer", **parts, p=least)
        one_by_one = path.predicate and not self.scopes.statistics.quick(path.predicate, scope.size)
        return fragment("select", "without_each" if one_by_one else "without", **parts)

    def _at_most(self, values: str, path: Path, most: int) -> str:
        if most == 0:
            return fragment("select", "any", values=values)
        if most == 1 and not path.nullable:
            return fragment("select", "two", values=values, again=step(path, "?this", "?other"))
        return fragment("select", "more", values=values, p=most)

    def _has_value(self, scope: Scope, path: Path | None, value: str) -> str:
        if path is None:
            breaks = fragment("expression", "not", a=fragment("breaks", "same", v="?this", p=value))
            return fragment("select", "focus_filtered", scope=scope("?this"), breaks=breaks)
        name = "HasValueOrItself" if path.nullable else "HasValue"
        return fragment("select", name, scope=scope("?this"), step=step(path, "?this", value), p=value)

    def _closed(self, shape: Shape, scope: Scope, constraint: Constraint) -> Iterator[Hit]:
        closed = constraint.parameter
        assert isinstance(closed, Closed)
        allowed = ", ".join(sparql_term(a) for a in closed.allowed)
        subjects = self.scopes.values(scope, shape.path, "?this", "?subject")
        text = fragment("select", "allowed", p=allowed) if allowed else ""
        for row in self._select(fragment("select", "Closed", subjects=subjects, allowed=text)):
            yield self._hit(shape, constraint, row, with_value=True, path=str(row["path"]))

    def _logic(self, shape: Shape, scope: Scope, constraint: Constraint) -> Iterator[Hit]:
        """`sh:and`, `or`, `xone`, `not`, `node` by sets of failing value nodes (SHACL sections 4.6 and 4.7)."""
        values = self.scopes.around(scope, shape.path)
        inner = constraint.parameter if isinstance(constraint.parameter, tuple) else (constraint.parameter,)
        failing = [self.failing(s, values) for s in inner if isinstance(s, Shape)]
        if _none_can_break(constraint.kind, failing):
            return
        for row in self._select(self._values_query(shape, scope)):
            value = row["this"] if shape.path is None else row["value"]
            failed = sum(term_key(value) in keys for keys in failing)
            if _breaks(constraint.kind, failed, len(failing)):
                yield self._hit(shape, constraint, row, with_value=True)

    def _qualified(self, shape: Shape, scope: Scope, constraint: Constraint) -> Iterator[Hit]:
        rule = constraint.parameter
        assert isinstance(rule, Qualified)
        assert shape.path is not None
        fails = self.filters.fails(rule.shape, "?value")
        if fails is not None and (rule.least, rule.most) == (1, None) and not rule.siblings and shape.path.predicate:
            for row in self._select(self._without_such(scope, shape.path, rule.shape, fails)):
                yield self._hit(shape, Constraint("QualifiedMinCount", ""), row)
            return
        values = self.scopes.reached(scope, shape.path)
        failing = self.failing(rule.shape, values)
        siblings = [self.failing(s, values) for s in rule.siblings]
        pairs = self._pairs(shape.path, scope)
        counted = Counter(f for f, v in pairs if v not in failing and all(v in keys for keys in siblings))
        for row in self._select(fragment("select", "focus", scope=scope("?this"))):
            number = counted[term_key(row["this"])]
            if rule.most is not None and number > rule.most:
                yield self._hit(shape, Constraint("QualifiedMaxCount", ""), row)
            if rule.least is not None and number < rule.least:
                yield self._hit(shape, Constraint("QualifiedMinCount", ""), row)

    def _without_such(self, scope: Scope, path: Path, inner: Shape, fails: str) -> str:
        """The focus nodes without a conforming value; one that has a value at all has one that fails."""
        parts = {"scope": scope("?this"), "step": step(path, "?this", "?value"), "fails": fails}
        if scope.subjects_of is None or scope.subjects_of != path.predicate:
            return fragment("select", "without_such", **parts)
        some = self.scopes.names.fresh()
        parts |= {"scope": step(path, "?this", some), "some": self.filters.fails(inner, some) or ""}
        return fragment("select", "without_such_but_some", **parts)

    def _values_query(self, shape: Shape, scope: Scope) -> str:
        if shape.path is None:
            return fragment("select", "focus", scope=scope("?this"))
        return fragment("select", "values", values=self.scopes.values(scope, shape.path, "?this", "?value"))

    def _pairs(self, path: Path, scope: Scope) -> list[tuple[Key, Key]]:
        query = fragment("select", "values", values=self.scopes.values(scope, path, "?this", "?value"))
        return [(term_key(row["this"]), term_key(row["value"])) for row in self._select(query)]

    def _select(self, query: str) -> list[Row]:
        return self.data.select(query)

    def _hit(
        self, shape: Shape, constraint: Constraint, row: Row, *, with_value: bool = False, path: str | None = None
    ) -> Hit:
        focus = row["this"]
        assert focus is not None
        value = row.get("value", focus if shape.path is None else None) if with_value else None
        return Hit(shape, constraint.component, focus, value, path or (shape.path.name if shape.path else None))


def _none_can_break(kind: str, failing: list[set[Key]]) -> bool:
    """Whether it is known without looking at the value nodes that none of them breaks the constraint."""
    if kind in ("And", "Node"):
        return not any(failing)
    return kind == "Or" and not set.intersection(*failing)


def _breaks(kind: str, failed: int, shapes: int) -> bool:
    if kind == "Not":
        return failed == 0
    if kind == "Or":
        return failed == shapes
    if kind == "Xone":
        return shapes - failed != 1
    return failed > 0
