"""The SPARQL 1.1 Protocol, by W3C's own tests and by the media types that clients send."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from serving import Running, data_of, running

from kg.rdf import Iri, Lit, Quad

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SUITE = Path(os.environ["W3C_SUITES"]) / "sparql-protocol" if os.environ.get("W3C_SUITES") else None
EXAMPLE = "http://kasei.us/2009/09/sparql/data/"

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
TURTLE = "text/turtle"


def _suite() -> tuple[Graph, list[Node]]:
    if SUITE is None:
        return Graph(), []
    manifest = Graph().parse(SUITE / "manifest.ttl")
    entries = next(manifest.objects(None, MF.entries))
    return manifest, list(Collection(manifest, entries))


MANIFEST, ENTRIES = _suite()


def _quads() -> list[Quad]:
    kind = Iri(str(RDF.type))
    held = [
        (Iri(f"{EXAMPLE}data{n}.rdf"), kind, Iri("http://example.org/Data"), Iri(f"{EXAMPLE}data{n}.rdf"))
        for n in (1, 2, 3)
    ]
    twice = (Iri("http://example.org/s"), Iri("http://example.org/p"), Lit("å", "sv"))
    return [*held, (*twice, Iri("http://example.org/g1")), (*twice, Iri("http://example.org/g2"))]


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(data_of(_quads())) as found:
        yield found


@pytest.mark.skipif(SUITE is None, reason="W3C_SUITES names no folder: the protocol suite did not run")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: str(e).rsplit("#", 1)[-1])
def test_w3c(entry: Node, server: Running) -> None:
    """Every query test passes; every update is refused, whatever the suite expects of a writable server."""
    (connection,) = MANIFEST.objects(entry, MF.action)
    (requests,) = MANIFEST.objects(connection, HT.requests)
    is_update = "update" in str(entry).rsplit("#", 1)[-1]
    for request in Collection(MANIFEST, requests):
        response = _send(server.url, request)
        if is_update and not _is_query(request):
            assert 400 <= response.status_code < 500, response.text
        elif not is_update:
            _matches(request, response)


def _send(url: str, request: Node) -> httpx.Response:
    path = str(MANIFEST.value(request, HT.absolutePath))
    headers = {}
    listed = MANIFEST.value(request, HT.headers)
    if listed is not None:
        for header in Collection(MANIFEST, listed):
            headers[str(MANIFEST.value(header, HT.fieldName))] = str(MANIFEST.value(header, HT.fieldValue))
    body = MANIFEST.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(MANIFEST.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(MANIFEST.value(body, CNT.chars)).encode(encoding)
    return httpx.request(
        str(MANIFEST.value(request, HT.methodName)), url + path, headers=headers, content=content, timeout=20
    )


def _is_query(request: Node) -> bool:
    body = MANIFEST.value(request, HT.body)
    text = str(MANIFEST.value(request, HT.absolutePath)) + (str(MANIFEST.value(body, CNT.chars)) if body else "")
    return "query=" in text or text.lstrip("/sparql? ").startswith(("ASK", "SELECT"))


def _matches(request: Node, response: httpx.Response) -> None:
    (expected,) = MANIFEST.objects(request, HT.resp)
    statuses = {str(s).rsplit("StatusCode", 1)[-1] for s in MANIFEST.objects(expected, MF.expectedStatus)}
    allowed = {int(s[0]) for s in statuses}
    assert response.status_code // 100 in allowed, (statuses, response.status_code, response.text)
    truth = MANIFEST.value(expected, MF.expectedBoolean)
    if truth is not None:
        accepted = httpx.Response(200, content=response.content)
        assert accepted.json()["boolean"] is (str(truth) == "true")
    kinds = {"boolean": (JSON, XML), "tabular": (JSON, XML, "text/csv", "text/tab-separated-values")}
    kind = MANIFEST.value(expected, MF.expectedFormat)
    if kind is not None:
        media = response.headers["content-type"].split(";")[0]
        assert media in kinds.get(str(kind), (TURTLE, "application/n-triples", "application/rdf+xml"))


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (JSON, JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", JSON),
        ("*/*", JSON),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1", XML),
        ("image/png, */*;q=0.1", JSON),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*", XML),
        ("text/html", "text/html"),
    ],
)
def test_rows_come_in_the_format_the_client_likes_most(server: Running, accept: str, media: str) -> None:
    response = server.sparql("SELECT ?o WHERE { ?s <http://example.org/p> ?o }", accept)
    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == media
    assert "å" in response.text


@pytest.mark.parametrize(
    "media",
    [
        TURTLE,
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "application/rdf+xml",
        "application/ld+json",
    ],
)
def test_graphs_come_in_every_format(server: Running, media: str) -> None:
    response = server.sparql("CONSTRUCT WHERE { ?s <http://example.org/p> ?o }", media)
    assert response.headers["content-type"].split(";")[0] == media
    assert len(Graph().parse(data=response.text, format=media if media != "application/n-quads" else "nt")) == 1


def test_format_by_name_serves_who_cannot_set_headers(server: Running) -> None:
    response = server.sparql("ASK {}", "*/*", format="xml")
    assert response.headers["content-type"].startswith(XML)


def test_nothing_acceptable(server: Running) -> None:
    assert server.sparql("ASK {}", "image/png").status_code == 406
    assert server.sparql("ASK {}", "text/csv").status_code == 406


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(server: Running, method: str) -> None:
    response = httpx.request(method, server.url + "/sparql")
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_other_content_types_and_encodings(server: Running) -> None:
    post = server.url + "/sparql"
    assert httpx.post(post, content=b"ASK {}", headers={"Content-Type": "text/plain"}).status_code == 415
    direct = {"Content-Type": "application/sparql-query"}
    assert httpx.post(post, content=b"\x1f\x8b", headers={**direct, "Content-Encoding": "gzip"}).status_code == 415
    assert httpx.post(post, content=b"ASK { ?s ?p '\xff' }", headers=direct).status_code == 400


def test_a_syntax_error_names_line_and_column(server: Running) -> None:
    response = server.sparql("SELECT *\nWHERE { ?s ?p }")
    assert response.status_code == 400
    assert response.text.startswith("Line 2, column ")
    assert "Traceback" not in response.text


def test_an_unknown_function_is_the_clients_error(server: Running) -> None:
    assert server.sparql("SELECT (<http://example.org/f>(1) AS ?x) {}").status_code == 400


def test_head_has_the_headers_and_no_body(server: Running) -> None:
    response = httpx.head(server.url + "/sparql", params={"query": "ASK {}"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-type"] == JSON


def test_preflight_lets_any_site_ask_without_credentials(server: Running) -> None:
    response = httpx.options(server.url + "/sparql", headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


def test_an_answer_the_client_holds_is_not_sent_again(server: Running) -> None:
    first = server.sparql("SELECT ?s WHERE { ?s ?p ?o }")
    assert first.headers["x-kg-data-version"] == server.service.published.version
    held = {"If-None-Match": first.headers["etag"], "Accept": JSON}
    again = httpx.get(server.url + "/sparql", params={"query": "SELECT ?s WHERE { ?s ?p ?o }"}, headers=held)
    assert (again.status_code, again.content) == (304, b"")


def test_what_changes_by_itself_is_never_held(server: Running) -> None:
    first, second = (server.sparql("SELECT (RAND() AS ?n) {}") for _ in range(2))
    assert "etag" not in first.headers
    assert first.text != second.text


def test_large_answers_are_packed_for_who_takes_it(server: Running) -> None:
    query = "SELECT ?n WHERE { VALUES ?n { " + " ".join(str(n) for n in range(1000)) + " } }"
    packed = httpx.post(server.url + "/sparql", data={"query": query}, headers={"Accept-Encoding": "gzip"})
    plain = httpx.post(server.url + "/sparql", data={"query": query}, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_several_default_graphs_are_merged(server: Running) -> None:
    """A triple that stands in two graphs of the merge is one triple (SPARQL 1.1 section 13.1)."""
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s <http://example.org/p> ?o }"
    pairs = [
        ("query", query),
        ("default-graph-uri", "http://example.org/g1"),
        ("default-graph-uri", "http://example.org/g2"),
    ]
    by_protocol = httpx.get(server.url + "/sparql", params=pairs).json()
    from_both = "FROM <http://example.org/g1> FROM <http://example.org/g2> WHERE"
    by_query = server.sparql(query.replace("WHERE", from_both)).json()
    for found in (by_protocol, by_query):
        assert found["results"]["bindings"][0]["n"]["value"] == "1"


def test_a_deadline_may_only_be_lowered(server: Running) -> None:
    assert server.sparql("ASK {}", timeout="1e5").status_code == 200
    assert server.sparql("ASK {}", timeout="0").status_code == 400


def test_a_bare_get_describes_the_service(server: Running) -> None:
    described = Graph().parse(data=httpx.get(server.url + "/sparql", headers={"Accept": TURTLE}).text)
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (URIRef(server.url + "/sparql"), RDF.type, sd.Service) in described
    assert URIRef("http://example.org/g1") in set(described.objects(None, sd.name))


def test_a_browser_gets_a_page_and_nothing_unescaped(server: Running) -> None:
    response = server.sparql(
        'SELECT ("<script>alert(1)</script>" AS ?x) (IRI("javascript:alert(1)") AS ?y) {}', "text/html"
    )
    assert "<script>alert" not in response.text
    assert 'href="javascript' not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
