"""Results that take a moment are worked out once for each state of the data, day and language."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from kg.present.explore.frame import Here
from kg.store import Data

T = TypeVar("T")


def day_of(here: Here) -> date:
    """The chosen day, else today: what coverage, overlaps and pruning look at."""
    return here.view.day or date.today()


def kept(here: Here, what: str, make: Callable[[Data], T]) -> T:
    """What `make` makes of the data as of the day; `what` names it with all else that it depends on."""
    day = day_of(here)
    found: T = _kept(
        (here.graph.number, what, day, here.view.lang, here.view.content), make, here.graph.data.as_of(day)
    )
    return found


@st.cache_resource(show_spinner=False, max_entries=60)
def _kept(key: tuple[object, ...], _make: Callable[[Data], Any], _data: Data) -> Any:
    del key
    return _make(_data)
