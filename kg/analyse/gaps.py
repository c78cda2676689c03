"""Where a source leaves something open or contradicts itself, by class: what rules over the graph can find.

Each class has its query file `kg/queries/analyse/gaps/<class>.rq`; the missing links and steps that chains show
(`kg/queries/analyse/missing`) are gaps too. What a rule finds is a place to look at, not a verdict on the source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.analyse.web import MISSING, NOBODY, Web
from kg.rdf import Row
from kg.read import Source
from kg.store import Data, query_names

FOLDER = "analyse/gaps/"

BY_THING = frozenset(
    {"missing-role", "missing-member", "missing-citation", "level-mismatch", "name-varies", "homonym", "undefined-term"}
)
"""Classes that say something of a thing, so that all statements about it make one finding."""

MISSING_CLASS = {
    "approver-of-plan": ("missing-step", "no-approver"),
    "head-of-body": ("missing-link", "post"),
    "plan-under-strategy": ("missing-link", "instrument"),
    "unit-of-steering-body": ("missing-link", "unit"),
}
"""The class and the rule of each kind of link that chains miss."""


@dataclass(frozen=True)
class Finding:
    """One gap: its class and rule, the statements that show it, and the things that it is about.

    `details` are words of the source: names that vary, an expression, an interval.
    """

    gap_class: str
    rule: str
    statements: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@dataclass
class _Draft:
    statements: dict[str, None] = field(default_factory=dict)
    things: dict[str, None] = field(default_factory=dict)
    details: dict[str, None] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        for name, place in (("statement", self.statements), ("other", self.statements), ("detail", self.details)):
            if row[name]:
                place[str(row[name])] = None
        for name in ("thing", "second"):
            if row[name]:
                self.things[str(row[name])] = None


def gap_classes() -> tuple[str, ...]:
    """The classes that have a rule, in the order of their names."""
    own = {name.removeprefix(FOLDER) for name in query_names("analyse") if name.startswith(FOLDER)}
    return tuple(sorted(own | {gap_class for gap_class, _ in MISSING_CLASS.values()}))


def held_sources(sources: Iterable[Source]) -> list[str]:
    """The names of the sources whose own text is held, so that what they leave open can be told."""
    return sorted({source.graph.rsplit("/", 1)[-1] for source in sources if source.held})


def find_gaps(data: Data, web: Web) -> list[Finding]:
    """Every gap of the chosen sources, class by class."""
    found = [f for name in gap_classes() for f in _of_class(data, name)]
    found += _missing(web)
    return sorted(found, key=lambda f: (f.gap_class, f.rule, f.statements, f.things))


def _of_class(data: Data, gap_class: str) -> list[Finding]:
    name = FOLDER + gap_class
    if name not in query_names("analyse"):
        return []
    drafts: dict[tuple[str, ...], _Draft] = {}
    for row in data.rows(name):
        key = ("thing", "second") if gap_class in BY_THING or not row["statement"] else ("statement", "other")
        drafts.setdefault((str(row["rule"]), *(str(row[k]) for k in key)), _Draft()).add(row)
    return [_finding(gap_class, key[0], draft) for key, draft in drafts.items()]


def _finding(gap_class: str, rule: str, draft: _Draft) -> Finding:
    return Finding(gap_class, rule, tuple(draft.statements), tuple(draft.things), tuple(draft.details))


def _missing(web: Web) -> Iterable[Finding]:
    for edge in web.edges:
        if edge.status == MISSING:
            gap_class, rule = MISSING_CLASS[edge.graph.rsplit("/", 1)[-1]]
            ends = (edge.target,) if edge.source.startswith(NOBODY) else (edge.source, edge.target)
            yield Finding(gap_class, rule, things=ends)


def count_by_class(found: Sequence[Finding]) -> dict[str, int]:
    return {name: sum(f.gap_class == name for f in found) for name in gap_classes()}
