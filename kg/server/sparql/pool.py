"""Which worker answers a question, in which lane, until when.

Every question starts in the quick lane. One that runs on is slow: it needs a slow place, runs at the lowest
priority, and has until its deadline; without a free place, or when its client has had its share, it ends at once.
So a light question never waits for a heavy one, whoever sent them.
"""

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from kg.server.sparql.limits import Limits
from kg.server.sparql.process import Died, Nursery, Reply, WorkerProcess


class Ended(Exception):
    """A question without an answer: `key` names a text of the area `serve`, `retry` the seconds to wait."""

    def __init__(self, key: str, status: int, retry: int | None = None, **facts: object) -> None:
        super().__init__(key)
        self.key = f"serve.{key}"
        self.status = status
        self.retry = retry
        self.facts = facts


@dataclass(eq=False)
class _Run:
    worker: WorkerProcess
    client: str
    deadline: float
    started: float = field(default_factory=time.monotonic)
    slow: bool = False
    ended: Ended | None = None

    def __post_init__(self) -> None:
        self.used = self.worker.seconds()

    def worked(self) -> float:
        """The processor seconds that it has taken; where the system cannot tell, the seconds since it began."""
        now = self.worker.seconds()
        return time.monotonic() - self.started if now is None or self.used is None else now - self.used


