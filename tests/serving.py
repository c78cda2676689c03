"""A server of ours on a free port of this machine, for tests."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn

from kg.rdf import Quad
from kg.server.app import endpoint_only
from kg.server.published import Publisher
from kg.server.run import configuration
from kg.server.service import WALLS, Service
from kg.server.sparql.limits import Limits
from kg.store import Context, Data, EmbeddedStore


@dataclass
class Running:
    url: str
    service: Service

    def sparql(self, query: str, accept: str = "application/sparql-results+json", **params: str) -> httpx.Response:
        return httpx.get(
            self.url + "/sparql", params={"query": query, **params}, headers={"Accept": accept}, timeout=30
        )


def data_of(quads: Sequence[Quad], municipality: str = "helsinki") -> Data:
    """A municipality's data made of these quads, each graph merged in the default graph."""
    store = EmbeddedStore()
    store.extend(quads)
    graphs = tuple(store.graph_names())
    store.merge(graphs)
    return Data(store, municipality, graphs, Context(municipality=municipality))


@contextmanager
def running(
    data: Data, limits: Limits | None = None, *, gate: bool = True, walls: Sequence[str] = WALLS
) -> Iterator[Running]:
    """The routes without the explorer, served from another thread."""
    service = Service(Publisher(lambda: data, None), limits or Limits(), gate=gate, walls=walls)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(configuration(endpoint_only(service), "127.0.0.1", port))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield Running(f"http://127.0.0.1:{port}", service)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
