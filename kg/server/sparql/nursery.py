"""A process that forks workers: a new one stands ready in milliseconds, because it shares what is loaded already.

    python -m kg.server.sparql.nursery FD FOLDER OPTIONS-AS-JSON

It holds one snapshot, has no threads, and reads no query. On its control socket it takes one JSON message a packet:
`start` (with the worker's socket beside it), `kill` and `nice`; it tells `started` and `ended`. Only its own
children are ever signalled, and a process id is never used after its process was reaped.
"""

import array
import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from kg.server.sparql import worker
from kg.server.sparql.sandbox import die_with_parent
from kg.store.snapshot import load

PACKET = 1 << 16


def main(argv: list[str]) -> None:
    die_with_parent()
    control = socket.socket(fileno=int(argv[0]))
    folder = Path(argv[1])
    loaded = load(folder)
    gc.freeze()
    Nursery(control, folder, loaded, json.loads(argv[2])).run()


class Nursery:
    """The children that live, and the socket to the server."""

    def __init__(self, control: socket.socket, folder: Path, loaded: Any, options: dict[str, Any]) -> None:
        self.control = control
        self.folder = folder
        self.loaded = loaded
        self.options = options
        self.living: set[int] = set()
        self.woken, waker = socket.socketpair()
        self.woken.setblocking(False)
        waker.setblocking(False)
        self.waker = waker
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)

    def run(self) -> None:
        """Until the server closes its end."""
        while True:
            ready, _, _ = select.select([self.control, self.woken], [], [])
            if self.woken in ready:
                with contextlib.suppress(BlockingIOError):
                    self.woken.recv(4096)
                self._reap()
            if self.control in ready and not self._obey():
                return

    def _obey(self) -> bool:
        message, ancillary, _, _ = self.control.recvmsg(PACKET, socket.CMSG_SPACE(4))
        if not message:
            return False
        order = json.loads(message)
        if order["do"] == "start":
            descriptors = array.array("i")
            descriptors.frombytes(ancillary[0][2][:4])
            self._start(order, descriptors[0])
        elif order["pid"] in self.living:
            if order["do"] == "kill":
                os.kill(order["pid"], signal.SIGKILL)
            else:
                os.setpriority(os.PRIO_PROCESS, order["pid"], order["level"])
        return True

    def _start(self, order: dict[str, Any], descriptor: int) -> None:
        pid = os.fork()
        if pid == 0:
            self._become_worker(descriptor)
        os.close(descriptor)
        self.living.add(pid)
        self._tell({"started": order["id"], "pid": pid})

    def _become_worker(self, descriptor: int) -> None:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for inherited in (self.control, self.woken, self.waker):
                inherited.close()
            worker.main(descriptor, self.folder, self.loaded, self.options)
        finally:
            os._exit(70)

    def _reap(self) -> None:
        while self.living:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            self.living.discard(pid)
            self._tell({"ended": pid, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})

    def _tell(self, message: dict[str, Any]) -> None:
        self.control.send(json.dumps(message).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
