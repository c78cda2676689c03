"""A document as a Word file: headings, lists, tables whose heads repeat, alt texts, language and page numbers set."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from kg.messages import text
from kg.present.report.page import Document, Section
from kg.present.report.pdf import widths
from kg.present.table import Table, Value, shown

LANGUAGE = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every part in the file, so that the same document gives the same bytes."""
BODY, SMALL = Pt(10.5), Pt(8.5)
CROWDED = 8
"""With more columns than this, all but the first are as narrow as numbers."""


def to_docx(document: Document, style: Path | None = None) -> bytes:
    """The document with the styles, header and footer of the Word file `style`; with plain ones where there is none."""
    word = docx.Document(str(style) if style else None)
    if style is None:
        _plain(word, document.upright)
    _describe(word, document)
    word.add_heading(document.title, level=0 if _has(word, "Title") else 1)
    word.add_paragraph(document.subtitle)
    for section in document.sections:
        _section(word, section, document.lang)
    _margins(word, document)
    out = io.BytesIO()
    word.save(out)
    return _same_bytes(out.getvalue())


def _plain(word: Any, upright: bool) -> None:
    word.styles["Normal"].font.name = "Calibri"
    word.styles["Normal"].font.size = BODY
    word.styles["Title"].font.size = Pt(20)
    word.styles["Heading 1"].paragraph_format.space_before = Pt(10)
    for style in ("Normal", "List Bullet"):
        word.styles[style].paragraph_format.space_after = Pt(3)
    page = word.sections[0]
    page.page_width, page.page_height = (Cm(21), Cm(29.7)) if upright else (Cm(29.7), Cm(21))
    page.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)


def _describe(word: Any, document: Document) -> None:
    """Title and language, in the properties and for who reads aloud."""
    about = word.core_properties
    about.title, about.language, about.author = document.title, LANGUAGE[document.lang], "Vastuuverkko"
    about.comments = document.warning
    about.created = about.modified = datetime(2000, 1, 1, tzinfo=UTC)
    for properties in word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_element("w:lang", val=LANGUAGE[document.lang], eastAsia=LANGUAGE[document.lang]))


def _section(word: Any, section: Section, lang: str) -> None:
    word.add_heading(section.title, level=1).paragraph_format.page_break_before = section.fresh
    for paragraph in section.paragraphs:
        word.add_paragraph(paragraph)
    for point in section.points:
        word.add_paragraph(point, style="List Bullet" if _has(word, "List Bullet") else None)
    if section.picture is not None:
        word.add_picture(io.BytesIO(section.picture.png), width=Cm(12.5))
        word.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        for described in word.paragraphs[-1]._p.iter(qn("wp:docPr")):
            described.set("descr", section.picture.alt)
    for table in section.tables:
        _table(word, table, lang)


def _table(word: Any, table: Table, lang: str) -> None:
    caption = word.add_paragraph()
    caption.add_run(table.title).bold = True
    caption.paragraph_format.keep_with_next = True
    made = word.add_table(rows=1, cols=len(table.columns))
    if _has(word, "Table Grid"):
        made.style = "Table Grid"
    made.autofit = False
    _row(made.rows[0], table.columns, lang, bold=True)
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    for row in table.rows:
        cells = made.add_row()
        cells._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
        _row(cells, row, lang)
    _set_widths(word, made, table, lang)
    if table.note:
        word.add_paragraph().add_run(table.note).font.size = SMALL
    else:
        word.add_paragraph()


def _row(row: Any, values: Sequence[Value], lang: str, *, bold: bool = False) -> None:
    for cell, value in zip(row.cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(shown(value, lang))
        run.font.size, run.bold = SMALL, bold
        paragraph.paragraph_format.space_after = Pt(0)
        if value is not None and not isinstance(value, str):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_widths(word: Any, made: Any, table: Table, lang: str) -> None:
    page = word.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    crowded = len(table.columns) > CROWDED
    parts = [3.0, *[1.0] * (len(table.columns) - 1)] if crowded else widths(table, lang)
    for column, part in zip(made.columns, parts, strict=True):
        column.width = int(room * part / sum(parts))
        for cell in column.cells:
            cell.width = column.width


def _margins(word: Any, document: Document) -> None:
    """The title, the page number and the mark of an example on every page."""
    page = word.sections[0]
    if document.warning:
        page.header.paragraphs[0].add_run(document.warning).bold = True
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{document.title} · {text('report.page', document.lang)} ")
    number = foot.add_run()._r
    for kind, inside in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            number.append(_element("w:fldChar", fldCharType=kind))
        else:
            code = OxmlElement("w:instrText")
            code.text = inside
            number.append(code)


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _has(word: Any, style: str) -> bool:
    return any(one.name == style for one in word.styles)


def _same_bytes(content: bytes) -> bytes:
    """The same parts without the hour they were written at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as same:
        for name in parts.namelist():
            same.writestr(zipfile.ZipInfo(name, FIXED), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
