"""Constraints on single value nodes into expressions that are true where a value breaks them (SHACL section 4)."""

from kg.rdf import XSD
from kg.setwise.fragments import fragment, has_fragment, sparql_term
from kg.setwise.model import Constraint, NotSetwise, Regex, Shape
from kg.setwise.targets import Scopes
from kg.setwise.terms import SH
from kg.store.query import term

PER_VALUE = {
    "Class", "Datatype", "NodeKind", "MinExclusive", "MinInclusive", "MaxExclusive", "MaxInclusive",
    "MinLength", "MaxLength", "Pattern", "LanguageIn", "In",
}  # fmt: skip
LOGIC = {"Not": "not", "Node": "node", "And": "or", "Or": "and", "Xone": "xone"}
FLAGS = set("ismxq")


class Filters:
    """Writes the expressions; `scopes` knows the classes and the fresh variables."""

    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes

    def breaks(self, constraint: Constraint, v: str) -> str | None:
        """True where the value `v` breaks the constraint; None where one value alone does not tell."""
        if constraint.kind in PER_VALUE:
            return self._per_value(constraint, v)
        if constraint.kind in LOGIC:
            return self._logic(constraint, v)
        return None

    def fails(self, shape: Shape, v: str) -> str | None:
        """True where `v` does not conform to a shape that only filters values; None for any other shape."""
        if shape.deactivated:
            return fragment("expression", "none")
        if shape.path is not None or shape.properties:
            return None
        parts = [self.breaks(c, v) for c in shape.constraints]
        known = [p for p in parts if p is not None]
        return joined("or", known) if len(known) == len(parts) else None

    def _logic(self, constraint: Constraint, v: str) -> str | None:
        inner = constraint.parameter
        shapes = inner if isinstance(inner, tuple) else (inner,)
        parts = [self.fails(s, v) for s in shapes if isinstance(s, Shape)]
        known = [p for p in parts if p is not None]
        if len(known) < len(parts):
            return None
        if constraint.kind == "Xone":
            counted = " + ".join(fragment("expression", "count", a=p) for p in known)
            return fragment("expression", "xone", a=counted)
        if constraint.kind == "Not":
            return fragment("expression", "not", a=known[0])
        return joined("and" if constraint.kind == "Or" else "or", known)

    def _per_value(self, constraint: Constraint, v: str) -> str:
        kind, p = constraint.kind, constraint.parameter
        match kind:
            case "Class":
                return self._class(str(p), v)
            case "Datatype":
                return self._datatype(str(p), v)
            case "NodeKind":
                name = str(p).removeprefix(SH)
                if not has_fragment("breaks", name):
                    raise NotSetwise("reason-construct", f"sh:nodeKind {name}")
                return fragment("breaks", name, v=v)
            case "MinLength" | "MaxLength":
                return (
                    fragment("breaks", kind, v=v, p=p) if p or kind == "MaxLength" else fragment("expression", "none")
                )
            case "Pattern":
                return self._pattern(p, v)
            case "LanguageIn":
                return fragment("breaks", kind, v=v, p=_any("language", p, v))
            case "In":
                return fragment("breaks", kind, v=v, p=_any("same", p, v))
        assert isinstance(p, str)
        return fragment("breaks", kind, v=v, p=sparql_term(p))

    def _class(self, name: str, v: str) -> str:
        classes = self.scopes.statistics.instances_of(name)
        if not classes:
            return fragment("breaks", "ClassOfNone")
        if len(classes) == 1:
            return fragment("breaks", "Class", v=v, p=sparql_term(classes[0]))
        several = ", ".join(sparql_term(c) for c in classes)
        return fragment("breaks", "ClassAmong", v=v, p=several, type=self.scopes.names.fresh())

    def _datatype(self, name: str, v: str) -> str:
        local = name.removeprefix(XSD)
        kind = local if has_fragment("well_formed", local) and name.startswith(XSD) else "other"
        text = fragment("well_formed", kind, v=v, cast=f"{sparql_term(name)}(STR({v}))")
        return fragment("breaks", "Datatype", v=v, p=sparql_term(name), well_formed=text)

    def _pattern(self, parameter: object, v: str) -> str:
        assert isinstance(parameter, Regex)
        if not set(parameter.flags) <= FLAGS:
            raise NotSetwise("reason-construct", f"sh:flags {parameter.flags}")
        return fragment("breaks", "Pattern", v=v, p=term(parameter.pattern), flags=term(parameter.flags))


def _any(name: str, values: object, v: str) -> str:
    assert isinstance(values, tuple)
    each = [x for x in values if isinstance(x, str)]
    texts = [term(str(x)) if name == "language" else sparql_term(x) for x in each]
    return joined("or", [fragment("breaks", name, v=v, p=t) for t in texts])


def joined(name: str, parts: list[str]) -> str:
    """The parts as one expression; nothing is false under `or`."""
    if not parts:
        return fragment("expression", "none")
    first, *others = parts
    for other in others:
        first = fragment("expression", name, a=first, b=other)
    return first
