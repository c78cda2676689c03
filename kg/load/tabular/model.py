"""What a reading of a file is: which table it holds, what each column is, and what had to be asked."""

from dataclasses import dataclass, field

from kg.load.tabular.layout import Table

LEAVE_OUT, NEW, KEEP = "leave-out", "new", "keep"
"""Answers that any question may have: without the value, a thing of its own, as it stands."""


@dataclass(frozen=True)
class Column:
    """One column of a table and what it is read as: a column of ours, `valid` (a period), or nothing (empty key)."""

    place: int
    header: str
    key: str
    why: str
    """`header`, `values`, `marks` (the header is the value), `persons`, `other` or `nothing`."""
    sure: bool
    samples: tuple[str, ...] = ()


@dataclass
class TableReading:
    """How one table is read: as rows of the sheet `kind`, or not at all where it is empty."""

    table: Table
    kind: str
    why: str
    """`columns`, `hidden` or `nothing`."""
    sure: bool
    columns: list[Column] = field(default_factory=list)

    def places(self, key: str) -> list[Column]:
        return [c for c in self.columns if c.key == key]


@dataclass(frozen=True)
class Question:
    """Something that the file does not say clearly. `options` are answers; `proposed` is the one that seems right."""

    key: str
    code: str
    facts: dict[str, object]
    options: tuple[str, ...]
    proposed: str | None
    sheet: str
    row: int
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """Option → language → what it is called there, for words."""


@dataclass
class Reading:
    """How a whole file is read, with the answers that were given."""

    file: str
    tables: list[TableReading]
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def read(self) -> list[TableReading]:
        return [t for t in self.tables if t.kind]
