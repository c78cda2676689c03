"""Requests that two readers could understand differently, or that never end: answered or closed, and nobody waits."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from serving import Running, data_of, running

from kg.rdf import Iri, Lit
from kg.server import strict
from kg.server.guard import HEADERS

SOON = 15.0
HOST = b"Host: a\r\n"
POST = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict, "HEAD_SECONDS", 1.5)
        patch.setattr(strict, "BODY_SECONDS", 1.5)
        patch.setattr(strict.StrictProtocol, "most", 40)
        with running(data_of([(Iri("urn:s"), Iri("urn:p"), Lit("x"), Iri("urn:g"))])) as found:
            yield found


def connect(server: Running, source: str = "127.0.0.1") -> socket.socket:
    port = int(server.url.rsplit(":", 1)[1])
    return socket.create_connection(("127.0.0.1", port), timeout=SOON, source_address=(source, 0))


def answer(server: Running, sent: bytes) -> bytes:
    """Everything that comes back until the server closes; raises TimeoutError where it does not."""
    with connect(server) as client:
        client.sendall(sent)
        received = b""
        while part := client.recv(65_536):
            received += part
        return received


AMBIGUOUS = {
    "two-lengths": POST
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n"
    + HOST,
    "other-order": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
    "lengths-differ": POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}",
    "length-signed": POST + b"Content-Length: +6\r\n\r\nASK {}",
    "chunked-in-1.0": POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunk-overflows": POST + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nASK {}",
    "chunk-size-broken": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nASK {}",
    "length-huge": POST + b"Content-Length: 99999999999999999999\r\n\r\nASK {}",
    "garbage": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "words": b"hello, is anybody there?",
    "json": b'{"a": 1}',
    "blank-before-colon": b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    "no-host": b"GET / HTTP/1.1\r\n\r\n",
    "two-hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "head-endless": b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 100_000,
}
UNENDING = {
    "nothing": b"",
    "head-cut": b"GET /healthz HTTP/1.1\r\nHost: a",
    "method-cut": b"GE",
    "body-cut": POST + b"Content-Length: 600\r\n\r\nASK {}",
    "chunk-cut": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nAS",
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_what_is_ambiguous_or_broken_is_refused_once_and_closed(server: Running, name: str) -> None:
    received = answer(server, AMBIGUOUS[name])
    assert received.count(b"HTTP/1.1 ") == 1
    assert received.startswith(b"HTTP/1.1 400")
    assert b"nosniff" in received


@pytest.mark.parametrize("name", UNENDING)
def test_what_never_ends_is_closed_in_time(server: Running, name: str) -> None:
    started = time.monotonic()
    received = answer(server, UNENDING[name])
    assert time.monotonic() - started < SOON
    assert received.startswith(b"HTTP/1.1 408")


def test_a_body_that_comes_in_pieces_is_read(server: Running) -> None:
    with connect(server) as client:
        client.sendall(POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
        for part in (b"3\r\nASK\r\n", b"3\r\n {}\r\n", b"0\r\n\r\n"):
            time.sleep(0.1)
            client.sendall(part)
        assert client.recv(65_536).startswith(b"HTTP/1.1 200")


def test_two_requests_on_one_connection_are_both_answered(server: Running) -> None:
    with connect(server) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
        time.sleep(1)
        assert client.recv(65_536).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert client.recv(65_536).startswith(b"HTTP/1.1 200")


def test_a_client_that_goes_away_in_the_middle_leaves_no_traceback(
    server: Running, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        with connect(server) as client:
            client.sendall(POST + b"Content-Length: 600\r\n\r\nASK {}")
            time.sleep(0.1)
        time.sleep(0.3)
        assert httpx.get(server.url + "/healthz", timeout=60).status_code == 200
    assert not caplog.records


def test_one_client_cannot_hold_every_connection(server: Running) -> None:
    with ExitStack() as held:
        taken = [held.enter_context(connect(server, "127.0.0.2")) for _ in range(60)]
        for client in taken[:40]:
            client.sendall(b"GET /healthz HTTP/1.1\r\n")
        assert taken[-1].recv(65_536).startswith(b"HTTP/1.1 503")
        assert httpx.get(server.url + "/healthz", timeout=60).status_code == 200
    time.sleep(0.2)
    with connect(server, "127.0.0.2") as again:
        again.sendall(b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        assert again.recv(65_536).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/healthz", "/metrics", "/queries", "/schema", "/assets/nothing", "/id/x", "/no/such"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_every_answer_carries_the_headers(server: Running, path: str, method: str) -> None:
    found = httpx.request(method, server.url + path, timeout=60).headers
    assert {name.lower() for name in HEADERS} <= set(found)
    assert "default-src 'none'" in found["content-security-policy"]
    assert "unsafe" not in found["content-security-policy"]
    assert "server" not in found
