"""Direct links of the sources as statements: memberships, coordinators, owners, wholes and bases without a sentence."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.answer.statements import Evidence, Statement, Thing
from kg.load.shipped import inferred_graph
from kg.rdf import Iri, Row
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
    """One statement for all links of one property on one thing, from one source: a network has one list of members."""
    inferred = Iri(inferred_graph(reader.data.municipality))
    rows = reader.data.rows("answer/links", property=[Iri(p) for p in ROLES], inferred=inferred)
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        role, bearer = ROLES[KG[str(row["property"]).rsplit("/", 1)[1]]]
        fixed = row["subject"] if bearer == OBJECT else row["object"]
        groups.setdefault((str(row["graph"]), role, str(fixed)), []).append(row)
    sources = {str(r["graph"]): _source(r) for r in reader.data.rows("answer/sources")}
    for (graph, role, _), group in groups.items():
        yield _link(reader, graph, role, group, sources)


def _source(row: Row) -> Thing:
    title = row["title"]
    name = {"fi": str(title)} if title else {}
    return Thing(str(row["graph"]), "source", name)


def _link(reader: "Reader", graph: str, role: str, group: list[Row], sources: dict[str, Thing]) -> Statement:
    _, bearer = ROLES[KG[str(group[0]["property"]).rsplit("/", 1)[1]]]
    other = SUBJECT if bearer == OBJECT else OBJECT
    document = sources.get(graph) or Thing(graph, "source", {"fi": graph.rsplit("/", 1)[-1]})
    return Statement(
        iri=str(group[0]["subject"]),
        role=reader.thing(Iri(f"{BASE}vocab/roles/{role}")),
        bearers=tuple(dict.fromkeys(reader.thing(r[bearer]) for r in group)),
        objects=(reader.thing(group[0][other]),),
        valid_from=str(group[0]["from"]) if group[0]["from"] else None,
        valid_until=str(group[0]["until"]) if group[0]["until"] else None,
        evidence=(Evidence(quote=None, document=document, chapter=None, graph=graph),),
    )
