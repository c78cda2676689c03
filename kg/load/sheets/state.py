"""The sources of a municipality as they were: what is known of a thing, in which graph."""

from collections.abc import Iterable, Mapping

from rdflib.namespace import DCTERMS

from kg.load.sheets.facts import LABEL, TYPE
from kg.load.shipped import KEPT_APART, graph_iri
from kg.rdf import Iri, Lit, Quad, Term
from kg.sources.sheets import fold
from kg.terms import KG, VOCAB

_LEVEL = Iri(KG.areaLevel)


class State:
    """Quads by subject. `titles` are the names of the source graphs, in any language, folded."""

    def __init__(self, municipality: str, quads: Iterable[Quad], titles: Mapping[str, Iri]) -> None:
        self.municipality = municipality
        self.titles = dict(titles)
        self._about: dict[Iri, list[tuple[Iri, Term, Iri]]] = {}
        for s, p, o, g in quads:
            self._about.setdefault(s, []).append((p, o, g or Iri("")))

    def knows(self, subject: Iri) -> bool:
        return any(p == TYPE for p, _, _ in self._about.get(subject, ()))

    def values(self, subject: Iri, predicate: Iri) -> list[tuple[Term, Iri]]:
        """The values of a property, each with its graph."""
        return [(o, g) for p, o, g in self._about.get(subject, ()) if p == predicate]

    def first(self, subject: Iri, predicate: Iri) -> Term | None:
        return min((o for o, _ in self.values(subject, predicate)), default=None)

    def name(self, subject: Iri) -> str:
        """What people call the thing: its Finnish name, else any, else the key of its IRI."""
        labels = sorted(self.values(subject, LABEL), key=lambda v: (getattr(v[0], "lang", "") != "fi", v[0]))
        return str(labels[0][0]) if labels else subject.rsplit("/", 1)[1]

    def home(self, subject: Iri) -> Iri | None:
        """The graph of the source that the thing comes from."""
        return min((g for _, g in self.values(subject, TYPE)), default=None)

    def title(self, graph: Iri) -> str:
        """How a `lähde` cell names a graph; the workbook itself has no name."""
        if graph == graph_iri(self.municipality, "sheets"):
            return ""
        titles = [o for o, _ in self.values(graph, Iri(DCTERMS.title))]
        finnish = [t for t in titles if isinstance(t, Lit) and t.lang == "fi"]
        return str(min(finnish or titles, default=graph.rsplit("/", 1)[1]))

    def whole_area(self) -> str | None:
        """The Finnish, else any, name of the area that is the whole municipality."""
        level = Iri(VOCAB["area-levels/municipality"])
        wholes = [s for s, facts in self._about.items() if any(p == _LEVEL and o == level for p, o, _ in facts)]
        names = [(getattr(o, "lang", "") != "fi", str(o)) for s in wholes for o, _ in self.values(s, LABEL)]
        return min(names)[1] if len(wholes) == 1 and names else None

    def graph(self, source: str, slug: str) -> Iri:
        """The graph of a source by its title, else a new one; no source may take the name of a graph of ours."""
        if not source:
            return Iri(graph_iri(self.municipality, "sheets"))
        known = self.titles.get(fold(source))
        if known:
            return known
        name = f"{slug}-source" if slug in KEPT_APART else slug or "sheets"
        return Iri(graph_iri(self.municipality, name))
