"""/calendar.ics and /feed.atom: what falls due, for the municipality or for one body or post (`of=`)."""

from datetime import date
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.commands.due import Due, due
from kg.errors import KgError
from kg.server import respond
from kg.server.negotiate import language
from kg.server.service import Service
from kg.terms import ID


class Days:
    """The days of one service's municipality."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def calendar(self, request: Request) -> Response:
        return await self._answer(request, "text/calendar")

    async def feed(self, request: Request) -> Response:
        return await self._answer(request, "application/atom+xml")

    async def _answer(self, request: Request, media: str) -> Response:
        lang = language(request.query_params.get("lang"), request.headers.get("accept-language"), "fi")
        published, site = self.service.published, respond.site(request)
        of = request.query_params.get("of", "").strip()
        owner = str(ID[of]) if of and "://" not in of else of

        def page(iri: str) -> str:
            return f"{site}/asia?id={quote(iri.removeprefix(str(ID)), safe='/')}&lang={lang}"

        def made() -> bytes:
            schedule = due(published.municipality, Due(owner, lang=lang), page)
            return (
                schedule.calendar()
                if media == "text/calendar"
                else schedule.feed(f"{site}/feed.atom?of={quote(of)}&lang={lang}")
            )

        try:
            content = await run_in_threadpool(made)
        except KgError as error:
            return respond.error(error.key, 404, lang, error.facts)
        key = (media, owner, lang, site, published.version, date.today())
        etag = respond.etag_of(*key)
        return await respond.data(request, content, media, respond.Tag(published.version, etag))
