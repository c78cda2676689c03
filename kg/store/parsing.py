"""The process that parses an RDF document: how many nameless nodes it named, then N-Quads, on standard output.

Whoever wrote the file may mean harm; what it does here, it does to this process alone (kg.sources.bounded).
"""

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.sources.bounded import enter
from kg.sources.characters import DIRECTION, INVISIBLE, described
from kg.sources.refusal import Refusal
from kg.store.embedded import DOCUMENTS

DEEPEST = 128
_NESTED = (".ttl", ".trig", ".jsonld")
_SILENT = {
    ".jsonld": rb'"(?:[^"\\]|\\.)*+"',
    ".ttl": rb'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\n]|\\.)*+"'
    rb"|'(?:[^'\\\n]|\\.)*+'"
    rb"|<[^<>\s]*>|#[^\n]*",
}
"""Texts, IRIs and comments: brackets in them do not nest."""


def main() -> None:
    path, prefix = enter()
    try:
        named, quads = read(Path(path), prefix)
    except Refusal as refusal:
        json.dump({"refused": refusal.code, "facts": refusal.facts}, sys.stdout)
        return
    sys.stdout.buffer.write(json.dumps({"named": named}).encode() + b"\n" + quads)


def read(path: Path, prefix: str) -> tuple[int, bytes]:
    """How many nameless nodes got a name, and the quads, literals in the store's own spelling."""
    ending, content = path.suffix.lower(), path.read_bytes()
    depth = nesting(content, ending)
    if depth > DEEPEST:
        raise Refusal("too-deep", depth=depth, most=DEEPEST)
    try:
        found = ox.Dataset(ox.parse(input=content, format=DOCUMENTS[ending], base_iri=None))
    except SyntaxError as error:
        raise _syntax(error) from error
    except ValueError as error:
        raise Refusal("unreadable", why=str(error)) from error
    return _named(found, f"{prefix}{sha256(content).hexdigest()[:12]}-")


def nesting(content: bytes, ending: str) -> int:
    """How deep brackets stand within brackets, texts and comments left aside."""
    opening = content.count(b"[") + content.count(b"{") + content.count(b"(")
    if opening <= DEEPEST or (ending not in _NESTED and b"<<" not in content):
        return min(opening, DEEPEST)
    silent = _SILENT[".jsonld" if ending == ".jsonld" else ".ttl"]
    deepest = depth = 0
    for match in re.finditer(silent + rb"|([\[{(])|([\]})])", content, re.DOTALL):
        if match[1]:
            depth += 1
            deepest = max(deepest, depth)
        elif match[2]:
            depth = max(0, depth - 1)
    return deepest


def _syntax(error: SyntaxError) -> Refusal:
    if "LoadDocumentCallback" in str(error.msg):
        return Refusal("remote-context")
    if not error.lineno:
        return Refusal("unreadable", why=error.msg)
    return Refusal("syntax", line=error.lineno, column=error.offset or 0, why=error.msg)


def _named(found: ox.Dataset, prefix: str) -> tuple[int, bytes]:
    """Nameless nodes by what is said of them (RDFC-1.0), so that the same file gives the same names."""
    for quad in found:
        _check(quad)
    if any(_is_nameless(t) for q in found for t in (q.subject, q.object, q.graph_name)):
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    names: dict[str, ox.NamedNode] = {}

    def name(term: Any) -> Any:
        if not isinstance(term, ox.BlankNode):
            return term
        return names.setdefault(term.value, ox.NamedNode(prefix + term.value))

    store = ox.Store()  # a store spells every literal in its one way; so must what is compared with it
    store.extend(ox.Quad(name(q.subject), q.predicate, name(q.object), name(q.graph_name)) for q in found)
    return len(names), store.dump(format=ox.RdfFormat.N_QUADS) or b""


def _check(quad: ox.Quad) -> None:
    """Refuse terms of RDF 1.2 that the graph cannot keep, and characters that hide or deceive."""
    for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
        if isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction is not None):
            raise Refusal("newer-rdf")
        hidden = INVISIBLE if isinstance(term, ox.NamedNode) else DIRECTION
        if not isinstance(term, ox.DefaultGraph) and (match := hidden.search(term.value)):
            text = term.value[max(0, match.start() - 20) : match.start()]
            raise Refusal("hidden-character", character=described(match[0]), after=text)


def _is_nameless(term: object) -> bool:
    return isinstance(term, ox.BlankNode)


if __name__ == "__main__":
    main()
