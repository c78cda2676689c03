"""Targets into scopes: SPARQL patterns that bind a variable to a set of nodes (SHACL section 2.1.3)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from kg.setwise.declared import implicit_classes
from kg.setwise.fragments import Names, fragment, sparql_term, sparql_terms
from kg.setwise.paths import Path
from kg.setwise.statistics import Statistics
from kg.setwise.terms import plain


@dataclass(frozen=True)
class Scope:
    """A set of nodes: the pattern that binds a variable to each of them.

    `subjects_of` is the property that all of them have, where that is what chose them; `size` is about how many
    there are, and 0 only where there are none.
    """

    pattern: Callable[[str], str]
    subjects_of: str | None = None
    size: int = 1

    def __call__(self, variable: str) -> str:
        return self.pattern(variable)


class Scopes:
    """Builds scopes, with fresh variables for whatever they need inside."""

    def __init__(self, statistics: Statistics, names: Names) -> None:
        self.statistics = statistics
        self.names = names

    def target(self, shapes: rdflib.Graph, shape: Node) -> Scope:
        """All focus nodes that the target declarations of a shape choose."""
        found: list[Scope] = []
        nodes = [plain(n) for n in sorted(shapes.objects(shape, SH.targetNode), key=str)]
        if nodes:
            found.append(Scope(lambda v: fragment("scope", "nodes", this=v, p=sparql_terms(nodes)), size=len(nodes)))
        chosen = set(shapes.objects(shape, SH.targetClass)) | ({shape} & implicit_classes(shapes))
        names = {n for c in chosen for n in self.statistics.instances_of(str(c))}
        if names:
            found.append(self.instances(names))
        found += [self._end("subjects", p) for p in sorted(shapes.objects(shape, SH.targetSubjectsOf), key=str)]
        found += [self._end("objects", p) for p in sorted(shapes.objects(shape, SH.targetObjectsOf), key=str)]
        return self.union(found or [self.instances(())])

    def instances(self, names: Iterable[str]) -> Scope:
        several = sorted(names)
        if not several:
            return Scope(lambda v: fragment("scope", "nothing", this=v), size=0)
        size = sum(self.statistics.classes[name] for name in several)
        if len(several) == 1:
            return Scope(lambda v: fragment("scope", "class", this=v, p=sparql_term(several[0])), size=size)
        terms = sparql_terms(several)
        return Scope(lambda v: fragment("scope", "classes", this=v, type=self.names.fresh(), p=terms), size=size)

    def _end(self, kind: str, predicate: Node) -> Scope:
        text = sparql_term(str(predicate))
        chosen = str(predicate) if kind == "subjects" else None
        size = self.statistics.triples(str(predicate))
        return Scope(lambda v: fragment("scope", kind, this=v, p=text, any=self.names.fresh()), chosen, size)

    def union(self, scopes: list[Scope]) -> Scope:
        first, *others = scopes
        for other in others:
            first = self._either(first, other)
        return first

    def _either(self, a: Scope, b: Scope) -> Scope:
        return Scope(lambda v: fragment("scope", "either", a=a(v), b=b(v)), size=a.size + b.size)

    def values(self, scope: Scope, path: Path | None, this: str, value: str) -> str:
        """The pattern that binds `this` to the nodes of a scope and `value` to their value nodes."""
        if path is None:
            return fragment("scope", "bound", scope=scope(this), this=this, value=value)
        if path.nullable:
            return fragment("scope", "or_itself", scope=scope(this), this=this, path=path.sparql, value=value)
        if scope.subjects_of is not None and scope.subjects_of == path.predicate:
            return step(path, this, value)
        return scope(this) + " " + step(path, this, value)

    def reached(self, scope: Scope, path: Path | None) -> Scope:
        """The value nodes of a scope as a scope of their own."""
        if path is None:
            return scope
        size = self.statistics.triples(path.predicate) if path.predicate else scope.size
        return Scope(lambda v: self.values(scope, path, self.names.fresh(), v), size=size)

    def around(self, scope: Scope, path: Path | None) -> Scope:
        """The value nodes of a scope, and those of other nodes too where that is found sooner."""
        if path is None or path.predicate is None or not self.statistics.quick(path.predicate, scope.size):
            return self.reached(scope, path)
        return self._end("objects", rdflib.URIRef(path.predicate))


def step(path: Path, this: str, value: str) -> str:
    return fragment("scope", "step", this=this, path=path.sparql, value=value)
