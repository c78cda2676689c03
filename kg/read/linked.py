"""Direct links of the sources as statements: memberships, coordinators, owners, wholes and bases without a sentence."""

from collections.abc import Iterator

from kg.rdf import Row
from kg.read.graph import Graph
from kg.read.model import OUTSIDE, STATED, Evidence, Link, Source, Statement, Thing
from kg.read.things import interval
from kg.terms import KG, VOCAB

APART = frozenset(map(str, (KG.ofType, KG.resolvesTo, KG.identifiedAs, KG.concerns, KG.theme, KG.basis)))
"""Links that say what a thing is, and nothing that somebody does or has."""


def link_statements(graph: Graph) -> Iterator[Statement]:
    """One statement for all links of one property from one thing in one source: a network has one list of members."""
    groups: dict[tuple[str, str, str], list[Link]] = {}
    for link in graph.links:
        if link.property not in APART:
            groups.setdefault((link.graph, link.property, link.subject), []).append(link)
    for (name, prop, subject), links in groups.items():
        relation, from_bearer = graph.relations.by_link[prop]
        source = graph.source(name)
        ends = tuple(dict.fromkeys(graph.thing(link.object) for link in links))
        start = (graph.thing(subject),)
        yield Statement(
            iri=subject,
            graph=name,
            role=graph.thing(relation.iri),
            bearers=start if from_bearer else ends,
            objects=ends if from_bearer else start,
            status=OUTSIDE if source.confidence and not source.held else STATED,
            own=start[0].interval,
            evidence=said_by(source),
        )


def validity_statements(graph: Graph) -> Iterator[Statement]:
    """One statement for each thing's time of validity: «milloin laki tuli voimaan?»"""
    role = graph.thing(str(VOCAB["roles/in-force"]))
    for row in graph.data.rows("read/validity"):
        thing = graph.thing(str(row["thing"]))
        if thing.kind != "document" and thing.iri in graph.things:
            yield _validity(graph, thing, role, row)


def _validity(graph: Graph, thing: Thing, role: Thing, row: Row) -> Statement:
    holds = interval(row["from"], row["until"], None)
    return Statement(
        iri=thing.iri,
        graph=str(row["graph"]),
        role=role,
        subjects=(thing,),
        timing=f"{_day(holds.since)}–{_day(holds.until)}",
        own=holds,
        evidence=said_by(graph.source(str(row["graph"]))),
    )


def said_by(source: Source) -> tuple[Evidence, ...]:
    """A source's word for it, without a sentence."""
    document = Thing(source.graph, "source", source.titles or {"fi": source.graph.rsplit("/", 1)[-1]})
    return (Evidence(quote=None, document=document, chapter=None, graph=source.graph),)


def _day(value: str | None) -> str:
    """An ISO date as planners write it: 21.5.2014."""
    if value is None:
        return ""
    year, month, day = value[:10].split("-")
    return f"{int(day)}.{int(month)}.{year}"
