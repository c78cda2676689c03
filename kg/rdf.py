"""The plain values that pass between the stages: IRIs, literals, quads and rows. No engine's own types."""

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_LANGSTRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Iri(str):
    """The IRI of a thing. Equal to the plain `str` of the same characters, never to a literal."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return not isinstance(other, Lit) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


class Lit(str):
    """A literal: its lexical form, with `lang` or `datatype` (RDF 1.1 Concepts section 3.3).

    Equal to a literal that agrees in all three, and never to an IRI: terms that differ stay two in a set. Plain text
    that is no term of a graph is compared with its lexical form.
    """

    __slots__ = ("datatype", "lang")

    datatype: str
    lang: str | None

    def __new__(cls, value: str, lang: str | None = None, datatype: str = XSD + "string") -> "Lit":
        self = super().__new__(cls, value)
        self.lang = lang
        self.datatype = RDF_LANGSTRING if lang else datatype
        return self

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Lit):
            return str.__eq__(self, other) and self.lang == other.lang and self.datatype == other.datatype
        return not isinstance(other, Iri) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


Term = Iri | Lit
Row = dict[str, Term | None]
Quad = tuple[Iri, Iri, Term, Iri | None]
"""Subject, predicate, object, graph name (None = the default graph)."""
