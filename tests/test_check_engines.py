"""Both engines find the same in the shipped graphs; shared names are left out, for pySHACL is slow."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from kg.check import check_shapes
from kg.check.shapes import load_shapes
from kg.pipeline import open_data
from kg.store import Context, Data, EmbeddedStore
from kg.terms import BASE

SKOS = "http://www.w3.org/2004/02/skos/core#"
NAMES = {SKOS + name for name in ("prefLabel", "altLabel", "definition", "scopeNote", "example")}
DAYS = {"helsinki": date(2014, 6, 1), "mallila": date(2026, 1, 1)}
OF_ALL = (BASE + "vocab/", BASE + "ns/", BASE + "ontology/")


@cache
def shipped(municipality: str) -> Data:
    """What questions see on a day on which the statements stand, without the names of terms and concepts."""
    context = Context(as_of=DAYS[municipality], municipality=municipality)
    whole = open_data(municipality, context=context)
    store = EmbeddedStore()
    store.extend(q for q in whole.store.quads(None) if not (q[1] in NAMES and q[0].startswith(OF_ALL)))
    return Data(store, municipality, whole.graphs, whole.context)


@pytest.mark.parametrize("part", ["structure", "coverage", "overlap"])
@pytest.mark.parametrize("municipality", ["helsinki", "mallila"])
def test_both_engines_find_the_same(municipality: str, part: str) -> None:
    data, shapes = shipped(municipality), load_shapes((part,))
    native, reference = (Counter(f.key() for f in check_shapes(data, shapes, e).results) for e in ("native", "pyshacl"))
    assert native
    assert native == reference
