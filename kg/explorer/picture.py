"""An SVG picture in the page: its boxes are links that the keyboard reaches, and it can be taken away as SVG or PNG."""

from collections.abc import Mapping, Sequence
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
    arcs: Sequence[str] = (),
) -> None:
    """Draw an SVG. `nodes` maps `data-iri` of a group to an address, `arcs` holds an address for each other group.

    The SVG must escape what comes from the data, as everything in `kg.present` that draws one does.
    """
    data = {
        "svg": svg,
        "nodes": dict(nodes or {}),
        "arcs": list(arcs),
        "file": f"{here.view.municipality}-{name}",
        "label": here.say("picture-label"),
        "save": here.say("take-png"),
    }
    _component()(data=data, key=f"picture-{name}")
    with st.container(horizontal=True, key=f"take-picture-{name}"):
        st.download_button(
            here.say("take-svg"),
            svg,
            f"{here.view.municipality}-{name}.svg",
            "image/svg+xml",
            key=f"svg-{name}",
            on_click="ignore",
        )
