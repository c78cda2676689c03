"""A web of things and ties as a picture that one may pull; each box and arrow is also a link for the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

from kg.explorer.frame import Here

STATIC = Path(__file__).parent / "static"
LOADER = """
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".kg-web");
  const drawn = JSON.stringify(data);
  if (root.kgDrawn === drawn) return;
  root.kgDrawn = drawn;
  import(new URL(data.script, window.location.origin).href).then((web) => web.draw(root, data));
}
"""
"""The library comes once, compressed and kept, from this server; only the data travel with each picture."""


@dataclass(frozen=True)
class Box:
    """One thing; `classes` are `main` (of the way that matters) and `gone` (no longer in force)."""

    id: str
    label: str
    href: str = ""
    classes: str = ""


@dataclass(frozen=True)
class Tie:
    """One arrow; `classes` are `main`, `plain` (no arrow head), `back` (turned round) and the status of the hop."""

    source: str
    target: str
    label: str
    href: str = ""
    classes: str = ""


@dataclass(frozen=True)
class Woven:
    """A picture: what it is called, its boxes and ties, and how it is laid out."""

    name: str
    label: str
    boxes: Sequence[Box]
    ties: Sequence[Tie] = field(default_factory=tuple)
    organic: bool = False
    """Whether the ties have no direction: then what belongs together lies together."""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "vastuuverkko-web", html='<div class="kg-web"></div>\n', js=LOADER, isolate_styles=False
    )


@cache
def script() -> str:
    """The address of the bundle; another bundle has another address, so that no browser keeps an old one."""
    return f"/explorer/web.js?v={sha256((STATIC / 'web.js').read_bytes()).hexdigest()[:12]}"


def show_woven(here: Here, picture: Woven) -> None:
    """Draw it, with a key to its lines below."""
    data = {
        "script": script(),
        "label": picture.label,
        "file": f"{here.view.municipality}-{picture.name}",
        "organic": picture.organic,
        "nodes": [{"id": b.id, "label": b.label, "href": b.href, "classes": b.classes} for b in picture.boxes],
        "edges": [
            {"source": t.source, "target": t.target, "label": t.label, "href": t.href, "classes": t.classes}
            for t in picture.ties
        ],
        "words": {word: here.say(f"web-{word}") for word in ("nearer", "farther", "fit", "svg", "save")},
    }
    _component()(data=data, key=f"web-{picture.name}")
    statuses = [s for s in STATUSES if any(s in t.classes.split() for t in picture.ties)]
    main = any("main" in t.classes.split() for t in picture.ties)
    here.show("web-key.html", statuses=statuses, main=main)


STATUSES = ("stated", "implied", "outside-knowledge", "missing-link")
