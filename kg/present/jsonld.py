"""Quads as JSON-LD 1.1, in the words of `ontology/context.jsonld`: nothing lost, nothing to fetch.

A property with a term in the context gets its short name; a value that the term cannot say goes under the full name.
"""

import json
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any

from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.resources import ONTOLOGY
from kg.store.documents import quad_order, with_fixed_labels

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Node = dict[str, Any]


def to_jsonld(quads: Iterable[Quad]) -> bytes:
    """One JSON-LD document: its context, and one object per graph with its nodes below `@graph`."""
    ordered = sorted(with_fixed_labels(quads), key=quad_order)
    parts: list[Node] = []
    for graph, members in groupby(ordered, key=lambda q: q[3]):
        nodes = [_node(s, list(about)) for s, about in groupby(members, key=lambda q: q[0])]
        parts += [{"@id": _short(graph), "@graph": nodes}] if graph else nodes
    document = {"@context": context(), "@graph": parts}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def context() -> Node:
    read: Node = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return read


@cache
def _names() -> dict[str, tuple[str, str, str]]:
    """Full IRI → the context's name for it, its `@type` and its `@container`."""
    found = {}
    for name, meaning in context().items():
        full = meaning["@id"] if isinstance(meaning, dict) else str(meaning)
        if name.startswith("@") or full.startswith("http"):
            continue
        shape = meaning if isinstance(meaning, dict) else {}
        found[_long(full)] = (name, shape.get("@type", ""), shape.get("@container", ""))
    return found


def _long(short: str) -> str:
    prefix, local = short.split(":", 1)
    return str(context()[prefix]) + local


@cache
def _prefixes() -> list[tuple[str, str]]:
    spaces = [(str(v), k) for k, v in context().items() if isinstance(v, str) and v.startswith("http")]
    return sorted(spaces, reverse=True)


def _short(iri: str) -> str:
    """A compact IRI where a prefix fits and the rest cannot be misread (JSON-LD 1.1 API, IRI compaction)."""
    for space, prefix in _prefixes():
        local = iri.removeprefix(space)
        if iri.startswith(space) and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri


def _node(subject: Iri, about: list[Quad]) -> Node:
    node: Node = {"@id": _short(subject)}
    for _, predicate, value, _ in about:
        _add(node, predicate, value)
    return {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in node.items()}


def _add(node: Node, predicate: Iri, value: Term) -> None:
    if predicate == RDF_TYPE and not isinstance(value, Lit):
        node.setdefault("@type", []).append(_short(value))
        return
    name, kind, container = _names().get(predicate, ("", "", ""))
    if container == "@language" and isinstance(value, Lit) and value.lang:
        node.setdefault(name, {}).setdefault(value.lang, []).append(str(value))
    elif name and kind == _kind(value) and not container:
        node.setdefault(name, []).append(str(value) if isinstance(value, Lit) else _short(value))
    else:
        node.setdefault(_short(predicate), []).append(_value(value))


def _kind(value: Term) -> str:
    """The `@type` under which a bare string means this value."""
    if not isinstance(value, Lit):
        return "@id"
    if value.lang:
        return "@language"
    return "" if value.datatype == XSD + "string" else _short(value.datatype)


def _value(value: Term) -> Any:
    if not isinstance(value, Lit):
        return {"@id": _short(value)}
    if value.lang:
        return {"@value": str(value), "@language": value.lang}
    if value.datatype == XSD + "string":
        return {"@value": str(value)}
    return {"@value": str(value), "@type": _short(value.datatype)}
