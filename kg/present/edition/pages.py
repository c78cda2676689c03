"""A site into its pages in one language: where each lies, by which template, with what it shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.analyse.trace import MODELLED
from kg.messages import text
from kg.present.card import FACTS_FIRST, about, duties, show, ties
from kg.present.edition.paths import step
from kg.present.edition.site import Site
from kg.present.measures import STATES
from kg.present.passages import paragraphs
from kg.present.sources import sources
from kg.read import Statement, Thing
from kg.terms import VOCAB

FRONT = "index.html"
MENU = ("things", "statements", "sources", "requirements", "overlaps", "measures", "search")
"""The pages that every page leads to."""
ORDER = ("fail", "cannot-be-checked", "pass")


@dataclass(frozen=True)
class Page:
    """One page below the folder of its language; `data` = the path of its data files, without their endings."""

    path: str
    template: str
    title: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    data: str | None = None


def pages(site: Site, lang: str) -> Iterator[Page]:
    """All pages of one language."""
    yield Page(FRONT, "front.html", text("edition.front-title", lang, name=site.name(lang)), _front(site))
    yield from _things(site, lang)
    yield from _statements(site, lang)
    yield from _texts(site, lang)
    yield _titled("sources", lang, sources=_sources(site, lang), texts=sorted(site.texts))
    yield _titled("requirements", lang, requirements=_by_verdict(site), coverage=site.coverage[lang])
    yield _titled("overlaps", lang, overlaps=site.overlaps[lang], pair_links=_pair_links(site, lang))
    yield _titled("measures", lang, measures=_measures(site))
    yield _titled("search", lang)


def _titled(name: str, lang: str, **facts: Any) -> Page:
    return Page(f"{name}.html", f"{name}.html", title(name, lang), facts)


def title(name: str, lang: str) -> str:
    """What one of the pages in MENU is called."""
    return text(f"edition.page-{name}", lang)


def _front(site: Site) -> Mapping[str, Any]:
    holding = sum(s.stands(site.day).may_hold for s in site.sentences)
    failing = sum(r.verdict == "fail" for r in site.requirements)
    return {"holding": holding, "failing": failing}


def kind_path(kind: str) -> str:
    """Where the list of the things of a kind lies."""
    return f"kinds/{step(kind.replace(' ', '-'))}.html"


def _things(site: Site, lang: str) -> Iterator[Page]:
    kinds = sorted(site.listed, key=lambda k: site.kind_name(k, lang).casefold())
    yield _titled("things", lang, kinds=[(site.kind_name(k, lang), kind_path(k), len(site.listed[k])) for k in kinds])
    for kind in kinds:
        named = sorted(site.listed[kind], key=lambda t: t.name(lang).casefold())
        yield Page(kind_path(kind), "kind.html", site.kind_name(kind, lang), {"things": named})
        for thing in named:
            yield _thing(site, thing, lang)


def _thing(site: Site, thing: Thing, lang: str) -> Page:
    iri, path = thing.iri, site.paths[thing.iri]
    facts = {
        "card": site.card(iri),
        "kind": site.kind_name(thing.kind, lang),
        "kind_path": kind_path(thing.kind),
        "facts_first": thing.kind in FACTS_FIRST,
        "duties": duties(site, iri, "all", site.day),
        "seats_had": ties(site, iri, "bearer", site.day),
        "held": ties(site, iri, "object", site.day),
        "others_do": about(site, iri, site.day),
        "text": site.texts.get(iri),
    }
    return Page(f"{path}.html", "thing.html", thing.name(lang), facts, path)


def _statements(site: Site, lang: str) -> Iterator[Page]:
    yield _titled("statements", lang, statements=[show(site, s, site.day) for s in site.sentences])
    for statement in site.sentences:
        name = text("edition.statement", lang, key=statement.iri.rsplit("/", 1)[-1])
        path = site.paths[statement.iri]
        yield Page(f"{path}.html", "statement.html", name, _statement(site, statement), path)


def _statement(site: Site, statement: Statement) -> Mapping[str, Any]:
    """The statement, the paragraph around its words, and the statements of the same sentence."""
    passages = site.passages
    passage = passages.first(statement.iri)
    sentence = passages.sentence_at(passage) if passage else None
    beside = [s for s in (site.said_in(sentence) if sentence else ()) if s.iri != statement.iri]
    return {
        "shown": show(site, statement, site.day),
        "around": passages.around(passage) if passage else None,
        "document": site.thing(passage.document) if passage else None,
        "place_of": site.place(passage.document, passages.texts[passage.document][passage.start : passage.end])
        if passage
        else None,
        "beside": [show(site, s, site.day) for s in beside if s.iri in site.paths],
    }


def _texts(site: Site, lang: str) -> Iterator[Page]:
    for document, path in site.texts.items():
        own = site.passages.sentences[document]
        facts = {
            "document": site.thing(document),
            "paragraphs": paragraphs(site.passages.texts[document], own),
            "left_out": [s for s in own if s.status != MODELLED],
            "modelled": sum(s.status == MODELLED for s in own),
            "total": len(own),
        }
        yield Page(f"{path}.html", "text.html", site.thing(document).name(lang), facts)


def _sources(site: Site, lang: str) -> Sequence[Any]:
    """The source graphs, each with how sure it is."""
    return [(s, site.thing(str(VOCAB[f"confidence/{s.confidence}"]))) for s in sources(site.data, lang)]


def _pair_links(site: Site, lang: str) -> Sequence[Any]:
    """The two networks of each pair, in the order of the table."""
    return [[site.thing(network.iri) for network in (p.first, p.second)] for p in site.overlaps[lang].pairs]


def _by_verdict(site: Site) -> Sequence[Any]:
    return sorted(site.requirements, key=lambda r: (ORDER.index(r.verdict), r.id))


def _measures(site: Site) -> Sequence[Any]:
    """The measures with their state, the late ones first."""
    found = [(m, m.state(site.day)) for m in site.measures if m.thing.iri in site.paths]
    return sorted(found, key=lambda f: (STATES.index(f[1]), f[0].deadline or "9", f[0].thing.iri))
