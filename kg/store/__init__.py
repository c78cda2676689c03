"""The only package that knows which triple store holds the graph.

Triples and string queries in, plain rows out. Two engines behind one port (`kg.store.port.Store`):
`embedded` (Oxigraph, in memory or on disk) and `remote` (any SPARQL 1.1 server over HTTP).
"""

from kg.store.data import Context, Data
from kg.store.embedded import EmbeddedStore, engine_version
from kg.store.port import Store
from kg.store.query import Query, find_query, published_queries, query_names

__all__ = [
    "Context",
    "Data",
    "EmbeddedStore",
    "Query",
    "Store",
    "engine_version",
    "find_query",
    "published_queries",
    "query_names",
]
