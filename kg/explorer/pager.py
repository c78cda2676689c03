"""A long list page by page: the pages are links, so that the address holds the one on the screen."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from kg.explorer.frame import Here

PER_PAGE = 20
NEAR = 2
"""So many pages either side of the current one are offered, besides the first and the last."""

T = TypeVar("T")


def part(here: Here, name: str, rows: Sequence[T], title: str) -> tuple[int, Sequence[T]]:
    """The rows of the current page with the number of the first, below links to the other pages."""
    last = max(-(-len(rows) // PER_PAGE), 1)
    parameter = f"s-{name}"
    given = st.query_params.get(parameter, "1")
    current = min(max(int(given), 1), last) if given.isdecimal() else 1
    if last > 1:
        kept = {k: v for k, v in st.query_params.items() if k != parameter}
        pages = [
            (n, here.view.url(here.page, **(kept | here.view.held() | {parameter: str(n)})))
            for n in offered(current, last)
        ]
        here.show("pager.html", pages=pages, current=current, last=last, title=title)
    start = (current - 1) * PER_PAGE
    return start, rows[start : start + PER_PAGE]


def offered(current: int, last: int) -> list[int]:
    """The pages that are offered: first, last, and those around the current one."""
    near = range(max(1, current - NEAR), min(last, current + NEAR) + 1)
    return sorted({1, *near, last})
