"""What a check finds: one `Finding` for each SHACL validation result, gathered in a `Report`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.check.excuses import Excuse
from kg.rdf import Term
from kg.setwise.model import Reason
from kg.setwise.terms import term_key

SEVERITIES = ("Violation", "Warning", "Info")
"""The severities of SHACL section 2.1.4, the gravest first."""

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """Where the facts about a focus node stand: its source graph, its document, and the row it was read from."""

    graph: str
    title: Texts = field(default_factory=dict)
    place: str | None = None


@dataclass(frozen=True)
class Finding:
    """One validation result (SHACL section 3.6.2), with what a planner needs to mend it."""

    shape: str
    severity: str
    focus: Term
    path: str | None
    value: Term | None
    component: str
    message: Texts = field(default_factory=dict)
    source: Source | None = None
    fix: Texts = field(default_factory=dict)
    label: Texts = field(default_factory=dict)
    value_label: Texts = field(default_factory=dict)
    excuse: Excuse | None = None

    def key(self) -> tuple[object, ...]:
        """What two engines must agree on: focus, path, value, component, severity and source shape."""
        return (term_key(self.focus), self.path, term_key(self.value), self.component, self.severity, self.shape)


@dataclass(frozen=True)
class Report:
    """The findings of one engine; `conforms` is true only without any result (SHACL section 3.6.1)."""

    engine: str
    version: str
    results: tuple[Finding, ...]
    handed_over: tuple[tuple[str, Reason], ...] = ()
    """Shapes that the set-wise engine gave to the reference engine, with the reason."""
    example: bool = False
    """Whether the data is made up, which every form of the report must say."""

    @property
    def conforms(self) -> bool:
        return not self.results

    def reaches(self, severity: str) -> bool:
        """Whether a finding that nobody has excused is at least as grave as `severity`."""
        return any(rank(f.severity) <= rank(severity) for f in self.results if f.excuse is None)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, then by shape, focus, path and value: the same data give the same order."""
    return tuple(sorted(findings, key=lambda f: (rank(f.severity), f.shape, *map(str, f.key()))))


def rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else 0
