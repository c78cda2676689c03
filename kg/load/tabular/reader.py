"""A file that is not ours, as far as it can be understood: its reading, what it becomes, and what is still unsure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.load.sheets.names import Names, Words
from kg.load.tabular.csvw import from_csvw, to_csvw
from kg.load.tabular.detect import propose, read_as
from kg.load.tabular.interpret import Interpreted, interpret
from kg.load.tabular.matching import Matcher
from kg.load.tabular.model import Column, Question, Reading, TableReading
from kg.sources.files import note_encoding
from kg.sources.records import Read
from kg.sources.sheets import fold


@dataclass
class Proposal:
    """A reading that may be changed, confirmed, written down and applied."""

    reading: Reading
    interpreted: Interpreted
    cells: Mapping[str, Any] = field(repr=False)
    understanding: "Understanding" = field(repr=False)

    @property
    def file(self) -> str:
        return self.reading.file

    @property
    def known(self) -> bool:
        """Whether anything in the file was understood."""
        return bool(self.reading.read) or bool(self.interpreted.asking.asked)

    @property
    def unsure(self) -> list[tuple[TableReading, Column | None]]:
        """Tables whose kind, and columns whose meaning, is only supposed."""
        found: list[tuple[TableReading, Column | None]] = [(t, None) for t in self.reading.read if not t.sure]
        return found + [(t, c) for t in self.reading.read for c in t.columns if not c.sure]

    @property
    def sure(self) -> bool:
        return not self.unsure and not self.interpreted.open

    @property
    def unanswerable(self) -> list[Question]:
        return self.interpreted.asking.unanswerable

    def answers(self) -> dict[str, str]:
        """Every question with the answer that holds now; empty where there is none."""
        asked = self.interpreted.asking
        return {
            key: given if (given := asked.answers.get(key)) in q.options and given is not None else q.proposed or ""
            for key, q in asked.asked.items()
        }

    def metadata(self) -> dict[str, Any]:
        """The reading as CSVW metadata, its answers with it."""
        return to_csvw(replace(self.reading, answers=self.answers()), self.cells)

    def changed(
        self, tables: Mapping[int, str], columns: Mapping[tuple[int, int], str], answers: Mapping[str, str]
    ) -> "Proposal":
        """The proposal with other kinds of tables (by number), other columns (by table and place) and answers."""
        known = self.understanding
        matcher = Matcher(known.names, known.words)
        found = []
        for number, table in enumerate(self.reading.tables):
            kind = tables.get(number, table.kind)
            own = table.columns if kind == table.kind else read_as(table.table, kind, matcher)
            own = [_chosen(c, columns.get((number, c.place))) for c in own]
            why = table.why if kind == table.kind else "said"
            found.append(TableReading(table.table, kind, why, table.sure or kind != table.kind, own))
        reading = Reading(self.file, found, {**self.reading.answers, **answers})
        return Proposal(reading, interpret(reading, matcher, known.whole), self.cells, known)

    def read(self) -> Read:
        found = self.interpreted.read
        note_encoding(self.file, dict(self.cells), found)
        return found


def _chosen(column: Column, key: str | None) -> Column:
    if key is None or key == column.key:
        return column
    return replace(column, key=key, why="said", sure=True)


class Unconfirmed(KgError):
    """Files whose reading somebody must confirm first."""

    def __init__(self, proposals: list[Proposal]) -> None:
        files = ", ".join(p.file for p in proposals)
        super().__init__("reading.unconfirmed", file=files)
        self.proposals = proposals


@dataclass(frozen=True)
class Understanding:
    """What files are understood with: the names and words of the graph, and the municipality as an area (`whole`)."""

    names: Names
    words: Words
    whole: str
    municipality: str
    store: Path

    def propose(self, file: str, cells: Mapping[str, Any], metadata: Any = None) -> Proposal:
        """How a file is read: by its metadata where there are some, else as it seems to be meant.

        Raises UnreadableInput for metadata that are none.
        """
        matcher = Matcher(self.names, self.words)
        said = metadata is not None
        reading = from_csvw(file, cells, metadata, matcher) if said else propose(file, dict(cells), matcher)
        return Proposal(reading, interpret(reading, matcher, self.whole), cells, self)


def signature(proposal: Proposal) -> str:
    """What files of the same make share: the headers of their tables."""
    headers = sorted({tuple(fold(h) for h in t.table.headers) for t in proposal.reading.tables})
    return sha256(repr(headers).encode()).hexdigest()[:20]
