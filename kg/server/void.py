"""The data set described: licences, sources, counts, links, where to get it (VoID, and DCAT by `catalogue`)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.load.shipped import BASE
from kg.messages import texts
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.server.catalogue import CC_BY, DCAT, DCTERMS, DUMPS, RDF_TYPE, Dates, Entry, catalogue, dates_of, say
from kg.server.published import register_in
from kg.store import Data
from kg.store.formats import serialise

VOID = "http://rdfs.org/ns/void#"
OWN = ("ontology", "alignments", "vocabularies", "inferred")
"""Graphs that we wrote or derived ourselves, and that do not describe themselves."""
_NAMES = {
    "void": VOID,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": XSD,
}

Described = Mapping[str, Mapping[str, list[Term]]]


def described_graphs(data: Data) -> Described:
    """What each source graph says of itself: title, licence, rights, sources."""
    found: dict[str, dict[str, list[Term]]] = {}
    for row in data.rows("server/described"):
        value = row["value"]
        assert value is not None
        found.setdefault(str(row["graph"]), defaultdict(list))[str(row["property"])].append(value)
    for graph in data.graphs:
        if graph not in found and (name := graph.rsplit("/", 1)[1]) in OWN:
            titles: list[Term] = [Lit(title, lang) for lang, title in texts(f"serve.graph-{name}").items()]
            found[graph] = {DCTERMS + "title": titles, DCTERMS + "license": [CC_BY]}
    return found


def counts(data: Data) -> Mapping[str, int]:
    """How many triples each named graph holds."""
    return {str(r["graph"]): int(str(r["triples"])) for r in data.rows("server/graphs")}


def void(data: Data, apart: Data, site: str, media: str, version: str) -> bytes:
    """The description as a document. `site` is where this server answers, `apart` holds register and history."""
    return serialise(_quads(data, register_in(apart), dates_of(data, apart), site, version), media, _NAMES)


def _quads(data: Data, register: Data, dates: Dates, site: str, version: str) -> Iterator[Quad]:
    whole = Iri(f"{BASE}.well-known/void#{data.municipality}")
    yield say(whole, RDF_TYPE, Iri(VOID + "Dataset"))
    yield say(whole, DCAT + "version", Lit(version))
    yield say(whole, VOID + "sparqlEndpoint", Iri(site + "/sparql"))
    yield say(whole, VOID + "uriSpace", Lit(BASE))
    yield say(whole, VOID + "vocabulary", Iri(BASE + "ns/"))
    yield _number(whole, VOID + "triples", len(data.store.quads(None)))
    yield from _partitions(data, whole)
    yield from _linksets(data, whole)
    sizes, entries = counts(data), list(_entries(data))
    for ending in DUMPS:
        yield say(whole, VOID + "dataDump", Iri(f"{site}/dumps/{data.municipality}.{ending}"))
    for entry in entries:
        yield say(whole, VOID + "subset", entry.iri)
        yield from _part(entry, sizes, site)
    duties, held = list(_entries(register)), counts(register)
    for entry in duties:
        yield say(entry.iri, VOID + "sparqlEndpoint", Iri(site + "/sparql"))
        yield from _part(entry, held, site)
    yield from catalogue(data, site, _whole(data, whole, entries), [*entries, *duties], dates)


def _part(entry: Entry, sizes: Mapping[str, int], site: str) -> Iterator[Quad]:
    yield say(entry.iri, RDF_TYPE, Iri(VOID + "Dataset"))
    yield _number(entry.iri, VOID + "triples", sizes.get(entry.iri, 0))
    yield say(entry.iri, VOID + "dataDump", Iri(f"{site}/dumps/{entry.name}.ttl"))


def _whole(data: Data, iri: Iri, parts: list[Entry]) -> Entry:
    """Everything as one data set: no licence of its own, for each source has its own."""
    spans = [p.period for p in parts if p.period]
    rights: list[Term] = [Lit(text, lang) for lang, text in texts("serve.dataset-rights").items()]
    about = texts("serve.dataset-description", municipality=data.municipality.capitalize())
    if any("example" in prop for said in described_graphs(data).values() for prop in said):
        about = {lang: f"{text} {made_up}" for (lang, text), made_up in zip(about.items(), _made_up(), strict=True)}
    return Entry(
        iri,
        data.municipality,
        texts("serve.dataset-title", municipality=data.municipality.capitalize()),
        about,
        rights=rights,
        period=(min(s for s, _ in spans), max(e for _, e in spans)) if spans else None,
    )


def _made_up() -> list[str]:
    return list(texts("serve.dataset-made-up").values())


def _entries(data: Data) -> Iterator[Entry]:
    described = described_graphs(data)
    spans = {str(r["graph"]): (str(r["from"])[:10], str(r["until"])[:10]) for r in data.rows("server/periods")}
    for graph in data.graphs:
        said = described.get(graph, {})
        name = graph.split("/graph/", 1)[-1]
        titles = {v.lang or "fi": str(v) for v in said.get(DCTERMS + "title", []) if isinstance(v, Lit)} or {"fi": name}
        about = {lang: t for lang, t in texts("serve.source-description", graph=name).items() if lang in titles}
        yield Entry(
            Iri(graph),
            name,
            titles,
            about,
            said.get(DCTERMS + "license", []),
            said.get(DCTERMS + "rights", []),
            [v for v in said.get(DCTERMS + "source", []) if isinstance(v, Iri)],
            spans.get(graph),
        )


def _partitions(data: Data, whole: Iri) -> Iterator[Quad]:
    classes, properties = data.rows("server/classes"), data.rows("server/properties")
    yield _number(whole, VOID + "classes", len(classes))
    yield _number(whole, VOID + "properties", len(properties))
    for row in classes:
        part = Iri(f"{whole}/class/{str(row['class']).replace('#', '/').rsplit('/', 1)[-1]}")
        yield say(whole, VOID + "classPartition", part)
        yield say(part, VOID + "class", Iri(str(row["class"])))
        yield _number(part, VOID + "entities", int(str(row["things"])))


def _linksets(data: Data, whole: Iri) -> Iterator[Quad]:
    for number, row in enumerate(data.rows("server/linksets"), start=1):
        links, target = Iri(f"{whole}/links/{number}"), Iri(f"{whole}/links/{number}/target")
        yield say(links, RDF_TYPE, Iri(VOID + "Linkset"))
        yield say(links, VOID + "linkPredicate", Iri(str(row["property"])))
        yield say(links, VOID + "subjectsTarget", whole)
        yield say(links, VOID + "objectsTarget", target)
        yield _number(links, VOID + "triples", int(str(row["links"])))
        yield say(target, RDF_TYPE, Iri(VOID + "Dataset"))
        yield say(target, VOID + "uriSpace", Lit(str(row["space"])))


def _number(s: Iri, p: str, count: int) -> Quad:
    return say(s, p, Lit(str(count), datatype=XSD + "integer"))
