"""Oxigraph in memory or on disk behind the store port.

Every write is one transaction. Oxigraph does not remove a triple that stands in two graphs when it queries several
graphs as one, so a working store holds the merge of its graphs in the default graph (`merge`).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryFailed, StoreBusy, UnreadableInput
from kg.rdf import Iri, Lit, Quad, Row, Term
from kg.store.query import find_query

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
DOCUMENTS = {**FORMATS, ".jsonld": ox.RdfFormat.JSON_LD}
"""The endings of documents that may be loaded from outside."""


def engine_version() -> str:
    """Which engine reads what lies on the disk."""
    return ox.__version__


class EmbeddedStore:
    """An Oxigraph store. `path` None = in memory; `read_only` = a snapshot of the store on disk at this moment."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self.path = path
        with _whole(path):
            self.engine = _open(path, read_only)

    def select(self, query: str, graphs: Sequence[str] = ()) -> list[Row]:
        solutions = self._query(query, graphs)
        names = [v.value for v in solutions.variables]
        return [{n: _plain(t) for n, t in zip(names, row, strict=True)} for row in solutions]

    def pairs(self, query: str, graphs: Sequence[str] = ()) -> list[tuple[str, str]]:
        return [(row[0].value, row[1].value) for row in self._query(query, graphs)]

    def ask(self, query: str, graphs: Sequence[str] = ()) -> bool:
        return bool(self._query(query, graphs))

    def construct(self, query: str, graphs: Sequence[str] = ()) -> list[Quad]:
        return [(_iri(t.subject), _iri(t.predicate), _term(t.object), None) for t in self._query(query, graphs)]

    def update(self, update: str) -> None:
        try:
            self.engine.update(update)
        except (SyntaxError, RuntimeError, ValueError) as error:
            raise QueryFailed("errors.query-failed", why=error) from error

    def extend(self, quads: Iterable[Quad]) -> None:
        self.engine.extend([native_quad(q) for q in quads])

    def discard(self, quads: Iterable[Quad]) -> None:
        """Take quads out, where they are."""
        for quad in quads:
            self.engine.remove(native_quad(quad))

    def copy(self, other: "EmbeddedStore", graphs: Iterable[str]) -> None:
        """Add the named graphs of another store, without a turn through Python values."""
        with _whole(other.path):
            for graph in graphs:
                found = other.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))
                self.engine.bulk_extend(found)

    def in_memory(self) -> "EmbeddedStore":
        """The same content in memory, by way of a document: faster than quad by quad."""
        copy = EmbeddedStore()
        with _whole(self.path):
            document = self.engine.dump(format=ox.RdfFormat.N_QUADS) or b""
        copy.engine.load(document, format=ox.RdfFormat.N_QUADS, lenient=True)
        return copy

    def graph_names(self) -> list[str]:
        """The graphs that hold something; the engine remembers the names of emptied ones too."""
        with _whole(self.path):
            graphs = self.engine.named_graphs()
            return sorted(g.value for g in graphs if next(self.engine.quads_for_pattern(None, None, None, g), None))

    def quads(self, graph: str | None) -> list[Quad]:
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        with _whole(self.path):
            return [plain_quad(q) for q in self.engine.quads_for_pattern(None, None, None, name)]

    def lines(self, graph: str | None) -> list[bytes]:
        """The facts of one graph as lines of N-Triples, in no order."""
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        with _whole(self.path):
            return (self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b"").splitlines()

    def flush(self) -> None:
        if self.path:
            self.engine.flush()

    def load_file(self, path: Path, graph: str | None) -> None:
        """Load one RDF file in one transaction: into `graph`, or with the graph names it holds where that is None."""
        target = ox.NamedNode(graph) if graph else None
        try:
            self.engine.load(path=str(path), format=FORMATS[path.suffix], to_graph=target)
        except KeyError:
            raise UnreadableInput("errors.rdf-ending", path=path, known=" ".join(sorted(FORMATS))) from None
        except (SyntaxError, OSError, ValueError) as error:
            raise UnreadableInput("errors.rdf-syntax", path=path, why=error) from error

    def merge(self, graphs: Iterable[str]) -> None:
        """Add the triples of the named graphs to the default graph, each triple once."""
        text = find_query("store/merge").text
        for graph in graphs:
            self.update(text.replace("<graph>", f"<{graph}>"))

    def dump(self, graphs: Iterable[str], media: ox.RdfFormat) -> bytes:
        """The named graphs as one document: quads keep their graph names, triple formats merge them."""
        wanted = (ox.NamedNode(g) for g in graphs)
        found = (q for g in wanted for q in self.engine.quads_for_pattern(None, None, None, g))
        if not media.supports_datasets:
            return ox.serialize({q.triple: None for q in found}, format=media) or b""
        return ox.serialize(found, format=media) or b""

    def _query(self, query: str, graphs: Sequence[str]) -> Any:
        chosen: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(g) for g in graphs]
        try:
            return self.engine.query(query, default_graph=chosen or None)
        except (SyntaxError, RuntimeError, ValueError) as error:
            raise QueryFailed("errors.query-failed", why=error) from error


@contextmanager
def _whole(path: Path | None) -> Iterator[None]:
    """What the engine says of files that it cannot read, as a message."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).casefold():
            raise StoreBusy("errors.store-busy", path=path) from error
        damaged = "orrupt" in str(error)
        raise UnreadableInput(
            "errors.store-damaged" if damaged else "errors.store-unreadable", path=path, why=error
        ) from error


def _open(path: Path | None, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))


def plain_quad(quad: Any) -> Quad:
    graph = quad.graph_name
    return (
        _iri(quad.subject),
        _iri(quad.predicate),
        _term(quad.object),
        None if isinstance(graph, ox.DefaultGraph) else _iri(graph),
    )


def _plain(value: Any) -> Term | None:
    if value is None:
        return None
    return Lit(value.value, value.language, value.datatype.value) if type(value) is ox.Literal else _iri(value)


def _term(value: Any) -> Term:
    plain = _plain(value)
    assert plain is not None
    return plain


def _iri(value: Any) -> Iri:
    """An IRI; a nameless node (only the ontology's own axioms have them) as `_:label`."""
    return Iri(f"_:{value.value}" if type(value) is ox.BlankNode else value.value)


def native_quad(quad: Quad) -> ox.Quad:
    s, p, o, g = quad
    return ox.Quad(_native(s), _named(str(p)), _native(o), _native(g) if g else ox.DefaultGraph())


def _native(value: Term) -> Any:
    if isinstance(value, Lit):
        if value.lang:
            return ox.Literal(value, language=value.lang)
        return ox.Literal(value, datatype=_named(value.datatype))
    return ox.BlankNode(value[2:]) if value.startswith("_:") else _named(str(value))


@lru_cache(maxsize=1 << 17)
def _named(iri: str) -> ox.NamedNode:
    """Few IRIs stand in many quads."""
    return ox.NamedNode(iri)
