"""Documents of offices into paragraphs with page and heading: PDF, Word, OpenDocument, HTML and plain text."""

from kg.sources.documents.document import Document, Paragraph
from kg.sources.documents.opened import ENDINGS, read_document

__all__ = ["ENDINGS", "Document", "Paragraph", "read_document"]
