"""The source text, readable: each modelled sentence leads to its statements, each other one says why it is none."""

from collections.abc import Mapping, Sequence

import streamlit as st

from kg.commands.sources import MODELLED, SentenceTrace
from kg.explorer.address import full
from kg.explorer.frame import Here
from kg.explorer.inputs import Choice, choose
from kg.explorer.tables import offer
from kg.present.card import show, statements_of
from kg.present.passages import paragraphs
from kg.present.table import Table, Value


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


def _chosen(here: Here, sentence: SentenceTrace | None, document: str) -> None:
    """The chosen sentence with its statements, or the reason why it has none."""
    if sentence is None:
        here.show("empty.html", message=here.say("sentence-choose"), advice=here.say("sentence-choose-do"))
        return
    shown = [show(here.graph, s, here.view.day) for s in statements_of(here.graph, sentence)]
    close = here.view.url("sources", text=document.rsplit("/", 1)[-1])
    here.show("sentence.html", sentence=sentence, found=shown, reason=sentence.reason(here.view.lang), close=close)


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
