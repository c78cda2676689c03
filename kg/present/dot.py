"""A picture of chains as a Graphviz DOT document."""

from kg.analyse.web import MISSING
from kg.present.picture import Picture
from kg.read.model import IMPLIED, OUTSIDE

STYLES = {IMPLIED: "dashed", OUTSIDE: "dotted", MISSING: "dashed"}


def to_dot(picture: Picture) -> str:
    """Arrows read as their labels; implied ties dashed, outside knowledge dotted, missing links dashed and red."""
    ids = {iri: f"n{n}" for n, iri in enumerate(picture.labels)}
    lines = ["digraph chain {", f"  label={_quoted(picture.title)};", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {ids[iri]} [label={_quoted(label)}];" for iri, label in picture.labels.items()]
    lines += ["  { rank=same; " + " ".join(f"{ids[n]};" for n in layer) + " }" for layer in picture.layers]
    for arc in picture.arcs:
        style = f", style={STYLES[arc.status]}" if arc.status in STYLES else ""
        colour = ', color="#b00020"' if arc.status == MISSING else ""
        lines.append(f"  {ids[arc.source]} -> {ids[arc.target]} [label={_quoted(arc.label)}{style}{colour}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
