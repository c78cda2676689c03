"""Which edges a statement and a direct link make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.read import Graph, Link, Source, Statement, Thing
from kg.read.model import IMPLIED, OUTSIDE, STATED
from kg.read.relations import Relations

MISSING = "missing link"
STATUSES = (STATED, IMPLIED, OUTSIDE, MISSING)
NOBODY = "nobody:"
"""How the IRI begins of an actor that no source names."""

CONCERNS, HEEDS = "concerns", "takes into account"
PART_OF_ACT = "http://purl.org/dc/terms/isPartOf"


@dataclass(frozen=True)
class Edge:
    """One tie, in the direction that its relation reads: `source` – `relation` → `target`.

    `statement` is None where a source links the two things directly, and for a missing link.
    """

    source: str
    target: str
    relation: str
    status: str
    graph: str = ""
    statement: Statement | None = None
    step: str | None = None

    @property
    def ends(self) -> tuple[str, str]:
        return self.source, self.target


def edges_of_statement(statement: Statement, relations: Relations, verbs: Mapping[str, str]) -> Iterator[Edge]:
    """Who to matter, basis to who, and the counterparts; without anybody the matter stands in their place.

    `verbs` say what a basis does to a bearer, by modality.
    """
    yield from _edges_of_who(statement)
    yield from _edges_of_basis(statement, relations, verbs)
    yield from _edges_of_counterparts(statement, relations)
    yield from _edges_between_parts(statement)
    matter = statement.matter
    if statement.who or not matter:
        return
    for other in matter[1:]:
        yield _edge(statement, matter[0].iri, other.iri, statement.role_name or CONCERNS)
    if statement.normative:
        yield _edge(statement, NOBODY + statement.iri, matter[0].iri, statement.role_name or CONCERNS)


def _edges_of_who(statement: Statement) -> Iterator[Edge]:
    for who in statement.who:
        for thing in statement.matter:
            yield _edge(statement, who.iri, thing.iri, statement.role_name or CONCERNS)


def _edges_of_basis(statement: Statement, relations: Relations, verbs: Mapping[str, str]) -> Iterator[Edge]:
    verb = verbs.get(statement.modality, "basis of")
    role = statement.role_name
    relation = relations.get(role or "")
    for basis in (b for b in statement.basis if b not in statement.who):
        for who in statement.who:
            yield _edge(statement, basis.iri, who.iri, verb)
        for thing in () if statement.who else statement.matter:
            if role and relation and relation.rises:
                yield _edge(statement, thing.iri, basis.iri, role)
            else:
                yield _edge(statement, basis.iri, thing.iri, role or "basis of")


def _edges_between_parts(statement: Statement) -> Iterator[Edge]:
    """What is drafted takes into account what is heeded; who does it touches what it affects and uses."""
    for drafted in statement.drafting:
        for heeded in statement.heeds:
            yield _edge(statement, drafted.iri, heeded.iri, HEEDS)
    matter: tuple[Thing, ...] = statement.who or statement.matter[:1]
    for start in matter:
        rest = (*statement.affects, *statement.means, *statement.drafting, *statement.places, *statement.occasion)
        for thing in (t for t in rest if t not in statement.matter):
            yield _edge(statement, start.iri, thing.iri, CONCERNS)


def _edges_of_counterparts(statement: Statement, relations: Relations) -> Iterator[Edge]:
    matter = tuple(t.iri for t in statement.matter)
    who = tuple(t.iri for t in statement.who)
    for counterpart in statement.counterparts:
        party, role = counterpart.party.iri, counterpart.role or "with"
        relation = relations.counterparts.get(role)
        if relation and relation.on_object and relation.acts_as:
            for thing in matter:
                yield _edge(statement, party, thing, relation.acts_as)
        elif role == "with" and statement.role_name == "member":
            continue
        else:
            for end in (*who, *(matter if role == "recipient" or not who else ())):
                yield _edge(statement, end, party, role)


def _edge(statement: Statement, source: str, target: str, relation: str) -> Edge:
    return Edge(source, target, relation, statement.status, statement.graph, statement, statement.step)


def edge_of_link(link: Link, graph: Graph) -> Edge:
    """A direct link as an edge.

    A register or sheet states its links; a text that we hold implies those that stand beside its sentences; a source
    of facts, which says how sure it is, adds outside knowledge. What a provision is part of, its act states.
    """
    relation, from_bearer = graph.relations.by_link[link.property]
    start, end = (link.subject, link.object) if from_bearer else (link.object, link.subject)
    status = STATED if link.property == PART_OF_ACT else _status(link.graph, graph.sources.get(link.graph))
    return Edge(start, end, relation.name, status, link.graph)


def _status(graph: str, source: Source | None) -> str:
    if graph.endswith("/inferred") or (source and source.held):
        return IMPLIED
    return OUTSIDE if source and source.confidence else STATED
