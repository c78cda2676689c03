"""The shipped files as (file, graph) pairs: the ontology, the vocabularies and the municipalities we know.

Each Turtle file below `ontology/<municipality>/` is the graph of one source; a folder there is one source too, and a
table (CSV) or borders (GeoJSON) of the same name belong to that source. `kg.load.fill` reads them all.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from kg.resources import ONTOLOGY

BASE = "https://w3id.org/vastuuverkko/"
SHARED = "shared"

CORRECTIONS, WITHDRAWN = "corrections", "withdrawn"
"""What accepted proposals add, a source of its own; and what they take out of sight (`kg.load.corrections`)."""
PERSONAL = ("proposals", "authors")
"""Who proposed and decided what: never published."""
KEPT_APART = ("inferred", "history", "reports", "certificates", WITHDRAWN, *PERSONAL)
"""Graphs of a municipality that are no sources."""


def _shipped() -> dict[str, dict[str, str]]:
    """The folders that a `city.toml` marks as a municipality's, by its order, with its short names by language."""
    marks = {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in ONTOLOGY.glob("*/city.toml")}
    return {key: marks[key]["name"] for key in sorted(marks, key=lambda key: (marks[key]["order"], key))}


SHORT_NAMES = _shipped()
SHIPPED = tuple(SHORT_NAMES)
HOME = SHIPPED[0]
"""The municipality that is meant where none is named."""


def graph_iri(municipality: str, source: str) -> str:
    """The name of a source's graph: `…/graph/{municipality}/{source}`."""
    return f"{BASE}graph/{municipality}/{source}"


def municipality_of(graph: str) -> str:
    """The municipality that a graph's name holds."""
    return graph.removeprefix(f"{BASE}graph/").split("/", 1)[0]


def inferred_graph(municipality: str) -> str:
    return graph_iri(municipality, "inferred")


def shared_files() -> Iterator[tuple[Path, str]]:
    """Ontology modules, alignments, vocabularies and the sources that every municipality shares."""
    for folder, source in (("", "ontology"), ("alignments", "alignments"), ("vocabularies", "vocabularies")):
        for path in sorted((ONTOLOGY / folder).glob("*.ttl")):
            yield path, graph_iri(SHARED, source)
    yield from municipality_files(SHARED)


def register_files() -> Iterator[tuple[Path, str]]:
    """The register of statutory duties, which lies beside what every question sees: it names no bearer."""
    for path in sorted((ONTOLOGY / "register").glob("*.ttl")):
        yield path, graph_iri(SHARED, path.stem)


def municipality_files(municipality: str) -> Iterator[tuple[Path, str]]:
    """The Turtle files and tables of one shipped municipality, each with the graph of its source."""
    for entry in sorted((ONTOLOGY / municipality).glob("*")):
        paths = sorted(entry.glob("*.ttl")) if entry.is_dir() else [entry]
        for path in paths:
            if path.suffix in (".ttl", ".csv", ".geojson"):
                yield path, graph_iri(municipality, entry.stem)
