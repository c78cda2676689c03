"""The gate: linear, blind to strings and comments, deaf to no spelling of SERVICE; and the walls behind it."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Running, data_of, running

from kg.rdf import Iri, Quad
from kg.server.sparql import gate
from kg.server.sparql.gate import Passed, Refused, inspect
from kg.store import find_query, query_names
from kg.store.snapshot import BadQuery
from kg.store.tokens import Unreadable, tokens

BASE = "https://w3id.org/vastuuverkko/"
FACTS: list[Quad] = [(Iri("http://example.org/s"), Iri("http://example.org/p"), Iri("http://example.org/o"), None)]

CALLS_OUT = [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<%s>{?s ?p ?o} }",
    "SELECT * { service<%s>{?s ?p ?o} }",
    "SELECT * { ?x ?y 1SERVICE<%s>{?s ?p ?o} }",
    "SELECT * { ?x ?y trueSERVICE<%s>{?s ?p ?o} }",
    "PREFIX S: <%s> SELECT * { SERVICES:{?s ?p ?o} }",
    "PREFIX : <%s> SELECT * { SERVICE:{?s ?p ?o} }",
    "PREFIX S: <%s> SELECT * { SERVICESILENTS:{?s ?p ?o} }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <%s> { ?s ?p ?o } } } } }",
    "ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { VALUES ?g { <%s> } SERVICE ?g { ?s ?p ?o } }",
    "SELECT * { # comment\n\tSERVICE\n#x\n<%s>\n{ ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { ?x ?y '''\\'''' . SERVICE <%s> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", CALLS_OUT)
def test_no_spelling_of_service_passes(query: str) -> None:
    with pytest.raises(Refused) as refused:
        inspect(query % "http://127.0.0.1:1/", BASE)
    assert refused.value.status == 403


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p ?o }",
        "SELECT * { ?s ?p 'SERVICE' }",
        'SELECT * { ?s ?p """a "SERVICE" \\""" b""" }',
        "SELECT * { ?s ?p ?o } # SERVICE",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
        "PREFIX cpsv: <http://purl.org/vocab/cpsv#> SELECT * { ?s a cpsv:PublicService }",
        "SELECT * { ?s ?p 'a'@en-service }",
        "PREFIX load: <http://example.org/> SELECT ?clear { ?clear load:insert 'DELETE' }",
    ],
)
def test_the_word_elsewhere_passes(query: str) -> None:
    assert inspect(query, BASE) == Passed()


def test_every_query_of_ours_passes() -> None:
    names = [n for stage in ("answer", "analyse", "present", "explorer", "server", "store") for n in query_names(stage)]
    texts = [
        q.text
        for q in map(find_query, names)
        if not any(word in q.text for word in ("INSERT", "DELETE", "CLEAR", "ADD SILENT"))
    ]
    assert len(texts) > 20
    for text in texts:
        assert inspect(text, BASE).stable


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a> <b> <c> }",
        "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "clear all",
        "BASE<x>DROP GRAPH <g>",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(Refused) as refused:
        inspect(update, BASE)
    assert (refused.value.status, refused.value.key) == (403, "serve.read-only")


def test_data_set_clauses_are_read() -> None:
    query = "BASE <http://e/> PREFIX g: <graph/> SELECT * FROM g:a FROM<b> FROM NAMED g:c { FILTER('FROM' = ?x) }"
    assert inspect(query, BASE) == Passed(("http://e/graph/a", "http://e/b"), ("http://e/graph/c",))


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("{" * 200, "too-deep"),
        ("ASK { FILTER(" + "(" * 150 + ")" * 150 + ") }", "too-deep"),
        ("ASK { FILTER(" + "!" * 30_000 + "true) }", "too-many-tokens"),
        ("ASK { " + "?s ?p ?o . " * 300 + "}", "too-many-patterns"),
        ("ASK { " + "?s a e:x. " * 300 + "}", "too-many-patterns"),
        ("ASK { ?s " + "/".join(["<p>"] * 150) + " ?o }", "too-many-steps"),
        ("ASK { ?s ?p 'x }", "unreadable"),
        ("ASK { ?s ?p '''x }", "unreadable"),
        ("#" * (gate.MAX_LENGTH + 1), "too-long"),
    ],
)
def test_what_kills_an_engine_is_refused(query: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        inspect(query, BASE)
    assert refused.value.key == f"serve.{key}"


FRAGMENTS = [
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "<",
    ">",
    "{",
    "}",
    "a.",
    "a:b",
    "_:b.",
    "?x",
    "1.",
    "@en",
    "#",
    "\n",
    "SERVICE",
    "\\u0022",
    " ",
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_tokens_lose_no_character_but_blanks_and_comments(text: str) -> None:
    try:
        found = list(tokens(text))
    except Unreadable as error:
        assert 0 <= error.start < len(text)  # noqa: PT017
        return
    for token in found:
        assert text.startswith(token.text, token.start)
    starts = [t.start for t in found]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("piece", ["a.", "<a", '"""', "'a", ":.", "_:a.", "\\u0041", "@a-", "%41", "?", "a-"])
def test_the_longest_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    """A scanner that reads a run of characters again from each of its places would not come back from this."""
    text = piece * (gate.MAX_LENGTH // len(piece))
    try:
        end = max(t.start + len(t.text) for t in tokens(text))
    except Unreadable as error:
        end = error.start
    assert end <= len(text)


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that writes down who calls."""
    calls: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", calls
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _wall(server: Running, name: str) -> None:
    if name not in server.service.pool.walls:
        pytest.skip(f"this system has no {name}")


@pytest.mark.parametrize("wall", ["seccomp", "landlock"])
def test_a_wall_alone_keeps_every_query_from_the_network(wall: str) -> None:
    with canary() as (url, calls), running(data_of(FACTS), gate=False, walls=[wall]) as server:
        _wall(server, wall)
        for query in CALLS_OUT:
            server.sparql(query % url)
        assert calls == []
        assert server.sparql("ASK { ?s ?p ?o }").json()["boolean"] is True


def test_without_gate_and_walls_the_canary_sings() -> None:
    """The tests above can fail: the engine calls out by itself."""
    with canary() as (url, calls), running(data_of(FACTS), gate=False, walls=[]) as server:
        server.sparql(CALLS_OUT[0] % url)
        server.sparql(CALLS_OUT[6] % url)
        assert len(calls) == 2


def test_the_gate_alone_keeps_every_query_from_the_network() -> None:
    with canary() as (url, calls), running(data_of(FACTS), walls=[]) as server:
        for query in CALLS_OUT:
            assert server.sparql(query % url).status_code == 403
        assert calls == []


@pytest.mark.parametrize("walls", [[], ["landlock"]])
def test_from_opens_no_file_and_no_address(walls: list[str], tmp_path: object) -> None:
    with canary() as (url, calls), running(data_of(FACTS), gate=False, walls=walls) as server:
        for address in (url, "file:///etc/passwd", "file:///proc/self/environ"):
            found = server.sparql(f"SELECT * FROM <{address}> WHERE {{ ?s ?p ?o }}")
            assert found.json()["results"]["bindings"] == []
            assert server.sparql(f"LOAD <{address}>").status_code in (400, 403)
        assert calls == []


def test_an_engine_error_names_its_place() -> None:
    error = BadQuery("error at 2:7: expected one of …")
    assert (error.line, error.column, error.why) == (2, 7, "expected one of …")
