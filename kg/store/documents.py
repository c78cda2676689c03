"""RDF documents to quads and quads to RDF documents: Turtle, N-Triples, TriG, N-Quads and JSON-LD."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UnreadableInput
from kg.rdf import Iri, Lit, Quad
from kg.resources import ONTOLOGY
from kg.store.embedded import FORMATS, EmbeddedStore, native_quad, plain_quad

ENDINGS = {**FORMATS, ".jsonld": ox.RdfFormat.JSON_LD}
WITH_GRAPHS = (".nq", ".trig", ".jsonld")
LARGEST = 500_000_000
LARGEST_JSON = 20_000_000  # JSON-LD is read whole, and deep nesting costs far more than its size


def read_document(path: Path, genid: str) -> tuple[list[Quad], int]:
    """The quads of one RDF file, literals in the store's own spelling, and how many nameless nodes got a name.

    A nameless node becomes `{genid}{file hash}-{canonical label}` (RDFC-1.0), so the same file gives the same names.
    """
    content = _content(path)
    try:
        found = ox.Dataset(ox.parse(input=content, format=ENDINGS[path.suffix.lower()], base_iri=None))
    except SyntaxError as error:
        line, column = error.lineno or 0, error.offset or 0
        raise UnreadableInput("load.syntax", path=path, line=line, column=column, why=error.msg) from error
    except ValueError as error:
        raise UnreadableInput("load.unreadable", path=path, why=error) from error
    return _named(found, f"{genid}{sha256(content).hexdigest()[:12]}-")


def _content(path: Path) -> bytes:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UnreadableInput("load.ending", path=path, known=" ".join(ENDINGS))
    if not path.is_file():
        raise UnreadableInput("load.no-file", path=path)
    most = LARGEST_JSON if ending == ".jsonld" else LARGEST
    if path.stat().st_size > most:
        raise UnreadableInput("load.too-large", path=path, most=most // 1_000_000)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput("load.unreadable", path=path, why=error.strerror) from error


def _named(found: ox.Dataset, prefix: str) -> tuple[list[Quad], int]:
    nameless = any(isinstance(t, ox.BlankNode) for q in found for t in (q.subject, q.object, q.graph_name))
    if nameless:
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    names: set[str] = set()

    def name(term: Iri) -> Iri:
        if not term.startswith("_:"):
            return term
        names.add(term)
        return Iri(prefix + term[2:])

    store = ox.Store()  # a store spells every literal in its one way; so must what is compared with it
    store.extend(found)
    quads = []
    for s, p, o, g in map(plain_quad, store):
        quads.append((name(s), p, o if isinstance(o, Lit) else name(o), name(g) if g else None))
    return sorted(quads, key=quad_order), len(names)


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
    media = ENDINGS[ending]
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
