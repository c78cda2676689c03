"""Webs of a few things for tests: statements by letters, and the real meaning of every relation."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kg.analyse.web import Edge, Web, read_web
from kg.pipeline import open_data
from kg.read import Counterpart, Graph, Interval, Statement, Thing, find, read_graph
from kg.read.model import STATED
from kg.read.relations import Relations, read_relations
from kg.read.things import Things
from kg.terms import VOCAB


@cache
def web_of(municipality: str = "helsinki", *sources: str) -> Web:
    """The web of a shipped municipality, of some of its sources where they are named."""
    return read_web(read_graph(open_data(municipality, sources=sources)))


@cache
def relations() -> Relations:
    return read_relations(open_data("helsinki", sources=["seed"]))


def named(web: Web, name: str) -> list[Thing]:
    """The things of that name, those with ties first."""
    return find(web.graph.things.values(), name, web.around)


@cache
def thing(name: str, kind: str = "body", since: str | None = None, until: str | None = None) -> Thing:
    """A thing that is called by its IRI; the same thing for the same name."""
    return Thing(name, kind, {"fi": name}, interval=Interval(since, until))


def role(name: str) -> Thing:
    return Thing(str(VOCAB[f"roles/{name.replace(' ', '-')}"]), "role", {"fi": name})


def duty(iri: str, name: str, bearers: str = "", matter: str = "x", basis: str = "", **more: object) -> Statement:
    """A responsibility: each letter of `bearers`, `matter` and `basis` names one thing."""
    parties: Iterable[tuple[str, str]] = more.pop("counterparts", ())  # type: ignore[assignment]
    facts = {
        "normative": True,
        "bearer_status": "stated" if bearers else "absent",
        "modality": "task",
        "counterparts": tuple(Counterpart(thing(party), kind) for party, kind in parties),
        **more,
    }
    return Statement(
        iri=iri,
        graph="g",
        role=role(name),
        bearers=tuple(map(thing, bearers)),
        objects=tuple(map(thing, matter)),
        basis=tuple(map(thing, basis)),
        **facts,  # type: ignore[arg-type]
    )


def small_web(
    statements: Sequence[Statement] = (),
    links: Iterable[tuple[str, str, str]] = (),
    things: Mapping[str, Thing] | None = None,
    edges: Iterable[Edge] = (),
) -> Web:
    """A web of statements (bearer to matter), of plain ties (source, target, relation) and of ready edges."""
    tied = [
        Edge(b.iri, o.iri, s.role_name or "", STATED, "g", s) for s in statements for b in s.bearers for o in s.matter
    ]
    tied += [Edge(a, b, relation, STATED) for a, b, relation in links]
    tied += edges
    known = {end: thing(end) for edge in tied for end in edge.ends}
    known |= {t.iri: t for s in statements for t in (*s.about, *s.bearers, *s.basis)}
    kinds = {"body": frozenset({"body", "actor"})}
    graph = Graph(None, Things(known | dict(things or {})), tuple(statements), {}, relations())  # type: ignore[arg-type]
    graph.__dict__["kinds"] = kinds
    return Web(graph, tied)
