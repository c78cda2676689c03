"""What a file does not say clearly is asked once, and an answer given before is taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kg.load.tabular.model import LEAVE_OUT, Question
from kg.sources.sheets import fold


@dataclass(frozen=True)
class Place:
    """Where something stands: the sheet's title, the row's number, the column's header."""

    sheet: str
    row: int
    column: str


@dataclass
class Asking:
    """The answers at hand, and the questions that they leave open."""

    answers: Mapping[str, str]
    asked: dict[str, Question] = field(default_factory=dict)
    """Every question that came up, answered or not, in the order of the file."""

    def ask(  # noqa: PLR0913 a question is its code, its subject, its place and its answers
        self, code: str, about: str, at: Place, options: Iterable[str], proposed: str | None, *,
        facts: Mapping[str, object] | None = None, secret: bool = False,
        labels: Mapping[str, dict[str, str]] | None = None,
    ) -> str | None:  # fmt: skip
        """The answer to a question about a text: the one given, else the proposed one; None where there is neither.

        A `secret` text is kept in the question's key as its hash alone: answers are remembered, people are not.
        """
        name = sha256(fold(about).encode()).hexdigest()[:12] if secret else fold(about)
        key = f"{code}: {name}"
        choices = tuple(dict.fromkeys(options))
        if key not in self.asked:
            said = {"value": about, "column": at.column, **(facts or {})}
            self.asked[key] = Question(key, code, said, choices, proposed, at.sheet, at.row, dict(labels or {}))
        given = self.answers.get(key)
        return given if given in self.asked[key].options else self.asked[key].proposed

    @property
    def open(self) -> list[Question]:
        """The questions that nobody has answered yet."""
        return [q for q in self.asked.values() if self.answers.get(q.key) not in q.options]

    @property
    def unanswerable(self) -> list[Question]:
        """Those of them that have no proposed answer either."""
        return [q for q in self.open if q.proposed is None]


def kept(answer: str | None) -> str | None:
    """The answer, where it is not to leave the value out."""
    return None if answer == LEAVE_OUT else answer
