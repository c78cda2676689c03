"""A site into all its files: pages in every language, data beside them, and what they need to look and search."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.messages import LANGUAGES, text
from kg.present.edition.html import ASSETS, entrance, to_html
from kg.present.edition.pages import pages
from kg.present.edition.site import Site
from kg.rdf import Lit, Quad, Term
from kg.resources import EXPLORER
from kg.store.documents import serialise

STATIC = Path(__file__).parent / "static"
ENDINGS = (".ttl", ".jsonld")
OF_SOURCES = ("type", "title", "license", "rights", "confidence", "example")
"""What a data file says of the source graphs that its facts come from."""
DEEPEST = 4
"""Nodes that only tell of a thing, such as its evidence, may tell of others, so far."""
File = tuple[str, bytes]


def files(site: Site) -> Iterator[File]:
    """Every file of the edition: its path, and its bytes."""
    yield "index.html", entrance(site)
    for path in sorted(STATIC.iterdir()):
        yield f"{ASSETS}/{path.name}", path.read_bytes()
    yield f"{ASSETS}/icon.svg", (EXPLORER / "icon.svg").read_bytes()
    for lang in LANGUAGES:
        yield f"{lang}/search-index.js", _index(site, lang)
        for page in pages(site, lang):
            yield f"{lang}/{page.path}", to_html(site, page, lang)
    yield from _data(site)


def _index(site: Site, lang: str) -> bytes:
    """What the search looks through, as a script: a page opened from a folder may read no other file."""
    rows: list[Sequence[str]] = []
    for kind, things in sorted(site.listed.items()):
        for thing in things:
            others = " · ".join(n for n in thing.all_names if n != thing.name(lang))
            rows.append([thing.name(lang), site.kind_name(kind, lang), f"{site.paths[thing.iri]}.html", others, ""])
    for statement in site.sentences:
        key = statement.iri.rsplit("/", 1)[-1]
        said = statement.said(lang)
        row = [text("edition.statement", lang, key=key), said.document.name(lang) if said else ""]
        rows.append([*row, f"{site.paths[statement.iri]}.html", "", (said.quote if said else None) or ""])
    words = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return f"window.vastuuverkko = {words};\n".encode()


def _data(site: Site) -> Iterator[File]:
    """Turtle and JSON-LD of each thing and statement: its facts, its evidence, and what their sources are."""
    about: dict[str, list[Quad]] = defaultdict(list)
    for graph in site.data.graphs:
        for quad in site.data.store.quads(graph):
            about[quad[0]].append(quad)
    shown = [t.iri for things in site.listed.values() for t in things] + [s.iri for s in site.sentences]
    for iri in shown:
        quads = _around(iri, about, site)
        sources = sorted({g for *_, g in quads if g})
        quads += [
            q for g in sources for q in about.get(g, ()) if q[1].replace("#", "/").rsplit("/", 1)[-1] in OF_SOURCES
        ]
        plain = [(s, p, o, None) for s, p, o, _ in quads]
        for ending in ENDINGS:
            yield f"data/{site.paths[iri]}{ending}", serialise(plain, ending)


def _around(iri: str, about: Mapping[str, Sequence[Quad]], site: Site) -> list[Quad]:
    """What the graphs say of a thing, and of the nodes that have no page and only tell of it."""
    found: list[Quad] = []
    edge, seen = [iri], {iri}
    for _ in range(DEEPEST):
        said = [q for i in edge for q in about.get(i, ())]
        found += said
        edge = [v for v in dict.fromkeys(q[2] for q in said) if _is_part(v, iri) and v not in seen]
        seen.update(edge)
    return found


def _is_part(value: Term, iri: str) -> bool:
    """Whether a value is a node below the thing, without a page of its own."""
    return not isinstance(value, Lit) and value.startswith(("_:", f"{iri}/", f"{iri}#"))
