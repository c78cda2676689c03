"""The data set in a catalogue's terms: DCAT-AP 3, so that open data portals can harvest it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.load.shipped import BASE
from kg.messages import LANGUAGES, text, texts
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.store import Data

DCAT, DCTERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOAF, VCARD, RDFS = (
    "http://xmlns.com/foaf/0.1/",
    "http://www.w3.org/2006/vcard/ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
)
RDF_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
MEDIA = "https://www.iana.org/assignments/media-types/"
CC_BY = Iri("https://creativecommons.org/licenses/by/4.0/")
PROJECT = Iri(f"{BASE}id/shared/project/vastuuverkko")
DUMPS: Mapping[str, str] = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
}
_EU = "http://publications.europa.eu/resource/authority/"
_FORMATS = {"ttl": "RDF_TURTLE", "trig": "RDF_TRIG", "nq": "RDF_N_QUADS", "jsonld": "JSON_LD"}
_THEMES = {"GOVE": "Government and public sector", "SOCI": "Population and society"}
FINLAND = Iri(f"{_EU}country/FIN")


_KINDS = {
    f"{DCTERMS}license": f"{DCTERMS}LicenseDocument",
    f"{DCTERMS}language": f"{DCTERMS}LinguisticSystem",
    f"{DCTERMS}format": f"{DCTERMS}MediaTypeOrExtent",
    f"{DCTERMS}accessRights": f"{DCTERMS}RightsStatement",
    f"{DCTERMS}accrualPeriodicity": f"{DCTERMS}Frequency",
    f"{DCTERMS}spatial": f"{DCTERMS}Location",
    f"{DCAT}mediaType": f"{DCTERMS}MediaType",
    f"{DCAT}theme": "http://www.w3.org/2004/02/skos/core#Concept",
    f"{FOAF}homepage": f"{FOAF}Document",
}
"""What the outside values of these properties are, said so that a validator needs no other file."""


@dataclass(frozen=True)
class Dates:
    """When the data were published and last changed; empty where nothing tells."""

    issued: Lit
    modified: Lit


@dataclass(frozen=True)
class Entry:
    """One data set of the catalogue. `name` is that of its dumps; rights are texts, one a language."""

    iri: Iri
    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    licences: Sequence[Term] = ()
    rights: Sequence[Term] = ()
    sources: Sequence[Term] = ()
    period: tuple[str, str] | None = None


def dates_of(data: Data, apart: Data) -> Dates:
    """The dates of the shipped ontology, or of the last import where that is later."""
    (shipped,), (kept,) = data.rows("server/released"), apart.rows("server/released")
    issued = str(shipped["issued"] or "")[:10]
    changed = max(str(shipped["modified"] or "")[:10], str(kept["imported"] or "")[:10])
    return Dates(_date(issued or changed), _date(changed or issued))


def catalogue(data: Data, site: str, whole: Entry, parts: Sequence[Entry], dates: Dates) -> Iterator[Quad]:
    """The catalogue, its data sets with their files, and the endpoint."""
    for quad in _quads(data, site, whole, parts, dates):
        yield quad
        if quad[1] in _KINDS and isinstance(quad[2], Iri):
            yield from _typed(quad[2], _KINDS[quad[1]])


def _quads(data: Data, site: str, whole: Entry, parts: Sequence[Entry], dates: Dates) -> Iterator[Quad]:
    iri, service, contact = _at("catalog"), _at("sparql"), _at("contact")
    yield from _agents(site, contact)
    yield say(iri, RDF_TYPE, Iri(f"{DCAT}Catalog"))
    yield from _described(iri, texts("serve.catalogue-title"), texts("serve.catalogue-description"), dates)
    yield say(iri, f"{DCTERMS}license", CC_BY)
    yield say(iri, f"{FOAF}homepage", Iri(f"{site}/"))
    yield say(iri, f"{DCAT}service", service)
    yield say(service, RDF_TYPE, Iri(f"{DCAT}DataService"))
    yield from _named(service, f"{DCTERMS}title", texts("serve.endpoint-title"))
    yield say(service, f"{DCAT}endpointURL", Iri(f"{site}/sparql"))
    yield say(service, f"{DCAT}endpointDescription", Iri(f"{site}/sparql?format=ttl"))
    yield say(service, f"{DCTERMS}publisher", PROJECT)
    yield say(service, f"{DCAT}contactPoint", contact)
    place = list(_place(data))
    yield from (q for q in place if q[1] != f"{DCTERMS}spatial")
    spots = [o for _, p, o, _ in place if p == f"{DCTERMS}spatial"] or [FINLAND]
    for entry in (whole, *parts):
        yield say(iri, f"{DCAT}dataset", entry.iri)
        yield say(service, f"{DCAT}servesDataset", entry.iri)
        shared = entry.iri != whole.iri and "/graph/shared/" in entry.iri
        yield from _dataset(entry, site, dates, [FINLAND] if shared else spots)


def _dataset(entry: Entry, site: str, dates: Dates, spots: Iterable[Term]) -> Iterator[Quad]:
    iri = entry.iri
    yield say(iri, RDF_TYPE, Iri(f"{DCAT}Dataset"))
    yield from _described(iri, entry.titles, entry.descriptions, dates)
    yield say(iri, f"{DCAT}contactPoint", _at("contact"))
    yield say(iri, f"{DCTERMS}accessRights", Iri(f"{_EU}access-right/PUBLIC"))
    yield say(iri, f"{DCTERMS}accrualPeriodicity", Iri(f"{_EU}frequency/IRREG"))
    for theme, name in _THEMES.items():
        yield say(iri, f"{DCAT}theme", Iri(f"{_EU}data-theme/{theme}"))
        yield say(Iri(f"{_EU}data-theme/{theme}"), "http://www.w3.org/2004/02/skos/core#prefLabel", Lit(name, "en"))
    for lang, words in texts("serve.dataset-keywords").items():
        for word in words.split(", "):
            yield say(iri, f"{DCAT}keyword", Lit(word, lang))
    for spot in spots:
        yield say(iri, f"{DCTERMS}spatial", spot)
    for source in entry.sources:
        yield say(iri, "http://www.w3.org/ns/prov#hadPrimarySource", source)
    for licence in entry.licences:
        yield say(iri, f"{DCTERMS}license", licence)
    if entry.period:
        yield from _period(iri, *entry.period)
    if entry.rights:
        yield say(iri, f"{DCTERMS}rights", _part(iri, "rights"))
        yield from _typed(_part(iri, "rights"), f"{DCTERMS}RightsStatement")
        for text in entry.rights:
            yield say(_part(iri, "rights"), f"{RDFS}label", text)
    yield from _files(entry, site, dates)


def _files(entry: Entry, site: str, dates: Dates) -> Iterator[Quad]:
    for ending, media in DUMPS.items():
        file, address = _part(entry.iri, ending), Iri(f"{site}/dumps/{entry.name}.{ending}")
        yield say(entry.iri, f"{DCAT}distribution", file)
        yield say(file, RDF_TYPE, Iri(f"{DCAT}Distribution"))
        for lang, title in entry.titles.items():
            yield say(file, f"{DCTERMS}title", Lit(f"{title} (.{ending})", lang))
        yield from _named(file, f"{DCTERMS}description", entry.descriptions)
        yield say(file, f"{DCAT}accessURL", address)
        yield say(file, f"{DCAT}downloadURL", address)
        yield say(file, f"{DCAT}mediaType", Iri(MEDIA + media))
        yield say(file, f"{DCTERMS}format", Iri(f"{_EU}file-type/{_FORMATS[ending]}"))
        yield from _dated(file, dates)
        for licence in entry.licences:
            yield say(file, f"{DCTERMS}license", licence)
        if entry.rights:
            yield say(file, f"{DCTERMS}rights", _part(entry.iri, "rights"))


def _described(iri: Iri, titles: Mapping[str, str], about: Mapping[str, str], dates: Dates) -> Iterator[Quad]:
    yield from _named(iri, f"{DCTERMS}title", titles)
    yield from _named(iri, f"{DCTERMS}description", about)
    yield say(iri, f"{DCTERMS}publisher", PROJECT)
    yield from _dated(iri, dates)
    for lang in LANGUAGES:
        yield say(iri, f"{DCTERMS}language", Iri(f"{_EU}language/{text('serve.language-code', lang)}"))


def _agents(site: str, contact: Iri) -> Iterator[Quad]:
    names = texts("serve.project-name")
    yield from _typed(PROJECT, f"{FOAF}Agent")
    yield from _named(PROJECT, f"{FOAF}name", names)
    yield from _typed(contact, f"{VCARD}Kind")
    yield from _named(contact, f"{VCARD}fn", names)
    yield say(contact, f"{VCARD}hasURL", Iri(f"{site}/"))


def _place(data: Data) -> Iterator[Quad]:
    whole = _at(data.municipality)
    for row in data.rows("server/place"):
        area, name = row["area"], row["name"]
        if isinstance(area, Iri) and isinstance(name, Lit):
            yield say(whole, f"{DCTERMS}spatial", area)
            yield say(area, "http://www.w3.org/2004/02/skos/core#prefLabel", name)


def _period(iri: Iri, start: str, end: str) -> Iterator[Quad]:
    period = _part(iri, "period")
    yield say(iri, f"{DCTERMS}temporal", period)
    yield from _typed(period, f"{DCTERMS}PeriodOfTime")
    yield say(period, f"{DCAT}startDate", _date(start))
    yield say(period, f"{DCAT}endDate", _date(end))


def _dated(iri: Iri, dates: Dates) -> Iterator[Quad]:
    for prop, day in (("issued", dates.issued), ("modified", dates.modified)):
        if day:
            yield say(iri, DCTERMS + prop, day)


def _at(name: str) -> Iri:
    return Iri(f"{BASE}.well-known/void#{name}")


def _part(iri: Iri, name: str) -> Iri:
    return Iri(f"{iri}/{name}" if "#" in iri else f"{iri}#{name}")


def _typed(iri: Iri, kind: str) -> Iterator[Quad]:
    yield say(iri, RDF_TYPE, Iri(kind))


def _named(iri: Iri, prop: str, names: Mapping[str, str]) -> Iterator[Quad]:
    for lang, name in names.items():
        yield say(iri, prop, Lit(name, lang))


def _date(text: str) -> Lit:
    return Lit(text, datatype=f"{XSD}date")


def say(s: Iri, p: str, o: Term) -> Quad:
    """A triple of the description."""
    return s, Iri(p), o, None
