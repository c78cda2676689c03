"""Which media type and language a client gets, by q-values (RFC 9110 section 12.5)."""

from collections.abc import Mapping, Sequence

from kg.messages import LANGUAGES

RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/n-quads",
    "application/trig",
    "application/rdf+xml",
    "application/ld+json",
)
HTML = "text/html"
SHORT: Mapping[str, str] = {
    "json": RESULTS[0],
    "xml": RESULTS[1],
    "csv": RESULTS[2],
    "tsv": RESULTS[3],
    "ttl": GRAPHS[0],
    "nt": GRAPHS[1],
    "nq": GRAPHS[2],
    "trig": GRAPHS[3],
    "rdf": GRAPHS[4],
    "jsonld": GRAPHS[5],
    "html": HTML,
}
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "application/json": (RESULTS[0], GRAPHS[5], "application/json"),
    "application/xml": (RESULTS[1], GRAPHS[4]),
    "text/xml": (RESULTS[1], GRAPHS[4]),
    "application/x-turtle": (GRAPHS[0],),
    "text/plain": (GRAPHS[1],),
    "application/xhtml+xml": (HTML,),
}


def best(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that the client likes most, the earlier one among equals; None where it takes none."""
    if not accept or not accept.strip():
        return offers[0]
    ranges = _ranges(accept)
    weights = [_weight(offer, ranges) for offer in offers]
    most = max(weights)
    return offers[weights.index(most)] if most > 0 else None


def language(wanted: str | None, accept: str | None, default: str) -> str:
    """The `lang=` of the address, else the best of Accept-Language, else the default."""
    if wanted in LANGUAGES:
        return str(wanted)
    liked = sorted(_ranges(accept or ""), key=lambda r: -r[1])
    for name, weight in liked:
        tag = name.split("-")[0]
        if weight > 0 and tag in LANGUAGES:
            return tag
    return default


def _ranges(header: str) -> list[tuple[str, float]]:
    ranges = []
    for part in header[:4096].split(","):
        name, *params = (p.strip().lower() for p in part.split(";"))
        weight = next((_number(p[2:]) for p in params if p.startswith("q=")), 1.0)
        if name:
            ranges.append((name, weight))
    return ranges


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def _weight(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific range that matches."""
    found = (0, 0.0)
    for name, weight in ranges:
        if name == offer or offer in _OTHER_NAMES.get(name, ()):
            rank = 3
        elif name == offer.split("/", maxsplit=1)[0] + "/*":
            rank = 2
        elif name == "*/*":
            rank = 1
        else:
            continue
        found = max(found, (rank, weight))
    return found[1]
