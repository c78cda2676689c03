"""Any SPARQL 1.1 server over HTTP behind the store port.

A server may cut an answer short and say nothing (Virtuoso's ResultSetMaxRows does), so an answer of many rows is
asked for its next page until there is none. A server may apply a large write in parts; the embedded store never does.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import httpx
import pyoxigraph as ox

from kg.errors import MissingPart, QueryFailed
from kg.rdf import RDF_LANGSTRING, XSD, Iri, Lit, Quad, Row, Term
from kg.store.embedded import native_quad, plain_quad
from kg.store.query import find_query
from kg.store.tokens import tokens

RESULTS = "application/sparql-results+json"
MANY = 1000
"""No server that we know cuts an answer of fewer rows than this."""
BATCH = 400
SECONDS = httpx.Timeout(120.0, connect=10.0)
_TRUTH = {"1": "true", "0": "false"}  # the canonical forms of XML Schema; Virtuoso writes the others
GENID = "https://w3id.org/vastuuverkko/.well-known/genid/"


class RemoteStore:
    """A SPARQL 1.1 server. `url` answers queries; `update_url` takes updates (default: the same address).

    The account comes from KG_STORE_USER and KG_STORE_PASSWORD, the address for updates from KG_STORE_UPDATE.
    """

    def __init__(
        self,
        url: str,
        *,
        update_url: str | None = None,
        auth: tuple[str, str] | None = None,
        read_only: bool = False,
    ) -> None:
        self.url = url
        self.read_only = read_only
        self.update_url = update_url or os.environ.get("KG_STORE_UPDATE") or url
        user, password = auth or (os.environ.get("KG_STORE_USER", ""), os.environ.get("KG_STORE_PASSWORD", ""))
        self._auth = _Account(user, password) if user else None
        self._client = httpx.Client(timeout=SECONDS, follow_redirects=False)

    def select(self, query: str, graphs: Sequence[str] = ()) -> list[Row]:
        rows = self._rows(query, graphs)
        if len(rows) < MANY:
            return rows
        return rows + list(self._further(query, graphs, len(rows)))

    def pairs(self, query: str, graphs: Sequence[str] = ()) -> list[tuple[str, str]]:
        return [(str(one), str(other)) for one, other in (row.values() for row in self.select(query, graphs))]

    def ask(self, query: str, graphs: Sequence[str] = ()) -> bool:
        found = self._ask(query, graphs, RESULTS).json()
        # Virtuoso answers an ASK over named graphs with rows: none = false
        return bool(found["boolean"] if "boolean" in found else found["results"]["bindings"])

    def construct(self, query: str, graphs: Sequence[str] = ()) -> list[Quad]:
        found = self._ask(query, graphs, "application/n-triples")
        parsed = ox.parse(found.content, format=ox.RdfFormat.N_TRIPLES)
        return [plain_quad(q) for q in parsed]

    def update(self, update: str) -> None:
        if self.read_only:
            raise QueryFailed("remote.read-only", url=self.url)
        headers = {"Content-Type": "application/sparql-update"}
        self._send(self.update_url, headers, content=update.encode(), auth=self._auth)

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add the quads, graph by graph, some hundred a request. A nameless node becomes a named one (RDF 1.1, 3.5)."""
        by_graph = groupby(sorted(quads, key=lambda q: q[3] or ""), key=lambda q: q[3])
        text = find_query("store/insert").text
        for graph, members in by_graph:
            named = text.replace("GRAPH <graph>", f"GRAPH <{graph}>") if graph else _without_graph(text)
            for lines in _batches(_line(q) for q in members):
                self.update(named.replace("#triples", "\n".join(lines)))

    def clear(self, graph: str) -> None:
        self.update(find_query("store/clear").text.replace("<graph>", f"<{graph}>"))

    def graph_names(self) -> list[str]:
        return [str(row["graph"]) for row in self.select(find_query("store/graphs").text)]

    def quads(self, graph: str | None) -> list[Quad]:
        query = find_query("store/quads").bind({"graph": Iri(graph)}) if graph else find_query("store/triples").text
        name = Iri(graph) if graph else None
        return [(_iri(r["subject"]), _iri(r["property"]), _held(r["value"]), name) for r in self.select(query)]

    def flush(self) -> None:
        """Nothing: the server keeps what it has acknowledged."""

    def _further(self, query: str, graphs: Sequence[str], count: int) -> Iterator[Row]:
        """The rows after the first `count`, if the server held some back."""
        words = _closing_words(query)
        if "LIMIT" in words or "OFFSET" in words:
            return
        if "VALUES" in words or "ORDER" not in words:
            if self._rows(f"{query}\nOFFSET {count} LIMIT 1", graphs) if "VALUES" not in words else True:
                raise QueryFailed("remote.cut", url=self.url, rows=count)
            return
        while page := self._rows(f"{query}\nOFFSET {count}", graphs):
            yield from page
            count += len(page)

    def _rows(self, query: str, graphs: Sequence[str]) -> list[Row]:
        found = self._ask(query, graphs, RESULTS).json()
        names = found["head"]["vars"]
        return [{n: _term(b[n]) if n in b else None for n in names} for b in found["results"]["bindings"]]

    def _ask(self, query: str, graphs: Sequence[str], accept: str) -> httpx.Response:
        # a data set with a default graph has only the named graphs that it names (SPARQL 1.1 Protocol, 2.1.4)
        fields = {"query": [query], "default-graph-uri": list(graphs), "named-graph-uri": list(graphs)}
        auth = self._auth if self.update_url == self.url else None
        return self._send(self.url, {"Accept": accept}, data=fields, auth=auth)

    def _send(self, url: str, headers: dict[str, str], **request: Any) -> httpx.Response:
        try:
            response = self._client.post(url, headers=headers, **request)
        except httpx.HTTPError as error:
            raise MissingPart("remote.unreachable", url=url, why=error or type(error).__name__) from error
        if response.status_code in (401, 403):
            raise MissingPart("remote.not-allowed", url=url, status=response.status_code)
        if response.status_code == 404:
            raise MissingPart("remote.unreachable", url=url, why="404")
        if response.status_code >= 300:
            why = response.text.strip().splitlines()[:1] or [response.reason_phrase]
            raise QueryFailed("errors.query-failed", why=why[0][:300])
        return response


