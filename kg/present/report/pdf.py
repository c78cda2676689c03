"""A document as PDF, set by Typst from a template that reads the document as data; same document, same bytes."""

import json

import typst

from kg.messages import text
from kg.present.report.page import TEMPLATES, Document, Section
from kg.present.table import Table, Value, shown


def to_pdf(document: Document) -> bytes:
    """The document with bookmarks, tagged for reading aloud, its language set."""
    value = {
        "title": document.title,
        "subtitle": document.subtitle,
        "lang": document.lang,
        "warning": document.warning,
        "page": text("report.page", document.lang),
        "upright": document.upright,
        "sections": [_section(section, document.lang) for section in document.sections],
    }
    template = (TEMPLATES / "document.typ").read_bytes()
    made = typst.compile(
        template, format="pdf", pdf_standards=["ua-1"], sys_inputs={"document": json.dumps(value, ensure_ascii=False)}
    )
    assert isinstance(made, bytes)
    return made


def _section(section: Section, lang: str) -> dict[str, object]:
    return {
        "title": section.title,
        "paragraphs": list(section.paragraphs),
        "points": list(section.points),
        "fresh": section.fresh,
        "picture": section.picture and {"svg": section.picture.svg.decode(), "alt": section.picture.alt},
        "tables": [
            {
                "title": table.title,
                "note": table.note,
                "columns": list(table.columns),
                "widths": widths(table, lang),
                "rows": [[_cell(value, lang) for value in row] for row in table.rows],
            }
            for table in section.tables
        ],
    }


def _cell(value: Value, lang: str) -> dict[str, object]:
    return {"text": shown(value, lang), "number": value is not None and not isinstance(value, str)}


def widths(table: Table, lang: str) -> list[float]:
    """Relative widths of the columns, after the square root of their longest cell."""
    rows = [
        [len(cell) for cell in line] for line in [table.columns, *([shown(v, lang) for v in r] for r in table.rows)]
    ]
    return [max(*column, 12) ** 0.5 for column in zip(*rows, strict=True)]
