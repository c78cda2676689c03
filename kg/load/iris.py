"""The IRIs of a municipality's things, minted here alone: `…/id/{municipality}/{type}/{key}`."""

import re
import unicodedata
from urllib.parse import quote

from kg.load.shipped import BASE
from kg.rdf import Iri

_NO_WORD = re.compile(r"[\W_]+")


def slug(name: str) -> str:
    """A name as a key: `Lasten ja nuorten ryhmä` → `lasten-ja-nuorten-ryhma`; å and ä become a, ö becomes o.

    >>> slug("Pelastuslaitos (Itä-Uusimaa)")
    'pelastuslaitos-ita-uusimaa'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return quote(_NO_WORD.sub("-", bare).strip("-"), safe="")


def thing_iri(municipality: str, kind: str, key: str) -> Iri:
    """The IRI of a thing of this kind (`network`, `plan` …) whose owner calls it `key`."""
    return Iri(f"{BASE}id/{municipality}/{kind}/{quote(key, safe='')}")


def named_iri(municipality: str, kind: str, name: str) -> Iri:
    """The IRI of a thing that has a name only."""
    return Iri(f"{BASE}id/{municipality}/{kind}/{slug(name)}")