class _Account(httpx.Auth):
    """Answers a server that asks for Digest, or for Basic, with an account."""

    def __init__(self, user: str, password: str) -> None:
        self.digest = httpx.DigestAuth(user, password)
        self.basic = httpx.BasicAuth(user, password)
        self.requires_request_body = True

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        response = yield request
        if response.status_code == 401:
            asked = response.headers.get("www-authenticate", "").lower()
            known = self.digest if asked.startswith("digest") else self.basic
            flow = known.sync_auth_flow(request)
            next_request = next(flow)
            if known is self.digest:
                next_request = flow.send(response)
            yield next_request


def _closing_words(query: str) -> set[str]:
    """The bare words outside every bracket after the last group: ORDER, LIMIT, OFFSET, VALUES …"""
    depth, words = 0, set[str]()
    for token in tokens(query):
        if token.text in ("{", "("):
            depth += 1
        elif token.text in ("}", ")"):
            depth -= 1
        elif depth == 0 and token.kind == "word":
            words.add(token.text.upper())
    return words


def _without_graph(text: str) -> str:
    return text.replace("GRAPH <graph> {", "").replace("} }", "}")


def _batches(lines: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _line(quad: Quad) -> str:
    s, p, o, _ = quad
    named = (_named(s), p, o if isinstance(o, Lit) else _named(o), None)
    return f"{native_quad(named).triple} ."


def _named(term: Term) -> Iri:
    return Iri(GENID + term[2:]) if term.startswith("_:") else Iri(term)


def _term(cell: dict[str, str]) -> Term:
    if cell["type"] == "uri":
        return Iri(cell["value"])
    if cell["type"] == "bnode":
        return Iri("_:" + cell["value"].removeprefix("_:"))
    lang = cell.get("xml:lang")
    datatype = RDF_LANGSTRING if lang else cell.get("datatype", XSD + "string")
    value = _TRUTH.get(cell["value"], cell["value"]) if datatype == XSD + "boolean" else cell["value"]
    return Lit(value, lang, datatype)


def _iri(term: Term | None) -> Iri:
    return Iri(_held(term))


def _held(term: Term | None) -> Term:
    assert term is not None
    return term


Progress = Callable[[str, int], None]


def publish(source: "Any", graphs: Iterable[str], target: RemoteStore, told: Progress | None = None) -> dict[str, int]:
    """Put graphs of a store on a server, each in the place of what the server holds under its name."""
    sizes: dict[str, int] = {}
    for graph in graphs:
        quads = source.quads(graph)
        target.clear(graph)
        target.extend(quads)
        sizes[graph] = len(quads)
        if told:
            told(graph, len(quads))
    return sizes
