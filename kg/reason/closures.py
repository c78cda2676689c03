"""Closures by SPARQL INSERT, rule after rule, so that questions need no paths.

The rules are `kg/queries/reason/*.ru`, numbered in the order of their dependencies.
"""

from kg.rdf import Iri
from kg.store import EmbeddedStore, find_query, query_names


def materialise(store: EmbeddedStore, inferred: str) -> None:
    """Write what follows into the graph `inferred`, and into the default graph that it is derived from."""
    for name in query_names("reason"):
        store.update(find_query(name).bind({"inferred": Iri(inferred)}))
        store.merge([inferred])
