"""A municipality's data on a SPARQL server: put there by `publish_data`, asked there by `open_remote`.

The server holds the same graphs as a working copy: the shared ones, the municipality's sources and what follows from
them. A question names them as its default graph, and the server's merge of them is what the question sees.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingPart, Misuse
from kg.load.shipped import KEPT_APART, SHARED, graph_iri, inferred_graph, register_files
from kg.reason.closures import materialise
from kg.store import Context, Data, EmbeddedStore

if TYPE_CHECKING:
    from kg.store.remote import Progress, RemoteStore

APART = (*(name for name in KEPT_APART if name != "inferred"), "shapes")
ALWAYS = ("ontology", "alignments", "vocabularies")


def address(store: Path | str | None) -> str | None:
    """The server that `--store` or KG_STORE names; None where they name a folder or nothing."""
    place = store or os.environ.get("KG_STORE")
    return place if isinstance(place, str) and place.startswith(("http://", "https://")) else None


def open_remote(municipality: str, url: str, sources: Sequence[str] = (), context: Context | None = None) -> Data:
    """The data on the server. Some sources alone are copied into memory: less follows from them than from all.

    Raises MissingPart where the server cannot be reached or does not hold the municipality's graphs.
    """
    from kg.store.remote import RemoteStore

    server = RemoteStore(url, read_only=True)
    context = context or Context(municipality=municipality)
    held = _graphs(server, municipality)
    if inferred_graph(municipality) not in held or graph_iri(SHARED, "ontology") not in held:
        raise MissingPart("remote.no-graphs", url=url, municipality=municipality)
    if not sources:
        return Data(server, municipality, held, context, default=held)
    return _copied(server, municipality, held, sources, context)


def publish_data(data: Data, url: str, told: "Progress | None" = None) -> dict[str, int]:
    """Put the graphs of the data on the server; returns how many triples went into each."""
    from kg.store.remote import RemoteStore, publish

    return publish(data.store, data.graphs, RemoteStore(url), told)


def _graphs(server: "RemoteStore", municipality: str) -> tuple[str, ...]:
    """The graphs that a question sees; the register of duties, which a server may hold too, is no part of them."""
    shared, own = graph_iri(SHARED, ""), graph_iri(municipality, "")
    register = {graph for _, graph in register_files()}
    ours = (g for g in server.graph_names() if g.startswith((shared, own)) and g not in register)
    return tuple(g for g in ours if g.rsplit("/", 1)[1] not in APART)


def _copied(
    server: "RemoteStore", municipality: str, held: Sequence[str], sources: Sequence[str], context: Context
) -> Data:
    names = {g.rsplit("/", 1)[1] for g in held}
    if missing := set(sources) - names:
        raise Misuse("errors.no-such-source", source=", ".join(sorted(missing)), municipality=municipality)
    always = {graph_iri(SHARED, s) for s in ALWAYS}
    chosen = [g for g in held if g in always or g.rsplit("/", 1)[1] in sources]
    copy = EmbeddedStore()
    for graph in chosen:
        copy.extend(server.quads(graph))
    copy.merge(chosen)
    inferred = inferred_graph(municipality)
    materialise(copy, inferred)
    return Data(copy, municipality, (*chosen, inferred), context)
