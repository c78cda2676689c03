"""Word and OpenDocument texts into blocks."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from kg.sources.documents.document import Block
from kg.sources.refusal import Refusal

LARGEST_INSIDE = 100_000_000
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_docx(path: Path) -> list[Block]:
    """Paragraphs and cells of tables in the order of the page; headings and lists by their styles."""
    _check_archive(path)
    try:
        document = docx.Document(str(path))
        return list(_docx_blocks(document))
    except (PackageNotFoundError, KeyError, ValueError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise Refusal("damaged") from error


def _docx_blocks(document: object) -> Iterator[Block]:
    for part in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(part, Table):
            yield from (Block(cell.text) for row in part.rows for cell in row.cells)
        elif isinstance(part, Paragraph):
            style = (part.style.name or "" if part.style else "").casefold()
            listed = style.startswith("list") or (part._p.pPr is not None and part._p.pPr.numPr is not None)
            yield Block(part.text, None, style.startswith(("heading", "title")), listed)


def read_odt(path: Path) -> list[Block]:
    """Headings and paragraphs of `content.xml` (OpenDocument 1.3, section 5.1)."""
    _check_archive(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read("content.xml"), parser)
    except (KeyError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise Refusal("damaged") from error
    return [
        Block(
            "".join(element.itertext()),
            None,
            element.tag == f"{_TEXT}h",
            any(above.tag == f"{_TEXT}list-item" for above in element.iterancestors()),
        )
        for element in root.iter(f"{_TEXT}h", f"{_TEXT}p")
    ]


def _check_archive(path: Path) -> None:
    """Refuse what is no archive, is locked, or swells when it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        with path.open("rb") as file:
            locked = file.read(8).startswith(b"\xd0\xcf\x11\xe0")
        raise Refusal("locked" if locked else "damaged") from error
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("locked")
    if sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise Refusal("too-large-inside", most=LARGEST_INSIDE // 1_000_000)
