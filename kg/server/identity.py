"""Who speaks: what a reverse proxy says of who signed in counts from that proxy alone, and foreign pages write nothing.

Before every request: a name that somebody else than the named proxy sends is refused; a web socket that a page of
another site opens is refused (cross-site request forgery); a server that may be edited without sign-in answers only to
names of this machine (DNS rebinding); with `private`, nobody reads without having signed in.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from secrets import compare_digest, token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response

from kg.errors import Misuse
from kg.messages import LANGUAGES, text

Application = Callable[[Any, Any, Any], Awaitable[None]]
INSIDE = "x-kg-inside"
"""The header by which the explorer asks its own server."""
OPEN = ("healthz", "static", "_stcore", "auth", "oauth2callback", "explorer", "assets", "media", "component")
"""First steps of the paths that hold no data: what a private server shows before sign-in."""
HERE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class SignIn:
    """How people sign in: `proxy` (a header of the proxies named), `oidc` (Streamlit's own), or not at all (empty)."""

    how: str = ""
    header: str = ""
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    private: bool = False
    local: bool = False
    """Whether the server may be edited without sign-in: then only names of this machine reach it."""
    token: str = field(default_factory=lambda: token_urlsafe(24))
    """By which the explorer shows its own server that it asks."""
    pages: frozenset[str] = frozenset()
    """Paths of the explorer's pages."""


class Identity:
    """Stands before everything that reads or writes. `signed_in` tells who a cookie of Streamlit's names."""

    def __init__(
        self, behind: Application, rule: SignIn, signed_in: Callable[[HTTPConnection], bool] = lambda _: False
    ) -> None:
        self.behind, self.rule, self.signed_in = behind, rule, signed_in

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.behind(scope, receive, send)
            return
        refusal = self._refusal(HTTPConnection(scope))
        if refusal is None:
            await self.behind(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, request: HTTPConnection) -> Response | None:
        named = request.headers.getlist(self.rule.header) if self.rule.header else []
        if self.rule.local and not _is_here(request.headers.get("host", "")):
            return _refused(request, "foreign-name", 403)
        if named and not self._from_proxy(request):
            return _refused(request, "named-by-another", 403)
        if len(named) > 1:
            return _refused(request, "named-twice", 400)
        if request.scope["type"] == "websocket" and _is_foreign(request):
            return _refused(request, "foreign-page", 403)
        if self.rule.private and not self._may_read(request, bool(named and named[0].strip())):
            return _refused(request, "private", 401)
        return None

    def _from_proxy(self, request: HTTPConnection) -> bool:
        """Whether the connection itself, not what it claims, comes from a proxy that was named."""
        try:
            address = ip_address(request.client.host) if request.client else None
        except ValueError:
            return False
        return address is not None and any(address in network for network in self.rule.proxies)

    def _may_read(self, request: HTTPConnection, named: bool) -> bool:
        inside = request.headers.get(INSIDE, "")
        if named or (self.rule.token and compare_digest(inside.encode(), self.rule.token.encode())):
            return True
        path = request.url.path.strip("/")
        if self.rule.how != "oidc":
            return path == "healthz"
        if self.signed_in(request) or path.split("/")[0] in OPEN:
            return True
        if path in self.rule.pages:  # without its query, a first page names nothing; what it shows asks who signed in
            request.scope["query_string"] = b""
            return True
        return False


def _is_here(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    return name in HERE


def _is_foreign(request: HTTPConnection) -> bool:
    """Whether a browser says that a page of another site opened the connection."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")


def _refused(request: HTTPConnection, key: str, status: int) -> Response:
    lang = request.query_params.get("lang", "fi")
    lang = lang if lang in LANGUAGES else "fi"
    headers = {"Cache-Control": "no-store", "Content-Language": lang}
    return PlainTextResponse(text(f"roles.{key}", lang) + "\n", status, headers)


def networks(given: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks of proxies; raises Misuse for what is none."""
    try:
        return tuple(ip_network(address) for address in given)
    except ValueError as error:
        raise Misuse("roles.no-address", why=error) from error


def page_paths() -> frozenset[str]:
    """The paths of the explorer's pages."""
    from kg.explorer.pages import PAGES

    return frozenset(page.path for page in PAGES.values())
