"""A web into boxes and ties with plain values: what programs that draw and analyse networks take."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.analyse.edges import NOBODY
from kg.analyse.web import MISSING, Web
from kg.load.shipped import inferred_graph
from kg.messages import LANGUAGES
from kg.present.chains import relation_words
from kg.read import Statement, Thing

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (section 2.2)."""


@dataclass(frozen=True)
class Tie:
    """One tie between two things, with the facts that a source says of it."""

    source: str
    target: str
    relation: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Ties:
    """Everything that is tied, the ties, and whether the data are made up."""

    municipality: str
    things: Sequence[Thing]
    ties: Sequence[Tie]
    example: bool


def read_ties(web: Web, lang: str, *, example: bool) -> Ties:
    """The ties that sources state, imply or supply; missing links and bearers that nobody names are none."""
    derived = inferred_graph(web.graph.data.municipality)
    found: dict[tuple[str, ...], Tie] = {}
    for edge in web.edges:
        if edge.status == MISSING or edge.graph == derived or any(end.startswith(NOBODY) for end in edge.ends):
            continue
        name = relation_words(web, edge.relation, lang)
        facts = {"status": edge.status, "source": web.graph.source(edge.graph).title(lang)}
        if edge.statement is not None:
            facts |= _facts_of_statement(edge.statement, lang)
        tie = Tie(edge.source, edge.target, name, {k: v for k, v in facts.items() if v})
        found[edge.source, edge.target, name, facts.get("statement", ""), edge.graph] = tie
    ends = {end for tie in found.values() for end in (tie.source, tie.target)}
    things = [web.thing(iri) for iri in sorted(ends)]
    return Ties(web.graph.data.municipality, things, [found[key] for key in sorted(found)], example)


def _facts_of_statement(statement: Statement, lang: str) -> dict[str, str]:
    facts = {"statement": statement.iri, "modality": statement.modality, "force": statement.force or ""}
    if said := statement.said(lang):
        facts |= {"quote": said.quote or "", "document": said.document.name(lang), "chapter": said.chapter or ""}
    return facts


def facts_of(thing: Thing, lang: str) -> dict[str, str]:
    """What is said of a thing, under names that hold in every format."""
    facts = {"kind": thing.kind, "label": thing.name(lang)}
    facts |= {f"name_{code}": thing.labels[code] for code in LANGUAGES if code in thing.labels}
    facts |= {"identifier": "; ".join(thing.identifiers)}
    facts |= {"valid_from": thing.interval.since or "", "valid_until": thing.interval.until or ""}
    return {key: value for key, value in facts.items() if value}


def for_xml(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", text)
