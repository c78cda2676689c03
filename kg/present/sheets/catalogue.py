"""What the graph holds, as the words and names that cells use: for drop-down lists and for references."""

from collections.abc import Collection, Iterable
from functools import cached_property

from kg.load.sheets.kinds import DOMAINS
from kg.load.sheets.known import known_things, known_titles, known_words
from kg.load.sheets.names import Names, Words
from kg.load.sheets.state import State
from kg.load.shipped import SHARED, graph_iri, inferred_graph
from kg.messages import text
from kg.rdf import Iri, Quad, Term
from kg.sources.sheets import Column
from kg.store import Data
from kg.terms import KG


class Catalogue:
    """The names of one municipality's graph, in the language asked for."""

    def __init__(self, municipality: str, shared: Collection[Quad], own: Collection[Quad], lang: str) -> None:
        self.lang = lang
        self.names = Names(municipality, [*known_things(shared), *known_things(own)])
        self.words = Words(known_words(shared))
        self.state = State(municipality, own, known_titles(own))
        self.example = any(p == KG.example and o == "true" for _, p, o, _ in own)

    @cached_property
    def own(self) -> list[Iri]:
        """The municipality's own things, in the order of their IRIs."""
        return sorted(i for i in self.names.things if i.startswith(self.names.own))

    def choices(self, column: Column) -> list[str]:
        """The words or names that a cell of the column may hold."""
        if column.holds == "yes-no":
            return [text("template.yes", self.lang), text("template.no", self.lang)]
        if column.holds == "word":
            return self.words.valid(column.of, self.lang)
        if column.holds != "reference" or column.of == "object":
            return []
        classes = frozenset().union(*DOMAINS[column.of][:1])
        fitting = [t for t in self.names.things.values() if t.classes & classes]
        return sorted({self.reference(column.of, t.iri) for t in fitting}, key=str.casefold)

    def offered(self, column: Column) -> list[str]:
        """The choices of a form: for an object, too, which no drop-down list of a spreadsheet could hold."""
        if column.of != "object":
            return self.choices(column)
        classes = DOMAINS["object"][0]
        fitting = (t.iri for t in self.names.things.values() if t.classes & classes)
        return sorted({self.reference("object", iri) for iri in fitting}, key=str.casefold)

    def reference(self, domain: str, thing: Term) -> str:
        """How a cell names a thing: by its name where that is clear, else by its id, else by its IRI."""
        iri = Iri(str(thing))
        known = self.names.things.get(iri)
        if known:
            for text in (known.name(self.lang), known.name("fi"), known.key):
                if ";" not in text and text == text.strip() and self.names.resolve(domain, text) == [iri]:
                    return text
        return str(iri)


def read_catalogue(data: Data, lang: str) -> Catalogue:
    """The catalogue of what the data hold."""
    shared = [g for g in data.graphs if g.startswith(graph_iri(SHARED, ""))]
    own = [g for g in data.graphs if g not in shared and g != inferred_graph(data.municipality)]
    return Catalogue(data.municipality, _quads(data, shared), _quads(data, own), lang)


def _quads(data: Data, graphs: Iterable[str]) -> list[Quad]:
    return [q for g in graphs for q in data.store.quads(g)]
