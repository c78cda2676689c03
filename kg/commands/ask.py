"""Ask: a question in plain words into answers with their sentences, or into «not in the graph»."""

from dataclasses import dataclass
from datetime import date

from kg.answer.ask import Result
from kg.commands.municipality import Municipality

__all__ = ["Ask", "Result", "ask"]


@dataclass(frozen=True)
class Ask:
    """A question, the language of the reader, and the day that its answers are judged by (today where None)."""

    question: str
    lang: str = "fi"
    as_of: date | None = None
    id: str | None = None


def ask(municipality: Municipality, request: Ask) -> Result:
    """The answers to a question, best first."""
    answerer = municipality.answerer.on(request.as_of)
    return answerer.ask(request.question, request.lang, id=request.id)
