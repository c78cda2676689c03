"""A long list page by page: the pages are links, so that the address holds the one on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from kg.explorer.frame import Here

PER_PAGE = 20
NEAR = 2
"""So many pages either side of the current one are offered, besides the first and the last."""

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of a list: its rows, the number of the first, and what leads to the other pages."""

    start: int
    rows: Sequence[T]
    current: int
    last: int
    pages: Sequence[tuple[int, str]]
    title: str

    def links(self, here: Here, *, below: bool = False) -> None:
        """Links to the other pages, where there are any."""
        if self.last > 1:
            label = here.say("pages-below" if below else "pages-of", what=self.title)
            here.show("pager.html", pages=self.pages, current=self.current, last=self.last, label=label)


def part(here: Here, name: str, rows: Sequence[T], title: str) -> Part[T]:
    """The rows of the page that the address names."""
    last = max(-(-len(rows) // PER_PAGE), 1)
    parameter = f"s-{name}"
    given = st.query_params.get(parameter, "1")
    current = min(max(int(given), 1), last) if given.isdecimal() else 1
    kept = {k: v for k, v in st.query_params.items() if k != parameter}
    pages = [
        (n, here.view.url(here.page, **(kept | here.view.held() | {parameter: str(n)}))) for n in offered(current, last)
    ]
    start = (current - 1) * PER_PAGE
    return Part(start, rows[start : start + PER_PAGE], current, last, pages, title)


def offered(current: int, last: int) -> list[int]:
    """The pages that are offered: first, last, and those around the current one."""
    near = range(max(1, current - NEAR), min(last, current + NEAR) + 1)
    return sorted({1, *near, last})
