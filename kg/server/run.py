"""A service into a running server: uvicorn with the explorer or without, until it is told to stop."""

import resource
from typing import Any

import uvicorn

from kg.server.app import endpoint_only, with_explorer
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


def serve(service: Service, host: str, port: int, explorer: dict[str, str] | None, most: int) -> None:
    """Listen on one port; `explorer` = the settings of its pages, None = no explorer; `most` connections a client."""
    app = endpoint_only(service) if explorer is None else _explorer(service, host, port, explorer)
    StrictProtocol.most = most
    _allow_connections()
    uvicorn.Server(configuration(app, host, port)).run()


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


def _explorer(service: Service, host: str, port: int, settings: dict[str, str]) -> Any:
    from streamlit import config

    app = with_explorer(service, settings)
    for name, value in {**_STREAMLIT, "server.address": host, "server.port": port}.items():
        config.set_option(name, value)
    return app
