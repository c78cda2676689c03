"""A picture of chains as a Mermaid flowchart."""

import json

from kg.analyse.web import MISSING
from kg.present.picture import Picture
from kg.read.model import IMPLIED, OUTSIDE

ARROWS = {IMPLIED: "-.->", OUTSIDE: "==>", MISSING: "-.-x"}


def to_mermaid(picture: Picture) -> str:
    """Arrows read as their labels; implied ties dotted, outside knowledge thick, a missing link ends in a cross."""
    ids = {iri: f"n{n}" for n, iri in enumerate(picture.labels)}
    lines = ["---", f"title: {_title(picture.title)}", "---", "flowchart LR"]
    lines += [f"  {ids[iri]}[{_quoted(label)}]" for iri, label in picture.labels.items()]
    for arc in picture.arcs:
        arrow = ARROWS.get(arc.status, "-->")
        lines.append(f"  {ids[arc.source]} {arrow}|{_quoted(arc.label)}| {ids[arc.target]}")
    return "\n".join(lines) + "\n"


_ENTITIES = str.maketrans({c: f"#{ord(c)};" for c in '#&<>"`\\'})
"""Mermaid reads labels as HTML and, within backquotes, as Markdown: what is special there goes as its code."""


def _quoted(text: str) -> str:
    return '"' + " ".join(text.translate(_ENTITIES).split()) + '"'


def _title(text: str) -> str:
    """A text of YAML; a title is drawn as plain text."""
    return json.dumps(text, ensure_ascii=False).replace("<", "\\u003c")
