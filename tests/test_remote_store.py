"""One conformance suite for every store: Oxigraph in memory, Oxigraph on disk, and a real Virtuoso over HTTP."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from serving import data_of, running
from virtuoso import ACCOUNT, PROGRAM, virtuoso

from kg.commands import Municipality
from kg.commands.catalogue import COMMANDS
from kg.errors import MissingPart, Misuse, QueryFailed
from kg.pipeline import open_data, store_path
from kg.rdf import XSD, Iri, Lit, Quad
from kg.servers import publish_data
from kg.store import Data, EmbeddedStore, Store, find_query
from kg.store.remote import MANY, RemoteStore, publish

E = "http://example.org/"
G1, G2 = E + "g1", E + "g2"
P, LABEL = Iri(E + "p"), Iri(E + "label")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if PROGRAM is None:
        pytest.skip("no Virtuoso on this machine (Debian: virtuoso-opensource)")
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=2 * MANY) as url:
        yield url


@pytest.fixture(params=["memory", "disk", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "virtuoso":
        found = RemoteStore(url := request.getfixturevalue("server"), update_url=url + "-auth", auth=ACCOUNT)
        found.clear(G1)
        found.clear(G2)
        return found
    return EmbeddedStore(tmp_path / "store" if request.param == "disk" else None)


def _facts() -> list[Quad]:
    a, b = Iri(E + "a"), Iri(E + "b")
    return [
        (a, P, b, Iri(G1)),
        (a, LABEL, Lit("Päätös «ö»", "fi"), Iri(G1)),
        (a, LABEL, Lit('beslut "å"\nrad \\ två', "sv"), Iri(G1)),
        (a, Iri(E + "day"), Lit("2014-06-01", datatype=XSD + "date"), Iri(G1)),
        (a, Iri(E + "count"), Lit("4", datatype=XSD + "integer"), Iri(G1)),
        (a, Iri(E + "mandatory"), Lit("true", datatype=XSD + "boolean"), Iri(G1)),
        (b, P, a, Iri(G2)),
        (b, LABEL, Lit("plain"), Iri(G2)),
        (a, P, b, Iri(G2)),
    ]


def answered(command: str, data: Data, given: dict[str, str]) -> object:
    return COMMANDS[command].answer(Municipality(data), given, "fi")


def test_what_goes_in_comes_out(store: Store) -> None:
    store.extend(_facts())
    for graph in (G1, G2):
        assert set(store.quads(graph)) == {q for q in _facts() if q[3] == graph}
    assert {G1, G2} <= set(store.graph_names())


def test_languages_types_and_quotes_survive(store: Store) -> None:
    store.extend(_facts())
    rows = store.select(
        "SELECT ?o WHERE { GRAPH <http://example.org/g1> { ?s <http://example.org/label> ?o } } ORDER BY ?o"
    )
    assert {(str(r["o"]), r["o"].lang) for r in rows if isinstance(r["o"], Lit)} == {
        ("Päätös «ö»", "fi"),
        ('beslut "å"\nrad \\ två', "sv"),
    }


def test_several_graphs_are_merged_for_one_query(store: Store) -> None:
    """A triple of both graphs counts once where the server merges; every store sees both graphs' triples."""
    store.extend(_facts())
    text = "SELECT DISTINCT ?s ?o WHERE { ?s <http://example.org/p> ?o } ORDER BY ?s"
    assert [(r["s"], r["o"]) for r in store.select(text, (G1, G2))] == [(E + "a", E + "b"), (E + "b", E + "a")]
    assert [r["s"] for r in store.select(text, (G1,))] == [E + "a"]


def test_graph_patterns_reach_the_named_graphs(store: Store) -> None:
    store.extend(_facts())
    text = "SELECT ?g WHERE { GRAPH ?g { <http://example.org/b> <http://example.org/p> ?o } } ORDER BY ?g"
    assert [r["g"] for r in store.select(text, (G1, G2))] == [G2]


def test_values_optional_and_negation(store: Store) -> None:
    store.extend(_facts())
    text = """SELECT ?s ?n WHERE {
      VALUES ?s { <http://example.org/a> <http://example.org/b> }
      ?s <http://example.org/p> ?o
      OPTIONAL { ?s <http://example.org/count> ?n }
      FILTER NOT EXISTS { ?s <http://example.org/label> "plain" }
    } ORDER BY ?s"""
    (row,) = store.select(text, (G1,))
    assert row["s"] == E + "a"
    assert Decimal(str(row["n"])) == 4


def test_an_unbound_parameter_binds_nothing(store: Store) -> None:
    store.extend(_facts())
    text = "SELECT ?s WHERE { VALUES ?s { UNDEF } ?s <http://example.org/count> ?n } ORDER BY ?s"
    assert [r["s"] for r in store.select(text, (G1,))] == [E + "a"]


def test_truth_and_triples(store: Store) -> None:
    store.extend(_facts())
    assert store.ask("ASK { <http://example.org/a> ?p ?o }", (G1,)) is True
    assert store.ask("ASK { <http://example.org/c> ?p ?o }", (G1,)) is False
    built = store.construct("CONSTRUCT { ?o <http://example.org/q> ?s } WHERE { ?s <http://example.org/p> ?o }", (G1,))
    assert built == [(E + "b", E + "q", E + "a", None)]


