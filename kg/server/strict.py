"""HTTP/1.1 read strictly: what two readers could understand in two ways is refused, and nobody is waited for for ever.

The server library parses with h11, which refuses most of what is broken. Here is what it lets pass or waits for: a
body with two lengths, chunks and bodies without measure, beginnings that are no request, heads and bodies that never
end, and one client with all the connections.
"""

import asyncio
import re
from collections import Counter
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10
"""From the first byte, or the connection, to the end of a request's head."""
BODY_SECONDS, BYTES_A_SECOND = 30, 20_000
"""A body has half a minute, and more as long as it comes at this pace."""
LARGEST_BODY = 210_000_000
"""The explorer takes files of up to 200 MB; every other path has a limit of its own."""
CONNECTIONS_A_CLIENT = 256
_BEGINNING = re.compile(rb"[\r\n]*[A-Z]{0,20}(?: [!-~]*(?: [!-~]*\r?\n?)?)?", re.DOTALL)
_PLAIN = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"connection", b"close"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
]
_held: Counter[str] = Counter()


class StrictConnection(h11.Connection):
    """Events of a connection, or RemoteProtocolError."""

    def next_event(self) -> Any:
        event = super().next_event()
        if isinstance(event, h11.Request):
            _check_length(event)
        elif event is h11.NEED_DATA and self.their_state is h11.IDLE:
            _check_beginning(self.trailing_data[0])
        if getattr(self._reader, "_bytes_in_chunk", 0) > LARGEST_BODY:
            raise h11.RemoteProtocolError("chunk too large")
        return event


def _check_length(request: h11.Request) -> None:
    fields = dict(request.headers)
    if b"transfer-encoding" in fields and (b"content-length" in fields or request.http_version < b"1.1"):
        raise h11.RemoteProtocolError("two lengths")
    if int(fields.get(b"content-length", b"0")) > LARGEST_BODY:
        raise h11.RemoteProtocolError("body too large")


def _check_beginning(received: bytes) -> None:
    line = received.split(b"\n", 1)[0] if received.strip() else b""
    if not _BEGINNING.fullmatch(line):
        raise h11.RemoteProtocolError("no request")


class StrictProtocol(H11Protocol):
    """One connection with its time limits."""

    most = CONNECTIONS_A_CLIENT

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.conn = StrictConnection(h11.SERVER)
        self._timer: asyncio.TimerHandle | None = None
        self._waits_for: object = None
        self._received = 0
        self._address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        if _held[address] >= self.most:
            self._end(503, "Too many connections from one address.")
            return
        self._address = address
        _held[address] += 1
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        self._release()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        if not self.transport.is_closing():
            super().data_received(data)
            self._watch()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """The connection goes on as a web socket, and counts until it ends."""
        self._stop()
        super().handle_websocket_upgrade(event)
        protocol: Any = self.transport.get_protocol()
        ended = protocol.connection_lost

        def lost(exc: Exception | None) -> None:
            self._release()
            ended(exc)

        protocol.connection_lost = lost

    def send_400_response(self, msg: str) -> None:
        self._stop()
        self._end(400, msg)

    def _watch(self) -> None:
        """Start the clock when a head or a body begins to come in; stop it when it is there."""
        state = self.conn.their_state
        awaited = state if state is h11.SEND_BODY or (state is h11.IDLE and self._head_begun()) else None
        if awaited is self._waits_for:
            return
        self._stop()
        self._waits_for, self._received = awaited, 0
        if awaited is not None:
            seconds = HEAD_SECONDS if awaited is h11.IDLE else BODY_SECONDS
            self._timer = self.loop.call_later(seconds, self._late, seconds)

    def _head_begun(self) -> bool:
        return self.cycle is None or bool(self.conn.trailing_data[0])

    def _late(self, waited: float) -> None:
        """The time is over; a body that comes quickly enough gets more."""
        earned = BODY_SECONDS + self._received / BYTES_A_SECOND
        if self._waits_for is h11.SEND_BODY and earned > waited + 1:
            self._timer = self.loop.call_later(earned - waited, self._late, earned)
        elif self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE) and not self.transport.is_closing():
            self._end(408, "The request did not come to its end.")
        else:
            self.transport.close()

    def _end(self, status: int, why: str) -> None:
        """A short answer, and the connection closed."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = why.encode() + b"\n"
            head = b"".join(b"%s: %s\r\n" % field for field in [*_PLAIN, (b"content-length", b"%d" % len(body))])
            self.transport.write(b"HTTP/1.1 %d \r\n%s\r\n%s" % (status, head, body))
        self.transport.close()

    def _stop(self) -> None:
        self._waits_for = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _release(self) -> None:
        if self._address:
            _held[self._address] -= 1
            if not _held[self._address]:
                del _held[self._address]
            self._address = ""
