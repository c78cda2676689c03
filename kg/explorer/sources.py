"""The source text, readable: each modelled sentence leads to its statements, each other one says why it is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from kg.analyse.quotes import held_text
from kg.analyse.trace import MODELLED, SentenceTrace, trace
from kg.explorer.card import show
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose
from kg.explorer.kept import kept
from kg.explorer.tables import offer
from kg.present.table import Table, Value
from kg.rdf import Iri
from kg.store import Data

SIGNIFICANT = 46
"""A paragraph shorter than this, without a full stop at its end, is a heading."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the text, with the sentence it is, where it is one."""

    text: str
    sentence: SentenceTrace | None = None


def show_sources(here: Here) -> None:
    sentences = kept(here, "sentences", lambda data: trace(data).sentences)
    held = kept(here, "held", _held)
    documents = [d for d in held if any(s.document == d for s in sentences)]
    if not documents:
        here.show("empty.html", message=here.say("no-texts"), advice=here.say("no-texts-do"))
        return
    names = {d: here.graph.thing(d).name(here.view.content) for d in documents}
    document = documents[0]
    if len(documents) > 1:
        keys = {d.rsplit("/", 1)[-1]: d for d in documents}
        key = choose(
            Choice("text", here.say("source-text"), list(keys), lambda k: names[keys[k]], fallback=next(iter(keys)))
        )
        document = keys[key or next(iter(keys))]
    own = [s for s in sentences if s.document == document]
    here.show("trace.html", counts=_counts(own), total=len(own), title=names[document])
    left, right = st.columns([3, 2])
    with left:
        here.show("text.html", paragraphs=paragraphs(held_text(held[document]) or "", own), title=names[document])
    with right:
        _chosen(here, {s.key: s for s in own})
    offer(here, _table(here, own), "virkkeet")


def _held(data: Data) -> dict[str, str]:
    """The documents whose text is held, with the name of its file."""
    return {str(row["document"]): str(row["held"]) for row in data.rows("analyse/sentences") if row["held"]}


def _counts(sentences: Sequence[SentenceTrace]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for sentence in sentences:
        found[sentence.status] = found.get(sentence.status, 0) + 1
    return found


def paragraphs(text: str, sentences: Sequence[SentenceTrace]) -> list[list[Piece]]:
    """The text line by line, each line in pieces: sentences, and what stands between them."""
    pieces: list[Piece] = []
    place = 0
    for sentence in sorted(sentences, key=lambda s: s.start):
        if sentence.start > place:
            pieces.append(Piece(text[place : sentence.start]))
        if sentence.end > place:
            pieces.append(Piece(text[max(place, sentence.start) : sentence.end], sentence))
            place = sentence.end
    pieces.append(Piece(text[place:]))
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        parts = piece.text.split("\n") if piece.sentence is None else [piece.text]
        for number, part in enumerate(parts):
            if number:
                lines.append([])
            if part.strip():
                lines[-1].append(Piece(part, piece.sentence))
    return [line for line in lines if line]


def _chosen(here: Here, sentences: Mapping[str, SentenceTrace]) -> None:
    """The chosen sentence with its statements, or the reason why it has none."""
    sentence = sentences.get(st.query_params.get("sentence", ""))
    if sentence is None:
        here.show("empty.html", message=here.say("sentence-choose"), advice=here.say("sentence-choose-do"))
        return
    found = [here.graph.answerer.by_iri[i] for i in sentence.statements if i in here.graph.answerer.by_iri]
    folded = [i for i in sentence.statements if i not in here.graph.answerer.by_iri]
    shown = [show(here.graph, s, here.view.day) for s in found]
    repeats = [str(row["value"]) for i in folded for row in _repeats(here, i)]
    shown += [
        show(here.graph, here.graph.answerer.by_iri[i], here.view.day)
        for i in repeats
        if i in here.graph.answerer.by_iri
    ]
    here.show("sentence.html", sentence=sentence, found=shown, reason=sentence.reason(here.view.lang))


def _repeats(here: Here, statement: str) -> Sequence[Mapping[str, object]]:
    """What a repeat repeats: repeats that change nothing are shown as the statement that they repeat."""
    rows = here.graph.data.rows("explorer/about", thing=Iri(statement))
    return [row for row in rows if str(row["property"]).endswith("/ns/repeats")]


def _table(here: Here, sentences: Sequence[SentenceTrace]) -> Table:
    columns = [here.say(f"column-{n}") for n in ("sentence", "text", "state", "reason", "statements")]
    rows: list[list[Value]] = [
        [
            s.key,
            s.text,
            here.say(f"evidence.trace-status-{s.status}"),
            "" if s.status == MODELLED else s.reason(here.view.lang),
            ", ".join(i.rsplit("/", 1)[-1] for i in s.statements),
        ]
        for s in sentences
    ]
    return Table(here.say("page-sources"), columns, rows)
