"""What cells may refer to: the things and words of the graph and of the workbook, by id and by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from kg.load.sheets.kinds import DOMAINS, KINDS, kind_class
from kg.load.shipped import BASE
from kg.messages import in_language
from kg.rdf import Iri
from kg.sources.sheets import fold

MOST_SUGGESTIONS = 1_000
"""For so many unknown names the nearest ones are looked up: a file that is all wrong must not take for ever."""


@dataclass
class Thing:
    """A thing that a cell may name."""

    iri: Iri
    classes: set[Iri] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    """Language → preferred name."""
    other_names: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """What the `id` column shows: the owner's identifier, else the key of the IRI."""
        return min(self.ids) if self.ids else self.iri.rsplit("/", 1)[1]

    def name(self, lang: str = "fi") -> str:
        return in_language(self.names, lang) or self.key


class Names:
    """Resolve a cell's text: id first, then name in any language, then other names; case does not matter."""

    def __init__(self, municipality: str, things: Iterable[Thing]) -> None:
        self.own = f"{BASE}id/{municipality}/"
        self.things: dict[Iri, Thing] = {}
        self._by: tuple[dict[str, set[Iri]], ...] = ({}, {}, {}, {})
        self._near: dict[str, dict[str, str]] = {}
        self._suggested = 0
        for thing in things:
            self.add(thing)

    def add(self, thing: Thing) -> None:
        known = self.things.setdefault(thing.iri, thing)
        if known is not thing:
            known.classes |= thing.classes
            known.ids |= thing.ids
            known.names |= thing.names
            known.other_names |= thing.other_names
        if not thing.classes:
            return
        texts = (thing.ids, thing.names.values(), thing.other_names, (thing.iri, thing.iri.rsplit("/", 1)[1]))
        for index, found in zip(self._by, texts, strict=True):
            for text in found:
                index.setdefault(fold(text), set()).add(thing.iri)
        self._near.clear()

    def resolve(self, domain: str, text: str) -> list[Iri]:
        """The things of the domain that the text names: none, one, or several where it is not clear which.

        The IRI of a known thing names it whatever the domain: an export writes it where nothing else is clear.
        """
        if text.startswith(BASE) and text in self.things:
            return [Iri(text)]
        for classes in DOMAINS[domain]:
            for index in self._by:
                found = self._among(index.get(fold(text), ()), classes)
                if found:
                    return found
        return []

    def by_id(self, domain: str, text: str) -> Iri | None:
        """The municipality's own thing that the id column names."""
        for index in (self._by[0], self._by[3]):
            found = [i for i in index.get(fold(text), ()) if self._fits(i, domain) and i.startswith(self.own)]
            if found:
                return min(found)
        return None

    def by_name(self, domain: str, text: str) -> list[Iri]:
        """The municipality's own things with this name."""
        found = self._by[1].get(fold(text), ())
        return sorted(i for i in found if self._fits(i, domain) and i.startswith(self.own))

    def nearest(self, domain: str, text: str, most: int = 3) -> list[str]:
        """The names of the domain that are written most like the text, the nearest first."""
        if self._suggested >= MOST_SUGGESTIONS:
            return []
        self._suggested += 1
        if domain not in self._near:
            self._near[domain] = {
                fold(n): n for t in self.things.values() if self._fits(t.iri, domain) for n in t.names.values()
            }
        return nearest(text, self._near[domain], most)

    def _fits(self, iri: Iri, domain: str) -> bool:
        return any(self.things[iri].classes & classes for classes in DOMAINS[domain])

    def _among(self, found: Iterable[Iri], classes: frozenset[Iri]) -> list[Iri]:
        """What fits; the municipality's own things stand before shared ones of the same name."""
        fitting = sorted(i for i in found if self.things[i].classes & classes)
        return [i for i in fitting if i.startswith(self.own)] or fitting


class Words:
    """The words that a cell may hold: the concepts of each scheme, and the kinds of actors and plans."""

    def __init__(self, concepts: Iterable[tuple[str, Thing]]) -> None:
        self._preferred: dict[str, dict[str, Iri]] = {}
        self._other: dict[str, dict[str, set[Iri]]] = {}
        self.concepts: dict[str, list[Thing]] = {}
        for scheme, thing in concepts:
            self.concepts.setdefault(scheme, []).append(thing)
            for name in (*thing.names.values(), *thing.ids):
                self._preferred.setdefault(scheme, {})[fold(name)] = thing.iri
            for name in thing.other_names:
                self._other.setdefault(scheme, {}).setdefault(fold(name), set()).add(thing.iri)

    def resolve(self, of: str, text: str) -> Iri | None:
        if of in KINDS:
            return kind_class(of, text)
        preferred = self._preferred.get(of, {}).get(fold(text))
        if preferred:
            return preferred
        others = self._other.get(of, {}).get(fold(text), set())
        return min(others) if len(others) == 1 else None

    def word(self, of: str, iri: Iri, lang: str) -> str | None:
        return next((t.name(lang) for t in self.concepts.get(of, ()) if t.iri == iri), None)

    def valid(self, of: str, lang: str) -> list[str]:
        """The words that are right, in the language asked for."""
        if of in KINDS:
            return [{"fi": fi, "sv": sv}.get(lang, en) for en, (fi, sv, _) in KINDS[of].items()]
        return [t.name(lang) for t in self.concepts.get(of, ())]

    def nearest(self, of: str, text: str) -> list[str]:
        words = {fold(w): w for lang in ("fi", "en") for w in self.valid(of, lang)}
        return nearest(text, words, 3)


def nearest(text: str, among: dict[str, str], most: int) -> list[str]:
    """The texts of `among` (folded → as written) that are most like `text`."""
    found = process.extract(fold(text), list(among), scorer=fuzz.WRatio, limit=most, score_cutoff=60)
    return [among[match] for match, _, _ in found]
