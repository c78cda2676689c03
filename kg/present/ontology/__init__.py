"""The ontology as a publication: its documents whole, and what a page about it shows."""

from kg.present.ontology.documents import context_of, document_iris, quads_of
from kg.present.ontology.page import Part, Term, parts
from kg.present.ontology.text import as_markdown

__all__ = ["Part", "Term", "as_markdown", "context_of", "document_iris", "parts", "quads_of"]
