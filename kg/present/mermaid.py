"""A picture of chains as a Mermaid flowchart."""

from kg.analyse.web import MISSING
from kg.present.picture import Picture
from kg.read.model import IMPLIED, OUTSIDE

ARROWS = {IMPLIED: "-.->", OUTSIDE: "==>", MISSING: "-.-x"}


def to_mermaid(picture: Picture) -> str:
    """Arrows read as their labels; implied ties dotted, outside knowledge thick, a missing link ends in a cross."""
    ids = {iri: f"n{n}" for n, iri in enumerate(picture.labels)}
    lines = ["---", f"title: {_quoted(picture.title)}", "---", "flowchart LR"]
    lines += [f"  {ids[iri]}[{_quoted(label)}]" for iri, label in picture.labels.items()]
    for arc in picture.arcs:
        arrow = ARROWS.get(arc.status, "-->")
        lines.append(f"  {ids[arc.source]} {arrow}|{_quoted(arc.label)}| {ids[arc.target]}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "#quot;") + '"'
