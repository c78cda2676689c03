"""What a network covers, against a second computation straight from the definitions.

Leaf = no narrower area (group) in the municipality's own scheme, or in the shared one where it has none; a shared group
in a municipality with its own scheme covers the own leaves below it, else itself; no group given = all residents.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.load.shipped import graph_iri, inferred_graph
from kg.rdf import Iri, Quad
from kg.reason.closures import materialise
from kg.store import EmbeddedStore
from kg.terms import BASE, KG

TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
WITHIN = Iri("http://www.opengis.net/ont/geosparql#sfWithin")
BROADER = Iri("http://www.w3.org/2004/02/skos/core#broader")
IN_SCHEME = Iri("http://www.w3.org/2004/02/skos/core#inScheme")
ALL = f"{BASE}vocab/population-groups/all"
SHARED = f"{BASE}vocab/population-groups"

Parents = list[int | None]


def _id(municipality: str, kind: str, number: int) -> str:
    return f"{BASE}id/{municipality}/{kind}/{number}"


def forests(most: int) -> st.SearchStrategy[Parents]:
    """For each node an earlier node as its parent, or none."""
    node = st.integers(0, most - 1)
    return st.lists(node, min_size=1, max_size=most).map(
        lambda draws: [None if draw >= place else draw for place, draw in enumerate(draws)]
    )


def _above(parents: Parents, node: int) -> set[int]:
    found = {node}
    while (parent := parents[node]) is not None:
        found.add(parent)
        node = parent
    return found


def _leaves(parents: Parents) -> set[int]:
    return set(range(len(parents))) - set(parents)


def _store(quads: list[tuple[str, object, str]]) -> EmbeddedStore:
    store = EmbeddedStore()
    source = Iri(graph_iri("koe", "lahde"))
    triples: list[Quad] = [(Iri(s), Iri(str(p)), Iri(o), source) for s, p, o in quads]
    store.extend(triples)
    store.merge([source])
    materialise(store, inferred_graph("koe"))
    return store


def _derived(store: EmbeddedStore, link: object) -> set[tuple[str, str]]:
    return {(str(s), str(o)) for s, p, o, _ in store.quads(inferred_graph("koe")) if str(p) == str(link)}


@settings(max_examples=60, deadline=None)
@given(forests(8), st.lists(st.integers(0, 7), max_size=4))
def test_a_network_covers_the_leaves_within_its_area(parents: Parents, areas: list[int]) -> None:
    count = len(parents)
    facts: list[tuple[str, object, str]] = [(_id("koe", "area", n), TYPE, str(KG.Area)) for n in range(count)]
    facts += [(_id("koe", "area", n), WITHIN, _id("koe", "area", p)) for n, p in enumerate(parents) if p is not None]
    networks = {n: area % count for n, area in enumerate(areas)}
    for network, area in networks.items():
        facts.append((_id("koe", "network", network), TYPE, str(KG.Network)))
        facts.append((_id("koe", "network", network), KG.area, _id("koe", "area", area)))
    expected = {
        (_id("koe", "network", n), _id("koe", "area", leaf))
        for n, area in networks.items()
        for leaf in _leaves(parents)
        if area in _above(parents, leaf)
    }
    assert _derived(_store(facts), KG.coversArea) == expected


@settings(max_examples=80, deadline=None)
@given(
    forests(5),
    st.dictionaries(st.sampled_from(["koe", "muu"]), forests(4)),
    st.lists(st.integers(-1, 4), min_size=4, max_size=4),
    st.lists(st.tuples(st.sampled_from(["koe", "muu"]), st.integers(-1, 8)), max_size=5),
)
def test_a_network_covers_the_leaf_groups_that_the_definition_says(
    shared: Parents, own: dict[str, Parents], hangs_under: list[int], drawn: list[tuple[str, int]]
) -> None:
    above = {ALL: {ALL}} | {_shared(n): {_shared(a) for a in _above(shared, n)} | {ALL} for n in range(len(shared))}
    schemes: dict[str, list[str]] = {}
    for city, parents in own.items():
        schemes[city] = [_id(city, "population-group", n) for n in range(len(parents))]
        for n in range(len(parents)):
            top = min(_above(parents, n))
            under = hangs_under[top]
            roof = above[_shared(under)] if 0 <= under < len(shared) else {ALL}
            above[schemes[city][n]] = {schemes[city][a] for a in _above(parents, n)} | roof
    networks = [(city, n, _group(pick, len(shared), schemes.get(city, []))) for n, (city, pick) in enumerate(drawn)]
    store = _store(_group_facts(shared, own, hangs_under, schemes) + _network_facts(networks))
    expected = {
        (_id(city, "network", n), leaf)
        for city, n, group in networks
        for leaf in _covered(group or ALL, schemes.get(city, []), above)
    }
    assert _derived(store, KG.coversGroup) == expected


def _shared(number: int) -> str:
    return f"{SHARED}/{number}"


def _group(pick: int, shared: int, own: list[str]) -> str | None:
    """The group that a network names: none, a shared one, or one of its municipality's own."""
    if pick < 0:
        return None
    return own[pick % len(own)] if own and pick % 2 else _shared(pick % shared)


def _covered(group: str, own: list[str], above: dict[str, set[str]]) -> set[str]:
    if own:
        inner = {g for g in own if group in above[g]}
        leaves = {g for g in inner if not any(g in above[other] for other in own if other != g)}
        return leaves or {group}
    shared = [g for g in above if g.startswith(SHARED)]
    return {g for g in shared if group in above[g] and not any(g in above[other] for other in shared if other != g)}


def _group_facts(
    shared: Parents, own: dict[str, Parents], hangs_under: list[int], schemes: dict[str, list[str]]
) -> list[tuple[str, object, str]]:
    facts: list[tuple[str, object, str]] = [(ALL, TYPE, str(KG.PopulationGroup)), (ALL, IN_SCHEME, SHARED)]
    for n, parent in enumerate(shared):
        facts += [(_shared(n), TYPE, str(KG.PopulationGroup)), (_shared(n), IN_SCHEME, SHARED)]
        facts.append((_shared(n), BROADER, ALL if parent is None else _shared(parent)))
    for city, parents in own.items():
        for n, parent in enumerate(parents):
            group = schemes[city][n]
            under = hangs_under[n]
            roof = _shared(under) if 0 <= under < len(shared) else ALL
            facts += [(group, TYPE, str(KG.PopulationGroup)), (group, IN_SCHEME, f"{BASE}id/{city}/population-groups")]
            facts.append((group, BROADER, roof if parent is None else schemes[city][parent]))
    return facts


def _network_facts(networks: list[tuple[str, int, str | None]]) -> list[tuple[str, object, str]]:
    facts: list[tuple[str, object, str]] = []
    for city, n, group in networks:
        facts.append((_id(city, "network", n), TYPE, str(KG.Network)))
        if group:
            facts.append((_id(city, "network", n), KG.populationGroup, group))
    return facts
