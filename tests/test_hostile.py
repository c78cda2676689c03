"""Sixty and more requests that mean harm: each is answered, none is obeyed, and the server is the same afterwards."""

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest
from hostile import QUERIES, REQUESTS
from serving import Running, data_of, running

from kg.rdf import Iri, Lit, Quad
from kg.server.sparql.limits import Limits

DEADLINE = 1.0
LIMITS = Limits(deadline=DEADLINE, memory=512 << 20, client_seconds=600.0)
SECRETS = ("root:x:0", "Traceback", "/usr/lib", "site-packages")


def _quads() -> list[Quad]:
    return [
        (
            Iri(f"urn:s{n}"),
            Iri(f"urn:p{n % 7}"),
            Iri(f"urn:s{(n * 13) % 3000}") if n % 2 else Lit(f"text {n}", "fi"),
            Iri("urn:g"),
        )
        for n in range(3000)
    ]


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(data_of(_quads()), LIMITS) as found:
        yield found


def test_there_are_sixty_of_them() -> None:
    assert len(REQUESTS) >= 60


@pytest.mark.parametrize("name", REQUESTS)
def test_a_hostile_request_is_answered_and_not_obeyed(server: Running, name: str) -> None:
    request = dict(REQUESTS[name])
    version = server.service.published.version
    try:
        response = httpx.request(
            request.pop("method"), server.url + request.pop("path"), timeout=DEADLINE + 10, **request
        )
    except (httpx.RemoteProtocolError, httpx.LocalProtocolError):
        response = httpx.Response(400)
    assert response.status_code in (200, 400, 403, 404, 405, 406, 413, 414, 415, 422, 429, 503, 504), response.text[
        :300
    ]
    if response.status_code >= 400:
        assert not any(secret in response.text for secret in SECRETS)
        assert len(response.text) < 2000
    if "html" in response.headers.get("content-type", ""):
        assert "<script>alert" not in response.text
    assert "root:x:0" not in response.text
    assert server.sparql("ASK { <urn:s1> ?p ?o }").json()["boolean"] is True
    assert server.service.published.version == version


@pytest.mark.parametrize("name", ["product-count", "product-order", "path-nested"])
def test_a_query_over_its_limit_names_the_limit(server: Running, name: str) -> None:
    response = server.sparql(QUERIES[name].replace("WHERE", "# again\nWHERE"))
    assert response.status_code in (422, 504)
    assert any(limit in response.text for limit in ("1 seconds", "512 megabytes", "100000 rows", "50 megabytes"))


def test_a_lower_deadline_holds_in_the_quick_lane_too(server: Running) -> None:
    response = server.sparql(QUERIES["product-count"] + " # short", timeout="0.05")
    assert response.status_code == 504
    assert "0.05 seconds" in response.text


def test_light_questions_are_answered_while_heavy_ones_run(server: Running) -> None:
    """Each of the light ones gets its answer, none a 429 or 503, although they come from the same address."""

    async def run() -> tuple[list[int], list[int]]:
        async with httpx.AsyncClient(timeout=30, limits=httpx.Limits(max_connections=100)) as client:
            heavy = [
                asyncio.create_task(
                    client.get(server.url + "/sparql", params={"query": f"{QUERIES['product-count']} # {n}"})
                )
                for n in range(24)
            ]
            light = []
            while not all(task.done() for task in heavy):
                light.append(
                    await client.get(server.url + "/sparql", params={"query": f"ASK {{ <urn:s{len(light)}> ?p ?o }}"})
                )
            return [r.status_code for r in light], [(await task).status_code for task in heavy]

    light, heavy = asyncio.run(run())
    assert set(light) == {200}, [t for t in light if t != 200]
    assert set(heavy) <= {429, 503, 504}


def test_a_refused_client_is_told_when_to_come_back(server: Running) -> None:
    async def run() -> list[httpx.Response]:
        async with httpx.AsyncClient(timeout=30) as client:
            asked = [
                client.get(server.url + "/sparql", params={"query": f"{QUERIES['product-count']} # b{n}"})
                for n in range(8)
            ]
            return await asyncio.gather(*asked)

    refused = [r for r in asyncio.run(run()) if r.status_code in (429, 503)]
    assert refused
    assert all(int(r.headers["retry-after"]) > 0 for r in refused)


def test_a_client_that_goes_away_frees_its_worker(server: Running) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(server.url + "/sparql", params={"query": QUERIES["product-count"] + " # gone"}, timeout=0.5)
    for _ in range(50):
        state = httpx.get(server.url + "/healthz").json()["workers"]
        if state["running"] == 0:
            break
        time.sleep(0.05)
    assert (state["running"], state["slow"]) == (0, 0)


def test_the_same_heavy_query_is_run_once_for_all_who_ask(server: Running) -> None:
    async def run() -> list[int]:
        async with httpx.AsyncClient(timeout=30) as client:
            asked = [
                client.get(server.url + "/sparql", params={"query": QUERIES["product-count"] + " # same"})
                for _ in range(12)
            ]
            return [r.status_code for r in await asyncio.gather(*asked)]

    before = server.service.metrics.timed
    assert set(asyncio.run(run())) == {504}
    assert server.service.metrics.timed - before == 1


def test_a_server_without_its_nursery_starts_another() -> None:
    with running(data_of(_quads()), LIMITS) as found:
        process = found.service.pool.nursery._process
        assert process is not None
        process.kill()
        process.wait()
        statuses = [found.sparql(f"ASK {{ <urn:s{n}> ?p ?o }}").status_code for n in range(5)]
    assert statuses[-1] == 200
    assert set(statuses) <= {200, 503}


def test_the_workers_are_ended_with_the_server() -> None:
    with running(data_of(_quads()), LIMITS) as found:
        process = found.service.pool.nursery._process
        assert process is not None
        assert process.poll() is None
    assert process.poll() is not None
