"""Ties as Kumu's JSON blueprint (docs.kumu.io, JSON / Blueprints): elements and connections with fields."""

import json

from kg.messages import text
from kg.present.exchange.ties import Tie, Ties, facts_of


def to_kumu(ties: Ties, lang: str) -> bytes:
    """Ids tell apart what has the same label; made-up data are tagged so."""
    tags = {"tags": [text("sources.example", lang)]} if ties.example else {}
    elements = [{"id": t.iri, **_element(facts_of(t, lang)), **tags} for t in ties.things]
    connections = [{"id": f"t{n}", **_connection(tie)} for n, tie in enumerate(ties.ties)]
    document = {"elements": elements, "connections": connections}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _element(facts: dict[str, str]) -> dict[str, str]:
    return {"label": facts.pop("label"), "type": facts.pop("kind"), **facts}


def _connection(tie: Tie) -> dict[str, str]:
    """The quote is what Kumu shows as the description of a tie."""
    facts = {("description" if key == "quote" else key): value for key, value in tie.facts.items()}
    return {"from": tie.source, "to": tie.target, "direction": "directed", "type": tie.relation, **facts}
