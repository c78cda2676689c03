"""Pages, things and all state of a page as addresses: what is on the screen is always in the address."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from kg.terms import BASE

KEPT = "/:,;"
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def short(iri: str) -> str:
    """An IRI as it stands in an address: ours without their common beginning."""
    return iri.removeprefix(BASE).removeprefix("id/") if iri.startswith(BASE) else iri


def full(text: str) -> str:
    """The IRI that `short` shortened; characters that no IRI may hold are percent-encoded (RFC 3987 section 2.2)."""
    text = _NOT_IN_IRI.sub(lambda match: quote(match[0], safe=""), text)
    if "://" in text:
        return text
    first = text.split("/", 1)[0]
    return BASE + text if first in ("vocab", "ns", "shapes", "graph") else BASE + "id/" + text


def address(page: str, params: Mapping[str, str | None]) -> str:
    """The address of a page with its parameters; empty ones are left out."""
    from kg.explorer.pages import PAGES  # the pages draw addresses themselves

    given = {k: v for k, v in params.items() if v}
    return f"/{PAGES[page].path}" + (f"?{urlencode(given, quote_via=quote, safe=KEPT)}" if given else "")
