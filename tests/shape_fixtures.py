"""Fixture files of shapes into small data graphs.

A fixture is `tests/shapes/<profile>/<Shape>/valid.<case>.ttl` or `invalid.<flaw>.ttl`.

The first line of a fixture is `# expect:` with the local names of the shapes that fire; a line `# as-of: DATE` sets
the day. A fixture stands beside the class tree, the vocabulary concepts that it names, and what follows from both.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.check import Finding
from kg.load.shipped import graph_iri, inferred_graph, shared_files
from kg.rdf import Iri, Quad
from kg.reason.closures import materialise
from kg.store import Context, Data, EmbeddedStore

ROOT = Path(__file__).parent / "shapes"
VOCAB = "https://w3id.org/vastuuverkko/vocab/"
ALWAYS = VOCAB + "population-groups/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
OF_WHOLE_GRAPHS = {"coverage"}
"""Profiles whose shapes look at the whole graph, and have a test of their own."""
OWL_CLASS = "http://www.w3.org/2002/07/owl#Class"
MUNICIPALITY = "koe"
AS_OF = date(2024, 6, 1)


@dataclass(frozen=True)
class Fixture:
    """One fixture file: the profile it checks, the node shape it is about and the shapes that are to fire."""

    path: Path

    @property
    def profile(self) -> str:
        return self.path.relative_to(ROOT).parts[0]

    @property
    def shape(self) -> str:
        return self.path.parent.name

    @property
    def is_valid(self) -> bool:
        return self.path.name.startswith("valid.")

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT).with_suffix(""))

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def expected(self) -> set[str]:
        head = self.text.splitlines()[0]
        match = re.fullmatch(r"# expect:((?: \S+)*)", head)
        assert match, f"{self.name}: the first line is not '# expect: …'"
        return set(match[1].split())

    @property
    def as_of(self) -> date:
        match = re.search(r"(?m)^# as-of: (\S+)$", self.text)
        return date.fromisoformat(match[1]) if match else AS_OF


def fixtures(profile: str = "*") -> list[Fixture]:
    found = [Fixture(p) for p in sorted(ROOT.glob(f"{profile}/*/*.ttl"))]
    return [f for f in found if f.profile == profile or f.profile not in OF_WHOLE_GRAPHS]


Results = dict[str, list[Finding]]
"""What was found in each fixture, by its name."""


def check_all(chosen: Sequence[Fixture], validate: Callable[[Data], Sequence[Finding]]) -> Results:
    """The findings in each fixture. All fixtures of one day stand in one graph, each as a municipality of its own."""
    results: Results = {f.name: [] for f in chosen}
    for batch in _batches(chosen):
        for finding in validate(data_of(batch)):
            number = re.search(rf"/{MUNICIPALITY}-(\d+)/", finding.focus)
            assert number or len(batch) == 1, f"{finding.focus} is in no fixture"
            results[batch[int(number[1]) if number else 0].name].append(finding)
    return results


def data_of(batch: Sequence[Fixture]) -> Data:
    """The fixtures, what they need of the ontology, and what follows from both."""
    graph, inferred = graph_iri(MUNICIPALITY, "fixture"), inferred_graph(MUNICIPALITY)
    store = EmbeddedStore()
    with TemporaryDirectory() as folder:
        for number, fixture in enumerate(batch):
            file = Path(folder) / f"{number}.ttl"
            file.write_text(fixture.text.replace(f"/{MUNICIPALITY}/", f"/{MUNICIPALITY}-{number}/"), encoding="utf-8")
            store.load_file(file, graph)
    named = {str(term) for quad in store.quads(graph) for term in quad[:3]}
    store.extend(frame(named))
    store.merge([graph])
    materialise(store, inferred)
    return Data(store, MUNICIPALITY, (graph, inferred), Context(as_of=batch[0].as_of, municipality=MUNICIPALITY))


def _batches(chosen: Sequence[Fixture]) -> list[list[Fixture]]:
    """Fixtures by their day; one with nameless nodes stands alone, for nothing tells whose such a node is."""
    batches: dict[object, list[Fixture]] = {}
    for fixture in chosen:
        alone = "[" in fixture.text.split("@prefix", 1)[-1]
        batches.setdefault(fixture.name if alone else fixture.as_of, []).append(fixture)
    return list(batches.values())


def frame(named: set[str]) -> Iterator[Quad]:
    """The class tree, and the facts about the concepts that are named."""
    for s, p, o in _shared():
        is_tree = p == SUBCLASS or (p == RDF_TYPE and o == OWL_CLASS)
        if is_tree or (s.startswith(VOCAB) and (s in named or s.startswith(ALWAYS))):
            yield (s, p, o, None)


@cache
def _shared() -> list[tuple[Iri, Iri, Iri]]:
    store = EmbeddedStore()
    for path, _ in shared_files():
        if path.parent.name in ("ontology", "vocabularies"):
            store.load_file(path, graph_iri("shared", "all"))
    return [(s, p, o) for s, p, o, _ in store.quads(graph_iri("shared", "all")) if "_:" not in (s[:2], o[:2])]  # type: ignore[misc]
