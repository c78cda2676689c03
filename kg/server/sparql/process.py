"""The nursery and its worker processes seen from the server: start, ask, kill."""

import array
import asyncio
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.server.sparql.limits import Limits
from kg.server.sparql.nursery import PACKET
from kg.server.sparql.worker import LENGTH, pack

_MODULE = "kg.server.sparql.nursery"
Reply = tuple[dict[str, Any], bytes]


class Died(Exception):
    """A process ended before it answered; `signal` is what ended it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class Nursery:
    """Starts workers on one snapshot, and knows when each has ended. Started anew should it ever end itself."""

    def __init__(self, folder: Path, merged: Sequence[str], limits: Limits, walls: Sequence[str]) -> None:
        self.folder = folder
        self.options = {"merged": list(merged), "rows": limits.rows, "bytes": limits.bytes}
        self.options |= {"memory": limits.memory, "walls": list(walls)}
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._ids = itertools.count()
        self._started: dict[int, asyncio.Future[int]] = {}
        self._workers: dict[int, WorkerProcess] = {}

    async def start(self) -> "WorkerProcess":
        """One worker; returns when it stands behind its walls. Raises Died."""
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        order = {"do": "start", "id": next(self._ids)}
        answer: asyncio.Future[int] = loop.create_future()
        self._started[int(str(order["id"]))] = answer
        self._open().sendmsg(
            [json.dumps(order).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [theirs.fileno()]))]
        )
        theirs.close()
        ours.setblocking(False)
        pid = await answer
        _, worker = await loop.create_connection(lambda: WorkerProcess(self, pid), sock=ours)
        self._workers[pid] = worker
        try:
            await worker.hello()
        except Died:
            worker.kill()
            raise
        return worker

    def tell(self, do: str, pid: int, level: int = 0) -> None:
        if self._control is not None:
            self._control.send(json.dumps({"do": do, "pid": pid, "level": level}).encode())

    def close(self) -> None:
        """End the nursery, and every worker with it."""
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.wait(timeout=5)
            self._process = None

    def _open(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            # the paths Python needs, and nothing else of the environment
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", _MODULE, str(theirs.fileno()), str(self.folder), json.dumps(self.options)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "MALLOC_ARENA_MAX": "1"},
                cwd="/",
            )
            theirs.close()
            self._control = ours
            asyncio.get_running_loop().add_reader(ours, self._listen)
        return self._control

    def _listen(self) -> None:
        assert self._control is not None
        message = self._control.recv(PACKET)
        if not message:
            self._lost()
            return
        told = json.loads(message)
        if "started" in told:
            waiting = self._started.pop(told["started"])
            if not waiting.done():
                waiting.set_result(told["pid"])
        elif worker := self._workers.pop(told["ended"], None):
            worker.ended(told["signal"])

    def _lost(self) -> None:
        assert self._control is not None
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        self._control = None
        for waiting in self._started.values():
            if not waiting.done():
                waiting.set_exception(Died(0))
        for worker in self._workers.values():
            worker.ended(0)
        self._started.clear()
        self._workers.clear()


class WorkerProcess(asyncio.Protocol):
    """A worker behind its socket. One question at a time."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.nursery = nursery
        self.pid = pid
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

    def seconds(self) -> float | None:
        """The processor time of the process so far (POSIX clock_getcpuclockid); None where there is none."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except (OSError, OverflowError, AttributeError):
            return None

    def slow_down(self) -> None:
        self.nursery.tell("nice", self.pid, 19)

    def kill(self) -> None:
        """End the process; it answers no more."""
        if self.alive:
            self.alive = False
            self.nursery.tell("kill", self.pid)

    def ended(self, number: int) -> None:
        """The process is gone."""
        self.alive = False
        if not self._reply.done():
            self._reply.set_exception(Died(number))
            self._reply.exception()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._head is None:
            if len(self._buffer) < LENGTH.size:
                return
            end = LENGTH.size + LENGTH.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                return
            self._head = json.loads(self._buffer[LENGTH.size : end])
            del self._buffer[:end]
        if len(self._buffer) >= self._head["length"]:
            reply = self._head, bytes(self._buffer)
            self._head = None
            self._buffer.clear()
            if not self._reply.done():
                self._reply.set_result(reply)

    def connection_lost(self, _exc: Exception | None) -> None:
        self.alive = False
