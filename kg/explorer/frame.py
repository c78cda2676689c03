"""The frame around every page: menu, languages, municipality and day at the side; title and errors in the page."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from kg import __version__
from kg.commands import Known
from kg.errors import KgError
from kg.explorer.graph import Graph, municipalities, open_graph
from kg.explorer.inputs import Choice, choose, choose_day
from kg.explorer.person import may, person, shut, sign_in
from kg.explorer.registry import Page, menu
from kg.explorer.render import fill
from kg.explorer.titles import page_title
from kg.explorer.view import View, read_view
from kg.explorer.widgets import script as words
from kg.messages import LANGUAGES
from kg.present.owner import read_owner

STATIC = Path(__file__).parent / "static"


def open_frame(pages: Mapping[str, Page]) -> Any:
    """Draw what stands around every page; returns the page that the address names, to be run."""
    view = read_view(st.query_params)
    current = st.navigation([_navigable(page, view) for page in pages.values()], position="hidden")
    name = next((n for n, page in pages.items() if page.path == current.url_path), "start")
    asked = {} if shut() else st.query_params.to_dict()
    st.set_page_config(page_title=page_title(view, name, asked), layout="wide")
    st.html(STATIC / "explore.css")
    st.html(f"<script>{inline_script(view.lang)}</script>", unsafe_allow_javascript=True)
    with st.sidebar:
        if not shut():
            _side(view, name, menu(pages))
        _account(view)
    return current


def inline_script(lang: str) -> str:
    """The one script that pages bring themselves; the server allows it by its hash (`kg.explorer.policy`)."""
    return (
        f'document.documentElement.lang = "{lang}";{words(lang)}{(STATIC / "explore.js").read_text(encoding="utf-8")}'
    )


def _navigable(page: Page, view: View) -> Any:
    return st.Page(
        partial(draw, page), title=view.say(f"page-{page.name}"), url_path=page.path, default=page.name == "start"
    )


def draw(page: Page) -> None:
    """A page with its data; what goes wrong in it is said in plain words."""
    view = read_view(st.query_params)
    if shut():
        st.html(fill("problem.html", view, message=view.say("not-signed-in"), heading="h1"))
        return
    with _told(view, page.name, "h1"):
        here = Here(view, open_graph(view.municipality), page.name)
    with _told(view, page.name, "h2"):
        if page.titled:
            here.head(view.say(f"page-{page.name}"), view.say(f"lead-{page.name}"))
        if page.right and not may(page.right):
            lacks = _lacks()
            here.show("empty.html", message=here.say(lacks), advice=here.say(f"{lacks}-do"))
        else:
            page.draw(here)
    _foot(view, here.graph)


def _lacks() -> str:
    """Why somebody may not: the server is not editable, they have not signed in, or their role is another."""
    if not sign_in():
        return "not-editable"
    return "not-allowed" if person().account else "not-signed-in"


def _foot(view: View, graph: Graph | None) -> None:
    """Whose service this is, how to reach them, and which data it stands on."""
    version = graph.version if graph else None
    st.html(fill("footer.html", view, owner=read_owner(), version=version, program=__version__))


def _side(view: View, page_name: str, groups: Mapping[str, list[str]]) -> None:
    """Languages, municipality and day above the menu, the language of names below it."""
    here = dict(st.query_params) | view.held()
    known = [municipality.key for municipality in municipalities()]
    current = view.municipality if view.municipality in known else known[0]
    st.html(fill("languages.html", view, languages=LANGUAGES, current=page_name, here=here))
    choose(Choice("data", view.say("municipality"), known, lambda m: municipality_name(view, m), fallback=current))
    choose_day(view.say("day"), view.day, view.say("day-help"))
    st.html(fill("menu.html", view, menu=groups, current=page_name))
    st.html(fill("content.html", view, languages=LANGUAGES, current=page_name, here=here))


def _account(view: View) -> None:
    """Who has signed in, and the way in or out where this server signs people in itself."""
    who = person()
    if sign_in() and who.account:
        st.html(fill("account.html", view, account=who.account, role=view.say(f"role-{who.role}")))
    if sign_in() == "oidc":
        if who.account:
            st.button(view.say("sign-out"), on_click=st.logout, key="sign-out")
        else:
            st.button(view.say("sign-in"), on_click=st.login, key="sign-in")


def municipality_name(view: View, municipality: str) -> str:
    """What a municipality is called, and that it is an example where it is one."""
    known = next((m for m in municipalities() if m.key == municipality), Known(municipality))
    name = known.name(view.lang)
    return view.say("example-city", name=name) if known.example else name


@dataclass
class Here:
    """A page while it is drawn."""

    view: View
    graph: Graph
    page: str

    def say(self, name: str, /, **facts: object) -> str:
        return self.view.say(name, **facts)

    def show(self, template: str, **facts: object) -> None:
        """Draw a template of `explore/templates`; all that comes from the data is escaped."""
        st.html(fill(template, self.view, graph=self.graph, **facts))

    def head(self, title: str, lead: str = "", above: str = "") -> None:
        """The page's one first heading, its lead, whose data it shows and as of when."""
        place = municipality_name(self.view, self.view.municipality)
        self.show("head.html", title=title, lead=lead, above=above, place=place)


@contextmanager
def _told(view: View, name: str, heading: str) -> Iterator[None]:
    """Say a problem on the page under a heading of that step, and end the page there."""
    try:
        yield
    except KgError as error:
        unknown = error.key == "errors.no-such-municipality"
        told = view.say("no-municipality", name=view.municipality) if unknown else error.message(view.lang)
        _problem(view, told, heading)
    except Exception:
        logging.getLogger(__name__).exception("page %s", name)
        _problem(view, view.say("bug"), heading)


def _problem(view: View, message: str, heading: str) -> None:
    st.html(fill("problem.html", view, message=message, heading=heading))
    _foot(view, None)
    st.stop()
