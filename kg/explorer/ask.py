"""Ask: a question in plain words; answers with the sentence that says so."""

import streamlit as st

from kg.explorer.frame import Here
from kg.explorer.questions import examples
from kg.explorer.tables import answers_table, offer
from kg.present.answers import result_json


def show_ask(here: Here) -> None:
    question = st.text_input(
        here.say("question"), key="q", bind="query-params", placeholder=here.say("question-placeholder"), max_chars=400
    ).strip()
    if question:
        result = here.graph.answerer_on(here.view.day).ask(question, here.view.lang)
        here.show("answers.html", result=result)
        if result.answered:
            offer(here, answers_table(here, result), "vastaukset", json=lambda: result_json(result))
    here.show("examples.html", questions=examples(here))
