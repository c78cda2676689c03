"""What was read from a file, before it means anything: cells with their place."""

from dataclasses import dataclass, field
from datetime import date

from kg.sources.sheets import Sheet

Value = str | int | float | bool | date
"""A cell's value: text as it stands, a number, a truth value, a day."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of one sheet; `row` is the number that the planner sees, `values` has no empty cells."""

    file: str
    sheet: Sheet
    title: str
    row: int
    values: dict[str, Value]


@dataclass(frozen=True)
class Note:
    """Something that was noticed while reading, said aloud: an encoding, a hidden sheet, an unknown column."""

    key: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """A mistake at a place in a file: its class (`code`), what stands there, and what would be right."""

    code: str
    file: str
    sheet: str
    row: int
    column: str
    value: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    suggestion: str = ""


@dataclass
class Read:
    """Everything that files hold: records, the columns that each sheet has, notes and faults."""

    records: list[Record] = field(default_factory=list)
    columns: dict[str, set[str]] = field(default_factory=dict)
    headers: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The header as the planner wrote it, for (file, sheet title, column key)."""
    notes: list[Note] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: "Read") -> None:
        """Take over what another file holds."""
        self.records += other.records
        for sheet, columns in other.columns.items():
            self.columns.setdefault(sheet, set()).update(columns)
        self.headers.update(other.headers)
        self.notes += other.notes
        self.faults += other.faults
