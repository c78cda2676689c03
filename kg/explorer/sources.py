"""The source text, readable: each modelled sentence leads to its statements, each other one says why it is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from kg.commands.sources import MODELLED, SentenceTrace
from kg.explorer.address import full
from kg.explorer.card import show
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose
from kg.explorer.tables import offer
from kg.present.table import Table, Value
from kg.rdf import Iri


@dataclass(frozen=True)
class Piece:
    """A stretch of the text, with the sentence it is, where it is one."""

    text: str
    sentence: SentenceTrace | None = None


def show_sources(here: Here) -> None:
    """The text that the address asks for, with the sentence that it names or that a statement stands in."""
    passages = here.graph.passages
    if not passages.texts:
        here.show("empty.html", message=here.say("no-texts"), advice=here.say("no-texts-do"))
        return
    said = passages.first(full(st.query_params.get("said", "")))
    document = said.document if said else _document(here)
    own = passages.sentences[document]
    chosen = passages.sentence_at(said) if said else _named(own, st.query_params.get("sentence", ""))
    title = here.graph.thing(document)
    here.show("trace.html", counts=_counts(own), total=len(own), title=title)
    left, right = st.columns([3, 2])
    with left:
        lines = paragraphs(passages.texts[document], own)
        here.show("text.html", paragraphs=lines, title=title.name(here.view.content), chosen=chosen, document=document)
    with right, st.container(key="sentence" if chosen else "no-sentence"):
        _chosen(here, chosen, document)
    offer(here, _table(here, own), "virkkeet")


def _document(here: Here) -> str:
    """The text that was chosen, else the first."""
    documents = sorted(here.graph.passages.texts, key=lambda d: here.graph.thing(d).name(here.view.content).casefold())
    if len(documents) == 1:
        return documents[0]
    keys = {d.rsplit("/", 1)[-1]: d for d in documents}
    names = {key: here.graph.thing(d).name(here.view.content) for key, d in keys.items()}
    first = next(iter(keys))
    key = choose(Choice("text", here.say("source-text"), list(keys), names.__getitem__, fallback=first))
    return keys[key or first]


def _named(sentences: Sequence[SentenceTrace], key: str) -> SentenceTrace | None:
    return next((s for s in sentences if s.key == key), None)


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


def _chosen(here: Here, sentence: SentenceTrace | None, document: str) -> None:
    """The chosen sentence with its statements, or the reason why it has none."""
    if sentence is None:
        here.show("empty.html", message=here.say("sentence-choose"), advice=here.say("sentence-choose-do"))
        return
    by_iri = here.graph.by_iri
    wanted = [i for i in sentence.statements if i in by_iri]
    wanted += [r for i in sentence.statements if i not in by_iri for r in _repeated(here, i) if r in by_iri]
    shown = [show(here.graph, by_iri[i], here.view.day) for i in dict.fromkeys(wanted)]
    close = here.view.url("sources", text=document.rsplit("/", 1)[-1])
    here.show("sentence.html", sentence=sentence, found=shown, reason=sentence.reason(here.view.lang), close=close)


def _repeated(here: Here, statement: str) -> list[str]:
    """What a repeat repeats: repeats that change nothing are shown as the statement that they repeat."""
    rows = here.graph.data.rows("explorer/about", thing=Iri(statement))
    return [str(row["value"]) for row in rows if str(row["property"]).endswith("/ns/repeats")]


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
