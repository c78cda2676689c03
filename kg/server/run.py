"""A service into a running server: uvicorn with the explorer or without, until it is told to stop."""

import resource
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from kg.server.app import endpoint_only, with_explorer
from kg.server.identity import Identity, SignIn
from kg.server.service import Service
from kg.server.strict import StrictProtocol

CONNECTIONS = 8_192
"""The most at once, web sockets included; each takes a file descriptor."""
_STREAMLIT = {
    "server.headless": True,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "server.fileWatcherType": "none",
    "server.enableStaticServing": False,
}


@dataclass(frozen=True)
class Listening:
    """Where the server listens, how many connections one client may have, and how people sign in."""

    host: str
    port: int
    most: int
    rule: SignIn = field(default_factory=SignIn)
    secrets: str = ""
    """The file that says how to sign in by OpenID Connect."""


def serve(service: Service, listening: Listening, explorer: dict[str, str] | None) -> None:
    """Listen on one port; `explorer` = the settings of its pages, None = no explorer."""
    app = endpoint_only(service) if explorer is None else _explorer(service, listening, explorer)
    StrictProtocol.most = listening.most
    _allow_connections()
    configured = configuration(_identified(app, listening.rule), listening.host, listening.port)
    configured.proxy_headers = False
    uvicorn.Server(configured).run()


def _identified(app: Any, rule: SignIn) -> Any:
    """The application behind the check of who speaks; an address that a header claims counts only from a proxy."""
    trusted = [str(network) for network in rule.proxies] or ["127.0.0.1"]
    inner = ProxyHeadersMiddleware(app, trusted_hosts=trusted)
    if rule.how != "oidc":
        return Identity(inner, rule)
    from kg.explorer.person import signed_in

    return Identity(inner, rule, signed_in)


def configuration(app: Any, host: str, port: int) -> uvicorn.Config:
    """One address a client, from the connection itself: what a header claims counts only behind a proxy here."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        http=StrictProtocol,
        ws="websockets-sansio",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=3,
    )


def _allow_connections() -> None:
    """As many file descriptors as the system lets this process have, up to what the connections need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 1_000
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _explorer(service: Service, listening: Listening, settings: dict[str, str]) -> Any:
    from streamlit import config

    app = with_explorer(service, settings)
    own = {"server.address": listening.host, "server.port": listening.port}
    if listening.secrets:
        own["secrets.files"] = [listening.secrets]
    for name, value in {**_STREAMLIT, **own}.items():
        config.set_option(name, value)
    return app
