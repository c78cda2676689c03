"""What a browser gets before any script runs: title and description, light assets, a plain «no such page»."""

import gzip
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.explorer.pages import PAGES
from kg.explorer.render import fill
from kg.explorer.titles import page_title
from kg.explorer.view import read_view
from kg.resources import EXPLORER

Application = Callable[[Any, Any, Any], Awaitable[None]]
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
"""Files that gain from being compressed, with their media types."""
STREAMLITS = (
    *("static", "_stcore", "media", "component", "manifest.json", "favicon.png"),
    *("auth", "oauth2callback"),  # signing in
)
"""The first steps of Streamlit's own paths."""
FOREVER = "public, max-age=31536000, immutable"
PRELOADED_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
"""The font can come after the scripts: on a slow line the words are there a second earlier, in the system's font."""
ICONS = "static/media/MaterialSymbols-Rounded."
"""Streamlit's font of four thousand icons; ours holds those that Streamlit names (`tools/icons`), a fortieth of it."""
ROBOTS = "User-agent: *\nDisallow: /rajapinta\nDisallow: /sparql\n"


class Front:
    """Stands before Streamlit and our routes, and answers what they would answer too heavily or in English."""

    def __init__(self, behind: Application, routes: Collection[str]) -> None:
        self.behind = behind
        self.known = {*routes, *STREAMLITS}
        self.pages = {page.path: page.name for page in PAGES.values()}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        answer = await self._answer(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        await (answer or self.behind)(scope, receive, send)

    async def _answer(self, scope: Any) -> Response | None:
        path = scope["path"].strip("/")
        accepted = Headers(scope=scope).get("accept-encoding", "")
        if path.startswith(ICONS):
            return Response(
                _read(EXPLORER / "icons.woff2"), media_type="font/woff2", headers={"Cache-Control": FOREVER}
            )
        if path.startswith("static/"):
            return _asset(_folder(), path, accepted, FOREVER)
        if path.startswith("explorer/"):
            own = FOREVER if b"v=" in scope["query_string"] else "no-cache"
            return _asset(EXPLORER, path.removeprefix("explorer/"), accepted, own)
        asked = QueryParams(scope["query_string"])
        if path in self.pages:
            return await run_sync(_page, self.pages[path], asked, accepted)
        if path == "robots.txt":
            return PlainTextResponse(ROBOTS)
        if path.split("/")[0] in self.known:
            return None
        view = read_view(asked)
        return HTMLResponse(fill("no-page.html", view), 404)


def _page(name: str, asked: Mapping[str, str], accepted: str) -> Response:
    html, headers = first_page(name, asked).encode(), {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" not in accepted:
        return HTMLResponse(html, headers=headers)
    return HTMLResponse(gzip.compress(html, 6, mtime=0), headers=headers | {"Content-Encoding": "gzip"})


def first_page(name: str, asked: Mapping[str, str]) -> str:
    """Streamlit's first page, with our title, description, icon and language in it."""
    view = read_view(asked)
    head = fill("first-head.html", view, title=page_title(view, name, asked), page=name)
    html = _index()
    for old, new in (
        ('<html lang="en">', f'<html lang="{view.lang}">'),
        ("<title>Streamlit</title>", head),
        ('<link rel="shortcut icon" href="./favicon.png" />', ""),
        ("You need to enable JavaScript to run this app.", view.say("needs-script")),
    ):
        html = html.replace(old, new)
    return PRELOADED_FONT.sub("", html)


@cache
def _folder() -> Path:
    import streamlit

    return Path(streamlit.__file__).parent / "static"


@cache
def _index() -> str:
    return (_folder() / "index.html").read_text(encoding="utf-8")


def _asset(folder: Path, path: str, accepted: str, cached: str) -> Response | None:
    """A script or style sheet, compressed once; None for what is compressed already or not there."""
    kind = KINDS.get(Path(path).suffix)
    file = (folder / path).resolve()
    if kind is None or not file.is_relative_to(folder.resolve()) or not file.is_file():
        return None
    headers = {"Cache-Control": cached, "Vary": "Accept-Encoding"}
    if "gzip" not in accepted:
        return Response(_read(file), media_type=kind, headers=headers)
    return Response(_zipped(file), media_type=kind, headers=headers | {"Content-Encoding": "gzip"})


@cache
def _read(file: Path) -> bytes:
    return file.read_bytes()


@cache
def _zipped(file: Path) -> bytes:
    return gzip.compress(_read(file), 9, mtime=0)
