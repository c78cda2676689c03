"""A service into a running server: uvicorn with the explorer or without, until it is told to stop."""

from typing import Any

import uvicorn

from kg.server.app import endpoint_only, with_explorer
from kg.server.service import Service

CONNECTIONS = 512
_STREAMLIT = {
    "server.headless": True,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "server.fileWatcherType": "none",
    "server.enableStaticServing": False,
}


def serve(service: Service, host: str, port: int, explorer: dict[str, str] | None) -> None:
    """Listen on one port; `explorer` = the settings of its pages, None = no explorer."""
    app = endpoint_only(service) if explorer is None else _explorer(service, host, port, explorer)
    # one address a client, from the connection itself: what a header claims counts only behind a proxy on this machine
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        ws="websockets-sansio",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=3,
    )


def _explorer(service: Service, host: str, port: int, settings: dict[str, str]) -> Any:
    from streamlit import config

    app = with_explorer(service, settings)
    for name, value in {**_STREAMLIT, "server.address": host, "server.port": port}.items():
        config.set_option(name, value)
    return app
