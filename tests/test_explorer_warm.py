"""What the explorer works on beside its pages: the graph before the first visitor, slow results after the page."""

from threading import Event

from kg.explorer.frame import Here
from kg.explorer.graph import open_graph
from kg.explorer.kept import kept_soon
from kg.explorer.view import read_view
from kg.explorer.warm import warm
from kg.store import Data


def _here() -> Here:
    view = read_view({"data": "mallila"})
    return Here(view, open_graph(view.municipality), "start")


def test_a_warmed_graph_is_the_one_that_pages_open() -> None:
    warm().join(timeout=120)
    graph = open_graph(read_view({}).municipality)
    assert {"actors", "version"} <= vars(graph).keys()
    assert {"graph", "web", "answerer"} <= vars(graph.municipality).keys()


def test_a_slow_result_comes_with_a_later_page() -> None:
    here, go = _here(), Event()

    def slow(_data: Data) -> str:
        assert go.wait(timeout=60)
        return "done"

    assert kept_soon(here, "slow", slow) is None
    assert kept_soon(here, "quick", lambda _: "at once") == "at once"
    go.set()
    found = None
    for _ in range(20):
        found = found or kept_soon(here, "slow", slow)
    assert found == "done"
