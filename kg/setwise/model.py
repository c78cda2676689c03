"""SHACL shapes as plain values, and what the set-wise engine refuses by name."""

from dataclasses import dataclass, field

from kg.rdf import Row, Term
from kg.setwise.paths import Path
from kg.setwise.terms import SH


@dataclass(frozen=True)
class Reason:
    """Why the set-wise engine does not take a shape: a message key and what it met."""

    key: str
    what: str = ""


class NotSetwise(Exception):
    """A construct that the set-wise engine does not compile; the shape goes to the reference engine."""

    def __init__(self, key: str, what: str = "") -> None:
        super().__init__(key, what)
        self.reason = Reason(key, what)


@dataclass(frozen=True)
class SelectConstraint:
    """A `sh:sparql` constraint (SHACL section 5): its query with the prefixes in front, and its messages."""

    query: str
    messages: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Closed:
    """`sh:closed`: the only properties that a node may have (SHACL section 4.8.1)."""

    allowed: tuple[str, ...]


@dataclass(frozen=True)
class Qualified:
    """`sh:qualifiedValueShape` with its counts and sibling shapes (SHACL section 4.7.3)."""

    shape: "Shape"
    least: int | None
    most: int | None
    siblings: tuple["Shape", ...] = ()


@dataclass(frozen=True)
class Regex:
    """`sh:pattern` with its `sh:flags`."""

    pattern: str
    flags: str


Parameter = Term | int | str | tuple[Term, ...] | tuple["Shape", ...] | SelectConstraint | Closed | Qualified | Regex


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape: the name of its component without `ConstraintComponent`, and its parameter."""

    kind: str
    parameter: "Parameter | Shape"

    @property
    def component(self) -> str:
        return f"{SH}{self.kind}ConstraintComponent"


@dataclass(frozen=True)
class Shape:
    """A node shape, or a property shape where `path` is set."""

    name: str
    path: Path | None
    severity: str
    messages: dict[str, str] = field(hash=False)
    constraints: tuple[Constraint, ...]
    properties: tuple["Shape", ...]
    deactivated: bool = False


@dataclass(frozen=True)
class Hit:
    """A validation result before it has words; `bindings` fill the message of a `sh:sparql` constraint."""

    shape: Shape
    component: str
    focus: Term
    value: Term | None = None
    path: str | None = None
    messages: dict[str, str] = field(default_factory=dict)
    bindings: Row = field(default_factory=dict)
