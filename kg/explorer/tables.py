"""Tables on a page: readable as they stand, and to take away as CSV or a spreadsheet."""

import json as json_text
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from kg.commands.ask import Result
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.ordering import Order, holding, ordered
from kg.explorer.pager import PER_PAGE, part
from kg.messages import in_language
from kg.present.answers import qualities, standing_line
from kg.present.table import Table, Value, to_csv, to_xlsx
from kg.read import Statement

ON_PAPER = 300
"""So many rows are printed although the screen shows them page by page."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_table(  # noqa: PLR0913 a table, its name, and what its cells and files hold
    here: Here,
    table: Table,
    name: str,
    *,
    links: Sequence[Sequence[str | None]] = (),
    sheets: Sequence[Table] = (),
    lettered: bool = False,
) -> None:
    """A table page by page, ordered and narrowed as the visitor asks, with its downloads.

    `links` holds an address for each cell that is one. `sheets` are what the downloads hold where the screen shows
    less: the first as CSV, all as a workbook. `lettered` cells hold letters of the matrix, which have colours.
    """
    order = Order.read(st.query_params.get(f"o-{name}", ""), len(table.columns))
    numbers = ordered(table, order)
    if len(table.rows) > PER_PAGE:
        typed = st.text_input(
            here.say("narrow-table"), key=f"f-{name}", bind="query-params", live=True, max_chars=60, placeholder="…"
        )
        numbers = holding(table, typed, here.view.lang, numbers)
    page = part(here, name, numbers, table.title)
    page.links(here)
    here.show(
        "table.html",
        table=table,
        shown=set(page.rows),
        numbers=numbers if len(numbers) <= ON_PAPER else page.rows,
        links=links,
        lettered=lettered,
        heads=[(_order_link(here, name, order, n), order.said(n)) for n in range(len(table.columns))],
        left=len(numbers),
    )
    page.links(here, below=True)
    offer(here, (sheets or [table])[0], name, sheets=sheets)


def _order_link(here: Here, name: str, order: Order, column: int) -> str:
    kept = {k: v for k, v in st.query_params.items() if k != f"s-{name}"}
    return here.view.url(here.page, **(kept | here.view.held() | {f"o-{name}": order.written(column)}))


def offer(
    here: Here, table: Table, name: str, *, sheets: Sequence[Table] = (), json: Callable[[], Any] | None = None
) -> None:
    """Buttons that take the table away; each file is made when somebody asks for it."""
    stem = f"{here.view.municipality}-{name}"
    own = marked(here, table)
    book = [marked(here, sheet) for sheet in sheets] or [own]
    with st.container(horizontal=True, key=f"take-{name}"):
        st.download_button(
            here.say("take-csv"),
            lambda: to_csv(own),
            f"{stem}.csv",
            "text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )
        st.download_button(
            here.say("take-xlsx"),
            lambda: to_xlsx(book),
            f"{stem}.xlsx",
            XLSX,
            key=f"xlsx-{name}",
            on_click="ignore",
        )
        if json:
            st.download_button(
                here.say("take-json"),
                lambda: json_text.dumps(json(), ensure_ascii=False, indent=2),
                f"{stem}.json",
                "application/json",
                key=f"json-{name}",
                on_click="ignore",
            )


def marked(here: Here, table: Table) -> Table:
    """The table with the remark that its data are made up, where they are; CSV carries it as a last column."""
    if not here.graph.example:
        return table
    remark = here.say("report.example")
    rows = [[*row, remark if not i else None] for i, row in enumerate(table.rows)]
    return Table(table.title, [*table.columns, here.say("remark")], rows, table.note)


def things_in(here: Here, table: Table, iris: Mapping[str, str]) -> list[list[str | None]]:
    """For each cell that is the name of one of the things, the address of its page."""

    def address(value: Value) -> str | None:
        iri = iris.get(value) if isinstance(value, str) else None
        return here.view.url("thing", id=short(iri)) if iri else None

    return [[address(value) for value in row] for row in table.rows]


def statements_table(here: Here, statements: Sequence[Statement], title: str) -> Table:
    """One row a statement."""
    view = here.view
    names = ("actor", "role", "action", "object", "modality", "basis", "quote", "document", "chapter", "statement")
    rows: list[list[Value]] = []
    for s in statements:
        evidence = s.said(view.lang)
        rows.append(
            [
                ", ".join(t.name(view.content) for t in s.who),
                s.role.name(view.content) if s.role else None,
                in_language(s.action, view.content),
                ", ".join(t.name(view.content) for t in s.about),
                view.say(f"answer.modality-{s.modality}"),
                "; ".join(t.name(view.content) for t in s.basis),
                evidence.quote if evidence else None,
                evidence.document.name(view.content) if evidence else None,
                evidence.chapter if evidence else None,
                s.iri.rsplit("/", 1)[-1],
            ]
        )
    return Table(title, [view.say(f"column-{n}") for n in names], rows)


def answers_table(here: Here, result: Result) -> Table:
    """One row an answer."""
    lang = here.view.lang
    names = ("actor", "qualities", "basis", "quote", "document", "chapter", "standing", "statement")
    rows: list[list[Value]] = []
    for answer in result.answers:
        evidence = next(iter(answer.evidence_for(here.view.lang)), None)
        rows.append(
            [
                ", ".join(t.name(here.view.content) for t in answer.things),
                qualities(answer.statement, lang),
                "; ".join(t.name(here.view.content) for t in answer.statement.basis),
                evidence.quote if evidence else None,
                evidence.document.name(here.view.content) if evidence else None,
                evidence.chapter if evidence else None,
                standing_line(answer, lang),
                answer.statement.iri.rsplit("/", 1)[-1],
            ]
        )
    return Table(result.question, [here.say(f"column-{n}") for n in names], rows)
