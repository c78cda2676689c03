"""The documents of the ontology into what a page shows: parts with their terms, in one language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.messages import LANGUAGES
from kg.present.ontology.documents import OWL, RDF_TYPE, SKOS, document_iris, files, read
from kg.rdf import Iri, Lit
from kg.rdf import Term as Value
from kg.terms import BASE

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCTERMS = "http://purl.org/dc/terms/"
KINDS = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "relation",
    f"{OWL}DatatypeProperty": "attribute",
    f"{OWL}AnnotationProperty": "attribute",
    f"{SKOS}Concept": "concept",
}
Said = Mapping[str, Mapping[str, Sequence[Value]]]


@dataclass(frozen=True)
class Term:
    """A class, property or concept as the page shows it; links are short names or IRIs."""

    iri: str
    name: str
    kind: str
    labels: Mapping[str, str]
    definition: str
    note: str
    examples: Sequence[str]
    above: Sequence[str]
    domain: Sequence[str]
    range: Sequence[str]
    matches: Sequence[str]
    retired: bool


@dataclass(frozen=True)
class Part:
    """A module or vocabulary with its terms."""

    iri: str
    title: str
    description: str
    version: str
    license: str
    modified: str
    terms: Sequence[Term]


def parts(iri: str, lang: str) -> list[Part]:
    """What the document of the IRI defines, file by file; the alignments' matches stand at the terms."""
    whole = _said(files())
    return [p for path in document_iris().get(iri, ()) if (p := _part(_said([path]), whole, lang))]


def _part(said: Said, whole: Said, lang: str) -> Part | None:
    headers = [s for s, ps in said.items() if Iri(f"{OWL}Ontology") in ps.get(RDF_TYPE, ())]
    terms = [_term(s, ps, whole, lang) for s, ps in said.items() if _kind(ps) and s.startswith(BASE)]
    if not headers:
        return None
    (header,) = headers
    about = said[header]
    return Part(
        header,
        _text(about, f"{DCTERMS}title", lang),
        _text(about, f"{DCTERMS}description", lang),
        _text(about, f"{OWL}versionInfo", lang),
        _text(about, f"{DCTERMS}license", lang),
        _text(about, f"{DCTERMS}modified", lang),
        sorted(terms, key=lambda t: (list(KINDS.values()).index(t.kind), t.labels.get(lang, t.name).casefold())),
    )


def _term(iri: str, own: Mapping[str, Sequence[Value]], whole: Said, lang: str) -> Term:
    about = whole[iri]
    above = [
        *about.get(f"{RDFS}subClassOf", ()),
        *about.get(f"{RDFS}subPropertyOf", ()),
        *own.get(f"{SKOS}broader", ()),
    ]
    return Term(
        iri,
        short(iri),
        _kind(own) or "",
        {at: found for at in LANGUAGES if (found := _text(own, f"{SKOS}prefLabel", at, only=True))},
        _text(own, f"{SKOS}definition", lang),
        _text(own, f"{SKOS}scopeNote", lang),
        _texts(own.get(f"{SKOS}example", ()), lang),
        _shorts(above),
        _shorts(about.get(f"{RDFS}domain", ())),
        _shorts(about.get(f"{RDFS}range", ())),
        [
            f"{rank} {s}"
            for rank in ("exact", "close", "broad", "related")
            for s in _shorts(about.get(f"{SKOS}{rank}Match", ()))
        ],
        f"{OWL}deprecated" in own,
    )


def short(iri: str) -> str:
    """`kg:Actor`, `v:roles/monitors`, an outside IRI by its usual prefix, else the IRI itself."""
    for prefix, namespace in (("kg", f"{BASE}ns/"), ("v", f"{BASE}vocab/"), *_OUTSIDE.items()):
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


_OUTSIDE = {
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "skos": SKOS,
    "dcterms": DCTERMS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": RDFS,
    "owl": OWL,
    "geo": "http://www.opengis.net/ont/geosparql#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "cv": "http://data.europa.eu/m8g/",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dpv": "https://w3id.org/dpv#",
    "lkif": "http://www.estrellaproject.org/lkif-core/norm.owl#",
    "lrmlmm": "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#",
    "schema": "http://schema.org/",
    "yso": "http://www.yso.fi/onto/yso/",
}


def _said(paths: Iterable[Path]) -> Said:
    found: dict[str, dict[str, list[Value]]] = {}
    for path in paths:
        for s, p, o, _ in read(path):
            found.setdefault(s, defaultdict(list))[p].append(o)
    return found


def _kind(about: Mapping[str, Sequence[Value]]) -> str | None:
    return next((KINDS[t] for t in about.get(RDF_TYPE, ()) if t in KINDS), None)


def _text(about: Mapping[str, Sequence[Value]], prop: str, lang: str, *, only: bool = False) -> str:
    values = about.get(prop, ())
    wanted = [v for v in values if isinstance(v, Lit) and v.lang == lang]
    return str(next(iter(wanted or (() if only else values)), ""))


def _texts(values: Iterable[Value], lang: str) -> list[str]:
    return [str(v) for v in values if isinstance(v, Lit) and v.lang == lang]


def _shorts(values: Iterable[Value]) -> list[str]:
    return sorted(short(v) for v in values if isinstance(v, Iri) and not v.startswith("_:"))
