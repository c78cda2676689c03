"""FILTER NOT EXISTS over a join into MINUS, where both mean the same.

A store runs NOT EXISTS once a solution; MINUS runs its pattern once. They agree where the inner group shares
variables with the outer one, all of them bound for certain on both sides, and where no inner expression needs an
outer variable (SPARQL 1.1 section 8.3). Where that does not hold, or where the inner pattern is a single triple of a
frequent property or falls apart into a product, the query stays as it is.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from kg.setwise.clauses import Clause, Item, certain, clauses
from kg.setwise.sparql_text import Group, Token, parse

PATHS = {"/", "|", "*", "+", "^", "path"}
PLAIN = {"triples", "filter", "values", "exists", "not exists"}
UNSEEN = {"exists", "not exists", "minus"}
"""Clauses whose variables nothing outside them sees."""

Rare = Callable[[Token], bool]
"""Whether all triples of a property are read sooner than it is looked up for every focus node."""


def minus_for_not_exists(group: Group, rare: Rare) -> None:
    """Rewrite this group, and what becomes MINUS.

    It stays where its author put it if what is written before binds all it shares; else it goes to the end.
    """
    found = clauses(_with_scope_parsed(group))
    if all(clause.kind != "not exists" for clause in found):
        return
    visible, bound = _visible(found), {v for c in found for v in c.certain()}
    constants = [c for c in found if c.kind == "values"]
    for clause in found:
        if clause.kind == "not exists":
            inner = _with_constants(constants, clause.groups[0])
            if _same_as_minus(inner, visible, bound, rare):
                place = _drop(group, clause, visible)
                group.items[place:place] = [Token("name", "\n MINUS "), inner]
                minus_for_not_exists(inner, rare)


def _with_constants(constants: list[Clause], inner: Group) -> Group:
    """The inner group with the outer VALUES repeated in it that its expressions need."""
    if not constants:
        return inner
    missing = {v for c in clauses(inner) if c.kind == "filter" for v in c.variables()} - certain(inner)
    needed = [c for c in constants if c.certain() & missing]
    return Group([*(i for c in needed for i in (*c.items, Token("space", " "))), *inner.items])


def _with_scope_parsed(group: Group) -> Group:
    """The group with the pattern of the focus nodes read as clauses."""
    items: list[Item] = []
    for item in group.items:
        is_scope = isinstance(item, Token) and item.kind == "scope"
        items += _read(item.text).items if isinstance(item, Token) and is_scope else [item]
    return Group(items)


@lru_cache(maxsize=256)
def _read(scope: str) -> Group:
    """The pattern of the focus nodes as a group that nobody changes."""
    return parse(scope)


def _same_as_minus(inner: Group, visible: set[str], around: set[str], rare: Rare) -> bool:
    found = clauses(inner)
    if not all(c.kind in PLAIN for c in found) or any(c.groups for c in found if c.kind == "filter"):
        return False
    bound = certain(inner)
    if any(not c.variables() <= bound for c in found if c.kind == "filter"):
        return False
    shared = inner.variables() & visible
    return bool(shared) and shared <= bound & around and _worth_it(found, rare)


def _worth_it(found: list[Clause], rare: Rare) -> bool:
    """Whether the inner pattern is a join that hangs together, or about a property that few things have."""
    triples = [c for c in found if c.kind == "triples"]
    patterns = [p for c in triples for p in triple_patterns(c)]
    marks = {t.text if t.kind == "mark" else t.kind for c in triples for t in c.items if isinstance(t, Token)}
    if marks & set("[]()"):
        return False
    if len(patterns) == 1 and not marks & PATHS and all(rare(p) for c in triples for _, p, _ in triples_of(c)):
        return True
    nested = any(c.kind in ("exists", "not exists") for c in found)
    return (len(patterns) > 1 or nested or bool(marks & PATHS)) and _connected(patterns)


def _connected(patterns: list[set[str]]) -> bool:
    reached, *waiting = [set(p) for p in patterns if p]
    progress = True
    while waiting and progress:
        near = [p for p in waiting if p & reached]
        progress = bool(near)
        reached.update(*near)
        waiting = [p for p in waiting if p not in near]
    return not waiting


def triple_patterns(clause: Clause) -> list[set[str]]:
    """The variables of each triple pattern of a clause, `;` and `,` written out."""
    patterns: list[set[str]] = []
    for sentence in _parts([i for i in clause.items if isinstance(i, Token)], "."):
        subject, *rest = sentence
        for part in _parts(rest, ";"):
            objects = _parts(part, ",")
            shared = {v for t in (subject, *objects[0][:-1]) if (v := t.variable)}
            patterns += [shared | ({v} if (v := o[-1].variable) else set()) for o in objects]
    return patterns


def triples_of(clause: Clause) -> Iterator[tuple[Token, Token, Token]]:
    """The triple patterns of a clause; none of one that holds paths, lists or nameless nodes."""
    tokens = [i for i in clause.items if isinstance(i, Token)]
    if {t.text if t.kind == "mark" else t.kind for t in tokens} & (PATHS | set("[]()")):
        return
    for sentence in _parts(tokens, "."):
        subject, *rest = sentence
        for predicate, *objects in _parts(rest, ";"):
            for values in _parts(objects, ","):
                yield subject, predicate, values[0]


def _parts(tokens: list[Token], mark: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "mark" and token.text == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    return [p for p in parts if p]


def _drop(group: Group, clause: Clause, visible: set[str]) -> int:
    """Take a clause out of its group; returns where a MINUS in its stead has all that it shares before it."""
    start = next(n for n, item in enumerate(group.items) if item is clause.items[0])
    before = certain(Group(group.items[:start]))
    gone = {id(i) for i in clause.items}
    group.items = [i for i in group.items if id(i) not in gone]
    shared = clause.variables() & visible
    return start if shared <= before else len(group.items)


def _visible(found: list[Clause]) -> set[str]:
    return {v for c in found if c.kind not in UNSEEN for v in c.variables()}
