"""A web page of headings, sentences and captioned tables that needs no script, reads aloud well and prints well."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kg.messages import text
from kg.present.table import Table, Value, shown

if TYPE_CHECKING:
    from kg.present.report.chart import Picture

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs, list, picture and tables; `anchor` is its address; `fresh` begins a new sheet."""

    anchor: str
    title: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()
    tables: Sequence[Table] = field(default_factory=tuple)
    picture: "Picture | None" = None
    fresh: bool = False


@dataclass(frozen=True)
class Document:
    """A whole document; the first section is its summary."""

    title: str
    subtitle: str
    lang: str
    example: bool
    sections: Sequence[Section]
    upright: bool = False

    @property
    def warning(self) -> str:
        """That the data are made up, where they are."""
        return text("report.example", self.lang) if self.example else ""


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, document: Document, **more: object) -> str:
    """One template of this folder filled with a document."""

    def cell(value: Value) -> str:
        return shown(value, document.lang)

    return (
        _templates()
        .get_template(template)
        .render(document=document, cell=cell, t=text, numeric=_numeric, inline=_inline, **more)
    )


def _numeric(value: Value) -> bool:
    return value is not None and not isinstance(value, str)


def _inline(svg: bytes) -> str:
    """A picture as the address of itself, so that the page needs no other file."""
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"


def to_html(document: Document) -> str:
    return render("page.html", document)
