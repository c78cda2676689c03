"""`sh:sparql` constraints (SHACL section 5) for all focus nodes at once.

SHACL runs the query once a focus node, with `$this` bound beforehand. Here the pattern of the focus nodes is put
into the query instead: into its outermost group, and into each inner group whose expressions use `$this` without
binding it, for an inner group does not see the variables around it (SPARQL 1.1 section 18.2.2).
"""

from collections.abc import Iterator
from itertools import pairwise

from kg.errors import UnreadableInput
from kg.rdf import Lit, Row
from kg.setwise.clauses import Clause, certain, clauses, is_select
from kg.setwise.model import Constraint, Hit, NotSetwise, SelectConstraint, Shape
from kg.setwise.paths import Path
from kg.setwise.rewrite import Rare, minus_for_not_exists
from kg.setwise.sparql_text import Group, Token, parse
from kg.setwise.statistics import Prefixes, Statistics, hopeless, without_needless
from kg.setwise.targets import Scope
from kg.setwise.terms import term_key
from kg.store import Data
from kg.store.query import bind_context

FORBIDDEN = ("MINUS", "VALUES", "SERVICE", "GRAPH", "FROM")
"""By the specification (section 5.2.1), or because rules see one merged graph."""

COUNTED = ("LIMIT", "OFFSET")
AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT")


def run_select(data: Data, shape: Shape, scope: Scope, constraint: Constraint, statistics: Statistics) -> Iterator[Hit]:
    """One hit for each distinct solution (SHACL section 5.3.2)."""
    select = constraint.parameter
    assert isinstance(select, SelectConstraint)
    root = _read(select.query, shape.path, data)
    without_needless(root, Prefixes.of(select.query), statistics)
    in_vain = hopeless(select.query, root, statistics)
    _aim(root, select.query, scope, statistics)
    seen = set()
    for row in [] if in_vain else data.select(root.text()):
        bindings = {name: value for name, value in row.items() if not name.startswith("_")}
        key = tuple(sorted((name, term_key(value)) for name, value in bindings.items() if value is not None))
        if key not in seen and bindings.get("this") is not None:
            seen.add(key)
            yield _hit(shape, constraint, select, bindings)


def _hit(shape: Shape, constraint: Constraint, select: SelectConstraint, row: Row) -> Hit:
    focus, path, value = row["this"], row.get("path"), row.get("value")
    assert focus is not None
    if value is None and shape.path is None:
        value = focus
    if path is None or isinstance(path, Lit):
        path = shape.path.name if shape.path else None  # type: ignore[assignment]
    named = None if path is None else str(path)
    return Hit(shape, constraint.component, focus, value, named, select.messages or shape.messages, row)


def setwise(query: str, path: Path | None, scope: Scope, data: Data, statistics: Statistics) -> str:
    """The query for all nodes of `scope`; raises NotSetwise where that would not mean the same."""
    root = _read(query, path, data)
    _aim(root, query, scope, statistics)
    return root.text()


def _read(query: str, path: Path | None, data: Data) -> Group:
    """The query with the context and the path in place."""
    _refuse(parse(query))
    root = parse(bind_context(query, data.context.values()))
    _put_path(root, path)
    return root


def _aim(root: Group, query: str, scope: Scope, statistics: Statistics) -> None:
    """Tell the query its focus nodes."""
    prefixes = Prefixes.of(query)

    def rare(predicate: Token) -> bool:
        name = prefixes.iri(predicate)
        return name is not None and statistics.quick(name, scope.size)

    _select(root, scope, rare, outermost=True)


def _refuse(root: Group) -> None:
    """What the specification forbids (section 5.3.1), and what counts over all focus nodes instead of one."""
    for token in root.tokens():
        if token.word in FORBIDDEN:
            raise UnreadableInput("check.forbidden", what=token.word)
        if token.word in COUNTED:
            raise NotSetwise("reason-query", token.word)
        if token.variable in ("shapesGraph", "currentShape", "failure"):
            raise NotSetwise("reason-query", token.text)


