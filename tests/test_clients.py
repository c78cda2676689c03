"""The clients that the documentation shows, run as they are written there."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from serving import Running, running

from kg.pipeline import open_data

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "docs" / "sparql.md", *sorted((ROOT / "docs" / "clients").glob("*.md"))]
NODE = ROOT / "tests" / "node"
ADDRESS = "http://localhost:8501"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def _blocks(language: str) -> list[tuple[str, str]]:
    found = [
        (path.stem, text) for path in DOCS for kind, text in BLOCK.findall(path.read_text("utf-8")) if kind == language
    ]
    assert found, f"no {language} example"
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(open_data("helsinki", store="/nonexistent")) as found:
        yield found


def _run(command: list[str], folder: Path | None = None) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=folder, env=dict(os.environ), check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("query", [text for _, text in _blocks("sparql")])
def test_queries_of_the_documentation_find_something(server: Running, query: str) -> None:
    assert server.sparql(query).json()["results"]["bindings"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
@pytest.mark.parametrize("command", [text for _, text in _blocks("sh")])
def test_curl(server: Running, command: str) -> None:
    printed = _run(["sh", "-ec", command.replace(ADDRESS, server.url)])
    assert "monitors" in printed or json.loads(printed)["answered"] is True


@pytest.mark.parametrize("program", [text for _, text in _blocks("python")])
def test_python(server: Running, program: str) -> None:
    assert len(_run([sys.executable, "-W", "ignore", "-c", program.replace(ADDRESS, server.url)]).splitlines()) >= 3


def test_sparqlwrapper_posts_and_constructs(server: Running) -> None:
    from SPARQLWrapper import POST, POSTDIRECTLY, RDFXML, SPARQLWrapper

    client = SPARQLWrapper(server.url + "/sparql")
    client.setMethod(POST)
    client.setRequestMethod(POSTDIRECTLY)
    client.setQuery("CONSTRUCT WHERE { ?s a <https://w3id.org/vastuuverkko/ns/Unit> }")
    client.setReturnFormat(RDFXML)
    assert len(client.queryAndConvert()) > 3


def test_rdflib_walks_the_graph(server: Running) -> None:
    from rdflib import RDF, Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST"):
        graph = Graph(SPARQLStore(server.url + "/sparql", method=method))
        assert len(list(graph.triples((None, RDF.type, URIRef("https://w3id.org/vastuuverkko/ns/Unit"))))) > 3


@pytest.fixture(scope="module")
def node() -> str:
    """Node with Comunica beside the test; installed once, if the registry can be reached."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if not program or not npm:
        pytest.skip("no Node on this machine")
    if not (NODE / "node_modules" / "@comunica").exists():
        command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=NODE, capture_output=True, timeout=280, check=False)
        if done.returncode:
            pytest.skip("Comunica is not installed and its registry cannot be reached (npm install in tests/node)")
    return program


@pytest.mark.parametrize("program", [text for _, text in _blocks("js")], ids=["fetch", "comunica"])
def test_javascript(server: Running, node: str, program: str) -> None:
    script = program.replace(ADDRESS, server.url)
    printed = _run([node, "--input-type=module", "-e", script], NODE)
    assert len(printed.splitlines()) >= 2


def test_comunica_finds_out_by_itself_that_this_is_sparql(server: Running, node: str) -> None:
    """From the service description alone, and with a join that it may push down."""
    query = """PREFIX kg: <https://w3id.org/vastuuverkko/ns/>
      SELECT ?s ?o WHERE { ?s a kg:Responsibility . ?s kg:object ?o } ORDER BY ?s LIMIT 5"""
    rows = _run([node, "ask.mjs", server.url + "/sparql", query], NODE).splitlines()
    assert len(rows) == 5


def test_r_and_power_query_read_the_same_addresses(server: Running) -> None:
    """Neither is at hand: what they would fetch is fetched, and read as they would read it."""
    power = next(text for _, text in _blocks("powerquery"))
    path = re.search(r'RelativePath = "([^"]+)"', power)
    assert path
    addresses = re.findall(r'read\.csv\("([^"]+)"', "".join(text for _, text in _blocks("r")))
    for address in [f"{ADDRESS}/{path[1]}", *addresses]:
        rows = list(csv.DictReader(io.StringIO(httpx.get(address.replace(ADDRESS, server.url)).text)))
        assert rows
        assert "title" in rows[0]
    query = re.search(r"query <- '(.*?)'", "".join(text for _, text in _blocks("r")), re.S)
    assert query
    found = server.sparql(query[1], "*/*", format="csv")
    assert found.text.startswith("level,n\r\n")
