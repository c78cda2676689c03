"""The route /sparql: the SPARQL 1.1 Protocol, read only."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.server import respond
from kg.server.description import description
from kg.server.html import render
from kg.server.negotiate import GRAPHS, HTML, RESULTS, SHORT, best, language
from kg.server.protocol import Asked, read
from kg.server.service import Document, Service
from kg.server.sparql.gate import Refused
from kg.server.sparql.pool import Ended
from kg.store import published_queries

METHODS = "GET, HEAD, POST, OPTIONS"


class Sparql:
    """The endpoint of one service, as an ASGI handler of requests."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def __call__(self, request: Request) -> Response:
        response = await self._handle(request)
        self.service.metrics.count("sparql", response.status_code)
        return response

    async def _handle(self, request: Request) -> Response:
        lang = language(request.query_params.get("lang"), request.headers.get("accept-language"), "en")
        if request.method == "OPTIONS":
            return respond.preflight(METHODS)
        if request.method not in ("GET", "HEAD", "POST"):
            return respond.error("serve.method", 405, lang, headers={"Allow": METHODS})
        try:
            asked = await read(request)
            return await self._answer(request, asked, lang)
        except Refused as refused:
            return respond.error(refused.key, refused.status, lang, refused.facts)
        except Ended as ended:
            headers = {"Retry-After": str(ended.retry)} if ended.retry else {}
            return respond.error(ended.key, ended.status, lang, ended.facts, headers)

    async def _answer(self, request: Request, asked: Asked, lang: str) -> Response:
        accept = SHORT.get(asked.format or "", asked.format) or request.headers.get("accept")
        if asked.query is None:
            return await self._describe(request, accept, lang)
        results, graph = best(accept, (*RESULTS, HTML)), best(accept, (*GRAPHS, HTML))
        if HTML in (results, graph):
            return await self._table(request, asked, lang)
        document = await self._ask(request, asked, results, graph)
        return await respond.data(
            request, document.content, document.media, respond.Tag(document.version, document.etag)
        )

    async def _ask(self, request: Request, asked: Asked, results: str | None, graph: str | None) -> Document:
        """Ask, and stop asking when the client has gone."""
        client = request.client.host if request.client else ""
        answer = asyncio.ensure_future(self.service.answer(asked, results, graph, client))
        done, _ = await asyncio.wait((answer,), timeout=self.service.limits.quick)
        if not done:
            gone = asyncio.ensure_future(_gone(request))
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            if gone.done() and not answer.done():
                answer.cancel()
            gone.cancel()
        return await answer

    async def _describe(self, request: Request, accept: str | None, lang: str) -> Response:
        media = best(accept, (*GRAPHS, HTML))
        if media is None:
            raise Refused("not-acceptable", 406)
        published = self.service.published
        if media == HTML:
            return respond.page(self._page(lang, ""), published.version)
        content = description(published.data, published.register, respond.site(request) + "/sparql", media)
        return await respond.data(request, content, media, respond.Tag(published.version))

    async def _table(self, request: Request, asked: Asked, lang: str) -> Response:
        """The answer as a page for people: a table of the rows, or the graph as Turtle."""
        document = await self._ask(request, asked, RESULTS[0], GRAPHS[0])
        found: dict[str, Any] = {"turtle": document.content.decode()}
        if document.media == RESULTS[0]:
            found = json.loads(document.content)
        return respond.page(self._page(lang, asked.query or "", found=found), document.version)

    def _page(self, lang: str, query: str, **found: Any) -> str:
        examples = list(published_queries().values())
        return render("sparql.html", lang, query=query, published=self.service.published, examples=examples, **found)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
