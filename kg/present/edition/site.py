"""Everything that the pages of one edition show, read once for all its pages and languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.analyse.trace import SentenceTrace
from kg.check.requirements import Requirement
from kg.messages import in_language
from kg.present.card import Card, read_card, statements_of
from kg.present.edition.paths import Paths, step
from kg.present.measures import Measure, read_measures
from kg.present.owner import Owner
from kg.present.reading import Reading
from kg.present.report.coverage import CoverageView
from kg.present.report.overlaps import OverlapView
from kg.read import Graph, Statement, Thing


@dataclass
class Site(Reading):
    """One municipality on one day. `coverage` and `overlaps` by language; `names` = what the municipality is called."""

    read: Graph
    everything: Sequence[Statement]
    day: date
    names: Mapping[str, str]
    example: bool
    owner: Owner
    requirements: Sequence[Requirement]
    coverage: Mapping[str, CoverageView]
    overlaps: Mapping[str, OverlapView]

    @property
    def graph(self) -> Graph:
        return self.read

    @property
    def statements(self) -> Sequence[Statement]:
        return self.everything

    def name(self, lang: str) -> str:
        """What the municipality is called."""
        return in_language(self.names, lang) or self.data.municipality

    @cached_property
    def listed(self) -> Mapping[str, Sequence[Thing]]:
        """The things that have pages, by kind; a concept only where the municipality has to do with it."""
        own = {kind: [t for t in things if self._is_own(t)] for kind, things in self.catalogue.items()}
        return {kind: things for kind, things in own.items() if things}

    def _is_own(self, thing: Thing) -> bool:
        if "/id/" in thing.iri or any(said.get(thing.iri) for said in self.by.values()):
            return True
        return any("/id/" in t.iri for fact in self.card(thing.iri).mentions for t in fact.things)

    @cached_property
    def sentences(self) -> Sequence[Statement]:
        """The statements of the sources, which have pages of their own; a mere link of a thing has none."""
        things = {t.iri for some in self.listed.values() for t in some}
        return sorted((s for s in self.graph.statements if s.iri not in things), key=lambda s: s.iri)

    @cached_property
    def paths(self) -> Paths:
        return Paths([*(t.iri for some in self.listed.values() for t in some), *(s.iri for s in self.sentences)])

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {}

    def card(self, iri: str) -> Card:
        """The thing with all that stands at it; read once."""
        if iri not in self._cards:
            self._cards[iri] = read_card(self, iri, self.day)
        return self._cards[iri]

    @cached_property
    def measures(self) -> Sequence[Measure]:
        return read_measures(self, self.data)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The path of each text that is held, without its ending, by document."""
        found = Paths(self.passages.texts)
        return {document: f"texts/{found[document]}" for document in self.passages.texts}

    def place(self, document: str, quote: str | None) -> str | None:
        """The text and the mark where a quote stands in it."""
        passage = self.passages.of(document, quote)
        sentence = self.passages.sentence_at(passage) if passage else None
        return f"{self.texts[document]}.html#{anchor(sentence)}" if sentence else None

    @cached_property
    def _statements_of(self) -> Mapping[str, Sequence[Statement]]:
        sentences = (s for some in self.passages.sentences.values() for s in some)
        return {s.sentence: statements_of(self, s) for s in sentences}

    def said_in(self, sentence: SentenceTrace) -> Sequence[Statement]:
        """The statements of a sentence."""
        return self._statements_of[sentence.sentence]


def anchor(sentence: SentenceTrace) -> str:
    """The mark of a sentence in its text."""
    return f"v-{step(sentence.key)}"
