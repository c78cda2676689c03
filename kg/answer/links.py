"""Direct links of the sources as statements: memberships, coordinators, owners, wholes and bases without a sentence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from kg.answer.statements import Evidence, Statement, Thing, text
from kg.load.shipped import inferred_graph
from kg.rdf import Iri, Lit, Row, Term
from kg.terms import BASE, KG

if TYPE_CHECKING:
    from kg.answer.statements import Reader

SUBJECT, OBJECT = "subject", "object"

ROLES = {
    KG.hasMember: ("member", OBJECT),
    KG.hasInvitee: ("invited", OBJECT),
    KG.hasChair: ("chair", OBJECT),
    KG.hasSecretariat: ("secretariat", OBJECT),
    KG.coordinator: ("coordinates", OBJECT),
    KG.responsible: ("is-responsible", OBJECT),
    KG.participant: ("participates", OBJECT),
    KG.approvedBy: ("approves", OBJECT),
    KG.partOf: ("part-of", SUBJECT),
    KG.inPlan: ("part-of", SUBJECT),
    KG.postIn: ("part-of", SUBJECT),
    KG.heads: ("leads", SUBJECT),
    KG.basedOn: ("based-on", SUBJECT),
    KG.replaces: ("replaces", SUBJECT),
    KG.takesIntoAccount: ("takes-into-account", SUBJECT),
}
"""Each link as a role, and which end of it bears the role."""


def read_links(reader: "Reader") -> Iterator[Statement]:
    """One statement for all links of one property from one thing in one source: a network has one list of members."""
    inferred = Iri(inferred_graph(reader.data.municipality))
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in reader.data.rows("answer/links", property=[Iri(p) for p in ROLES], inferred=inferred):
        key = str(row["graph"]), str(row["property"]), str(row["subject"])
        groups.setdefault(key, []).append(row)
    sources = _sources(reader.data.rows("answer/sources"))
    for (graph, name, _), group in groups.items():
        yield _link(reader, sources.get(graph) or _unnamed(graph), KG[name.rsplit("/", 1)[1]], group)


def read_validity(reader: "Reader") -> Iterator[Statement]:
    """One statement for each thing's time of validity: «milloin laki tuli voimaan?»"""
    sources = _sources(reader.data.rows("answer/sources"))
    for row in reader.data.rows("answer/validity"):
        thing, graph = reader.thing(row["thing"]), str(row["graph"])
        if thing.kind == "document" or thing.iri not in reader.things:
            continue
        source = sources.get(graph) or _unnamed(graph)
        yield Statement(
            iri=thing.iri,
            role=reader.thing(Iri(f"{BASE}vocab/roles/in-force")),
            bearers=(thing,),
            timing=f"{_day(row['from'])}–{_day(row['until'])}",
            valid_from=text(row["from"]),
            valid_until=text(row["until"]),
            evidence=(Evidence(quote=None, document=source, chapter=None, graph=graph),),
        )


def _day(value: Term | None) -> str:
    """An ISO date as planners write it: 21.5.2014."""
    if value is None:
        return ""
    year, month, day = value[:10].split("-")
    return f"{int(day)}.{int(month)}.{year}"


def _unnamed(graph: str) -> Thing:
    return Thing(graph, "source", {"fi": graph.rsplit("/", 1)[-1]})


def _sources(rows: list[Row]) -> dict[str, Thing]:
    """Every source graph as a thing that is called by its title."""
    titles: dict[str, dict[str, str]] = {}
    for row in rows:
        title = row["title"]
        if isinstance(title, Lit):
            titles.setdefault(str(row["graph"]), {})[title.lang or "fi"] = str(title)
    return {graph: Thing(graph, "source", labels) for graph, labels in titles.items()}


def _link(reader: "Reader", source: Thing, name: URIRef, group: list[Row]) -> Statement:
    role, bearer = ROLES[name]
    subject = (reader.thing(group[0]["subject"]),)
    objects = tuple(dict.fromkeys(reader.thing(row["object"]) for row in group))
    return Statement(
        iri=str(group[0]["subject"]),
        role=reader.thing(Iri(f"{BASE}vocab/roles/{role}")),
        bearers=objects if bearer == OBJECT else subject,
        objects=subject if bearer == OBJECT else objects,
        valid_from=text(group[0]["from"]),
        valid_until=text(group[0]["until"]),
        evidence=(Evidence(quote=None, document=source, chapter=None, graph=source.iri),),
    )
