"""A document as PDF, set by Typst from a template that reads the document as data; same document, same bytes."""

import json
from collections.abc import Sequence

import typst

from kg.messages import text
from kg.present.report.page import TEMPLATES, Document, Section
from kg.present.table import Value, shown


def to_pdf(document: Document) -> bytes:
    """The document with bookmarks, tagged for reading aloud, its language set."""
    value = {
        "title": document.title,
        "subtitle": document.subtitle,
        "lang": document.lang,
        "warning": document.warning,
        "page": text("report.page", document.lang),
        "sections": [_section(section, document.lang) for section in document.sections],
    }
    template = (TEMPLATES / "document.typ").read_bytes()
    made = typst.compile(template, format="pdf", sys_inputs={"document": json.dumps(value, ensure_ascii=False)})
    assert isinstance(made, bytes)
    return made


def _section(section: Section, lang: str) -> dict[str, object]:
    return {
        "title": section.title,
        "paragraphs": list(section.paragraphs),
        "points": list(section.points),
        "tables": [
            {
                "title": table.title,
                "note": table.note,
                "columns": list(table.columns),
                "widths": _widths([table.columns, *([shown(v, lang) for v in row] for row in table.rows)]),
                "rows": [[_cell(value, lang) for value in row] for row in table.rows],
            }
            for table in section.tables
        ],
    }


def _cell(value: Value, lang: str) -> dict[str, object]:
    return {"text": shown(value, lang), "number": value is not None and not isinstance(value, str)}


def _widths(lines: Sequence[Sequence[str]]) -> list[float]:
    """Relative widths of the columns, after the square root of their longest cell."""
    rows = [[len(cell) for cell in line] for line in lines]
    return [max(*column, 4) ** 0.5 for column in zip(*rows, strict=True)]
