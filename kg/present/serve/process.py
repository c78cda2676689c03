"""One worker process seen from the server: start, ask, kill."""

import asyncio
import json
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.present.serve.limits import Limits
from kg.present.serve.worker import pack

_LENGTH = struct.Struct(">I")
Reply = tuple[dict[str, Any], bytes]


class Died(Exception):
    """The process ended before it answered; `signal` is what ended it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class WorkerProcess(asyncio.Protocol):
    """A worker behind its socket. One question at a time."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self.pid = process.pid
        self.alive = True
        self.walls: list[str] = []
        self._buffer = bytearray()
        self._head: dict[str, Any] | None = None
        self._reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.WriteTransport | None = None

    async def ask(self, head: dict[str, Any], body: bytes) -> Reply:
        """Send one question, wait for its answer; raises Died."""
        if not self.alive or self._transport is None:
            raise Died(0)
        self._reply = asyncio.get_running_loop().create_future()
        self._transport.write(pack(head, body))
        return await self._reply

    async def hello(self) -> None:
        head, _ = await self._reply
        self.walls = head["walls"]

    def kill(self) -> None:
        """End the process by its id; it answers no more."""
        self.alive = False
        if self.process.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._head is None:
            if len(self._buffer) < 4:
                return
            end = 4 + _LENGTH.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                return
            self._head = json.loads(self._buffer[4:end])
            del self._buffer[:end]
        if len(self._buffer) >= self._head["length"]:
            reply = self._head, bytes(self._buffer)
            self._head = None
            self._buffer.clear()
            if not self._reply.done():
                self._reply.set_result(reply)

    def connection_lost(self, _exc: Exception | None) -> None:
        self.alive = False
        asyncio.get_running_loop().create_task(self._reap())

    async def _reap(self) -> None:
        """Learn what ended the process; a core is never written, so this takes an instant."""
        for pause in (0, 0.001, 0.005, 0.02, 0.1, 0.5):
            await asyncio.sleep(pause)
            if self.process.poll() is not None:
                break
        if not self._reply.done():
            self._reply.set_exception(Died(-(self.process.poll() or 0)))
            self._reply.exception()


async def start(folder: Path, merged: Sequence[str], limits: Limits, walls: Sequence[str]) -> WorkerProcess:
    """Start one worker on the snapshot in `folder`; returns when it stands behind its walls."""
    options = {
        "merged": list(merged),
        "rows": limits.rows,
        "bytes": limits.bytes,
        "memory": limits.memory,
        "walls": list(walls),
    }
    ours, theirs = socket.socketpair()
    # the worker inherits its end of the socket, the paths Python needs, and nothing else of the environment
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.present.serve.worker", str(theirs.fileno()), str(folder), json.dumps(options)],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(sys.path), "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd="/",
    )
    theirs.close()
    ours.setblocking(False)
    loop = asyncio.get_running_loop()
    _, worker = await loop.create_connection(lambda: WorkerProcess(process), sock=ours)
    try:
        await worker.hello()
    except Died:
        worker.kill()
        raise
    return worker
