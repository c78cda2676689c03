"""The SPARQL fragments of `compiled.toml`, filled in."""

import tomllib
from functools import cache
from itertools import count
from pathlib import Path

from kg.rdf import Iri, Lit, Term
from kg.setwise.model import NotSetwise
from kg.setwise.terms import is_blank
from kg.store.query import term

FILE = Path(__file__).with_name("compiled.toml")


@cache
def _fragments() -> dict[str, dict[str, str]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def fragment(section: str, name: str, **parts: object) -> str:
    """The fragment `name` of a section, its places filled."""
    return _fragments()[section][name].format(**parts)


def has_fragment(section: str, name: str) -> bool:
    return name in _fragments()[section]


def sparql_term(value: Term | str) -> str:
    """A term as SPARQL text; a nameless node of a shapes graph cannot be meant by a query."""
    if isinstance(value, Lit):
        return term(value)
    if is_blank(Iri(value)):
        raise NotSetwise("reason-construct", "_:")
    return term(Iri(value))


def sparql_terms(values: object) -> str:
    assert isinstance(values, (tuple, list, set, frozenset))
    return " ".join(sparql_term(v) for v in values)


class Names:
    """Fresh variables, so that patterns can be joined without meaning the same by chance."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def fresh(self) -> str:
        return f"?_{next(self.numbers)}"
