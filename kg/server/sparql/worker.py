"""A worker process: one question after another from its socket, each answered from the snapshot.

A frame is four bytes of length and a JSON head, then as many bytes as the head's `length` says. The process never
outlives the nursery that forked it, and the server ends it at a deadline; an answer that kills it (stack, memory)
kills nothing else.
"""

import json
import os
import socket
import struct
import threading
from pathlib import Path
from typing import Any

from kg.server.sparql import sandbox
from kg.store.snapshot import BadQuery, NotAcceptable, Question, Snapshot, TooLarge

STACK = 128 << 20
LENGTH = struct.Struct(">I")


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One frame."""
    encoded = json.dumps({**head, "length": len(body)}).encode()
    return LENGTH.pack(len(encoded)) + encoded + body


def main(descriptor: int, folder: Path, loaded: Any, options: dict[str, Any]) -> None:
    """Take the snapshot, go behind the walls, say hello, answer until the socket closes."""
    connection = socket.socket(fileno=descriptor)
    snapshot = Snapshot(folder, loaded, options["merged"], options["rows"], options["bytes"])
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(connection, folder, snapshot, options))
    thread.start()
    thread.join()
    os._exit(0)


def _serve(connection: socket.socket, folder: Path, snapshot: Snapshot, options: dict[str, Any]) -> None:
    walls = sandbox.enter(folder, options["memory"], frozenset(options["walls"]))
    connection.sendall(pack({"walls": walls}))
    stream = connection.makefile("rb")
    while size := stream.read(LENGTH.size):
        head = json.loads(stream.read(LENGTH.unpack(size)[0]))
        query = stream.read(head.pop("length")).decode()
        sandbox.limit_seconds(head.pop("seconds"))
        connection.sendall(pack(*_answer(snapshot, Question(query=query, **head))))


def _answer(snapshot: Snapshot, question: Question) -> tuple[dict[str, Any], bytes]:
    try:
        media, document = snapshot.answer(question)
    except BadQuery as error:
        return {"error": "bad-query", "line": error.line, "column": error.column, "why": error.why}, b""
    except NotAcceptable:
        return {"error": "not-acceptable"}, b""
    except TooLarge as error:
        return {"error": f"too-large-{error.limit}"}, b""
    except MemoryError:
        return {"error": "memory"}, b""
    except OSError:
        return {"error": "engine-failed"}, b""
    return {"media": media}, document
