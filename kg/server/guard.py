"""What every answer carries, whoever wrote it: headers against framing, sniffing, leaking and foreign scripts."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect

NOTHING = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
}
Message = MutableMapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class Guard:
    """Stands before everything. `pages` is the content policy of pages and scripts that bring none of their own."""

    def __init__(self, behind: Application, pages: str = NOTHING) -> None:
        self.behind, self.pages = behind, pages

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.behind(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(raw=message.setdefault("headers", [])))
            await send(message)

        try:
            await self.behind(scope, receive, guarded)
        except ClientDisconnect:
            """Whoever goes away in the middle of a body is told nothing, and the log neither."""

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        kind = headers.get("content-type", "")
        own = self.pages if "html" in kind or "javascript" in kind else NOTHING
        headers.setdefault("Content-Security-Policy", own)
