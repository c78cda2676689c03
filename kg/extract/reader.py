"""A document into extractions, by what a graph knows."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from kg.extract.clauses import predicates
from kg.extract.extraction import Extraction, Named
from kg.extract.language import Language, language
from kg.extract.names import Names
from kg.extract.parsed import Knowledge
from kg.extract.reading import Reading
from kg.extract.roles import read_roles
from kg.extract.sentences import Sentence, sentences
from kg.extract.words import tokens
from kg.read.graph import Graph
from kg.read.model import Statement, Thing
from kg.sources.documents import Document
from kg.terms import BASE

CONCEPTS = (f"{BASE}vocab/", f"{BASE}ns/")
NAMED_BY_CONCEPT = ("actor category", "population group", "theme")
"""Kinds of concept that a document speaks of as of things."""


def knowledge(graph: Graph, lang: str, without: Container[str] = ()) -> Knowledge:
    """What a graph teaches about a language; statements in `without` (by IRI) teach nothing."""
    words = language(lang)
    roles = read_roles([t for t in graph.things.values() if t.kind == "role"], lang)
    used: Counter[str] = Counter(t.iri for s in graph.statements for t in (*s.who, *s.about))

    def prefers(thing: Thing) -> float:
        return used[thing.iri]

    things = [t for t in graph.things.values() if not t.iri.startswith(CONCEPTS) or t.kind in NAMED_BY_CONCEPT]
    names = Names(things, lang, prefers)
    given = [s for s in graph.statements if s.role and s.iri not in without]
    roles.used = Counter(s.role.iri for s in given if s.role)
    roles.describing = _describing(given) | {
        t.iri for t in graph.things.values() if t.kind == "role" and t.notation not in graph.relations.letters
    }
    roles.learned = _learned(graph, words, roles, without)
    return Knowledge(
        words,
        roles,
        names,
        lambda t: graph.is_a(t, "actor") or graph.is_a(t, "actor category") or graph.is_a(t, "population group"),
        lambda t: graph.is_a(t, "instrument"),
    )


def _describing(given: Iterable[Statement]) -> frozenset[str]:
    """The roles that nearly always tell how things are."""
    told: dict[str, Counter[bool]] = defaultdict(Counter)
    for statement in given:
        if statement.role:
            told[statement.role.iri][statement.normative] += 1
    return frozenset(role for role, n in told.items() if n[False] > 2 * n[True])


def _learned(graph: Graph, words: Language, roles: object, without: Container[str]) -> Mapping[str, Counter[str]]:
    """How often a verb of a quote goes with a role: counted where the quote has one predicate."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for statement in graph.statements:
        said = statement.said(words.code)
        if statement.iri in without or said is None or not said.quote or not statement.role:
            continue
        read = predicates(tokens(said.quote, words.code), words, roles)  # type: ignore[arg-type]
        if len(read) == 1:
            found[read[0].verb][statement.role.iri] += 1
    return found


def extract(document: Document, known: Knowledge) -> tuple[list[Sentence], list[Extraction]]:
    """Every sentence of the document, and what was read in them."""
    read = sentences(document, known.language)
    found: list[Extraction] = []
    before: tuple[Named, ...] = ()
    for number, sentence in enumerate(read):
        reading = Reading(sentence, number, known, before)
        if sentence.text.startswith("(") and reading.instruments:
            found = [_with_basis(p, reading.instruments) if p.sentence == number - 1 else p for p in found]
        found += reading.extractions()
        before = reading.instruments or before
    return read, found


def _with_basis(extraction: Extraction, basis: tuple[Named, ...]) -> Extraction:
    """A reference in brackets after the full stop covers the sentence before it."""
    return extraction if extraction.basis else replace(extraction, basis=basis)
