"""Propose: documents read into statements, and these laid before those who decide."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from kg.commands.municipality import Municipality
from kg.commands.proposals import Catalogue, Draft, Person, Where, propose
from kg.editing.deciding import Outcome
from kg.errors import Misuse, UnreadableInput
from kg.extract.extraction import Extraction, Named
from kg.extract.language import language_of, languages
from kg.extract.reader import extract, knowledge
from kg.extract.sentences import Sentence
from kg.present.extracted import reason
from kg.rdf import Iri
from kg.sources.documents import Document, read_document

__all__ = ["Extraction", "Proposed", "Read", "draft_of", "lay_before", "left_out", "read"]

LEAST = 0.5
"""How sure a statement must be to be laid before anybody, unless one asks otherwise."""


@dataclass(frozen=True)
class Read:
    """A document as it was read: its sentences, and the statements found in them."""

    document: Document
    sentences: Sequence[Sentence]
    extractions: Sequence[Extraction]
    known: frozenset[str] = frozenset()
    """The quotes that statements of the graph have."""

    @property
    def silent(self) -> list[Sentence]:
        """The sentences in which no statement was found."""
        said = {e.sentence for e in self.extractions}
        return [s for n, s in enumerate(self.sentences) if n not in said]


@dataclass
class Proposed:
    """What became of the statements of a document: numbers of new proposals, and what was left out and why."""

    numbers: list[int] = field(default_factory=list)
    left_out: list[tuple[Extraction, str]] = field(default_factory=list)
    """With a key below `propose.left-`."""


def read(municipality: Municipality, files: Iterable[Path]) -> list[Read]:
    """Read files in order. Raises UnreadableInput for what cannot be read, also a language that is not known."""
    taught = cache(partial(knowledge, municipality.graph))
    known = frozenset(e.quote for s in municipality.graph.statements for e in s.evidence if e.quote)
    found = []
    for file in files:
        document = read_document(file)
        lang = language_of(document.text)
        if lang is None:
            raise UnreadableInput("propose.unknown-language", file=file.name, known=", ".join(languages()))
        found.append(Read(document, *extract(document, taught(lang)), known))
    return found


def lay_before(where: Where, person: Person, found: Read, names: Catalogue, least: float = LEAST) -> Proposed:
    """Make a proposal of each responsibility that is sure enough and not known; nothing else is written."""
    done = Proposed()
    for extraction in found.extractions:
        why = left_out(extraction, found.known, least)
        if why:
            done.left_out.append((extraction, why))
            continue
        for draft in _drafts(extraction, found.document, names):
            outcome = _tried(where, person, draft)
            if outcome is not None and outcome.done:
                done.numbers.append(outcome.number)
            else:
                done.left_out.append((extraction, "refused"))
    return done


def draft_of(extraction: Extraction, document: Document, names: Catalogue, bearer: Named | None) -> Draft:
    """A row of the sheet of responsibilities. An implied bearer is no fact of the row: the reason tells of it."""
    stated = bearer if bearer and bearer.is_actor and extraction.status == "stated" else None
    cells = {
        "actor": _cell(stated, "actor", names) if stated else "",
        "role": _word("roles", extraction.role.notation, names) if extraction.role else "",
        "object": "; ".join(_cell(o, "object", names) for o in extraction.objects),
        "basis": "; ".join(_cell(b, "basis", names) for b in extraction.basis if b.thing),
        "modality": _word("modality", extraction.modality, names),
        "rhythm": _word("rhythm", (extraction.rhythm or "").replace("-", " "), names),
        "section": extraction.chapter,
    }
    filled = {column: cell for column, cell in cells.items() if cell}
    return Draft("responsibilities", "", filled, {}, document.name, extraction.quote, reason(extraction, names.lang))


def _drafts(extraction: Extraction, document: Document, names: Catalogue) -> Iterator[Draft]:
    """One a bearer, as a row has one actor."""
    for bearer in extraction.bearers or (None,):
        yield draft_of(extraction, document, names, bearer)


def left_out(extraction: Extraction, known: frozenset[str], least: float) -> str:
    """Why a statement is not proposed, as a word of ours; empty for one that is."""
    if extraction.kind != "responsibility":
        return "description"
    if extraction.role is None:
        return "no-role"
    if not extraction.objects:
        return "no-object"
    if any(extraction.quote in quote or quote in extraction.quote for quote in known):
        return "known"
    return "unsure" if extraction.sure < least else ""


def _word(scheme: str, notation: str, names: Catalogue) -> str:
    """The word that a cell holds for a concept."""
    concept = names.words.resolve(scheme, notation) if notation else None
    return (names.words.word(scheme, concept, names.lang) if concept else None) or ""


def _cell(named: Named, domain: str, names: Catalogue) -> str:
    return names.reference(domain, Iri(named.thing.iri)) if named.thing else named.text.replace(";", ",")


def _tried(where: Where, person: Person, draft: Draft) -> Outcome | None:
    try:
        return propose(where, person, draft)
    except Misuse:
        return None
