"""Answers with the headers that every answer carries: data, pages, errors, redirections."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.messages import text

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"
_PAGE = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-KG-Data-Version",
}
_WORTH_PACKING = 1024
_PACK_ASIDE = 1 << 16


class Tag(NamedTuple):
    """The version of the data, and what names this answer while they last; no etag = it may change by itself."""

    version: str
    etag: str = ""


def etag_of(*parts: object) -> str:
    """What names an answer by all that it depends on."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


async def data(
    request: Request, content: bytes, media: str, tag: Tag, headers: Mapping[str, str] | None = None
) -> Response:
    """A document for machines, packed where the client takes it, 304 where the client holds it already."""
    fields = {
        **_SECURITY,
        **_CROSS_ORIGIN,
        "Content-Security-Policy": _NOTHING,
        **_cached(tag),
        **(headers or {}),
    }
    if tag.etag and _held(request, fields["ETag"]):
        return Response(status_code=304, headers=fields)
    if len(content) > _WORTH_PACKING and _takes_gzip(request):
        fields["Content-Encoding"] = "gzip"
        pack = _pack if len(content) < _PACK_ASIDE else None
        content = pack(content) if pack else await run_in_threadpool(_pack, content)
    return Response(content, media_type=_with_charset(media), headers=fields)


def page(content: str, version: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A page for people: no script and no style but our own files."""
    fields = {**_SECURITY, "X-Frame-Options": "DENY", "Content-Security-Policy": _PAGE, **_cached(Tag(version))}
    return Response(content, status, {**fields, **(headers or {})}, "text/html; charset=utf-8")


def error(
    key: str,
    status: int,
    lang: str,
    facts: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A refusal or a failure as one plain sentence."""
    fields = {**_SECURITY, **_CROSS_ORIGIN, "Content-Security-Policy": _NOTHING, "Cache-Control": "no-store"}
    fields |= {"Content-Language": lang, **(headers or {})}
    return Response(text(key, lang, **(facts or {})) + "\n", status, fields, "text/plain; charset=utf-8")


def see_other(location: str, headers: Mapping[str, str]) -> Response:
    """The way from a thing to the document about it."""
    fields = {**_SECURITY, **_CROSS_ORIGIN, "Vary": "Accept, Accept-Language", "Location": location}
    return Response(status_code=303, headers={**fields, **headers})


def site(request: Request) -> str:
    """Where the client reached this server; a host that is no plain name is not repeated."""
    host = request.headers.get("host", "")
    known = host if re.fullmatch(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9a-f:]+\](:\d+)?", host) else "localhost"
    return f"{request.url.scheme}://{known}"


def preflight(methods: str) -> Response:
    """The answer to a browser that asks whether a page of another site may ask (no credentials, ever)."""
    allowed = {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": "Accept, Content-Type"}
    return Response(
        status_code=204, headers={**_CROSS_ORIGIN, **allowed, "Access-Control-Max-Age": "86400", "Allow": methods}
    )


def _cached(tag: Tag) -> dict[str, str]:
    fields = {"X-KG-Data-Version": tag.version, "Vary": "Accept, Accept-Language, Accept-Encoding"}
    if not tag.etag:
        return fields | {"Cache-Control": "no-store"}
    return fields | {"ETag": f'W/"{tag.etag}"', "Cache-Control": "no-cache"}


def _held(request: Request, etag: str) -> bool:
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or etag in (e.strip() for e in held.split(","))


def _takes_gzip(request: Request) -> bool:
    wanted = request.headers.get("accept-encoding", "").lower().replace(" ", "")
    return "gzip" in wanted and "gzip;q=0" not in wanted.split(",")


def _pack(content: bytes) -> bytes:
    return gzip.compress(content, 5, mtime=0)


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
