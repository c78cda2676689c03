"""The default municipality opened before the first visitor asks for it."""

from threading import Thread

from kg.explorer.frame import Here
from kg.explorer.graph import open_graph
from kg.explorer.health import findings
from kg.explorer.view import read_view
from kg.messages import LANGUAGES


def warm() -> Thread:
    """Open the graph, with what most pages ask of it, beside the running server; the thread that does so."""
    thread = Thread(target=_open, name="warm", daemon=True)
    thread.start()
    return thread


def _open() -> None:
    view = read_view({})
    graph = open_graph(view.municipality)
    # each is worked out when first asked for, and held
    graph.actors, graph.kinds, graph.web, graph.version  # noqa: B018
    for lang in (view.lang, *LANGUAGES):
        graph.answerer.prepare(lang)
    findings(Here(view, graph, "start"))
