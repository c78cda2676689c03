"""A thing of the graph into what a page shows of it: its name, what each source says, what points at it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.load.shipped import BASE
from kg.messages import LANGUAGES, text
from kg.rdf import Iri, Lit, Quad, Term
from kg.store import Data

MOST_MENTIONS = 200
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NAMING = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title")


@dataclass(frozen=True)
class Value:
    """One value on a page: a text, or a thing with its name."""

    text: str
    iri: str | None = None
    lang: str | None = None


@dataclass(frozen=True)
class Group:
    """The values of one property, and the names of the graphs that state them."""

    name: str
    iri: str
    values: Sequence[Value]
    sources: Sequence[Value] = ()


@dataclass(frozen=True)
class Page:
    """Everything that a page of one thing shows."""

    iri: str
    title: str
    kinds: Sequence[Value]
    groups: Sequence[Group]
    mentions: Sequence[Group]
    more_mentions: bool


class Names:
    """Names of things in one language, read in one go; a thing without one is called by the end of its IRI."""

    def __init__(self, data: Data, things: Iterable[str], lang: str) -> None:
        self.lang = lang
        order = [lang, *(other for other in LANGUAGES if other != lang), None]
        self._best: dict[str, tuple[tuple[int, int], str]] = {}
        wanted = sorted({Iri(t) for t in things})
        for row in data.rows("server/names", thing=wanted) if wanted else ():
            thing, name, rank = str(row["thing"]), row["name"], int(str(row["rank"]))
            if isinstance(name, Lit):
                weight = order.index(name.lang) if name.lang in order else len(order), rank
                if thing not in self._best or (weight, name) < self._best[thing]:
                    self._best[thing] = weight, str(name)

    def __getitem__(self, thing: str) -> str:
        return self._best[thing][1] if thing in self._best else outside_name(thing, self.lang)


def outside_name(iri: str, lang: str) -> str:
    """What a term of another vocabulary is called here; else the end of its IRI."""
    try:
        return text(f"serve.term-{local_name(iri)}", lang)
    except KeyError:
        return local_name(iri)


def local_name(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri


def quads_about(data: Data, iri: str) -> list[Quad]:
    """What the graphs say of the thing, each quad with its graph."""
    rows = data.rows("server/about", thing=Iri(iri))
    return [(Iri(iri), Iri(_held(r["property"])), _held(r["value"]), Iri(_held(r["graph"]))) for r in rows]


def page_about(data: Data, iri: str, lang: str) -> Page | None:
    """The page of a thing; None where no graph says anything of it."""
    quads = quads_about(data, iri)
    mentions = data.rows("server/mentions", thing=Iri(iri))
    if not quads and not mentions:
        return None
    pointing = [(str(_held(r["property"])), Iri(_held(r["subject"]))) for r in mentions[:MOST_MENTIONS]]
    pointing = [(p, s) for p, s in pointing if not s.startswith("_:")]  # the ontology's own axioms have no address
    quads = [q for q in quads if isinstance(q[2], Lit) or not q[2].startswith("_:")]
    mentioned = {t for _, p, o, g in quads for t in (p, o, g) if isinstance(t, Iri)}
    names = Names(data, {iri, *mentioned, *(t for pair in pointing for t in pair)}, lang)
    kinds = [_value(o, names) for _, p, o, _ in quads if p == RDF_TYPE]
    return Page(
        iri,
        names[iri],
        list(dict.fromkeys(kinds)),
        _groups(quads, names, lang),
        _mentions(pointing, names),
        len(mentions) > MOST_MENTIONS,
    )


def _groups(quads: Sequence[Quad], names: Names, lang: str) -> list[Group]:
    found: dict[str, tuple[dict[Value, None], dict[Value, None]]] = {}
    for _, prop, value, graph in quads:
        if prop != RDF_TYPE:
            values, sources = found.setdefault(prop, ({}, {}))
            values[_value(value, names)] = None
            if graph:
                sources[Value(names[graph], graph)] = None
    order = sorted(found, key=lambda p: (p not in _NAMING, names[p].casefold()))
    return [Group(names[p], p, _ordered(found[p][0], lang), list(found[p][1])) for p in order]


def _ordered(values: Iterable[Value], lang: str) -> list[Value]:
    return sorted(values, key=lambda v: (v.lang != lang, v.lang or "", v.text.casefold()))


def _mentions(pointing: Sequence[tuple[str, str]], names: Names) -> list[Group]:
    found: dict[str, dict[Value, None]] = {}
    for prop, subject in pointing:
        found.setdefault(prop, {})[Value(names[subject], subject)] = None
    return [Group(names[p], p, list(found[p])) for p in sorted(found, key=lambda p: names[p].casefold())]


def _value(term: Term, names: Names) -> Value:
    if isinstance(term, Lit):
        return Value(str(term), lang=term.lang)
    return Value(names[term], str(term))


def _held(term: Term | None) -> Term:
    assert term is not None
    return term


def iri_of(path: str) -> str:
    """The IRI that a path of this server stands for, whatever the server's name."""
    return BASE + path.lstrip("/")


def is_iri(text: str) -> bool:
    """Whether the text may stand between angle brackets (RFC 3987)."""
    return not re.search(r'[\x00-\x20<>"{}|^`\\]', text)
