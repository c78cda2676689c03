"""How often the classes and properties of the data are used: what tells whether to look at all, and from which end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.setwise.clauses import clauses, is_select
from kg.setwise.rewrite import triples_of
from kg.setwise.sparql_text import Group, Token
from kg.store import Data

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

FEWER = 5
"""A store looks up one property of one thing as fast as it reads about so many triples of that property in a row."""

_PREFIX = re.compile(r"PREFIX\s+([\w.-]*:)\s*<([^>]*)>", re.I)


@dataclass(frozen=True)
class Statistics:
    """The number of instances of each class and of triples of each property; the subclass tree of the data."""

    classes: dict[str, int]
    properties: dict[str, int]
    below: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Data) -> "Statistics":
        parents: dict[str, set[str]] = {}
        for row in data.rows("check/subclasses"):
            parents.setdefault(str(row["parent"]), set()).add(str(row["class"]))
        classes, properties = (_numbers(data, kind) for kind in ("classes", "properties"))
        return cls(classes, properties, {p: _reached(parents, p) for p in parents})

    def instances_of(self, name: str) -> list[str]:
        """The class and its subclasses, as far as they have instances."""
        return sorted(c for c in {name} | self.below.get(name, set()) if c in self.classes)

    def triples(self, name: str) -> int:
        return self.properties.get(name, 0)

    def quick(self, name: str, lookups: int) -> bool:
        """Whether all triples of a property are read sooner than it is looked up so many times."""
        return self.triples(name) <= FEWER * lookups


@dataclass(frozen=True)
class Prefixes:
    """What the prefixed names of a query stand for."""

    namespaces: dict[str, str]

    @classmethod
    def of(cls, query: str) -> "Prefixes":
        return cls(dict(_PREFIX.findall(query)))

    def iri(self, token: Token) -> str | None:
        """The IRI that a token stands for, `a` included; None for anything else."""
        if token.kind == "iri":
            return token.text[1:-1]
        if token.kind != "name":
            return None
        if token.text == "a":
            return RDF_TYPE
        prefix, colon, local = token.text.partition(":")
        space = self.namespaces.get(prefix + colon)
        return None if space is None or not colon else space + local


def hopeless(query: str, root: Group, statistics: Statistics) -> bool:
    """Whether a SELECT has no solution because it asks for a property or a class that nothing has."""
    prefixes = Prefixes.of(query)
    where = next(i for i in root.items if isinstance(i, Group))
    return any(_lacks(prefixes, triple, statistics) for triple in _required(where))


def without_needless(group: Group, prefixes: Prefixes, statistics: Statistics) -> None:
    """Take out each FILTER NOT EXISTS, at any depth, that holds always: it asks for what nothing has."""
    for clause in clauses(group):
        if clause.kind == "not exists" and any(_lacks(prefixes, t, statistics) for t in _required(clause.groups[0])):
            gone = {id(item) for item in clause.items}
            group.items = [item for item in group.items if id(item) not in gone]
        else:
            for inner in clause.groups:
                without_needless(inner, prefixes, statistics)


def _required(group: Group) -> Iterator[tuple[Token, Token, Token]]:
    """The triple patterns that every solution of a group fulfils."""
    if is_select(group):
        return
    for clause in clauses(group):
        if clause.kind == "triples":
            yield from triples_of(clause)
        elif clause.kind == "group":
            yield from _required(clause.groups[0])


def _lacks(prefixes: Prefixes, triple: tuple[Token, Token, Token], statistics: Statistics) -> bool:
    _, predicate, value = triple
    name, kind = prefixes.iri(predicate), prefixes.iri(value)
    if name == RDF_TYPE and kind is not None:
        return kind not in statistics.classes
    return name is not None and name not in statistics.properties


def _numbers(data: Data, kind: str) -> dict[str, int]:
    return {str(row["name"]): int(str(row["number"])) for row in data.rows(f"check/{kind}-in-use")}


def _reached(children: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