def test_updates_change_one_graph(store: Store) -> None:
    store.extend(_facts())
    store.update(
        "DELETE DATA { GRAPH <http://example.org/g2> { <http://example.org/b> <http://example.org/label> 'plain' } }"
    )
    assert len(store.quads(G2)) == 2
    assert len(store.quads(G1)) == 6


def test_a_wrong_query_is_refused_with_a_reason(store: Store) -> None:
    with pytest.raises(QueryFailed) as failed:
        store.select("SELECT * WHERE { ?s ?p }")
    assert failed.value.message("en")


def test_many_rows_come_whole_though_the_server_cuts(store: Store) -> None:
    """Virtuoso cuts at its ResultSetMaxRows without a word; here that is 2,000 of 5,001 rows."""
    many: list[Quad] = [(Iri(f"{E}n{n:05}"), P, Lit(str(n)), Iri(G1)) for n in range(5_001)]
    store.extend(many)
    assert set(store.quads(G1)) == set(many)


def test_rows_that_cannot_be_paged_are_refused_not_lost(server: str) -> None:
    store = RemoteStore(server, update_url=server + "-auth", auth=ACCOUNT)
    store.clear(G1)
    store.extend([(Iri(f"{E}n{n:05}"), P, Lit(str(n)), Iri(G1)) for n in range(2_500)])
    with pytest.raises(QueryFailed):
        store.select("SELECT ?s WHERE { ?s <http://example.org/p> ?o }", (G1,))


def test_a_nameless_node_becomes_a_named_one(server: str) -> None:
    store = RemoteStore(server, update_url=server + "-auth", auth=ACCOUNT)
    store.clear(G1)
    store.extend([(Iri("_:x"), P, Iri("_:y"), Iri(G1)), (Iri("_:y"), P, Lit("end"), Iri(G1))])
    chain = "SELECT ?o WHERE { ?s <http://example.org/p> ?m . ?m <http://example.org/p> ?o } ORDER BY ?o"
    assert [r["o"] for r in store.select(chain, (G1,))] == [Lit("end")]


def test_an_account_is_needed_to_write(server: str) -> None:
    with pytest.raises((MissingPart, QueryFailed)):
        RemoteStore(server, update_url=server + "-auth", auth=("dba", "wrong")).clear(G1)


def test_no_server_is_a_missing_part() -> None:
    with pytest.raises(MissingPart, match="cannot be reached"):
        open_data("mallila", store="http://127.0.0.1:9/sparql")


def test_a_server_without_the_graphs_says_what_to_do(server: str) -> None:
    with pytest.raises(MissingPart, match="kg load --data mallila"):
        open_data("mallila", store=server)


def test_commands_answer_alike_from_virtuoso(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mallila on the server answers as Mallila in memory does; the sources alone, too."""
    monkeypatch.setenv("KG_STORE_UPDATE", server + "-auth")
    monkeypatch.setenv("KG_STORE_USER", ACCOUNT[0])
    monkeypatch.setenv("KG_STORE_PASSWORD", ACCOUNT[1])
    here = open_data("mallila", store="/nonexistent")
    publish_data(here, server)
    there = open_data("mallila", store=server)
    asked = {"question": "Kuka vastaa turvallisuussuunnitelmasta?"}
    assert COMMANDS["ask"].answer(Municipality(there), asked, "fi") == COMMANDS["ask"].answer(
        Municipality(here), asked, "fi"
    )
    assert COMMANDS["overlaps"].answer(Municipality(there), {}, "fi") == COMMANDS["overlaps"].answer(
        Municipality(here), {}, "fi"
    )
    with pytest.raises(Misuse):
        open_data("mallila", store=server, sources=["nothing"])


def test_commands_answer_alike_from_our_own_endpoint() -> None:
    here = open_data("mallila", store="/nonexistent")
    with running(here) as endpoint:
        there = open_data("mallila", store=endpoint.url + "/sparql")
        assert COMMANDS["overlaps"].answer(Municipality(there), {}, "fi") == COMMANDS["overlaps"].answer(
            Municipality(here), {}, "fi"
        )
        with pytest.raises(QueryFailed, match="may not change"):
            there.store.update("CLEAR ALL")
        copy = there.working_copy()
        copy.store.update("CLEAR ALL")
        assert there.graphs == tuple(g for g in there.store.graph_names() if g in there.graphs)


def test_imports_never_go_to_a_server() -> None:
    with pytest.raises(Misuse, match="kg load --store"):
        store_path("https://example.org/sparql")


def test_publishing_replaces_what_the_server_held(server: str) -> None:
    target = RemoteStore(server, update_url=server + "-auth", auth=ACCOUNT)
    target.clear(G2)
    target.extend([(Iri(E + "old"), P, Lit("old"), Iri(G2))])
    assert publish(data_of(_facts()).store, [G2], target) == {G2: 3}
    assert len(target.quads(G2)) == 3


def test_the_store_queries_are_files() -> None:
    assert {find_query(f"store/{name}").title for name in ("graphs", "quads", "triples", "insert", "clear")}
