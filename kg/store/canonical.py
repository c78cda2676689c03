"""One fingerprint for the same statements, in whatever order and spelling of lines they come (RDFC-1.0)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import pyoxigraph as ox

from kg.rdf import Quad
from kg.store.embedded import EmbeddedStore, native_quad
from kg.store.port import Store


def canonical_hash(quads: Iterable[Quad]) -> str:
    """The SHA-256 of the canonical N-Quads of a data set, as hexadecimal digits."""
    return _hash(map(native_quad, quads))


def graphs_hash(store: Store, graphs: Sequence[str]) -> str:
    """The fingerprint of some named graphs of a store, with their names."""
    if isinstance(store, EmbeddedStore):
        names = (ox.NamedNode(graph) for graph in graphs)
        return _hash(quad for name in names for quad in store.engine.quads_for_pattern(None, None, None, name))
    return canonical_hash(quad for graph in graphs for quad in store.quads(graph))


def _hash(quads: Iterable[ox.Quad]) -> str:
    """Without nameless nodes the lines of N-Quads in code point order are canonical already."""
    lines = (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    if any(b"_:" in line for line in lines):
        found = ox.Dataset(ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS))
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = (ox.serialize(found, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return sha256(b"".join(sorted(lines))).hexdigest()
