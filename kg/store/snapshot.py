"""A published state of the graph: a store on disk that nobody writes to, and answers to protocol requests from it.

The default graph is the merge of the municipality's graphs; each source is a named graph beside it. Oxigraph does
not remove a triple that stands in two graphs when several graphs are asked as one, so such a request gets a merge
of its own.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.store.embedded import EmbeddedStore
from kg.store.formats import GRAPHS, count_rows, write_results

_BLANK = re.compile(rb"_:[0-9a-f]+")
QUADS, DISK = "snapshot.nq", "store"
IN_MEMORY = 2_000_000


def publish(stores: Sequence[EmbeddedStore], folder: Path) -> str:
    """Write every quad of the stores to `folder`; returns the version, a hash of the content.

    A snapshot of up to IN_MEMORY quads is one N-Quads file, a larger one a store on disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sum(len(store.engine) for store in stores) <= IN_MEMORY:
        with (folder / QUADS).open("wb") as file:
            for store in stores:
                store.engine.dump(file, format=ox.RdfFormat.N_QUADS)
    else:
        content = ox.Store(str(folder / DISK))
        for store in stores:
            content.bulk_extend(store.engine)
        content.flush()
    return version(stores)


def version(stores: Iterable[EmbeddedStore]) -> str:
    """A hash of the sorted N-Quads, blank nodes without their names, so that it is the same on every machine."""
    dumps = (store.engine.dump(format=ox.RdfFormat.N_QUADS) or b"" for store in stores)
    lines = sorted({_BLANK.sub(b"_:", line) for dump in dumps for line in dump.splitlines()})
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:16]


def load(folder: Path) -> ox.Store | None:
    """A small snapshot in memory, for processes forked from here to share; None for one that each opens on disk."""
    if not (folder / QUADS).exists():
        return None
    engine = ox.Store()
    engine.load(path=str(folder / QUADS), format=ox.RdfFormat.N_QUADS)
    return engine


class TooLarge(Exception):
    """The answer is over a limit: `limit` is "rows" or "bytes"."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class BadQuery(Exception):
    """The engine does not understand the query; `line` and `column` where it said so."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        place = re.match(r"error at (\d+):(\d+): (.*)", why, re.S)
        self.line, self.column = (int(place[1]), int(place[2])) if place else (0, 0)
        self.why = place[3] if place else why


class NotAcceptable(Exception):
    """The client takes none of the formats that this kind of answer has."""


@dataclass(frozen=True)
class Question:
    """One request of the SPARQL 1.1 Protocol: the query, its data set, and the formats the client takes.

    `default_graphs` and `named_graphs` None = the published data set; `results` serves SELECT and ASK, `graph`
    CONSTRUCT and DESCRIBE.
    """

    query: str
    base: str
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    results: str | None = None
    graph: str | None = None


class Snapshot:
    """A published store that nobody writes to. `loaded` = what `load` gave for the folder."""

    def __init__(
        self, folder: Path, loaded: ox.Store | None, merged: Sequence[str], max_rows: int, max_bytes: int
    ) -> None:
        self.engine = loaded if loaded is not None else ox.Store.read_only(str(folder / DISK))
        self.merged = frozenset(merged)
        self.max_rows = max_rows
        self.max_bytes = max_bytes
        self._own: tuple[tuple[frozenset[str], frozenset[str]], ox.Store] | None = None

    def answer(self, question: Question) -> tuple[str, bytes]:
        """The media type and the whole document; raises BadQuery, NotAcceptable or TooLarge."""
        try:
            found = self._ask(question)
            if isinstance(found, ox.QueryTriples):
                return self._graph(found, question.graph)
            return self._results(found, question.results)
        except (SyntaxError, RuntimeError, ValueError) as error:
            raise BadQuery(str(error)) from None

    def _ask(self, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if question.default_graphs is None and question.named_graphs is None:
            return self.engine.query(question.query, base_iri=question.base)
        default, named = question.default_graphs or (), question.named_graphs or ()
        names: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(g) for g in named]
        chosen: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(g) for g in default]
        engine = self.engine
        if len(chosen) > 1:
            engine = engine if self.merged == set(default) else self._merge(default, named)
            chosen = [ox.DefaultGraph()]
        return engine.query(question.query, base_iri=question.base, default_graph=chosen, named_graphs=names)

    def _merge(self, default: Sequence[str], named: Sequence[str]) -> ox.Store:
        key = (frozenset(default), frozenset(named))
        if self._own is None or self._own[0] != key:
            own = ox.Store()
            for graph in default:
                for quad in self.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
                    own.add(ox.Quad(quad.subject, quad.predicate, quad.object))
            for graph in named:
                own.extend(self.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
            self._own = (key, own)
        return self._own[1]

    def _results(self, found: ox.QuerySolutions | ox.QueryBoolean, media: str | None) -> tuple[str, bytes]:
        if media is None or (isinstance(found, ox.QueryBoolean) and media == "text/csv"):
            raise NotAcceptable
        output = _Bounded(self.max_bytes)
        write_results(found, media, output)
        document = output.getvalue()
        if len(document) > 2 * self.max_rows and count_rows(document, media) > self.max_rows:
            raise TooLarge("rows")
        return media, document

    def _graph(self, found: ox.QueryTriples, media: str | None) -> tuple[str, bytes]:
        if media is None:
            raise NotAcceptable
        output = _Bounded(self.max_bytes)
        ox.serialize(self._counted(found), output, format=GRAPHS[media])
        return media, output.getvalue()

    def _counted(self, found: ox.QueryTriples) -> "list[ox.Triple]":
        triples: list[ox.Triple] = []
        for triple in found:
            if len(triples) == self.max_rows:
                raise TooLarge("rows")
            triples.append(triple)
        return list(dict.fromkeys(triples))


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond its limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        if self.tell() + len(data) > self.limit:
            raise TooLarge("bytes")
        return super().write(data)
