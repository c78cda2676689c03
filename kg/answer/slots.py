"""The slots of a statement that can be asked for, and what fills them."""

from collections.abc import Iterable, Mapping

from kg.read import Statement, Thing

NAMED = frozenset({"bearer", "object", "basis", "counterpart", "level", "role"})
"""The slots that hold names of things."""

ACTING = ("actor", "population group", "network type")
"""Kinds that can bear a responsibility."""

DEFINITE = ("group", "unit", "body", "agency", "network", "post")
"""Kinds of which each thing is one of its own: what is said of one is not said of another."""


def fillers(statement: Statement) -> list[tuple[str, Thing]]:
    """Every (slot, thing) of a statement that can be asked for."""
    found = [("bearer", t) for t in statement.who]
    found += [("object", t) for t in statement.about]
    found += [("counterpart", c.party) for c in statement.counterparts]
    found += [("basis", t) for t in statement.basis]
    found += [("level", t) for t in (statement.level,) if t]
    found += _times(statement)
    return found


def involved(statement: Statement) -> set[str]:
    """The IRIs of everything that fills a slot."""
    return {thing.iri for _, thing in fillers(statement)}


def _times(statement: Statement) -> Iterable[tuple[str, Thing]]:
    """When: the period or rhythm that the graph names, and the words of the source where they say more."""
    named = [t for t in (statement.period, statement.rhythm) if t]
    yield from (("timing", t) for t in named[:1])
    if statement.timing and all(statement.timing.casefold() != t.name("fi").casefold() for t in named[:1]):
        yield "timing", Thing("", "time", {"fi": statement.timing})


class Kinds:
    """Which kind of thing is a special case of which other: post → actor, plan type → plan."""

    def __init__(self, broader: Mapping[str, frozenset[str]]) -> None:
        self._broader = broader

    def is_a(self, kind: str, *wanted: str) -> bool:
        """Whether a kind is one of the wanted kinds, or a special case or a type of one."""
        plain = kind.removesuffix(" type")
        above = {kind, plain} | self._broader.get(kind, frozenset()) | self._broader.get(plain, frozenset())
        return any(w in above or f"{w} type" in above for w in wanted)
