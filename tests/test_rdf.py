"""Terms are equal exactly when the engine says so: in sets, in changes, in loads, in undo and in diff."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.store.changes import difference

WORDS = st.sampled_from(["urn:x:a", "urn:x:b", "true", "1"])
IRIS = WORDS.map(lambda w: Iri(w if ":" in w else f"urn:x:{w}"))
LITERALS = st.one_of(
    WORDS.map(Lit),
    st.builds(lambda w, lang: Lit(w, lang=lang), WORDS, st.sampled_from(["fi", "sv"])),
    st.builds(lambda w, kind: Lit(w, datatype=XSD + kind), WORDS, st.sampled_from(["date", "token"])),
)
TERMS = st.one_of(IRIS, LITERALS)


def engines(term: Term) -> ox.NamedNode | ox.Literal:
    if not isinstance(term, Lit):
        return ox.NamedNode(term)
    return (
        ox.Literal(str(term), language=term.lang)
        if term.lang
        else ox.Literal(str(term), datatype=ox.NamedNode(term.datatype))
    )


@given(TERMS, TERMS)
def test_terms_are_equal_as_the_engine_says(a: Term, b: Term) -> None:
    assert (a == b) == (engines(a) == engines(b)) == (b == a)
    assert (a != b) == (not a == b)  # noqa: SIM201
    assert a != b or hash(a) == hash(b)


@given(st.lists(TERMS, max_size=12))
def test_a_set_of_terms_keeps_what_differs(terms: list[Term]) -> None:
    assert len(set(terms)) == len({engines(t) for t in terms})


QUADS = st.builds(lambda s, o: (s, Iri("urn:x:p"), o, Iri("urn:x:g")), IRIS, TERMS)


@given(st.frozensets(QUADS, max_size=8), st.frozensets(QUADS, max_size=8))
def test_a_change_leads_from_one_state_to_the_other_and_back(old: frozenset[Quad], new: frozenset[Quad]) -> None:
    change = difference(set(old), set(new))
    assert change.on(set(old)) == set(new)
    assert change.back().on(set(new)) == set(old)


def test_a_corrected_iri_is_a_change() -> None:
    said: Quad = (Iri("urn:x:a"), Iri("urn:x:source"), Lit("https://example.org/"), Iri("urn:x:g"))
    meant: Quad = (said[0], said[1], Iri("https://example.org/"), said[3])
    change = difference({said}, {meant})
    assert (set(change.added), set(change.removed)) == ({meant}, {said})
