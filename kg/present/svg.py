"""A picture of chains as an SVG image that stands alone: layered, with words in it, readable by a screen reader."""

import textwrap
from html import escape

from kg.analyse.web import MISSING
from kg.messages import text
from kg.present.picture import Arc, Picture
from kg.read.model import IMPLIED, OUTSIDE

BOX_WIDTH, LINE, PADDING = 190, 16, 10
COLUMN, ROW = 330, 110
MARGIN, HEAD = 24, 56
WRAP = 24

STYLES = {
    IMPLIED: ("#333333", "7 4"),
    OUTSIDE: ("#0b4f8a", "2 4"),
    MISSING: ("#b00020", "10 6"),
}
PLAIN = ("#1a1a1a", "none")


def to_svg(picture: Picture, lang: str) -> str:
    """Boxes in columns from left to right, each arrow with its relation and its status in words."""
    places = _places(picture)
    width = MARGIN * 2 + max(len(picture.layers) - 1, 0) * COLUMN + BOX_WIDTH
    height = HEAD + MARGIN * 2 + max((len(layer) for layer in picture.layers), default=1) * ROW
    body = [_arc(arc, places, lang) for arc in picture.arcs] + [_box(picture, n, places[n]) for n in picture.labels]
    return (
        "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
                f' height="{height}" role="img" aria-labelledby="title desc" lang="{lang}"'
                ' font-family="sans-serif" font-size="13">',
                f'<title id="title">{escape(picture.title)}</title>',
                f'<desc id="desc">{escape(_description(picture, lang))}</desc>',
                f"<defs>{_heads()}</defs>",
                f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
                f'<text x="{MARGIN}" y="34" font-size="18" font-weight="bold">{escape(picture.title)}</text>',
                *body,
                "</svg>",
            ]
        )
        + "\n"
    )


def _places(picture: Picture) -> dict[str, tuple[int, int]]:
    """The top left corner of each box; every column is centred on the tallest."""
    tallest = max((len(layer) for layer in picture.layers), default=1)
    found: dict[str, tuple[int, int]] = {}
    for column, layer in enumerate(picture.layers):
        above = (tallest - len(layer)) * ROW // 2
        for row, iri in enumerate(layer):
            found[iri] = (MARGIN + column * COLUMN, HEAD + MARGIN + above + row * ROW)
    return found


def _box(picture: Picture, iri: str, place: tuple[int, int]) -> str:
    x, y = place
    lines = textwrap.wrap(picture.labels[iri], WRAP) or [""]
    height = _height(lines)
    spans = "".join(
        f'<tspan x="{x + PADDING}" y="{y + PADDING + LINE * (n + 1) - 4}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    return (
        f'<g data-iri="{escape(iri)}"><rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{height}" rx="6"'
        f' fill="#eef3f8" stroke="#1a1a1a"/><text fill="#1a1a1a">{spans}</text></g>'
    )


def _height(lines: list[str]) -> int:
    return LINE * len(lines) + 2 * PADDING


def _arc(arc: Arc, places: dict[str, tuple[int, int]], lang: str) -> str:
    """One arrow as a curve with its label in the middle; its status in words unless a source states it."""
    (x1, y1), (x2, y2), bend = _ends(places[arc.source], places[arc.target])
    colour, dash = STYLES.get(arc.status, PLAIN)
    status = _status(arc, lang)
    quote = f": «{arc.quote}»" if arc.quote else ""
    middle = (x1 + x2) // 2 + bend
    path = f"M{x1},{y1} C{middle},{y1} {middle},{y2} {x2},{y2}"
    x, y = (x1 + x2) // 2 + bend // 2, (y1 + y2) // 2
    lines = textwrap.wrap(arc.label, 20) + ([f"({status})"] if arc.status in STYLES else [])
    words = "".join(
        f'<tspan x="{x}" y="{y - 4 - 13 * (len(lines) - 1 - n)}">{escape(line)}</tspan>' for n, line in enumerate(lines)
    )
    return (
        f"<g><title>{escape(arc.label)} ({escape(status)}){escape(quote)}</title>"
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-dasharray="{dash}"'
        f' marker-end="url(#head-{colour[1:]})"/>'
        f'<text text-anchor="middle" font-size="11" fill="{colour}" stroke="#ffffff" stroke-width="3"'
        f' paint-order="stroke">{words}</text></g>'
    )


def _ends(source: tuple[int, int], target: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Where an arrow leaves and arrives, on the sides that face each other, and how far it bends within a column."""
    (x1, y1), (x2, y2) = source, target
    down = LINE + PADDING
    if x1 == x2:
        return (x1 + BOX_WIDTH, y1 + down), (x2 + BOX_WIDTH, y2 + down), 60
    if x2 < x1:
        return (x1, y1 + down), (x2 + BOX_WIDTH, y2 + down), 0
    return (x1 + BOX_WIDTH, y1 + down), (x2, y2 + down), 0


def _heads() -> str:
    colours = sorted({colour for colour, _ in (*STYLES.values(), PLAIN)})
    return "".join(
        f'<marker id="head-{c[1:]}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8"'
        f' orient="auto"><path d="M0,0 L10,5 L0,10 z" fill="{c}"/></marker>'
        for c in colours
    )


def _description(picture: Picture, lang: str) -> str:
    """Every arrow as a sentence, for who cannot see the picture."""
    return " ".join(
        f"{picture.labels[a.source]} {a.label} {picture.labels[a.target]} ({_status(a, lang)})." for a in picture.arcs
    )


def _status(arc: Arc, lang: str) -> str:
    return text(f"chain.status-{arc.status.replace(' ', '-')}", lang)
