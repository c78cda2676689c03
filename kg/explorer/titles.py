"""What a page is called in a tab, a bookmark and a shared link: by the thing or the question that it is about."""

from collections.abc import Mapping

from kg.errors import KgError
from kg.explorer.address import full
from kg.explorer.graph import Graph, open_graph
from kg.explorer.view import View

SERVICE = "Vastuuverkko"
ABOUT = ("id", "of", "from", "to")
"""Parameters that name the thing a page is about."""
LONGEST = 90


def page_title(view: View, page: str, asked: Mapping[str, str]) -> str:
    """The things or the words that were asked for, then the page, then the service."""
    subject = _subject(view, asked) if any(asked.get(name) for name in (*ABOUT, "q", "sentence")) else ""
    if page == "start" or (page == "thing" and subject):
        return f"{subject or view.say('start-title')} – {SERVICE}"
    return (
        f"{subject}: {view.say(f'page-{page}')} – {SERVICE}" if subject else f"{view.say(f'page-{page}')} – {SERVICE}"
    )


def _subject(view: View, asked: Mapping[str, str]) -> str:
    if question := asked.get("q", "").strip():
        return question[:LONGEST]
    if sentence := asked.get("sentence"):
        return f"{view.say('chosen-sentence')} {sentence[:20]}"
    try:
        graph = open_graph(view.municipality)
    except KgError:
        return ""
    return " – ".join(filter(None, (_name(view, graph, full(asked[n])) for n in ABOUT if asked.get(n))))[:LONGEST]


def _name(view: View, graph: Graph, iri: str) -> str:
    thing = graph.things.get(iri)
    if thing is not None and thing.labels and thing.kind != "thing":
        return thing.name(view.content)
    return f"{view.say('statement')} {iri.rsplit('/', 1)[-1]}" if iri in graph.by_iri else ""
