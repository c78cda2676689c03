"""Questions of the protocol answered from the published snapshot: gate, cache, pool."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import KgError
from kg.load.shipped import BASE
from kg.server.metrics import Metrics
from kg.server.protocol import Asked
from kg.server.published import Published, Publisher
from kg.server.respond import etag_of
from kg.server.sparql.gate import Passed, Refused, inspect
from kg.server.sparql.limits import Limits
from kg.server.sparql.pool import Ended, Pool
from kg.server.sparql.process import Died, Nursery

WALLS = ("seccomp", "landlock")
_INSPECT_ASIDE = 8192
_REPEAT = 30.0
WATCH = 2.0
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Document:
    """A whole answer; `etag` is empty where the answer may change (NOW, RAND …)."""

    media: str
    content: bytes
    version: str
    etag: str


class Service:
    """The state of one server: what is published, the workers on it, what was answered."""

    def __init__(
        self, publisher: Publisher, limits: Limits, *, gate: bool = True, walls: Sequence[str] = WALLS
    ) -> None:
        self.publisher = publisher
        self.limits = limits
        self.metrics = Metrics()
        self.gate = gate
        self.walls = walls
        self._cache = _Cache(limits.cache)
        self._failed: OrderedDict[str, tuple[float, Ended]] = OrderedDict()
        self._running: dict[tuple[str, float], tuple[asyncio.Future[Document], int]] = {}
        self._watch: asyncio.Task[None] | None = None
        self.published: Published
        self.pool: Pool

    async def open(self) -> None:
        self.published = await asyncio.to_thread(self.publisher.publish)
        self.pool = self._pool(self.published)
        await self.pool.open()
        self._watch = asyncio.create_task(self._follow())

    async def close(self) -> None:
        if self._watch:
            self._watch.cancel()
        self.pool.close()
        self.pool.nursery.close()
        await asyncio.to_thread(self.publisher.close)

    async def answer(self, asked: Asked, results: str | None, graph: str | None, client: str) -> Document:
        """The answer as one document; raises Refused or Ended."""
        query = asked.query or ""
        passed = await self._inspect(query)
        published = self.published
        default, named = _dataset(asked, passed)
        key = etag_of(query, default, named, results, graph, published.version)
        held = self._cache.get(key)
        if held:
            self.metrics.cached += 1
            return held
        deadline = min(asked.timeout or self.limits.deadline, self.limits.deadline)
        self._refuse_repeated(key)
        head = {"base": BASE, "results": results, "graph": graph, "default_graphs": default, "named_graphs": named}
        work = self._run(key, head, query.encode(), client, deadline)
        if not passed.stable:
            return replace(await work, etag="")
        document = await self._shared((key, deadline), work)
        self._cache.put(key, document)
        return document

    async def _shared(self, key: tuple[str, float], work: Coroutine[Any, Any, Document]) -> Document:
        """The answer of the same question that already runs, else of this one; it ends when nobody waits any more."""
        task, waiting = self._running.get(key, (None, 0))
        if task is None:
            task = asyncio.ensure_future(work)
            task.add_done_callback(lambda _: self._running.pop(key, None))
        else:
            work.close()
        self._running[key] = task, waiting + 1
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if key in self._running:
                task, waiting = self._running[key]
                self._running[key] = task, waiting - 1
                if waiting == 1:
                    task.cancel()
            raise

    async def _run(self, key: str, head: dict[str, Any], query: bytes, client: str, deadline: float) -> Document:
        version = self.published.version
        started = time.monotonic()
        try:
            reply, content = await self.pool.ask(head, query, client, deadline)
        except Ended as ended:
            self._remember_failure(key, ended)
            raise
        finally:
            self.metrics.time(time.monotonic() - started)
        if "error" in reply:
            raise self._refusal(reply)
        return Document(reply["media"], content, version, key)

    async def _inspect(self, query: str) -> Passed:
        if not self.gate:
            return Passed()
        if len(query) < _INSPECT_ASIDE:
            return inspect(query, BASE)
        return await asyncio.to_thread(inspect, query, BASE)

    def _refusal(self, reply: dict[str, object]) -> Refused:
        error = str(reply["error"])
        if error == "bad-query":
            key = "bad-query" if reply["line"] else "bad-query-nowhere"
            return Refused(key, 400, line=reply["line"], column=reply["column"], why=reply["why"])
        if error == "not-acceptable":
            return Refused(error, 406)
        if error == "engine-failed":
            return Refused(error, 500)
        facts = {"rows": self.limits.rows, "megabytes": self.limits.bytes // 1_000_000}
        return Refused(error, 422, **(facts if error != "memory" else {"megabytes": self.limits.memory >> 20}))

    def _refuse_repeated(self, key: str) -> None:
        """End at once what met its limit a moment ago: the data are the same, so the answer would be."""
        when, ended = self._failed.get(key, (0.0, None))
        if ended and time.monotonic() - when < _REPEAT:
            raise Ended("repeated", ended.status, retry=int(_REPEAT))

    def _remember_failure(self, key: str, ended: Ended) -> None:
        if ended.status in (422, 500) or (
            ended.status == 504 and ended.facts.get("seconds") == f"{self.limits.deadline:g}"
        ):
            self._failed[key] = (time.monotonic(), ended)
            while len(self._failed) > 1000:
                self._failed.popitem(last=False)

    def _pool(self, published: Published) -> Pool:
        return Pool(Nursery(published.folder, published.data.graphs, self.limits, self.walls), self.limits)

    async def _follow(self) -> None:
        """Publish anew whenever the store on disk was written to; while an import still writes, try again."""
        while True:
            await asyncio.sleep(WATCH)
            try:
                if await asyncio.to_thread(self.publisher.outdated):
                    await self.republish()
            except (KgError, OSError, Died) as error:
                self.publisher.forget()
                log.warning("the new data could not be published yet: %s", error)

    async def republish(self) -> None:
        new = await asyncio.to_thread(self.publisher.publish)
        pool = self._pool(new)
        await pool.open()
        old, old_pool = self.published, self.pool
        self.published, self.pool = new, pool
        old_pool.close()
        await asyncio.sleep(0)
        later = asyncio.get_running_loop().call_later
        later(self.limits.deadline + 1, old_pool.nursery.close)
        later(self.limits.deadline + 1, old.withdraw)


def _dataset(asked: Asked, passed: Passed) -> tuple[list[str] | None, list[str] | None]:
    """The protocol's data set, else the query's own, else None: the published one (protocol, section 2.1.4)."""
    if asked.has_dataset:
        return list(asked.default_graphs), list(asked.named_graphs)
    if len(passed.default_graphs) > 1:
        return list(passed.default_graphs), list(passed.named_graphs)
    return None, None


class _Cache:
    """The answers used last, up to a number of bytes; a new version has new keys."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.held: OrderedDict[str, Document] = OrderedDict()

    def get(self, key: str) -> Document | None:
        found = self.held.get(key)
        if found:
            self.held.move_to_end(key)
        return found

    def put(self, key: str, document: Document) -> None:
        size = len(document.content) + 500
        if size > self.limit // 16 or key in self.held:
            return
        self.held[key] = document
        self.size += size
        while self.size > self.limit:
            _, old = self.held.popitem(last=False)
            self.size -= len(old.content) + 500
