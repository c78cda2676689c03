"""The servers that are measured: python -m bench.http.peers NAME DATA PORT runs one of them.

`bare` is the fastest that Python can do over the same engine: one Starlette route, no limits of any kind.
"""

import sys
from pathlib import Path
from typing import Any


def bare(data: Path) -> Any:
    import pyoxigraph as ox
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES)

    def answer(query: str) -> bytes:
        return store.query(query).serialize(format=ox.QueryResultsFormat.JSON) or b""

    async def sparql(request: Request) -> Response:
        content = await run_in_threadpool(answer, request.query_params["query"])
        return Response(content, media_type="application/sparql-results+json")

    return Starlette(routes=[Route("/sparql", sparql)])


def rdflib_memory(data: Path) -> Any:
    from rdflib import Dataset
    from rdflib_endpoint import SparqlEndpoint

    graph = Dataset(default_union=True)
    graph.parse(data, format="nt")
    return SparqlEndpoint(graph=graph, path="/sparql")


def oxrdflib(data: Path) -> Any:
    from rdflib import Dataset
    from rdflib_endpoint import SparqlEndpoint

    graph = Dataset(store="Oxigraph", default_union=True)
    graph.parse(data, format="ox-nt")
    return SparqlEndpoint(graph=graph, path="/sparql")


PEERS = {"bare": bare, "rdflib": rdflib_memory, "oxrdflib": oxrdflib}


def main() -> None:
    import uvicorn

    name, data, port = sys.argv[1:]
    uvicorn.run(PEERS[name](Path(data)), host="127.0.0.1", port=int(port), access_log=False, log_level="error")


if __name__ == "__main__":
    main()
