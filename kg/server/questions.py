"""Questions as URLs: each published query file with its parameters, for people, programs and Excel."""

import json
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.load.shipped import BASE
from kg.rdf import Iri
from kg.server import respond
from kg.server.html import render
from kg.server.linked import wanted
from kg.server.negotiate import HTML, RESULTS, language
from kg.server.protocol import Asked
from kg.server.service import Service
from kg.server.sparql.gate import Refused
from kg.server.sparql.pool import Ended
from kg.store import Query, published_queries

OFFERS = (HTML, RESULTS[0], RESULTS[2], RESULTS[3], RESULTS[1])
ENDINGS = {"csv": RESULTS[2], "json": RESULTS[0], "html": HTML, "tsv": RESULTS[3], "xml": RESULTS[1]}
_BOM = b"\xef\xbb\xbf"
_OWN = ("id/", "vocab/", "ns/", "graph/")


class Questions:
    """The questions of one service."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def listed(self, request: Request) -> Response:
        """/queries: every question with its title, its parameters and its columns."""
        lang = _lang(request)
        queries = list(published_queries().values())
        published = self.service.published
        if wanted(request, (HTML, "application/json")) == HTML:
            return respond.page(render("queries.html", lang, queries=queries, published=published), published.version)
        entries = [
            {
                "name": _short(q),
                "title": q.title,
                "question": q.question,
                "params": list(q.params),
                "columns": list(q.columns),
                "url": f"/queries/{_short(q)}",
            }
            for q in queries
        ]
        content = json.dumps(entries, ensure_ascii=False, indent=2).encode()
        return await respond.data(request, content, "application/json", respond.Tag(published.version))

    async def asked(self, request: Request) -> Response:
        """/queries/{name}, /queries/{name}.csv …"""
        response = await self._handle(request)
        self.service.metrics.count("queries", response.status_code)
        return response

    async def _handle(self, request: Request) -> Response:
        lang = _lang(request)
        name, media = self._name(request)
        query = published_queries().get(name)
        if query is None:
            return respond.error("serve.no-question", 404, lang, {"name": name})
        if media is None:
            return respond.error("serve.not-acceptable", 406, lang)
        try:
            return await self._answer(request, query, media, lang)
        except (Refused, Ended) as refused:
            return respond.error(refused.key, refused.status, lang, refused.facts)
        except KgError as error:
            return respond.error(error.key, 400, lang, error.facts)

    async def _answer(self, request: Request, query: Query, media: str, lang: str) -> Response:
        given = {p: request.query_params.getlist(p) for p in query.params if request.query_params.get(p)}
        context = self.service.published.data.context
        if day := request.query_params.get("as_of"):
            context = self.service.published.data.as_of(_day(day)).context
        text = query.bind({p: [_term(v) for v in values] for p, values in given.items()}, context.values())
        client = request.client.host if request.client else ""
        document = await self.service.answer(Asked(text), RESULTS[0] if media == HTML else media, None, client)
        if media == HTML:
            return self._page(query, given, json.loads(document.content), lang)
        content = document.content
        headers = {}
        if media == RESULTS[2]:
            content = _BOM + content if request.query_params.get("bom") == "1" else content
            headers["Content-Disposition"] = f'inline; filename="{_short(query).replace("/", "-")}.csv"'
        etag = document.etag and document.etag + ("-bom" if content[:3] == _BOM else "")
        return await respond.data(request, content, media, respond.Tag(document.version, etag), headers)

    def _page(self, query: Query, given: dict[str, list[str]], found: dict[str, object], lang: str) -> Response:
        published = self.service.published
        facts = {"query": query, "name": _short(query), "given": given, "found": found, "published": published}
        return respond.page(render("query.html", lang, **facts), published.version)

    def _name(self, request: Request) -> tuple[str, str | None]:
        name = str(request.path_params["name"])
        stem, _, ending = name.rpartition(".")
        return (stem, ENDINGS[ending]) if ending in ENDINGS else (name, wanted(request, OFFERS))


def _short(query: Query) -> str:
    return query.name.rsplit("/", 1)[-1]


def _term(value: str) -> Iri | str:
    """A value from an address: an IRI, a path of ours as its IRI, else a text."""
    if value.startswith(("http://", "https://")):
        return Iri(value)
    return Iri(BASE + value.lstrip("/")) if value.lstrip("/").startswith(_OWN) else value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("not-a-day", day=text[:40]) from None


def _lang(request: Request) -> str:
    return language(request.query_params.get("lang"), request.headers.get("accept-language"), "fi")
