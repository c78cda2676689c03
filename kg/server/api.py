"""/api/ask, /api/chain, /api/overlaps, /api/coverage: what the commands of these names print as JSON."""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.commands import Municipality
from kg.commands.catalogue import COMMANDS
from kg.errors import KgError
from kg.server import respond
from kg.server.negotiate import language
from kg.server.service import Service
from kg.server.sparql.gate import Refused
from kg.server.sparql.pool import Ended

MOST = 500
AT_ONCE, WAITING, HELD = 2, 16, 256


class Api:
    """The commands of one service over HTTP. Few at a time: they run in the server's own process."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._held: dict[object, bytes] = {}

    def handler(self, name: str) -> Callable[[Request], Any]:
        async def handle(request: Request) -> Response:
            response = await self._handle(request, name)
            self.service.metrics.count(f"api/{name}", response.status_code)
            return response

        return handle

    async def _handle(self, request: Request, name: str) -> Response:
        lang = language(request.query_params.get("lang"), request.headers.get("accept-language"), "fi")
        published = self.service.published
        try:
            asked = _params(request)
            key = (name, lang, tuple(sorted(asked.items())), published.version, date.today())
            content = self._held.get(key) or await self._in_turn(_answer, name, published.municipality, lang, asked)
        except (Refused, Ended) as refused:
            return respond.error(refused.key, refused.status, lang, refused.facts)
        except KgError as error:
            return respond.error(error.key, 400, lang, error.facts)
        self._held[key] = content
        while len(self._held) > HELD:
            self._held.pop(next(iter(self._held)))
        etag = respond.etag_of(*key)
        return await respond.data(request, content, "application/json", respond.Tag(published.version, etag))

    async def _in_turn(self, command: Callable[..., bytes], *args: Any) -> bytes:
        if self._waiting >= WAITING:
            raise Ended("busy", 503, retry=2)
        self._waiting += 1
        try:
            async with self._places:
                return await run_in_threadpool(command, *args)
        finally:
            self._waiting -= 1


def _answer(name: str, municipality: Municipality, lang: str, asked: dict[str, str]) -> bytes:
    return json.dumps(COMMANDS[name].answer(municipality, asked, lang), ensure_ascii=False, indent=2).encode()


def _params(request: Request) -> dict[str, str]:
    for name, value in request.query_params.items():
        if len(value) > MOST:
            raise Refused("api-too-long", 413, name=name[:40], limit=MOST)
    return dict(request.query_params)
