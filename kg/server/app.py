"""The routes and the explorer as one application on one port."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.commands.catalogue import COMMANDS
from kg.resources import APP, EXPLORER
from kg.server.api import Api
from kg.server.dataset import DataSet
from kg.server.due import Days
from kg.server.endpoint import Sparql
from kg.server.guard import Guard
from kg.server.html import HERE
from kg.server.linked import PATHS, Linked
from kg.server.questions import Questions
from kg.server.service import Service

Handler = Callable[[Request], Awaitable[Response]]
ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
READ = ["GET", "HEAD"]


def routes(service: Service) -> list[BaseRoute]:
    """Every route of ours; none lies under a path of the explorer's."""
    sparql, days = Sparql(service), Days(service)

    async def endpoint(request: Request) -> Response:
        return await sparql(request)

    async def health(_request: Request) -> Response:
        return JSONResponse(_health(service), headers={"Cache-Control": "no-store"})

    async def metrics(_request: Request) -> Response:
        lines = service.metrics.lines(service.pool.state(), service.pool.deaths, service.published.version)
        return PlainTextResponse(lines, media_type="text/plain; version=0.0.4")

    return [
        Route("/sparql", endpoint, methods=ANY),
        Route("/sparql/", endpoint, methods=ANY),
        *_linked(Linked(service)),
        *_dataset(DataSet(service)),
        *_questions(Questions(service)),
        *_api(Api(service)),
        Route("/calendar.ics", days.calendar, methods=READ),
        Route("/feed.atom", days.feed, methods=READ),
        Route("/healthz", health, methods=READ),
        Route("/metrics", metrics, methods=READ),
        Mount("/assets", StaticFiles(directory=HERE / "static")),
    ]


def _linked(linked: Linked) -> list[BaseRoute]:
    async def thing(request: Request) -> Response:
        return await linked(request)

    return [Route(f"{p}{{rest:path}}" if p.endswith("/") else p, thing, methods=READ) for p in PATHS]


def _dataset(dataset: DataSet) -> list[BaseRoute]:
    return [
        Route("/.well-known/void", dataset.description, methods=READ),
        Route("/dumps/{name:path}", dataset.dump, methods=READ),
        Route("/schema", dataset.schema, methods=READ),
    ]


def _questions(questions: Questions) -> list[BaseRoute]:
    return [
        Route("/queries", questions.listed, methods=READ),
        Route("/queries/{name:path}", questions.asked, methods=READ),
    ]


def _api(api: Api) -> list[BaseRoute]:
    return [Route(f"/api/{name}", api.handler(name), methods=READ) for name in COMMANDS]


def _health(service: Service) -> dict[str, Any]:
    return {
        "status": "ok",
        "version": service.published.version,
        "municipality": service.published.data.municipality,
        "workers": service.pool.state(),
        "walls": service.pool.walls,
    }


def lifespan(service: Service) -> Callable[[Any], Any]:
    @asynccontextmanager
    async def run(_app: Any) -> AsyncIterator[None]:
        await service.open()
        try:
            yield
        finally:
            await service.close()

    return run


def endpoint_only(service: Service) -> Guard:
    """Our routes without the explorer."""
    return Guard(Starlette(routes=routes(service), lifespan=lifespan(service)))


def with_explorer(service: Service, settings: dict[str, str]) -> Any:
    """Our routes and the explorer. `settings` reach its pages as environment variables (`KG_DATA`, `KG_EDITABLE` …)."""
    import streamlit as st

    os.environ.update(settings)

    @asynccontextmanager
    async def run(app: Any) -> AsyncIterator[None]:
        from kg.explorer.warm import warm

        async with lifespan(service)(app):
            warm()
            yield

    from kg.explorer.front import Front
    from kg.explorer.policy import content_policy

    ours = [*routes(service), Mount("/explorer", StaticFiles(directory=EXPLORER))]
    steps = {getattr(route, "path", "").strip("/").split("/")[0] for route in ours}
    return Guard(Front(st.App(APP, routes=ours, lifespan=run), steps), content_policy())
