"""Rows of the graph into a web: things, statements, direct links and the links that are missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.analyse.web.edges import LINKS, edge_of_link, edges_of_words, status_of
from kg.analyse.web.model import MISSING, NOBODY, Edge, Thing, Web, Words
from kg.load.shipped import inferred_graph
from kg.rdf import Iri, Lit, Row, Term
from kg.store import Data, query_names
from kg.terms import BASE, KG

NS = BASE + "ns/"
ROLES = BASE + "vocab/roles/"
MODALITIES = BASE + "vocab/modality/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def read_web(data: Data) -> Web:
    """Everything that the sources of `data` say, as a web; what `kg reason` derived adds only resolved categories."""
    things = read_things(data)
    sources = {str(r["graph"]): r for r in data.rows("analyse/web/sources")}
    words = read_words(data, {graph: _notation(row["confidence"]) for graph, row in sources.items()})
    edges = [e for w in words for e in edges_of_words(w)]
    edges += _link_edges(data, sources)
    edges += _missing_edges(data)
    return Web(
        things=things,
        words=words,
        edges=tuple(dict.fromkeys(e for e in edges if e.source != e.target)),
        titles=_titles(data),
        successors=_successors(data),
        relations={_called(i): t.labels for i, t in things.items() if i.startswith((ROLES, MODALITIES))},
    )


def read_things(data: Data) -> dict[str, Thing]:
    """Every named thing of the graph by its IRI."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in data.rows("analyse/web/things"):
        rows[str(row["thing"])].append(row)
    return {iri: _thing(iri, group) for iri, group in rows.items()}


def _thing(iri: str, rows: list[Row]) -> Thing:
    labels: dict[str, str] = {}
    for row in rows:
        name = row["name"]
        if row["property"] == PREF_LABEL and isinstance(name, Lit):
            labels.setdefault(name.lang or "fi", str(name))
    kinds = [str(r["kind"]) for r in rows if r["kind"]]
    return Thing(
        iri=iri,
        kind=kinds[0] if kinds else _scheme(iri),
        labels=labels,
        names=tuple(dict.fromkeys(str(r["name"]) for r in rows)),
        valid_from=_text(rows[0]["from"]),
        valid_until=_text(rows[0]["until"]),
    )


def _scheme(iri: str) -> str:
    """The kind of a concept that has no class of its own: its scheme, in the singular."""
    return iri.split("/")[-2].replace("-", " ").removesuffix("s") if iri.startswith(BASE + "vocab/") else "thing"


def read_words(data: Data, confidence: Mapping[str, str | None]) -> tuple[Words, ...]:
    """Every statement of the sources, in the order of its IRI; `confidence` is that of each source which says it."""
    said: dict[tuple[str, str], dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in data.rows("analyse/web/statements", graph=_sources(data)):
        value = row["value"]
        assert value is not None
        said[str(row["statement"]), str(row["graph"])][str(row["property"]).removeprefix(NS)].append(value)
    counterparts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in data.rows("analyse/web/counterparts"):
        counterparts[str(row["statement"])].append((str(row["party"]), _notation(row["role"]) or "with"))
    evidence: dict[str, Row] = {}
    for row in data.rows("analyse/web/evidence"):
        evidence.setdefault(str(row["statement"]), row)
    return tuple(
        _words(place, values, counterparts.get(place[0], ()), evidence.get(place[0], {}), confidence.get(place[1]))
        for place, values in said.items()
    )


def _words(
    place: tuple[str, str],
    values: Mapping[str, list[Term]],
    counterparts: Iterable[tuple[str, str]],
    evidence: Row,
    of_source: str | None,
) -> Words:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(str(v) for v in values.get(name, ()))

    def one(name: str) -> Term | None:
        return values[name][0] if name in values else None

    concepts: dict[str, Any] = {
        "role": _notation(one("role")),
        "bearer_status": _notation(one("bearerStatus")) or "absent",
        "modality": _notation(one("modality")) or "describes",
        "force": _notation(one("force")),
        "level": _notation(one("level")),
        "step": _notation(one("competenceStep")),
        "repeat_kind": _notation(one("repeatKind")),
        "confidence": _notation(one("confidence")),
    }
    sure = of_source is None or (of_source == "seen" and bool(evidence.get("quote")))
    concepts["status"] = status_of(concepts["bearer_status"], concepts["confidence"], sure=sure)
    own = one("validFrom") or one("validUntil")
    return Words(
        iri=place[0],
        graph=place[1],
        bearers=all_of("bearer"),
        objects=all_of("object"),
        counterparts=tuple(counterparts),
        basis=all_of("basis"),
        normative=str(KG.Responsibility) in all_of(TYPE),
        action={v.lang or "fi": str(v) for v in values.get("action", ()) if isinstance(v, Lit)},
        conflicts=all_of("conflictsWith"),
        repeats=all_of("repeats"),
        derives_from=all_of("derivesFrom"),
        open_list=_text(one("openList")) == "true",
        quote=_text(evidence.get("quote")),
        document=_text(evidence.get("document")),
        chapter=_text(evidence.get("chapter")),
        valid_from=_text(one("validFrom") if own else evidence.get("from")),
        valid_until=_text(one("validUntil") if own else evidence.get("until")),
        **concepts,
    )


def _link_edges(data: Data, sources: Mapping[str, Row]) -> list[Edge]:
    """The direct links of the sources, and of what follows only the categories that are resolved."""
    inferred = inferred_graph(data.municipality)
    rows = data.rows("analyse/web/links", graph=_sources(data), link=[Iri(link) for link in LINKS])
    resolved = data.rows("analyse/web/links", graph=[Iri(inferred)], link=[Iri(NS + "resolvesTo")])
    found = [edge_of_link(row, sources.get(str(row["graph"]))) for row in [*rows, *resolved]]
    stated = {(e.source, e.target) for e in found if e.graph != inferred}
    return [e for e in found if e.graph != inferred or (e.source, e.target) not in stated]


def _missing_edges(data: Data) -> list[Edge]:
    """Links that the rules in `kg/queries/analyse/missing` look for and no source makes; `source` may be nobody."""
    names = (n for n in query_names("analyse") if n.startswith("analyse/missing/"))
    return [
        Edge(str(row["from"] or f"{NOBODY}{row['to']}"), str(row["to"]), str(row["relation"]), MISSING, graph=name)
        for name in names
        for row in data.rows(name)
    ]


def _titles(data: Data) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in data.rows("analyse/web/sources"):
        title = row["title"]
        if isinstance(title, Lit):
            found[str(row["graph"])][title.lang or "fi"] = str(title)
    return dict(found)


def _successors(data: Data) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in data.rows("analyse/web/successors"):
        found[str(row["old"])].append(str(row["new"]))
    return {old: tuple(new) for old, new in found.items()}


def _sources(data: Data) -> list[Iri]:
    inferred = inferred_graph(data.municipality)
    return [Iri(g) for g in data.graphs if g != inferred]


def _called(concept: str) -> str:
    """A role by its notation, a modality as `modality/must`."""
    return concept.removeprefix(ROLES).removeprefix(BASE + "vocab/").replace("-", " ")


def _notation(concept: Term | None) -> str | None:
    """`…/vocab/roles/takes-into-account` as `takes into account`."""
    return None if concept is None else str(concept).rsplit("/", 1)[-1].replace("-", " ")


def _text(value: Term | None) -> str | None:
    return None if value is None else str(value)
