"""Linked data: every IRI of ours answers by its path, as a page for people and as RDF for machines."""

import hashlib
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf import Quad
from kg.server import respond
from kg.server.html import render
from kg.server.negotiate import GRAPHS, HTML, SHORT, best, language
from kg.server.service import Service
from kg.server.things import iri_of, is_iri, page_about, quads_about
from kg.store import Data
from kg.store.documents import prefixes
from kg.store.formats import serialise

OFFERS = (HTML, *GRAPHS)
PATHS = ("/id/", "/ns/", "/vocab/", "/shapes/", "/graph/", "/ontology/", "/ontology", "/prefix/")


class Linked:
    """The pages of the things of one service."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def __call__(self, request: Request) -> Response:
        response = await self._handle(request)
        self.service.metrics.count("linked", response.status_code)
        return response

    async def _handle(self, request: Request) -> Response:
        lang = language(request.query_params.get("lang"), request.headers.get("accept-language"), "fi")
        iri = iri_of(request.url.path)
        media = wanted(request, OFFERS)
        if media is None:
            return respond.error("serve.not-acceptable", 406, lang)
        if not is_iri(iri):
            return self._missing(iri, lang)
        published = self.service.published
        links = {"Link": alternates(request.url.path)}
        if media == HTML:
            found = await run_in_threadpool(self._page, iri, lang)
            if found is None:
                return self._missing(iri, lang)
            facts = {"page": found, "path": request.url.path, "published": published, "formats": _formats()}
            return respond.page(render("thing.html", lang, **facts), published.version, headers=links)
        quads = await run_in_threadpool(self._quads, iri)
        if not quads:
            return respond.error("serve.not-in-graph", 404, lang)
        etag = hashlib.sha256(f"{iri} {media} {published.version}".encode()).hexdigest()[:32]
        if media == SHORT["jsonld"]:  # readers of JSON-LD look for a thing among the plain triples
            quads = [(s, p, o, None) for s, p, o, _ in quads]
        content = serialise(quads, media, prefixes())
        return await respond.data(request, content, media, respond.Tag(published.version, etag), links)

    def _page(self, iri: str, lang: str) -> object:
        return next((p for d in self._places() if (p := page_about(d, iri, lang))), None)

    def _quads(self, iri: str) -> list[Quad]:
        """What is said of the thing; of a graph, all that it holds."""
        for data in self._places():
            if iri in data.graphs:
                return data.store.quads(iri)
            if found := quads_about(data, iri):
                return found
        return []

    def _places(self) -> tuple[Data, Data]:
        return self.service.published.data, self.service.published.apart

    def _missing(self, iri: str, lang: str) -> Response:
        published = self.service.published
        return respond.page(render("missing.html", lang, iri=iri, published=published), published.version, status=404)


def wanted(request: Request, offers: tuple[str, ...]) -> str | None:
    """The media type of the answer: `format=` in the address, else by the Accept header."""
    name = request.query_params.get("format")
    return best(SHORT.get(name, name) if name else request.headers.get("accept"), offers)


def alternates(path: str) -> str:
    """The header that tells where else the same thing is (RFC 8288)."""
    return ", ".join(f'<{path}?format={n}>; rel="alternate"; type="{m}"' for n, m in _formats().items())


def _formats() -> Mapping[str, str]:
    return {name: media for name, media in SHORT.items() if media in GRAPHS}