class Shares:
    """How much worker time each client has used of late; an address is kept in memory for the window only."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.spent: dict[str, deque[tuple[float, float]]] = {}
        self.slow: Counter[str] = Counter()

    def add(self, client: str, seconds: float) -> None:
        self.spent.setdefault(client, deque()).append((time.monotonic(), seconds))
        if len(self.spent) > 10_000:
            self.spent.pop(next(iter(self.spent)))

    def used_up(self, client: str) -> bool:
        """Whether the client may start no more slow work now."""
        return self.slow[client] >= self.limits.client_slow or self.recent(client) > self.limits.client_seconds

    def recent(self, client: str) -> float:
        """The seconds that the client has used within the window."""
        spent = self.spent.get(client, deque())
        horizon = time.monotonic() - self.limits.client_window
        while spent and spent[0][0] < horizon:
            spent.popleft()
        if not spent:
            self.spent.pop(client, None)
        return sum(s for _, s in spent)


class Pool:
    """The workers of one published snapshot."""

    def __init__(self, nursery: Nursery, limits: Limits) -> None:
        self.nursery = nursery
        self.limits = limits
        self.shares = Shares(limits)
        self.deaths: Counter[str] = Counter()
        self._idle: list[WorkerProcess] = []
        self._waiting: dict[asyncio.Future[WorkerProcess], str] = {}
        self._running: set[_Run] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._closed = False
        self._hurrying = False

    async def open(self) -> None:
        self._refill()
        await asyncio.gather(*self._starting)

    async def ask(self, head: dict[str, Any], query: bytes, client: str, deadline: float) -> Reply:
        """The worker's head and document; raises Ended."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + deadline
        run = _Run(await self._take(client, deadline), client, deadline)
        self._running.add(run)
        clocks = loop.call_later(self.limits.quick, self._linger, run), loop.call_at(ends, self._expire, run)
        try:
            reply = await run.worker.ask({**head, "seconds": deadline}, query)
        except Died as death:
            raise run.ended or self._death(death) from None
        except asyncio.CancelledError:
            run.worker.kill()
            raise
        else:
            return reply
        finally:
            for clock in clocks:
                clock.cancel()
            self._release(run)

    @property
    def slow(self) -> int:
        return sum(r.slow for r in self._running)

    @property
    def walls(self) -> list[str]:
        return self._idle[0].walls if self._idle else []

    def state(self) -> dict[str, int]:
        return {
            "idle": sum(worker.alive for worker in self._idle),
            "running": len(self._running),
            "slow": self.slow,
            "waiting": len(self._waiting),
        }

    def close(self) -> None:
        """End the idle workers now and the others with their question."""
        self._closed = True
        for worker in self._idle:
            worker.kill()
        self._idle.clear()

    async def _take(self, client: str, deadline: float) -> WorkerProcess:
        while self._idle:
            if (worker := self._idle.pop()).alive:
                return worker
        self._refill()
        if len(self._waiting) >= self.limits.queue:
            raise Ended("busy", 503, retry=2)
        loop = asyncio.get_running_loop()
        place: asyncio.Future[WorkerProcess] = loop.create_future()
        self._waiting[place] = client
        self._hurry()
        try:
            return await asyncio.wait_for(place, deadline)
        except TimeoutError:
            raise Ended("busy", 503, retry=2) from None
        finally:
            self._waiting.pop(place, None)

    def _hurry(self) -> None:
        """While somebody waits, what has worked for long leaves the quick lane sooner."""
        if not self._waiting:
            return
        for run in list(self._running):
            if self._is_quick(run) and run.worked() > self.limits.hurried:
                self._slow_down(run)
        if not self._hurrying:
            self._hurrying = True
            asyncio.get_running_loop().call_later(self.limits.hurried / 4, self._hurry_on)

    def _hurry_on(self) -> None:
        self._hurrying = False
        self._hurry()

    def _linger(self, run: _Run) -> None:
        """Look at a run again. The worker's time counts, not the clock: a busy machine makes no query slow."""
        if not self._is_quick(run):
            return
        patience = self.limits.hurried if self._waiting else self.limits.quick
        if run.worked() >= patience:
            self._slow_down(run)
        else:
            asyncio.get_running_loop().call_later(patience, self._linger, run)

    def _is_quick(self, run: _Run) -> bool:
        return run in self._running and not run.slow and not run.ended

    def _slow_down(self, run: _Run) -> None:
        """Move a running question to the slow lane, or end it where there is no place for it."""
        if self.shares.used_up(run.client):
            self._end(
                run,
                Ended("share", 429, retry=int(self.limits.client_window / 4), seconds=_s(self.limits.client_seconds)),
            )
        elif self.slow >= self.limits.slow:
            self._end(run, Ended("no-slow-place", 503, retry=5, places=self.limits.slow))
        else:
            run.slow = True
            self.shares.slow[run.client] += 1
            run.worker.slow_down()
            self._refill()

    def _expire(self, run: _Run) -> None:
        if run in self._running:
            self._end(run, Ended("deadline", 504, seconds=_s(run.deadline)))

    def _end(self, run: _Run, reason: Ended) -> None:
        run.ended = reason
        run.worker.kill()

    def _death(self, death: Died) -> Ended:
        cause = {6: "memory", 11: "stack", 24: "deadline"}.get(death.signal, "worker-died")
        self.deaths[cause] += 1
        if not death.signal:  # ended by no fault of the question, with the nursery
            return Ended("busy", 503, retry=1)
        facts = {"megabytes": self.limits.memory >> 20, "seconds": _s(self.limits.deadline)}
        return Ended(cause, {"deadline": 504, "worker-died": 500}.get(cause, 422), None, **facts)

    def _release(self, run: _Run) -> None:
        self._running.discard(run)
        self.shares.add(run.client, time.monotonic() - run.started)
        if run.slow:
            self.shares.slow[run.client] -= 1
            run.worker.kill()
        elif run.worker.alive and not self._closed:
            self._hand_on(run.worker)
        else:
            run.worker.kill()
        self._refill()

    def _hand_on(self, worker: WorkerProcess) -> None:
        """Give the worker to whoever waits and has used least.

        Among equals the first who came goes first, but in a long queue the last: there the old ones are mostly heavy,
        and a light question that has just come need not wait for them.
        """
        waiting = [place for place in self._waiting if not place.done()]
        if not waiting:
            self._idle.append(worker)
            return
        if len(waiting) > self.limits.workers:
            waiting.reverse()
        min(waiting, key=lambda p: self.shares.recent(self._waiting[p])).set_result(worker)

    def _refill(self) -> None:
        quick = len(self._running) - self.slow
        while not self._closed and len(self._idle) + quick + len(self._starting) < self.limits.workers:
            task = asyncio.ensure_future(self._add())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        try:
            worker = await self.nursery.start()
        except Died:
            await asyncio.sleep(0.5)
            asyncio.get_running_loop().call_soon(self._refill)
            return
        if self._closed:
            worker.kill()
        else:
            self._hand_on(worker)


def _s(seconds: float) -> str:
    return f"{seconds:g}"
