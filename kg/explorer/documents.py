"""A document read on a page: its sentences at the left, what was read in each at the right, ticked to be proposed."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from kg.commands.proposals import Where
from kg.commands.propose import LEAST, Extraction, Read, lay_before, left_out, read
from kg.errors import KgError
from kg.explorer.frame import Here
from kg.explorer.person import person
from kg.explorer.proposing import catalogue_of
from kg.explorer.uploads import laid_down
from kg.messages import number
from kg.present.extracted import line

KINDS = ("pdf", "docx", "odt", "html", "htm", "txt")
AT_ONCE = 25
"""So many sentences stand on a page at once."""


def show_documents(here: Here) -> None:
    """Upload, look, tick, propose."""
    if told := st.session_state.pop("document-told", None):
        here.show("done.html", lines=[told], href=here.view.url("proposals"), link=here.say("page-proposals"))
    file = st.file_uploader(here.say("document-choose"), type=list(KINDS), key="document")
    if file is None:
        here.show("note.html", text=here.say("document-advice"))
        return
    found = _read(here, file.name, file.getvalue())
    if found is not None:
        _sentences(here, found)


def _read(here: Here, name: str, content: bytes) -> Read | None:
    """The document as read, kept as long as the visitor stays with it."""
    kept = st.session_state.get("document-read")
    if kept is not None and kept[0] == (name, content, here.graph.number):
        return kept[1]  # type: ignore[no-any-return]
    try:
        with st.spinner(here.say("document-reading")), laid_down([(name, content)]) as paths:
            (found,) = read(here.graph.municipality, paths)
    except KgError as error:
        here.show("empty.html", message=here.say("document-refused"), advice=error.message(here.view.lang))
        return None
    st.session_state["document-read"] = ((name, content, here.graph.number), found)
    return found


def _sentences(here: Here, found: Read) -> None:
    duties = [e for e in found.extractions if e.kind == "responsibility"]
    heading = here.say("document-found", file=found.document.name, sentences=len(found.sentences), duties=len(duties))
    here.show("heading.html", text=heading)
    grouped = [(n, list(es)) for n, es in groupby(found.extractions, lambda e: e.sentence)]
    pages = -(-len(grouped) // AT_ONCE)
    page = (
        st.number_input(here.say("document-page", n=pages), 1, max(pages, 1), key="document-page") if pages > 1 else 1
    )
    ticked: list[Extraction] = []
    for sentence, extractions in grouped[(page - 1) * AT_ONCE : page * AT_ONCE]:
        ticked += _sentence(here, found, sentence, extractions)
    if st.button(
        here.say("document-propose", n=len(ticked)), type="primary", key="document-propose", disabled=not ticked
    ):
        _propose(here, found, ticked)


def _sentence(here: Here, found: Read, sentence: int, extractions: Sequence[Extraction]) -> list[Extraction]:
    left, right = st.columns(2)
    with left:
        here.show("said.html", text=found.sentences[sentence].text, chapter=extractions[0].chapter)
    ticked = []
    with right:
        for n, extraction in enumerate(extractions):
            why = left_out(extraction, found.known, 0.0)
            if why:
                here.show("read.html", text=line(extraction, here.view.lang), why=here.say(f"document-{why}"))
            elif st.checkbox(
                line(extraction, here.view.lang), value=extraction.sure >= LEAST, key=f"read-{sentence}-{n}"
            ):
                ticked.append(extraction)
    return ticked


def _propose(here: Here, found: Read, ticked: Sequence[Extraction]) -> None:
    chosen = Read(found.document, found.sentences, ticked, found.known)
    try:
        with st.spinner(here.say("document-proposing")):
            done = lay_before(Where(here.view.municipality), person(), chosen, catalogue_of(here), 0.0)
    except KgError as error:
        here.show("empty.html", message=here.say("document-refused"), advice=error.message(here.view.lang))
        return
    told = here.say("document-proposed", n=number(len(done.numbers), here.view.lang), left=len(done.left_out))
    st.session_state["document-told"] = told
    st.rerun()
