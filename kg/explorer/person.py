"""Who looks at a page: nobody in particular, whoever works on this machine, or who has signed in."""

import json
import os
from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.requests import HTTPConnection

from kg.commands.roles import LOCAL, VISITOR, People, Person, read_people

COOKIE = "_streamlit_user"
"""In which Streamlit keeps who signed in."""


def sign_in() -> str:
    """How people sign in to this server: `proxy`, `oidc`, or not at all (empty)."""
    return os.environ.get("KG_SIGN_IN", "")


def person() -> Person:
    """The person of this session. Without sign-in it is the keeper of this machine, where the server may be edited."""
    how = sign_in()
    if not how:
        return Person(LOCAL, "steward") if os.environ.get("KG_EDITABLE") == "1" else VISITOR
    return _people().person(_from_proxy() if how == "proxy" else _from_provider())


def may(right: str) -> bool:
    return person().may(right)


def _from_proxy() -> str:
    """The account that the proxy names; the server lets nobody else name one (`kg.server.identity`)."""
    return str(st.context.headers.get(os.environ["KG_HEADER"], "")).strip()


def _from_provider() -> str:
    user = st.user
    if not user.get("is_logged_in"):
        return ""
    mail = user.get("email") if user.get("email_verified") is not False else None
    return str(mail or user.get("preferred_username") or user.get("sub") or "").strip()


def shut() -> bool:
    """Whether this session may not even read: the server is private, and nobody has signed in."""
    return os.environ.get("KG_PRIVATE") == "1" and not person().account


def signed_in(request: HTTPConnection) -> bool:
    """Whether a request carries the cookie that Streamlit sets on sign-in, signed by this server."""
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

    cookie = request.cookies.get(COOKIE)
    held = decode_signed_value(get_cookie_secret(), COOKIE, cookie.encode("latin-1")) if cookie else None
    try:
        return held is not None and json.loads(held).get("is_logged_in") is True
    except (ValueError, AttributeError):
        return False


def _people() -> People:
    path = Path(os.environ["KG_PEOPLE"]) if os.environ.get("KG_PEOPLE") else None
    return _read(path, path.stat().st_mtime_ns if path and path.exists() else 0)


@lru_cache(maxsize=2)
def _read(path: Path | None, changed: int) -> People:
    del changed
    return read_people(path)
