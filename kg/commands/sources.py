"""Quotes, trace and gaps: what has become of the sources' own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.analyse.gaps import Finding, find_gaps, held_sources
from kg.analyse.quotes import QuoteCheck, check_quotes, held_text
from kg.analyse.trace import MODELLED, SentenceTrace, Trace
from kg.analyse.trace import trace as trace_sentences
from kg.commands.municipality import Municipality
from kg.present.gaps import GapsView
from kg.store import Data

__all__ = [
    "MODELLED",
    "Finding",
    "Gaps",
    "GapsView",
    "QuoteCheck",
    "Quotes",
    "SentenceTrace",
    "Trace",
    "gaps",
    "held_text",
    "quotes",
    "sentences_of",
    "trace",
]


@dataclass(frozen=True)
class Quotes:
    lang: str = "fi"


@dataclass(frozen=True)
class Gaps:
    """`sources` are those whose gaps are looked for; those whose text is held where none is named."""

    sources: tuple[str, ...] = ()
    lang: str = "fi"


def quotes(municipality: Municipality, request: Quotes) -> Sequence[QuoteCheck]:
    """Every quote, read again in the text that it was taken from."""
    return check_quotes(municipality.data, request.lang)


def trace(municipality: Municipality) -> Trace:
    """Every sentence of the held texts, modelled or declared out."""
    return trace_sentences(municipality.data)


def sentences_of(data: Data) -> Sequence[SentenceTrace]:
    """The listed sentences of the held texts."""
    return trace_sentences(data).sentences


def gaps(municipality: Municipality, request: Gaps) -> GapsView:
    """Where the sources leave something open or contradict themselves."""
    chosen = municipality
    names = request.sources or municipality.sources or tuple(held_sources(municipality.graph.sources.values()))
    if names and names != municipality.sources:
        chosen = municipality.only(names)
    found: list[Finding] = find_gaps(chosen.data, chosen.web)
    return GapsView(chosen.web, found, request.lang, municipality.example)
