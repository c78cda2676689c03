"""Results that take a moment are worked out once for each state of the data, day and language."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from kg.explorer.frame import Here
from kg.store import Data

T = TypeVar("T")
PATIENCE = 0.7
"""Seconds that a page waits for what it can also show later."""


def day_of(here: Here) -> date:
    """The chosen day, else today: what coverage, overlaps and pruning look at."""
    return here.view.day or date.today()


def kept(here: Here, what: str, make: Callable[[Data], T]) -> T:
    """What `make` makes of the data as of the day; `what` names it with all else that it depends on."""
    found: T = _kept(_key(here, what), make, here.graph.data.as_of(day_of(here)))
    return found


def kept_soon(here: Here, what: str, make: Callable[[Data], T]) -> T | None:
    """The same, worked on beside the page; None while it is not ready."""
    job: Future[T] = _job(_key(here, what), make, here.graph.data.as_of(day_of(here)))
    try:
        return job.result(timeout=PATIENCE)
    except TimeoutError:
        return None


def _key(here: Here, what: str) -> tuple[object, ...]:
    return (here.graph.number, what, day_of(here), here.view.lang, here.view.content)


@st.cache_resource(show_spinner=False, max_entries=60)
def _kept(key: tuple[object, ...], _make: Callable[[Data], Any], _data: Data) -> Any:
    del key
    return _make(_data)


@st.cache_resource(show_spinner=False, max_entries=60)
def _job(key: tuple[object, ...], _make: Callable[[Data], Any], _data: Data) -> Any:
    return _workers().submit(_kept, key, _make, _data)


@st.cache_resource(show_spinner=False)
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, "kept")
