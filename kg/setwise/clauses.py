"""A group of SPARQL into its clauses, with the variables that each binds for certain (SPARQL 1.1 section 18.2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.setwise.sparql_text import Group, Token

Item = Token | Group
KEYWORDS = {"FILTER", "OPTIONAL", "BIND", "MINUS", "VALUES", "GRAPH", "SERVICE", "UNION"}


@dataclass
class Clause:
    """One clause of a group: its kind, its items, and the groups in it."""

    kind: str
    items: list[Item] = field(default_factory=list)

    @property
    def groups(self) -> list[Group]:
        return [i for i in self.items if isinstance(i, Group)]

    def variables(self) -> set[str]:
        return Group(list(self.items)).variables()

    def certain(self) -> set[str]:
        """The variables that every solution of this clause binds."""
        if self.kind == "triples":
            return self.variables()
        if self.kind in ("group", "graph", "union"):
            return set.intersection(*(certain(g) for g in self.groups))
        if self.kind == "values":
            words = {i.word for g in self.groups for i in g.tokens()}
            return set() if "UNDEF" in words else self.variables()
        return set()


def clauses(group: Group) -> list[Clause]:
    """The clauses of a group in their order."""
    return list(_split(group.significant()))


def certain(group: Group) -> set[str]:
    """The variables that every solution of a group binds; for a sub-select, none is taken for granted."""
    if is_select(group):
        return set()
    return {v for clause in clauses(group) for v in clause.certain()}


def is_select(group: Group) -> bool:
    first = next(iter(group.significant()), None)
    return isinstance(first, Token) and first.word == "SELECT"


def _split(items: list[Item]) -> Iterator[Clause]:
    position = 0
    while position < len(items):
        item = items[position]
        if isinstance(item, Group):
            clause, position = _groups(items, position)
        elif item.word in KEYWORDS:
            clause, position = _keyword(items, position)
        else:
            clause, position = _triples(items, position)
        if clause.items:
            yield clause


def _groups(items: list[Item], position: int) -> tuple[Clause, int]:
    """A group, or several joined by UNION."""
    clause = Clause("group", [items[position]])
    position += 1
    while position + 1 < len(items) and _word(items[position]) == "UNION":
        clause.items += items[position : position + 2]
        clause.kind = "union"
        position += 2
    return clause, position


def _keyword(items: list[Item], position: int) -> tuple[Clause, int]:
    word = _word(items[position])
    if word == "FILTER":
        return _filter(items, position)
    if word == "BIND":
        end = _closing(items, position + 1)
        return Clause("bind", items[position:end]), end
    end = position + 1
    while end < len(items) and not isinstance(items[end], Group):
        end += 1
    return Clause(word.lower(), items[position : end + 1]), end + 1


def _filter(items: list[Item], position: int) -> tuple[Clause, int]:
    after = [_word(i) for i in items[position + 1 : position + 3]]
    if after[:1] == ["EXISTS"]:
        return Clause("exists", items[position : position + 3]), position + 3
    if after == ["NOT", "EXISTS"]:
        return Clause("not exists", items[position : position + 4]), position + 4
    start = position + 1
    while start < len(items) and _mark(items[start]) != "(":
        start += 1
    end = _closing(items, start)
    return Clause("filter", items[position:end]), end


def _triples(items: list[Item], position: int) -> tuple[Clause, int]:
    end = position
    while end < len(items) and not isinstance(items[end], Group) and _word(items[end]) not in KEYWORDS:
        end += 1
    found = items[position:end]
    return Clause("triples", [] if all(_mark(i) == "." for i in found) else found), end


def _closing(items: list[Item], start: int) -> int:
    """Where the bracket that opens at `start` has closed."""
    depth = 0
    for position in range(start, len(items)):
        depth += {"(": 1, ")": -1}.get(_mark(items[position]), 0)
        if depth == 0:
            return position + 1
    return len(items)


def _word(item: Item) -> str:
    return item.word if isinstance(item, Token) else ""


def _mark(item: Item) -> str:
    return item.text if isinstance(item, Token) and item.kind == "mark" else ""
