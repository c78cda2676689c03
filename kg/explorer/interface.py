"""SPARQL on a page: a query with examples, its result as a table, and the same query for programs."""

import os
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
import streamlit as st

from kg.explorer.address import short
from kg.explorer.frame import Here, municipality_name
from kg.explorer.tables import show_table
from kg.explorer.view import home
from kg.present.table import Table
from kg.store import Query, published_queries
from kg.terms import BASE

PATIENCE = 60.0
RESULTS = "application/sparql-results+json"


def served() -> str | None:
    """Where the endpoint answers; None where the explorer runs without it."""
    return os.environ.get("KG_SERVED")


def examples() -> list[Query]:
    """The questions that answers are made of: queries that anyone may start from."""
    return list(published_queries().values())


def show_interface(here: Here) -> None:
    endpoint = served()
    if endpoint and here.view.municipality != home():
        names = {
            "served": municipality_name(here.view, home()),
            "chosen": municipality_name(here.view, here.view.municipality),
        }
        here.show(
            "empty.html", message=here.say("interface.other", **names), advice=here.say("interface.other-do", **names)
        )
    here.show(
        "queries.html",
        examples=[(query, query.titled(here.view.lang)) for query in examples()],
    )
    query = st.text_area(here.say("query"), key="query", bind="query-params", height=260, help=here.say("query-help"))
    st.button(here.say("run-query"), type="primary", key="run-query")
    if not endpoint:
        here.show("empty.html", message=here.say("no-endpoint"), advice=here.say("no-endpoint-do"))
        return
    if not query.strip():
        here.show("empty.html", message=here.say("no-query"), advice=here.say("no-query-do"))
        return
    _answer(here, endpoint, query)
    here.show("heading.html", text=here.say("for-your-program"))
    st.code(curl(endpoint, query), language=None, wrap_lines=True)


def _answer(here: Here, endpoint: str, query: str) -> None:
    """Ask the endpoint, which guards and limits every query, and show what it says."""
    try:
        answer = httpx.post(
            f"{endpoint}/sparql",
            params={"lang": here.view.lang},
            data={"query": query},
            headers={"Accept": f"{RESULTS}, text/turtle", "X-KG-Inside": os.environ.get("KG_INSIDE", "")},
            timeout=PATIENCE,
        )
    except httpx.HTTPError:
        here.show("empty.html", message=here.say("endpoint-silent"), advice=here.say("no-endpoint-do"))
        return
    if answer.status_code != httpx.codes.OK:
        here.show("empty.html", message=here.say("query-refused"), advice=_reason(answer))
    elif RESULTS in answer.headers.get("content-type", ""):
        _rows(here, answer.json())
    else:
        st.code(answer.text, language=None, wrap_lines=True)


def _reason(answer: httpx.Response) -> str:
    """What the endpoint says of a refusal, without what only a program needs."""
    try:
        said: Any = answer.json()
    except ValueError:
        return answer.text[:500]
    return str(said.get("message") or said.get("error") or said) if isinstance(said, dict) else str(said)


def _rows(here: Here, found: Mapping[str, Any]) -> None:
    if "boolean" in found:
        here.show("note.html", text=here.say("query-true" if found["boolean"] else "query-false"))
        return
    columns: Sequence[str] = found["head"]["vars"]
    bindings = found["results"]["bindings"]
    if not bindings:
        here.show("empty.html", message=here.say("query-empty"), advice=here.say("query-empty-do"))
        return
    rows = [[b[c]["value"] if c in b else None for c in columns] for b in bindings]
    links = [[_link(here, b.get(c)) for c in columns] for b in bindings]
    show_table(here, Table(here.say("found", n=len(rows)), list(columns), rows), "kysely", links=links)


def _link(here: Here, value: Mapping[str, str] | None) -> str | None:
    ours = value is not None and value["type"] == "uri" and value["value"].startswith(f"{BASE}id/")
    return here.view.url("thing", id=short(value["value"])) if ours and value else None


def curl(endpoint: str, query: str) -> str:
    """The same question from a command line, as CSV."""
    return f"curl -G {endpoint}/sparql -H 'Accept: text/csv' --data-urlencode query={shlex.quote(query)}"
