"""How a file that does not follow the template is read: shown, changed by choice, confirmed."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from kg.commands.imports import Proposal
from kg.explorer.frame import Here
from kg.present.tabular import (
    KINDS,
    Question,
    TableReading,
    answer_text,
    column_keys,
    column_name,
    kind_name,
    metadata_name,
    question_text,
)

Readings = Mapping[str, Any]
LONGEST = 6
"""So many questions stand open; more fold away below them."""


def confirm_readings(here: Here, proposals: Sequence[Proposal], round_: int) -> Readings | None:
    """The metadata of each file once somebody has confirmed them; None as long as nobody has."""
    if not proposals:
        return {}
    here.show("heading.html", text=here.say("reading.heading"))
    chosen = [_file(here, p, f"{round_}-{n}") for n, p in enumerate(proposals)]
    metadata = {p.file: p.metadata() for p in chosen}
    for proposal in chosen:
        st.download_button(
            here.say("reading.take", file=metadata_name(proposal.file)),
            json.dumps(metadata[proposal.file], ensure_ascii=False, indent=2),
            metadata_name(proposal.file),
            "application/json",
            key=f"take-reading-{proposal.file}",
            on_click="ignore",
        )
    missing = sum(len(p.unanswerable) for p in chosen)
    if missing:
        here.show("note.html", text=here.say("reading.missing", number=missing))
        return None
    state = json.dumps(metadata, sort_keys=True)
    if all(p.sure for p in proposals) and all(p.sure for p in chosen):
        return metadata
    if st.button(here.say("reading.confirm"), type="primary", key=f"confirm-{round_}"):
        st.session_state["reading-confirmed"] = state
    return metadata if st.session_state.get("reading-confirmed") == state else None


def _file(here: Here, proposal: Proposal, key: str) -> Proposal:
    """The proposal of one file with what was chosen otherwise."""
    held = st.session_state
    count = len(proposal.reading.tables)
    tables = {n: held[f"kind-{key}-{n}"] for n in range(count) if f"kind-{key}-{n}" in held}
    columns: dict[tuple[int, int], str] = {}
    for n, table in enumerate(proposal.reading.tables):
        kind = tables.get(n, table.kind)
        for column in table.columns:
            name = f"column-{key}-{n}-{kind}-{column.place}"
            if name in held:
                columns[n, column.place] = held[name]
    answers = {q: a for q, a in held.get(f"answers-{key}", {}).items() if a is not None}
    current = proposal.changed(tables, columns, answers) if tables or columns or answers else proposal
    for number, table in enumerate(current.reading.tables):
        _table(here, table, proposal.reading.tables[number], f"{key}-{number}")
    _questions(here, current, key)
    return current


def _table(here: Here, table: TableReading, proposed: TableReading, key: str) -> None:
    """A table: what its rows are, and each column with samples and what it is read as."""
    lang = here.view.lang
    rows = table.table.header_rows
    facts = {"sheet": table.table.title, "row": rows[-1], "rows": len(table.table.rows)}
    here.show("reading-table.html", text=here.say("reading.table-head", **facts), unsure=not table.sure)
    kinds = ["", *KINDS]
    st.selectbox(
        here.say("reading.rows-are", sheet=table.table.title),
        kinds,
        index=kinds.index(proposed.kind),
        format_func=lambda k: kind_name(k, lang),
        key=f"kind-{key}",
    )
    if not table.kind:
        return
    choices = column_keys(table.kind)
    for column in table.columns:
        if not column.header and not column.samples:
            continue
        head, choice = st.columns([3, 2], vertical_alignment="center")
        with head:
            why = "persons" if column.why == "persons" and not column.key else "" if column.sure else "unsure"
            here.show("reading-column.html", header=column.header, samples=column.samples, why=why)
        with choice:
            st.selectbox(
                here.say("reading.column-is", header=column.header),
                choices,
                index=choices.index(column.key),
                format_func=lambda k: column_name(k, lang),
                key=f"column-{key}-{table.kind}-{column.place}",
                label_visibility="collapsed",
            )


def _questions(here: Here, proposal: Proposal, key: str) -> None:
    """What is asked, each with its answers; the likely one is chosen already."""
    asked = list(proposal.interpreted.asking.asked.values())
    if not asked:
        return
    here.show("heading.html", text=here.say("reading.questions-head", number=len(asked), file=proposal.file))
    ordered = sorted(asked, key=lambda q: q.proposed is not None)
    for question in ordered[:LONGEST]:
        _question(here, question, key)
    if len(ordered) > LONGEST:
        with st.expander(here.say("reading.more-questions", number=len(ordered) - LONGEST)):
            for question in ordered[LONGEST:]:
                _question(here, question, key)


def _question(here: Here, question: Question, key: str) -> None:
    given = st.session_state.get(f"answers-{key}", {}).get(question.key, question.proposed)
    options = list(question.options)
    name = f"answer-{key}-{question.key}"
    st.selectbox(
        question_text(question, here.view.lang),
        options,
        index=options.index(given) if given in options else None,
        format_func=lambda o: answer_text(question, o, here.view.lang),
        placeholder=here.say("reading.choose"),
        key=name,
        on_change=_keep(key, question.key, name),
    )


def _keep(key: str, question: str, name: str) -> Callable[[], None]:
    def keep() -> None:
        st.session_state.setdefault(f"answers-{key}", {})[question] = st.session_state[name]

    return keep
