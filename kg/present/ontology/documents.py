"""Which document each published IRI stands for, and what it holds: read from the files that people write.

A module answers by its IRI and by its version's, a vocabulary also by the IRI of its scheme; `/ns/`, `/ontology` and
its version are all modules, vocabularies and alignments in one.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.rdf import Quad
from kg.resources import ONTOLOGY
from kg.store import EmbeddedStore
from kg.store.documents import quad_order, with_fixed_labels
from kg.terms import BASE

OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
WHOLE = (f"{BASE}ns/", f"{BASE}ns", f"{BASE}ontology/", f"{BASE}ontology")
VOCABULARIES = (f"{BASE}vocab/", f"{BASE}vocab")
CONTEXTS: Mapping[str, Path] = {
    f"{BASE}ontology/context.jsonld": ONTOLOGY / "context.jsonld",
    f"{BASE}ontology/profile/context.jsonld": ONTOLOGY / "profile" / "context.jsonld",
}


def document_iris() -> Mapping[str, tuple[Path, ...]]:
    """Every IRI that a document of the ontology answers for, with the files it is made of."""
    return _documents()


def quads_of(iri: str) -> list[Quad]:
    """The whole document of an IRI, without graph names; nothing where the IRI is no document."""
    return list(_read(document_iris().get(iri, ())))


def context_of(iri: str) -> bytes | None:
    """The JSON-LD context that the IRI names."""
    return CONTEXTS[iri].read_bytes() if iri in CONTEXTS else None


def read(path: Path) -> tuple[Quad, ...]:
    """One file, in the order in which documents are written."""
    return _read((path,))


@cache
def _read(paths: tuple[Path, ...]) -> tuple[Quad, ...]:
    store = EmbeddedStore()
    for path in paths:
        store.load_file(path, "urn:file")
    plain: list[Quad] = [(s, p, o, None) for s, p, o, _ in store.quads("urn:file")]
    return tuple(sorted(with_fixed_labels(plain), key=quad_order))


@cache
def _documents() -> Mapping[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    profile, shapes = ONTOLOGY / "profile" / "profile.ttl", ONTOLOGY / "profile" / "shapes.ttl"
    for path in (*files(), profile):
        for s, p, o, _ in read(path):
            if p == RDF_TYPE and o in (f"{OWL}Ontology", f"{SKOS}ConceptScheme"):
                found[s] = (path,)
            elif p == f"{OWL}versionIRI":
                found[str(o)] = (path,)
    found[f"{BASE}ontology/profile/shapes.ttl"] = (shapes,)
    everything, vocabularies = files(), tuple(p for p in files() if p.parent.name == "vocabularies")
    (version,) = (str(o) for s, p, o, _ in read(ONTOLOGY / "vastuuverkko.ttl") if p == f"{OWL}versionIRI")
    return found | dict.fromkeys((*WHOLE, version), everything) | dict.fromkeys(VOCABULARIES, vocabularies)


@cache
def files() -> tuple[Path, ...]:
    """The entry point first, then modules, vocabularies and alignments."""
    modules = sorted(p for p in ONTOLOGY.glob("*.ttl") if p.stem not in ("vastuuverkko", "exemptions"))
    outer = [*sorted(ONTOLOGY.glob("vocabularies/*.ttl")), *sorted(ONTOLOGY.glob("alignments/*.ttl"))]
    return (ONTOLOGY / "vastuuverkko.ttl", *modules, *outer)
