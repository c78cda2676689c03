"""Closures by SPARQL INSERT, rule after rule, so that questions need no paths.

The rules are `kg/queries/reason/*.ru`, numbered in the order of their dependencies; none needs itself: each runs once.
What no rule can say, how long a way over several links stands, `kg.reason.wholes` adds last.
"""

from collections.abc import Iterable

from kg.rdf import Iri
from kg.reason.wholes import facts
from kg.store import EmbeddedStore, Store, find_query, query_names

RULES = tuple(name for name in query_names("reason") if name.split("/")[1][:2].isdigit())
LAST = "23-wholes-in-time"


def materialise(store: Store, inferred: str) -> None:
    """Write what follows into the graph `inferred`, and into the default graph that it is derived from.

    The shared actor categories mean bodies of the municipality whose inferred graph that is.
    """
    for name in RULES:
        store.update(_bound(name, inferred))
    _add_facts(store, inferred)


def rematerialise(store: EmbeddedStore, sources: Iterable[str], inferred: str) -> dict[str, int]:
    """Write the graph `inferred` anew from the sources alone; returns how many triples each rule added to it.

    The merge is built anew too: a rule that looks for what is not stated must not meet what it derived before.
    """
    store.update(find_query("reason/drop").bind({"inferred": Iri(inferred)}))
    store.merge(sources)
    counts: dict[str, int] = {}
    before = 0
    for name in RULES:
        store.update(_bound(name, inferred))
        after = _size(store, inferred)
        counts[name.split("/")[1]] = after - before
        before = after
    _add_facts(store, inferred)
    return counts | {LAST: _size(store, inferred) - before}


def _add_facts(store: Store, inferred: str) -> None:
    quads = facts(store, inferred)
    store.extend([*quads, *((s, p, o, None) for s, p, o, _ in quads)])


def _bound(name: str, inferred: str) -> str:
    municipality = inferred.rsplit("/", 2)[1]
    return find_query(name).bind({"inferred": Iri(inferred)}, {"municipality": municipality})


def _size(store: Store, graph: str) -> int:
    rows = store.select(find_query("reason/size").bind({"graph": Iri(graph)}))
    return int(rows[0]["triples"] or 0)
