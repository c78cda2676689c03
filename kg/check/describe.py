"""Findings into findings that a planner can read: names for IRIs, and where the facts stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.check.excuses import excuse_for, excuses
from kg.check.findings import Finding, Source, Texts
from kg.messages import LANGUAGES, in_language
from kg.rdf import Iri, Lit, Term
from kg.setwise.terms import is_blank
from kg.store import Data

BATCH = 500
_IRI = re.compile(r"<?(https?://[^\s<>«»\"{}|\\^`]*[^\s<>«»\"{}|\\^`.,;:!?)])>?")


def describe(data: Data, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding with the label of its focus, its source, and names in place of IRIs in its message."""
    names = names_of(data, _things(findings))
    granted = excuses(data)
    sources = _sources(data, {f.focus for f in findings if is_iri(f.focus)})
    return tuple(
        replace(
            f,
            label=names.get(str(f.focus), {}),
            value_label=names.get(str(f.value), {}) if is_iri(f.value) else {},
            excuse=excuse_for(granted, str(f.focus), f.shape),
            source=sources.get(str(f.focus)),
            message={lang: _named(_filled(f.message[lang], f), lang, names) for lang in _ordered(f.message)},
            fix={lang: f.fix[lang] for lang in _ordered(f.fix)},
        )
        for f in findings
    )


def labels(data: Data, things: Iterable[str], query: str = "check/labels") -> dict[str, dict[str, str]]:
    """The preferred labels of things, by IRI and language (or what another query calls them)."""
    found: dict[str, dict[str, str]] = {}
    for some in _batches(things):
        for row in data.rows(query, thing=some):
            label = row["label"]
            if isinstance(label, Lit):
                found.setdefault(str(row["thing"]), {})[label.lang or "fi"] = str(label)
    return found


def names_of(data: Data, things: Iterable[str]) -> dict[str, dict[str, str]]:
    """The labels of things; a statement, which has none, is called by its action, else by its role and object."""
    waiting = set(things)
    found: dict[str, dict[str, str]] = {}
    for query in ("check/labels", "check/actions", "check/statement-parts"):
        found |= labels(data, waiting - found.keys(), query)
    return found


def is_iri(term: Term | None) -> bool:
    return term is not None and not isinstance(term, Lit) and not is_blank(term)


def short_name(iri: str) -> str:
    """The last part of an IRI: better than nothing where a thing has no label."""
    return re.split(r"[/#]", iri.rstrip("/"))[-1] or iri


def _things(findings: Iterable[Finding]) -> set[str]:
    terms = {str(t) for f in findings for t in (f.focus, f.value) if is_iri(t)}
    quoted = {m for f in findings for text in f.message.values() for m in _IRI.findall(text)}
    return terms | quoted


def _ordered(texts: Texts) -> list[str]:
    return [*(x for x in LANGUAGES if x in texts), *sorted(x for x in texts if x not in LANGUAGES)]


def _filled(text: str, finding: Finding) -> str:
    """The focus and the value in the place of `{$this}` and `{?value}` (SHACL section 5.3.2)."""
    for name, term in (("this", finding.focus), ("value", finding.value)):
        if term is not None:
            text = text.replace(f"{{${name}}}", str(term)).replace(f"{{?{name}}}", str(term))
    return text


def _named(text: str, lang: str, names: dict[str, dict[str, str]]) -> str:
    def name(match: re.Match[str]) -> str:
        iri = match.group(1)
        return f"«{in_language(names.get(iri, {}), lang) or short_name(iri)}»"

    return _IRI.sub(name, text)


def _sources(data: Data, things: Iterable[str]) -> dict[str, Source]:
    """The source graph that each thing stands in, the first by name where there are several."""
    graphs: dict[str, str] = {}
    places: dict[str, str] = {}
    for some in _batches(things):
        for row in data.rows("check/sources", focus=some):
            graph = str(row["graph"])
            if graph in data.graphs and not graph.endswith("/inferred"):
                graphs.setdefault(str(row["focus"]), graph)
        for row in data.rows("check/chapters", focus=some):
            place = ", ".join(str(row[k]) for k in ("document", "chapter") if row.get(k) is not None)
            places.setdefault(str(row["focus"]), place)
    titles = _titles(data, graphs.values())
    return {thing: Source(graph, titles.get(graph, {}), places.get(thing)) for thing, graph in graphs.items()}


def _titles(data: Data, graphs: Iterable[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for some in _batches(graphs):
        for row in data.rows("check/graph-titles", graph=some):
            title = row["title"]
            if isinstance(title, Lit):
                found.setdefault(str(row["graph"]), {})[title.lang or "fi"] = str(title)
    return found


def _batches(things: Iterable[str]) -> Iterator[list[Iri]]:
    unique = sorted(set(things))
    for start in range(0, len(unique), BATCH):
        yield [Iri(thing) for thing in unique[start : start + BATCH]]
