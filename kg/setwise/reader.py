"""A graph of shapes into `Shape` values (SHACL sections 2 to 5)."""

import re
from collections.abc import Callable

import rdflib
from rdflib import OWL, RDF, RDFS, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from kg.setwise.declared import TARGETS, texts
from kg.setwise.model import Closed, Constraint, NotSetwise, Parameter, Qualified, Regex, SelectConstraint, Shape
from kg.setwise.paths import read_path
from kg.setwise.terms import plain

DESCRIBING = {
    *TARGETS, SH.path, SH.property, SH.severity, SH.message, SH.name, SH.description, SH.order, SH.group,
    SH.defaultValue, SH.deactivated, SH.flags, SH.ignoredProperties, SH.qualifiedMinCount, SH.qualifiedMaxCount,
    SH.qualifiedValueShapesDisjoint, SH.prefixes, SH.select,
}  # fmt: skip
VALUE = {
    "class": "Class", "datatype": "Datatype", "nodeKind": "NodeKind", "hasValue": "HasValue",
    "minExclusive": "MinExclusive", "minInclusive": "MinInclusive", "maxExclusive": "MaxExclusive",
    "maxInclusive": "MaxInclusive", "equals": "Equals", "disjoint": "Disjoint", "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
}  # fmt: skip
NUMBER = {"minCount": "MinCount", "maxCount": "MaxCount", "minLength": "MinLength", "maxLength": "MaxLength"}
LIST = {"in": "In", "languageIn": "LanguageIn"}
SHAPE_LIST = {"and": "And", "or": "Or", "xone": "Xone"}
SHAPE = {"not": "Not", "node": "Node"}
LOOKAROUND = re.compile(r"\(\?[=!<]|\\[1-9]")


class Reader:
    """Reads shapes from one graph; a construct that cannot be run set-wise raises NotSetwise."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph
        self.open: list[Node] = []
        kinds = set(graph.transitive_subjects(RDFS.subClassOf, SH.ConstraintComponent))
        self.custom = {p for k in kinds for c in graph.subjects(RDF.type, k) for p in self._parameters(c)}

    def shape(self, node: Node) -> Shape:
        """The shape at `node`, with the shapes it refers to; a shape may not reach itself (SHACL section 3.4.3)."""
        if node in self.open:
            raise NotSetwise("reason-recursion")
        self.open.append(node)
        try:
            return self._shape(node)
        finally:
            self.open.pop()

    def _shape(self, node: Node) -> Shape:
        path = self.graph.value(node, SH.path)
        severity = str(self.graph.value(node, SH.severity) or SH.Violation)
        return Shape(
            name=str(plain(node)),
            path=None if path is None else read_path(self.graph, path),
            severity=severity.removeprefix(str(SH)),
            messages=texts(self.graph, node, SH.message),
            constraints=tuple(
                c for p, o in sorted(self.graph.predicate_objects(node), key=str) for c in self._read(node, p, o)
            ),
            properties=tuple(self.shape(p) for p in sorted(self.graph.objects(node, SH.property), key=str)),
            deactivated=self._true(node, SH.deactivated),
        )

    def _read(self, node: Node, predicate: Node, value: Node) -> list[Constraint]:
        if predicate in self.custom:
            raise NotSetwise("reason-construct", str(predicate))
        if not str(predicate).startswith(str(SH)) or predicate in DESCRIBING:
            return []
        name = str(predicate).removeprefix(str(SH))
        for table, read in self._tables():
            if name in table:
                return [Constraint(table[name], read(value))]
        return self._special(node, name, value)

    def _tables(self) -> list[tuple[dict[str, str], Callable[[Node], Parameter | Shape]]]:
        return [
            (VALUE, plain),
            (NUMBER, lambda v: int(str(v))),
            (LIST, lambda v: tuple(plain(x) for x in Collection(self.graph, v))),
            (SHAPE_LIST, lambda v: tuple(self.shape(x) for x in Collection(self.graph, v))),
            (SHAPE, self.shape),
        ]

    def _special(self, node: Node, name: str, value: Node) -> list[Constraint]:
        if name == "pattern":
            return [Constraint("Pattern", self._regex(node, value))]
        if name == "uniqueLang":
            return [Constraint("UniqueLang", 1)] if value.toPython() is True else []  # type: ignore[attr-defined]
        if name == "closed":
            return [Constraint("Closed", self._closed(node))] if self._true(node, SH.closed) else []
        if name == "qualifiedValueShape":
            return [Constraint("QualifiedValueShape", self._qualified(node, value))]
        if name == "sparql":
            return [] if self._true(value, SH.deactivated) else [Constraint("SPARQL", self._select(value))]
        raise NotSetwise("reason-construct", f"sh:{name}")

    def _regex(self, node: Node, value: Node) -> Regex:
        if LOOKAROUND.search(str(value)):
            raise NotSetwise("reason-construct", f"sh:pattern {value}")
        return Regex(str(value), str(self.graph.value(node, SH.flags) or ""))

    def _closed(self, node: Node) -> Closed:
        paths = {p for s in self.graph.objects(node, SH.property) for p in self.graph.objects(s, SH.path)}
        ignored = {i for x in self.graph.objects(node, SH.ignoredProperties) for i in Collection(self.graph, x)}
        return Closed(tuple(sorted(str(p) for p in paths | ignored if isinstance(p, URIRef))))

    def _qualified(self, node: Node, value: Node) -> Qualified:
        siblings: set[Node] = set()
        if self._true(node, SH.qualifiedValueShapesDisjoint):
            parents = self.graph.subjects(SH.property, node)
            others = {s for p in parents for s in self.graph.objects(p, SH.property)}
            siblings = {q for s in others for q in self.graph.objects(s, SH.qualifiedValueShape)} - {value}
        least = self.graph.value(node, SH.qualifiedMinCount)
        most = self.graph.value(node, SH.qualifiedMaxCount)
        return Qualified(
            self.shape(value),
            None if least is None else int(str(least)),
            None if most is None else int(str(most)),
            tuple(self.shape(s) for s in sorted(siblings, key=str)),
        )

    def _select(self, value: Node) -> SelectConstraint:
        query = self.graph.value(value, SH.select)
        if query is None:
            raise NotSetwise("reason-construct", "sh:sparql")
        return SelectConstraint(self._prefixes(value) + str(query), texts(self.graph, value, SH.message))

    def _prefixes(self, value: Node) -> str:
        """The PREFIX lines that `sh:prefixes` declares (SHACL section 5.2.1), imports included."""
        waiting = list(self.graph.objects(value, SH.prefixes))
        declared: dict[str, str] = {}
        for ontology in waiting:
            for d in self.graph.objects(ontology, SH.declare):
                declared[str(self.graph.value(d, SH.prefix))] = str(self.graph.value(d, SH.namespace))
            waiting += [i for i in self.graph.objects(ontology, OWL.imports) if i not in waiting]
        return "".join(f"PREFIX {p}: <{n}>\n" for p, n in sorted(declared.items()))

    def _parameters(self, component: Node) -> set[Node]:
        parameters = self.graph.objects(component, SH.parameter)
        return {path for p in parameters for path in self.graph.objects(p, SH.path)}

    def _true(self, node: Node, predicate: Node) -> bool:
        value = self.graph.value(node, predicate)
        return isinstance(value, Literal) and str(value) in ("true", "1")
