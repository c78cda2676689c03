"""Actors, posts and memberships as a Popolo document (Open Civic Data): no people, since the graph holds none."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from kg.load.popolo import POPOLO
from kg.load.sheets.kinds import ACTOR_KINDS
from kg.messages import text
from kg.read import Graph, Thing
from kg.terms import KG

MEMBERS = {str(KG.hasMember): None, str(KG.hasChair): "chair"}
"""Links that are memberships, and the role that each is."""
WHOLES = (str(KG.partOf), str(KG.postIn))


def to_popolo(graph: Graph, lang: str, *, example: bool) -> bytes:
    """What was loaded from Popolo goes out as it came; all else in the terms of Popolo."""
    kept, memberships = _kept(graph)
    actors = [t for _, t in sorted(graph.things.items()) if t.kind in ACTOR_KINDS or t.kind == "network"]
    ids = {t.iri: kept[t.iri].get("id", t.iri) for t in actors}
    wholes = {link.subject: link.object for link in graph.links if link.property in WHOLES}
    items: dict[str, list[dict[str, Any]]] = {"organizations": [], "posts": []}
    for thing in actors:
        above = ids.get(wholes.get(thing.iri, ""))
        item = _post(thing, above) if thing.kind == "post" else _organisation(thing, above)
        items["posts" if thing.kind == "post" else "organizations"].append({**item, **kept[thing.iri]})
    document: dict[str, Any] = {**items, "memberships": [*memberships, *_memberships(graph, ids, memberships)]}
    if example:
        document = {"note": text("report.example", lang), **document}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _kept(graph: Graph) -> tuple[Mapping[str, dict[str, Any]], list[dict[str, Any]]]:
    """What a Popolo document said of each thing, and its memberships, as they stood there."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    memberships: dict[str, None] = {}
    for name in graph.data.graphs:
        for subject, prop, value, _ in graph.data.store.quads(name):
            if prop == POPOLO + "membership":
                memberships[str(value)] = None
            elif prop.startswith(POPOLO):
                found[subject][unquote(prop.removeprefix(POPOLO))] = json.loads(value)
    return found, [json.loads(words) for words in sorted(memberships)]


def _organisation(thing: Thing, above: str | None) -> dict[str, Any]:
    item: dict[str, Any] = {"id": thing.iri, "name": thing.name("fi"), "classification": thing.kind, "parent_id": above}
    item |= {"other_names": _other_names(thing), "identifiers": [{"identifier": i} for i in thing.identifiers]}
    item |= {"founding_date": thing.interval.since, "dissolution_date": thing.interval.until}
    return {key: value for key, value in item.items() if value}


def _post(thing: Thing, above: str | None) -> dict[str, Any]:
    item: dict[str, Any] = {"id": thing.iri, "label": thing.name("fi"), "organization_id": above}
    item |= {"other_names": _other_names(thing), "start_date": thing.interval.since, "end_date": thing.interval.until}
    return {key: value for key, value in item.items() if value}


def _other_names(thing: Thing) -> list[dict[str, str]]:
    """Names in Swedish and English, marked so, then all other names."""
    named = [{"name": thing.labels[lang], "lang": lang} for lang in ("sv", "en") if lang in thing.labels]
    return named + [{"name": name} for names in thing.others.values() for name in names]


def _memberships(graph: Graph, ids: Mapping[str, str], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The memberships that no Popolo document brought."""
    told = {(m.get("organization_id"), _member_of(m)) for m in known}
    found = {}
    for link in graph.links:
        ends = ids.get(link.subject), ids.get(link.object)
        if link.property in MEMBERS and all(ends) and ends not in told:
            member = {"member": {"id": ends[1]}}
            item = {"organization_id": ends[0], "role": MEMBERS[link.property], **member}
            found[str(ends), link.property] = {key: value for key, value in item.items() if value}
    return [found[key] for key in sorted(found)]


def _member_of(item: Mapping[str, Any]) -> str | None:
    member = item.get("member")
    return str(member["id"]) if isinstance(member, dict) and "id" in member else item.get("post_id")
