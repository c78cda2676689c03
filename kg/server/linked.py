"""Linked data: every IRI of ours answers by its path, as a page for people and as RDF for machines.

A document (a graph, a module, a scheme, a version) is sent as it is. A thing, term, concept or rule is none: it answers
303 See Other with the address of the document that tells of it (W3C, Cool URIs for the Semantic Web, section 4.2).
"""

import hashlib
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.load.shipped import BASE
from kg.messages import LANGUAGES
from kg.present.ontology import context_of, document_iris, parts, quads_of
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
GRAPH = f"{BASE}graph/"
PATHS = ("/id/", "/ns/", "/ns", "/vocab/", "/vocab", "/shapes/", "/graph/", "/ontology/", "/ontology", "/prefix/")


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
        if (context := context_of(iri)) is not None:
            return await respond.data(request, context, SHORT["jsonld"], _tag(self.service, context))
        links = {"Link": alternates(request.url.path)}
        if iri in document_iris():
            return await self._document(request, iri, media, lang, links)
        quads = await run_in_threadpool(self._quads, iri)
        if not quads:
            return self._missing(iri, lang) if media == HTML else respond.error("serve.not-in-graph", 404, lang)
        if not request.query_params.get("format") and not iri.startswith(GRAPH):
            return respond.see_other(described_by(request, media), links)
        if media == HTML:
            found = await run_in_threadpool(self._page, iri, lang)
            return self._missing(iri, lang) if found is None else self._shown("thing.html", request, lang, page=found)
        if media == SHORT["jsonld"]:  # readers of JSON-LD look for a thing among the plain triples
            quads = [(s, p, o, None) for s, p, o, _ in quads]
        content = serialise(quads, media, prefixes())
        return await respond.data(request, content, media, _tag(self.service, content), links)

    async def _document(self, request: Request, iri: str, media: str, lang: str, links: Mapping[str, str]) -> Response:
        """A document of the ontology: the whole of it."""
        if media == HTML:
            found = await run_in_threadpool(parts, iri, lang)
            if not found:  # rules alone have no page
                return self._missing(iri, lang)
            return self._shown("ontology.html", request, lang, parts=found, iri=iri, title=found[0].title)
        content = await run_in_threadpool(lambda: serialise(quads_of(iri), media, prefixes()))
        return await respond.data(request, content, media, _tag(self.service, content), links)

    def _shown(self, template: str, request: Request, lang: str, **facts: object) -> Response:
        path, published = request.url.path, self.service.published
        shown = render(template, lang, path=path, published=published, formats=_formats(), **facts)
        return respond.page(shown, published.version, headers={"Link": alternates(path)})

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


def described_by(request: Request, media: str) -> str:
    """The address of the document about what the request names, in the form that the client takes."""
    name = next(n for n, m in SHORT.items() if m == media)
    asked = {k: v for k, v in request.query_params.items() if k == "lang" and v in LANGUAGES}
    return f"{quote(unquote(request.url.path))}?{urlencode({'format': name, **asked})}"


def _tag(service: Service, content: bytes) -> respond.Tag:
    return respond.Tag(service.published.version, hashlib.sha256(content).hexdigest()[:32])


def wanted(request: Request, offers: tuple[str, ...]) -> str | None:
    """The media type of the answer: `format=` in the address, else by the Accept header."""
    name = request.query_params.get("format")
    return best(SHORT.get(name, name) if name else request.headers.get("accept"), offers)


def alternates(path: str) -> str:
    """The header that tells where else the same thing is (RFC 8288)."""
    return ", ".join(f'<{path}?format={n}>; rel="alternate"; type="{m}"' for n, m in _formats().items())


def _formats() -> Mapping[str, str]:
    return {name: media for name, media in SHORT.items() if media in GRAPHS}
