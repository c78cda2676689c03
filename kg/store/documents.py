"""RDF documents to quads and quads to RDF documents: Turtle, N-Triples, TriG, N-Quads and JSON-LD."""

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnreadableInput
from kg.rdf import Lit, Quad
from kg.resources import ONTOLOGY
from kg.sources.bounded import MEGABYTE, Stopped, TooSlow, bounds_for, run
from kg.store.embedded import DOCUMENTS, EmbeddedStore, native_quad, plain_quad

WITH_GRAPHS = (".nq", ".trig", ".jsonld")
LARGEST = 500_000_000
LARGEST_JSON = 20_000_000  # JSON-LD is read whole
SECONDS_A_MEGABYTE, MEMORY_A_BYTE = 0.5, 12


def read_document(path: Path, genid: str) -> tuple[list[Quad], int]:
    """The quads of one RDF file, literals in the store's own spelling, and how many nameless nodes got a name.

    A nameless node becomes `{genid}{file hash}-{canonical label}` (RDFC-1.0), so the same file gives the same names.
    The file is parsed in a process of bounded time and memory. Raises UnreadableInput.
    """
    bounds = bounds_for(_size(path), SECONDS_A_MEGABYTE, MEMORY_A_BYTE)
    try:
        head, _, quads = run("kg.store.parsing", [str(path.absolute()), genid], bounds).partition(b"\n")
    except TooSlow as error:
        raise UnreadableInput("load.too-slow", path=path, seconds=bounds.seconds) from error
    except Stopped as error:
        raise UnreadableInput("load.reader-stopped", path=path, most=bounds.memory >> 20) from error
    found = json.loads(head)
    if "refused" in found:
        raise UnreadableInput(f"load.{found['refused']}", path=path, **found["facts"])
    parsed = ox.parse(input=quads, format=ox.RdfFormat.N_QUADS, lenient=True)
    return [plain_quad(q) for q in parsed], found["named"]


def _size(path: Path) -> int:
    ending = path.suffix.lower()
    if ending not in DOCUMENTS:
        raise UnreadableInput("load.ending", path=path, known=" ".join(DOCUMENTS))
    if not path.is_file():
        raise UnreadableInput("load.no-file", path=path)
    most = LARGEST_JSON if ending == ".jsonld" else LARGEST
    size = path.stat().st_size
    if size > most:
        raise UnreadableInput("load.too-large", path=path, most=most // MEGABYTE)
    if not os.access(path, os.R_OK):
        raise UnreadableInput("load.unreadable", path=path, why=os.strerror(errno.EACCES))
    return size


def quad_order(quad: Quad) -> tuple[str, str, str, str, str, str]:
    """Graph, subject, property, value: the order in which documents are written."""
    s, p, o, g = quad
    lang, datatype = (o.lang or "", o.datatype) if isinstance(o, Lit) else ("", "")
    return g or "", s, p, o, lang, datatype


def quad_text(quad: Quad) -> str:
    """One line of N-Quads."""
    return f"{native_quad(quad)} ."


def serialise(quads: Iterable[Quad], ending: str) -> bytes:
    """The quads as a document of the format that the ending names, in a fixed order; Turtle merges the graphs."""
    media = DOCUMENTS[ending]
    if not media.supports_datasets:
        quads = ((s, p, o, None) for s, p, o, _ in quads)
    native = map(native_quad, sorted(with_fixed_labels(quads), key=quad_order))
    items = native if media.supports_datasets else iter({q.triple: None for q in native})
    return ox.serialize(items, format=media, prefixes=dict(prefixes())) or b""


def with_fixed_labels(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same quads, nameless nodes labelled by what is said of them (RDFC-1.0), not by chance."""
    nameless: list[Quad] = []
    for quad in quads:
        if any(not isinstance(t, Lit) and t.startswith("_:") for t in (quad[0], quad[2])):
            nameless.append(quad)
        else:
            yield quad
    labelled = ox.Dataset(map(native_quad, nameless))
    labelled.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    yield from map(plain_quad, labelled)


def as_stored(quads: Iterable[Quad]) -> set[Quad]:
    """The quads as a store gives them back: literals in its one spelling («01» as a number is «1»)."""
    store = EmbeddedStore()
    store.extend(quads)
    return set(map(plain_quad, store.engine))


@cache
def prefixes() -> Mapping[str, str]:
    """The one prefix table, `ontology/prefixes.ttl`."""
    names: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(ONTOLOGY / "prefixes.ttl"), format=ox.RdfFormat.TURTLE):
        names.setdefault(str(quad.subject), {})[quad.predicate.value.rsplit("#", 1)[-1]] = getattr(
            quad.object, "value", ""
        )
    return dict(sorted((n["prefix"], n["namespace"]) for n in names.values() if "prefix" in n))
