"""An SVG picture in the page: its boxes are links that the keyboard reaches, and it can be taken away as SVG or PNG."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from kg.explorer.frame import Here

HERE = Path(__file__).parent


@cache
def _component() -> Any:
    return st.components.v2.component(
        "vastuuverkko-picture",
        html='<div class="kg-picture"></div>\n',
        js=(HERE / "picture.js").read_text(encoding="utf-8"),
        css=(HERE / "picture.css").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def show_picture(
    here: Here,
    svg: str,
    name: str,
    *,
    nodes: Mapping[str, str] | None = None,
    fit: bool = False,
) -> None:
    """Draw an SVG. `nodes` maps `data-iri` of a group to an address.
    `fit` shrinks the picture to the page however narrow; else its words stay readable and it scrolls.

    The SVG must escape what comes from the data, as everything in `kg.present` that draws one does.
    """
    data = {
        "svg": svg,
        "nodes": dict(nodes or {}),
        "file": f"{here.view.municipality}-{name}",
        "label": here.say("picture-label"),
        "fit": fit,
        "saves": {"svg": here.say("take-svg"), "png": here.say("take-png")},
    }
    _component()(data=data, key=f"picture-{name}")
