"""A worker process: one question after another from its socket, each answered from the snapshot.

    python -m kg.present.serve.worker FD FOLDER OPTIONS-AS-JSON

A frame is four bytes of length and a JSON head, then as many bytes as the head's `length` says. The process never
outlives its parent, and the parent kills it at a deadline; an answer that kills it (stack, memory) kills nothing else.
"""

import json
import os
import socket
import struct
import sys
import threading
from pathlib import Path
from typing import Any

from kg.present.serve import sandbox
from kg.store.snapshot import BadQuery, NotAcceptable, Question, Snapshot, TooLarge

STACK = 128 << 20
_LENGTH = struct.Struct(">I")


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    encoded = json.dumps({**head, "length": len(body)}).encode()
    return _LENGTH.pack(len(encoded)) + encoded + body


def main(argv: list[str]) -> None:
    """Open the snapshot, go behind the walls, say hello, answer."""
    connection = socket.socket(fileno=int(argv[0]))
    folder, options = Path(argv[1]), json.loads(argv[2])
    snapshot = Snapshot(folder, options["merged"], options["rows"], options["bytes"])
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(connection, folder, snapshot, options))
    thread.start()
    thread.join()
    os._exit(0)


def _serve(connection: socket.socket, folder: Path, snapshot: Snapshot, options: dict[str, Any]) -> None:
    walls = sandbox.enter(folder, options["memory"], frozenset(options["walls"]))
    connection.sendall(pack({"walls": walls}))
    stream = connection.makefile("rb")
    while size := stream.read(_LENGTH.size):
        head = json.loads(stream.read(_LENGTH.unpack(size)[0]))
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
        return {"error": "no-network"}, b""
    return {"media": media}, document


if __name__ == "__main__":
    main(sys.argv[1:])
