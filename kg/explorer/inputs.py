"""Choices of a page that live in its address, so that a link holds them and the back button undoes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

MOST = 9999
"""No number asked for is larger."""


@dataclass(frozen=True)
class Choice:
    """One of `options`, kept in the address as `name`; `fallback` holds where the address names none."""

    name: str
    label: str
    options: Sequence[str]
    shown: Callable[[str], str] = str
    placeholder: str | None = None
    fallback: str | None = None


def choose(choice: Choice) -> str | None:
    """A select box; None where nothing is chosen and there is no fallback."""
    given = st.query_params.get(choice.name)
    key = _synced(choice.name, given if given in choice.options else choice.fallback)
    picked: str | None = st.selectbox(
        choice.label,
        choice.options,
        index=None if choice.fallback is None else 0,
        format_func=choice.shown,
        key=key,
        on_change=_to_address,
        args=(choice.name, key),
        placeholder=choice.placeholder or choice.label,
    )
    return picked


def switch(label: str, options: Sequence[str], name: str, shown: Callable[[str], str]) -> str:
    """One of a few options, side by side; the first stands for no choice."""
    current = st.query_params.get(name)
    key = _synced(name, current if current in options else options[0])
    picked = st.radio(
        label, options, format_func=shown, key=key, on_change=_to_address, args=(name, key), horizontal=True
    )
    return picked or options[0]


def several(label: str, options: Sequence[str], name: str, shown: Callable[[str], str], placeholder: str) -> list[str]:
    """Several of many options; the address holds them with commas."""
    current = [o for o in st.query_params.get(name, "").split(",") if o in options]
    key = _synced(name, current)
    picked: list[str] = st.multiselect(
        label, options, format_func=shown, key=key, on_change=_to_address, args=(name, key), placeholder=placeholder
    )
    return picked


def count(label: str, name: str, explained: str) -> int | None:
    """A whole number from one on; None where there is no limit."""
    key = _synced(name, _whole(name) or None)
    picked: int | None = st.number_input(
        label,
        min_value=1,
        max_value=MOST,
        value=None,
        step=1,
        key=key,
        help=explained,
        on_change=_to_address,
        args=(name, key),
    )
    return picked


def portion(label: str, name: str, explained: str) -> int:
    """From nothing to all, in per cent."""
    key = _synced(name, min(_whole(name) or 0, 100))
    picked: int = st.slider(
        label, 0, 100, key=key, format="%d %%", help=explained, on_change=_to_address, args=(name, key)
    )
    return picked


def step(label: str, name: str, places: Sequence[str], explained: str) -> int:
    """One of several places in a row; the address holds its number, and none stands for the first."""
    at = min(_whole(name) or 0, len(places) - 1)
    key = _synced(name, at)
    if len(places) < 2:
        return 0
    picked: int = st.select_slider(
        label,
        list(range(len(places))),
        key=key,
        format_func=places.__getitem__,
        help=explained,
        on_change=_to_address,
        args=(name, key),
    )
    return picked


def _whole(name: str) -> int | None:
    """The whole number that the address names, if it does."""
    given = st.query_params.get(name, "")
    return min(int(given), MOST) if given.isdecimal() else None


def choose_day(label: str, current: date | None, explained: str) -> None:
    key = _synced("date", current)
    st.date_input(
        label,
        value=None,
        min_value=date(1900, 1, 1),
        max_value=date(2100, 12, 31),
        format="DD.MM.YYYY",
        key=key,
        help=explained,
        on_change=_to_address,
        args=("date", key),
    )


def _synced(name: str, value: Any) -> str:
    """The widget's key; the widget follows the address whenever the address has changed.

    Another language makes another widget: Streamlit tells its options apart by the words they are shown with.
    """
    spoken = [f":{st.query_params[part]}" for part in ("lang", "content") if part in st.query_params]
    key, seen = f"in:{name}{''.join(spoken)}", f"seen:{name}{''.join(spoken)}"
    if key not in st.session_state or st.session_state.get(seen) != value:
        st.session_state[key] = value
    st.session_state[seen] = value
    return key


def _to_address(name: str, key: str) -> None:
    value = st.session_state[key]
    if isinstance(value, list):
        value = ",".join(value)
    if value in (None, "", 0):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value.isoformat() if isinstance(value, date) else str(value)
