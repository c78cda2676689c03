"""How values are parted within a cell: `;`, line breaks, bullets, commas, *ja*, *sekä*, *och*, *and*."""

import re
from collections.abc import Callable

from kg.load.tabular.words import words

Knows = Callable[[str], bool]
"""Whether a text is a name as it stands: of the graph, or of another cell of the column."""
Decide = Callable[[str, tuple[str, str], bool], bool]
"""Whether a text is two values: the text, its halves, and what seems right. Asked where the text is not clear."""
_HARD = re.compile(r"\s*(?:;|\r?\n|•|●|·|\|)\s*")
_BULLET = re.compile(r"^[-–*>]\s+|^\d{1,2}[.)]\s+")
_COMMA = re.compile(r"\s*,\s+|\s*,(?=\D)")
_SIGN = re.compile(r"\s*(?:/|\+)\s*")


def _outside(pattern: re.Pattern[str], text: str) -> list[str]:
    """The text parted at a pattern, but not within brackets."""
    depth, cut, parts = 0, 0, []
    opened = [depth := depth + (c in "([") - (c in ")]") for c in text]
    for found in pattern.finditer(text):
        if opened[found.start()] <= 0:
            parts.append(text[cut : found.start()])
            cut = found.end()
    return [*parts, text[cut:]]


def part(text: str, knows: Knows, decide: Decide) -> list[str]:
    """The values of a cell."""
    found: list[str] = []
    for line in _outside(_HARD, text):
        piece = _BULLET.sub("", line.strip()).strip(" ,;")
        if piece:
            found += _soft(piece, knows, decide)
    return list(dict.fromkeys(found))


def _soft(text: str, knows: Knows, decide: Decide) -> list[str]:
    """Parted at commas, and at a conjunction in the last part."""
    if knows(text):
        return [text]
    pieces = [p.strip() for p in _outside(_COMMA, text) if p.strip()]
    pieces = [re.sub(rf"^(?:{_CONJUNCTIONS})\s+", "", p) for p in pieces]
    if len(pieces) > 1:
        pieces = _hyphens(pieces)
    *first, last = pieces
    listed = bool(first)
    return [v for p in [*first, last] for v in _pair(p, knows, decide, listed and p == last)]


def _hyphens(pieces: list[str]) -> list[str]:
    """«Sosiaali-, terveys- ja pelastustoimi» is one name: a piece that ends in a hyphen goes on in the next one."""
    found: list[str] = []
    for piece in pieces:
        if found and found[-1].endswith("-"):
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return found


_CONJUNCTIONS = "|".join(re.escape(w) for w in ("ja", "sekä", "och", "samt", "and", "&"))
_JOINT = re.compile(rf"\s+(?:{_CONJUNCTIONS})\s+", re.IGNORECASE)


def _pair(text: str, knows: Knows, decide: Decide, listed: bool) -> list[str]:
    """A part with a conjunction or a stroke in it: one value or two."""
    if knows(text):
        return [text]
    for pattern in (_JOINT, _SIGN):
        for found in pattern.finditer(text):
            left, right = text[: found.start()].strip(), text[found.end() :].strip()
            if not left or not right or left.endswith("-") or right.startswith("-") or _bracketed(text, found.start()):
                continue
            if pattern is _SIGN and min(len(left), len(right)) < 3:
                continue
            both = knows(left) and knows(right)
            if both or decide(text, (left, right), _seems_two(left, right, knows, listed)):
                return [*_pair(left, knows, decide, listed), *_pair(right, knows, decide, listed)]
    return [text]


def _bracketed(text: str, at: int) -> bool:
    return text[:at].count("(") > text[:at].count(")")


def _seems_two(left: str, right: str, knows: Knows, listed: bool) -> bool:
    """At the end of a list a conjunction joins its last values; elsewhere a name of one body may hold it."""
    if re.search(r"[a-zåäö](?:n|ns|nas|ens)$", left) and len(right.split()) > 1:
        return False  # «lasten ja nuorten palvelut»: both words tell what the last one is of
    return (listed and len(left.split()) == 1) or knows(left) or knows(right) or right[:1].isupper()


def is_nothing(text: str) -> bool:
    return text.strip().casefold() in words("nothing") or text.strip() in ("-", "–", "—", "?", "")
