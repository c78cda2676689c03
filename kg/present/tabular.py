"""How a file would be read, in sentences and as JSON: its tables, its columns, what must be confirmed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kg.load.tabular.csvw import metadata_name
from kg.load.tabular.detect import PERIOD
from kg.load.tabular.model import Column, Question, TableReading
from kg.load.tabular.reader import Proposal
from kg.messages import LANGUAGES, day, has_text, listed, text
from kg.sources.sheets import SHEETS

__all__ = ["Proposal", "Question", "TableReading", "metadata_name"]

KINDS = tuple(sheet.key for sheet in SHEETS)

MOST_OPTIONS = 8


def reading_lines(proposal: Proposal, lang: str) -> Iterator[str]:
    """The proposed reading, line by line, with what to do about it."""
    for table in proposal.reading.tables:
        yield _table_line(table, lang)
        if table.kind:
            yield from (column_line(c, lang) for c in table.columns if c.header)
    questions = proposal.interpreted.open
    if questions:
        yield text("reading.questions", lang)
    for question in questions:
        yield _question_line(question, lang)


def what_to_do(proposal: Proposal, lang: str) -> str:
    """How the reading is confirmed on the command line."""
    metadata, number = metadata_name(proposal.file), len(proposal.unanswerable)
    if number:
        return text("reading.how-answers", lang, number=number, metadata=metadata)
    return text("reading.how", lang, metadata=metadata)


def _table_line(table: TableReading, lang: str) -> str:
    if not table.kind:
        return text("reading.table-left-out", lang, sheet=table.table.title)
    key = "reading.table" if table.sure else "reading.table-unsure"
    return text(key, lang, sheet=table.table.title, kind=kind_name(table.kind, lang))


def column_line(column: Column, lang: str) -> str:
    if column.why == "persons" and not column.key:
        return text("reading.column-persons", lang, header=column.header)
    samples = text("reading.samples", lang, samples=listed(column.samples, lang)) if column.samples else ""
    state = "" if column.sure else "-unsure"
    key = f"reading.column{state}" if column.key else "reading.column-left-out"
    return text(key, lang, header=column.header, column=column_name(column.key, lang), samples=samples)


def kind_name(kind: str, lang: str) -> str:
    return text(f"reading.kind-{kind}", lang)


def column_name(key: str, lang: str) -> str:
    """What a column of ours is called; nothing stands for one that is left out."""
    return text(f"reading.column-{key}", lang)


def column_keys(kind: str) -> list[str]:
    """What a column of a table of this kind may be read as; first that it is left out."""
    keys = [c.key for s in SHEETS if s.key == kind for c in s.columns]
    return ["", *keys, *([PERIOD] if "valid_until" in keys else [])]


def question_text(question: Question, lang: str) -> str:
    code = "word" if question.code.startswith("word-") else question.code
    return text(f"reading.ask-{code}", lang, **question.facts)


def answer_text(question: Question, answer: str, lang: str) -> str:
    """An answer as people say it: a word of ours, a period, a name."""
    if answer in question.labels:
        return question.labels[answer].get(lang, answer)
    if has_text(f"reading.answer-{answer}"):
        return text(f"reading.answer-{answer}", lang)
    if question.code == "day":
        ends = [date.fromisoformat(d) for d in answer.split("/") if d != ".."]
        return "–".join(dict.fromkeys(day(d, lang) for d in ends))
    return answer


def _question_line(question: Question, lang: str) -> str:
    asked = question_text(question, lang)
    if question.proposed is not None:
        return text("reading.question", lang, question=asked, proposed=answer_text(question, question.proposed, lang))
    options = [answer_text(question, o, lang) for o in question.options]
    shown = [*options[:MOST_OPTIONS], *(["…"] if len(options) > MOST_OPTIONS else [])]
    return text("reading.question-open", lang, question=asked, options=", ".join(shown))


def reading_json(proposal: Proposal) -> dict[str, Any]:
    """The proposed reading for a program: its CSVW metadata, and what must be confirmed."""
    return {
        "file": proposal.file,
        "metadata": proposal.metadata(),
        "unsure": [{"sheet": t.table.title, "column": c.header if c else None} for t, c in proposal.unsure],
        "questions": [
            {
                "question": q.key,
                "sheet": q.sheet,
                "row": q.row,
                "message": {lang: question_text(q, lang) for lang in LANGUAGES},
                "options": list(q.options),
                "proposed": q.proposed,
            }
            for q in proposal.interpreted.open
        ],
    }
