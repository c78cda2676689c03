"""Linked data, the data set's description, questions as URLs and the commands over HTTP."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL
from serving import Running, data_of, running

from kg.commands.catalogue import COMMANDS
from kg.explorer.pages import PAGES
from kg.load.shipped import BASE
from kg.messages import LANGUAGES
from kg.pipeline import open_data
from kg.rdf import Iri, Lit, Quad
from kg.resources import ONTOLOGY
from kg.server.app import routes
from kg.server.linked import PATHS as LINKED
from kg.server.negotiate import language
from kg.store import published_queries

ROOT = Path(__file__).parent.parent
UNIT = "/id/helsinki/unit/turvallisuus-ja-valmiusyksikko"
STREAMLIT = ("/static", "/media", "/component", "/_stcore")
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(open_data("helsinki", store="/nonexistent")) as found:
        yield found


def _get(server: Running, path: str, accept: str = "text/html", **headers: str) -> httpx.Response:
    return httpx.get(server.url + path, headers={"Accept": accept, **headers}, timeout=60, follow_redirects=True)


@pytest.mark.parametrize(
    "path", [UNIT, "/ns/Network", "/vocab/roles/monitors", "/vocab/roles", "/ontology", "/graph/helsinki/seed"]
)
def test_every_iri_answers_by_its_path(server: Running, path: str) -> None:
    page = _get(server, path)
    assert page.status_code == 200
    assert BASE + path[1:] in page.text
    for media, parser in (
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ):
        response = _get(server, path, media)
        assert response.headers["content-type"].split(";")[0] == media
        assert (URIRef(BASE + path[1:]), None, None) in Graph().parse(data=response.text, format=parser)
        assert f'rel="alternate"; type="{media}"' in response.headers["link"]


@pytest.mark.parametrize("path", [UNIT, "/ns/Network", "/vocab/roles/monitors", "/shapes/TermShape"])
def test_a_thing_leads_to_the_document_about_it(server: Running, path: str) -> None:
    for media, name in (("text/html", "html"), ("text/turtle", "ttl"), ("application/ld+json", "jsonld")):
        answer = httpx.get(f"{server.url}{path}?lang=sv", headers={"Accept": media})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{path}?format={name}&lang=sv"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "Accept" in answer.headers["vary"]
        assert httpx.get(server.url + answer.headers["location"]).headers["content-type"].startswith(media)


@pytest.mark.parametrize("path", ["/ontology", "/ontology/actors", "/vocab/roles", "/ns/", "/graph/helsinki/seed"])
def test_a_document_is_sent_as_it_is(server: Running, path: str) -> None:
    assert httpx.get(server.url + path, headers={"Accept": "text/turtle"}, timeout=60).status_code == 200


def test_a_module_holds_its_terms_and_a_scheme_its_concepts(server: Running) -> None:
    """Read back, a document says what its file says."""
    for path, file in (("ontology/actors", "actors.ttl"), ("vocab/roles", "vocabularies/roles.ttl"),
                       ("ontology/vocabularies/roles", "vocabularies/roles.ttl"),
                       ("ontology/alignments/org", "alignments/org.ttl"),
                       ("ontology/profile", "profile/profile.ttl"),
                       ("ontology/profile/shapes.ttl", "profile/shapes.ttl")):  # fmt: skip
        for media, parser in (("text/turtle", "turtle"), ("application/ld+json", "json-ld")):
            served = Graph().parse(data=_get(server, f"/{path}", media).text, format=parser)
            assert isomorphic(served, Graph().parse(ONTOLOGY / file)), (path, media)
    assert "kg:RescueDepartment" in _get(server, "/ontology/actors?lang=en").text
    assert "beaktar" in _get(server, "/vocab/roles?lang=sv").text


def test_the_namespace_and_the_version_are_the_whole_ontology(server: Running) -> None:
    whole = Graph()
    for path in [*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("vocabularies/*.ttl"), *ONTOLOGY.glob("alignments/*.ttl")]:
        if path.stem != "exemptions":
            whole.parse(path)
    ontology = URIRef(BASE + "ontology")
    version = str(whole.value(ontology, OWL.versionIRI)).removeprefix(BASE)
    for path in ("ns/", "ns", "ontology", version):
        served = Graph().parse(data=_get(server, f"/{path}", "text/turtle").text)
        assert set(served.subjects(RDF.type, OWL.Class)) == set(whole.subjects(RDF.type, OWL.Class)), path
        assert len(served) == len(whole), path
        page = _get(server, f"/{path}?lang=en")
        assert page.status_code == 200
        assert all(part in page.text for part in ("kg:Actor", "kg:bearer", "v:roles/monitors", 'lang="en"')), path
    for unknown in ("ontology/9.9.9", "ontology/0.1.0", "ontology/actors/9.9.9", "ontology/nothing", "vocab/nothing"):
        for media in ("text/html", "text/turtle"):
            assert _get(server, f"/{unknown}", media).status_code == 404, (unknown, media)


def test_the_context_of_json_ld_is_at_its_address(server: Running) -> None:
    for path in ("context.jsonld", "profile/context.jsonld"):
        answer = _get(server, f"/ontology/{path}", "application/ld+json")
        assert answer.json() == json.loads((ONTOLOGY / path).read_text("utf-8"))


def test_the_redirects_of_w3id_lead_every_iri_to_its_path() -> None:
    """The rules as Apache applies them: the first that matches the path below the namespace."""
    text = (ROOT / "docs" / "w3id" / ".htaccess").read_text("utf-8")
    rules = re.findall(r"^RewriteRule (\S+) (\S+) \[(\S+)\]$", text, re.M)
    assert rules
    samples = ["", "ns/", "ns", "ontology", "ontology/0.2.0", "ontology/actors", UNIT[1:], "vocab/roles/monitors",
               "shapes/X", "graph/helsinki/seed", "prefix/kg", ".well-known/void", "ontology/x.jsonld"]  # fmt: skip
    assert {s.split("/")[0] for s in samples} >= {p.strip("/").split("/")[0] for p in LINKED}
    for path in samples:
        pattern, target, flags = next(r for r in rules if re.search(r[0], path))
        found = re.search(pattern, path)
        assert found
        assert re.sub(r"\$(\d)", lambda m: found[int(m[1])], target).endswith(f"/{path}"), path  # noqa: B023
        assert flags.split(",")[0] in ("R=302", "R=303")


def test_every_thing_of_the_default_graph_has_a_page(server: Running) -> None:
    """A sample of each kind: the first thing of every class."""
    found = server.sparql("SELECT (MIN(?s) AS ?one) WHERE { ?s a ?c } GROUP BY ?c ORDER BY ?one").json()
    ours = [b["one"]["value"] for b in found["results"]["bindings"] if b["one"]["value"].startswith(BASE)]
    assert len(ours) > 20
    for iri in ours:
        assert _get(server, "/" + iri.removeprefix(BASE), "text/turtle").status_code == 200, iri


@pytest.mark.parametrize("term", ["Actor", "Network", "Task"])
def test_axioms_without_a_name_do_not_stand_on_a_page(server: Running, term: str) -> None:
    page = _get(server, f"/ns/{term}")
    assert page.status_code == 200
    assert "_:" not in page.text


def test_a_page_speaks_the_readers_language(server: Running) -> None:
    for lang in LANGUAGES:
        assert f'<html lang="{lang}">' in _get(server, f"{UNIT}?lang={lang}").text
    assert '<html lang="sv">' in _get(server, UNIT, **{"Accept-Language": "de, sv;q=0.8, en;q=0.5"}).text
    assert language(None, "de", "fi") == "fi"


def test_what_is_not_in_the_graph_is_said_to_be_so(server: Running) -> None:
    page = _get(server, "/id/helsinki/unit/ei-ole?lang=en")
    assert page.status_code == 404
    assert "not in the graph" in page.text
    assert _get(server, "/id/helsinki/unit/ei-ole", "text/turtle").status_code == 404


HOSTILE = '"><script>alert(1)</script>'


def test_nothing_from_the_data_becomes_markup() -> None:
    thing, evil = Iri(BASE + "id/helsinki/unit/x"), Iri("javascript:alert(1)")
    graph = Iri(BASE + "graph/helsinki/evil")
    quads: list[Quad] = [
        (thing, Iri(LABEL), Lit(HOSTILE, "fi"), graph),
        (thing, Iri("http://example.org/p"), evil, graph),
        (thing, Iri("javascript:alert(2)"), Lit("&lt;b&gt;"), graph),
    ]
    with running(data_of(quads)) as server:
        for path in (
            "/id/helsinki/unit/x",
            "/.well-known/void",
            "/schema",
            f"/id/helsinki/{HOSTILE}",
            "/queries/things",
        ):
            page = _get(server, path)
            assert "<script" not in page.text
            assert 'href="javascript' not in page.text
            assert "script-src 'self'" in page.headers["content-security-policy"]
            assert page.headers["x-content-type-options"] == "nosniff"


def test_the_description_names_licences_sources_and_counts(server: Running) -> None:
    void = Graph().parse(data=_get(server, "/.well-known/void", "text/turtle").text)
    dcterms, ns = "http://purl.org/dc/terms/", "http://rdfs.org/ns/void#"
    whole = URIRef(BASE + ".well-known/void#helsinki")
    assert (whole, URIRef(ns + "sparqlEndpoint"), None) in void
    described = set(void.objects(whole, URIRef(ns + "subset")))
    assert {str(g) for g in described} == set(server.service.published.data.graphs)
    seed = URIRef(BASE + "graph/helsinki/seed")
    assert any(void.objects(seed, URIRef(dcterms + "license"))) or any(void.objects(seed, URIRef(dcterms + "rights")))
    assert int(str(void.value(whole, URIRef(ns + "triples")))) == len(server.service.published.data.store.quads(None))


def test_a_dump_holds_what_the_data_set_holds(server: Running) -> None:
    counted = server.sparql(
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!REGEX(STR(?g), 'shapes$|statutes$|duties-')) }"
    ).json()
    dump = _get(server, "/dumps/helsinki.nq")
    assert str(len(dump.text.splitlines())) == counted["results"]["bindings"][0]["n"]["value"]
    assert _get(server, "/dumps/helsinki/seed.ttl").status_code == 200
    assert _get(server, "/dumps/../../etc/passwd.ttl").status_code in (400, 404)
    assert _get(server, "/dumps/mallila.nq").status_code == 404


def test_every_answer_query_is_a_url(server: Running) -> None:
    listed = {entry["name"]: entry for entry in _get(server, "/queries", "application/json").json()}
    assert set(listed) == set(published_queries())
    for name, entry in listed.items():
        rows = list(csv.reader(io.StringIO(_get(server, f"/queries/{name}.csv").text)))
        assert rows[0] == entry["columns"], name
        assert entry["title"], name


def test_a_question_takes_its_parameters_from_the_address(server: Running) -> None:
    one = _get(server, f"/queries/things.json?thing={UNIT}").json()["results"]["bindings"]
    assert {row["thing"]["value"] for row in one} == {BASE + UNIT[1:]}
    none = _get(server, "/queries/things.json?thing=%22%20%7D%20%23").json()["results"]["bindings"]
    assert none == []
    assert _get(server, "/queries/nothing").status_code == 404


def test_excel_gets_a_mark_that_says_utf8(server: Running) -> None:
    assert _get(server, "/queries/sources.csv?bom=1").content.startswith(b"\xef\xbb\xbfgraph,")
    assert _get(server, "/queries/sources.csv").content.startswith(b"graph,")


def test_the_api_returns_what_the_commands_return(server: Running) -> None:
    question = {"question": "kuka seuraa turvallisuussuunnitelman toteutumista", "lang": "fi"}
    over_http = httpx.get(server.url + "/api/ask", params=question, timeout=60).json()
    assert over_http == COMMANDS["ask"].answer(server.service.published.municipality, question, "fi")
    assert over_http["answered"] is True
    chain = httpx.get(server.url + "/api/chain", params={"from": "kaupunginhallitus"}, timeout=60)
    assert chain.status_code == 200
    assert set(_get(server, "/api/overlaps").json()) >= {"pairs", "shared_tasks"}


def test_the_api_says_what_is_missing(server: Running) -> None:
    assert _get(server, "/api/ask").status_code == 400
    assert _get(server, "/api/ask?question=" + "x" * 1000).status_code == 413
    assert _get(server, "/api/overlaps?as_of=eilen").status_code == 400


def test_the_register_of_duties_is_reached_by_its_graphs_alone(server: Running) -> None:
    duties = "?duty a <https://w3id.org/vastuuverkko/ns/StatutoryDuty>"
    by_name = f"SELECT (COUNT(DISTINCT ?duty) AS ?n) {{ GRAPH ?graph {{ {duties} }} }}"
    assert int(server.sparql(by_name).json()["results"]["bindings"][0]["n"]["value"]) > 100
    assert server.sparql(f"ASK {{ {duties} }}").json()["boolean"] is False
    assert b"StatutoryDuty" in _get(server, "/dumps/shared/duties-read.ttl").content
    assert _get(server, "/id/shared/duty/1285-2016-9-verkosto", "text/turtle").status_code == 200


def test_metrics_and_health_say_nothing_about_clients(server: Running) -> None:
    server.sparql("SELECT ('a-secret-word' AS ?x) {}")
    for path in ("/metrics", "/healthz"):
        page = _get(server, path)
        assert page.status_code == 200
        assert "127.0.0.1" not in page.text
        assert "a-secret-word" not in page.text
    assert 'kg_requests_total{route="sparql",status="200"}' in _get(server, "/metrics").text


def test_no_route_shadows_the_explorer(server: Running) -> None:
    """Streamlit's own paths stay free, and no page of the explorer has a path that a route of ours takes."""
    ours = [getattr(route, "path", "") for route in routes(server.service)]
    assert not [path for path in ours if path.startswith(STREAMLIT) or path == "/"]
    taken = {path.strip("/").split("/")[0] for path in ours}
    assert taken.isdisjoint(page.path.split("/")[0] for page in PAGES.values())


def test_a_written_store_is_published_anew(tmp_path: Path) -> None:
    from kg.server.published import Publisher
    from kg.store import EmbeddedStore

    store = EmbeddedStore(tmp_path / "kept")
    publisher = Publisher(
        lambda: data_of([(Iri("urn:a"), Iri("urn:b"), Lit(str(publisher._seen)), Iri("urn:g"))]), tmp_path / "kept"
    )
    first = publisher.publish()
    assert not publisher.outdated()
    store.extend([(Iri("urn:s"), Iri("urn:p"), Lit("o"), Iri("urn:g"))])
    store.flush()
    assert publisher.outdated()
    assert publisher.publish().version != first.version
    publisher.close()
    assert not first.folder.exists()


def test_the_version_is_the_content() -> None:
    from kg.server.published import Publisher

    quads: list[Quad] = [(Iri("urn:s"), Iri("urn:p"), Lit(str(n)), Iri("urn:g")) for n in range(20)]
    versions = []
    for chosen in (quads, quads[::-1], quads[1:]):
        publisher = Publisher(lambda chosen=chosen: data_of(chosen), None)  # type: ignore[misc]
        versions.append(publisher.publish().version)
        publisher.close()
    assert versions[0] == versions[1] != versions[2]