def _put_path(group: Group, path: Path | None) -> None:
    for number, item in enumerate(group.items):
        if isinstance(item, Group):
            _put_path(item, path)
        elif item.variable == "PATH":
            if path is None:
                raise NotSetwise("reason-query", "$PATH")
            group.items[number] = Token("path", f"({path.sparql})")


def _select(group: Group, scope: Scope, rare: Rare, *, outermost: bool = False) -> None:
    """Prepare a SELECT: it keeps `?this` (section 5.2.1), and its group is told the focus nodes."""
    where = next((n for n, i in enumerate(group.items) if isinstance(i, Group)), None)
    if where is None:
        raise NotSetwise("reason-query", "WHERE")
    head = [i for i in group.items[:where] if isinstance(i, Token)]
    tail = [i for i in group.items[where + 1 :] if isinstance(i, Token)]
    start = _start(head)
    _check_select(head[start:], tail)
    if not any(t.variable == "this" for t in head[start:]):
        if not outermost:
            raise NotSetwise("reason-query", "SELECT")
        group.items[start:start] = [Token("variable", "?this"), Token("space", " ")]
    body = next(i for i in group.items if isinstance(i, Group))
    _tell(body, scope, rare, outermost=True)


def _start(head: list[Token]) -> int:
    """Where the projected variables begin: after SELECT and DISTINCT."""
    words = [t.word for t in head]
    if "SELECT" not in words:
        raise NotSetwise("reason-query", "SELECT")
    start = words.index("SELECT") + 1
    while start < len(head) and (head[start].kind == "space" or words[start] in ("DISTINCT", "REDUCED")):
        start += 1
    return start


def _check_select(chosen: list[Token], tail: list[Token]) -> None:
    words = [t.word for t in (*chosen, *tail)]
    grouped = "GROUP" in words
    if grouped and not any(t.variable == "this" for t in _group_by(tail)):
        raise NotSetwise("reason-query", "GROUP BY")
    if not grouped and any(w in AGGREGATES for w in words):
        raise NotSetwise("reason-query", "COUNT")
    if any(t.text == "*" for t in chosen):
        raise NotSetwise("reason-query", "SELECT *")
    if any(a.word == "AS" and b.variable == "this" for a, b in _neighbours(chosen)):
        raise NotSetwise("reason-query", "AS $this")


def _group_by(tail: list[Token]) -> list[Token]:
    words = [t.word for t in tail]
    start = words.index("GROUP")
    ends = [n for n, w in enumerate(words) if n > start and w in ("HAVING", "ORDER")]
    return tail[start : min(ends, default=len(tail))]


def _neighbours(tokens: list[Token]) -> list[tuple[Token, Token]]:
    significant = [t for t in tokens if t.kind not in ("space", "comment")]
    return list(pairwise(significant))


def _tell(group: Group, scope: Scope, rare: Rare, *, outermost: bool = False) -> None:
    """Put the focus nodes into a group where it needs them, after its inner groups; then rewrite its NOT EXISTS."""
    if is_select(group):
        _select(group, scope, rare)
        return
    found = clauses(group)
    if any(_rebinds_this(c) for c in found):
        raise NotSetwise("reason-query", "AS $this")
    for clause in found:
        if clause.kind in ("group", "union", "optional"):
            for inner in clause.groups:
                _tell(inner, scope, rare)
    if outermost or _needs_this(group, found):
        group.items.insert(0, Token("scope", f" {scope('?this')}\n"))
    minus_for_not_exists(group, rare)


def _needs_this(group: Group, found: list[Clause]) -> bool:
    used = any(c.kind in ("filter", "bind", "exists", "not exists") and "this" in c.variables() for c in found)
    return used and "this" not in certain(group)


def _rebinds_this(clause: Clause) -> bool:
    tokens = [i for i in clause.items if isinstance(i, Token)]
    return clause.kind == "bind" and any(a.word == "AS" and b.variable == "this" for a, b in _neighbours(tokens))
