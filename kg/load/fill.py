"""Shipped files into a store: Turtle as it stands, a table or a file of borders through its loader."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from kg.load.borders import border_quads
from kg.load.districts import area_quads
from kg.load.shipped import municipality_of
from kg.rdf import Quad


class Fillable(Protocol):
    """A store that takes files and quads."""

    def load_file(self, path: Path, graph: str | None) -> None: ...

    def extend(self, quads: Iterable[Quad]) -> None: ...


def fill(store: Fillable, files: Iterable[tuple[Path, str]]) -> list[str]:
    """Load (file, graph) pairs into the store; returns the graphs, each once."""
    graphs: dict[str, None] = {}
    for path, graph in files:
        if path.suffix == ".csv":
            store.extend(area_quads(path, municipality_of(graph), graph))
        elif path.suffix == ".geojson":
            store.extend(border_quads(path, municipality_of(graph), graph))
        else:
            store.load_file(path, graph)
        graphs[graph] = None
    return list(graphs)
