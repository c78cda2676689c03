"""Who may what: the name of who signed in counts from the named proxy alone, and every writing page asks the role."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from explorer_server import browsing, free_port, open_page, settled, waited
from oidc_provider_mock import run_server_in_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from test_explorer import opened, words

from kg.cli import main
from kg.commands.roles import RIGHTS, ROLES, VISITOR, Person, read_people
from kg.errors import UnreadableInput
from kg.server.identity import Identity, SignIn, networks

NAME = {"x-signed-in": "toimittaja@example.org"}
PROXY = SignIn("proxy", "x-signed-in", networks(["10.0.0.1", "192.168.7.0/24"]))


async def _page(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.headers.get("x-signed-in", "nobody"))


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers.get("x-signed-in", "nobody"))
    await socket.close()


def client(rule: SignIn, address: str) -> TestClient:
    behind = Starlette(routes=[Route("/{path:path}", _page), WebSocketRoute("/_stcore/stream", _socket)])
    return TestClient(Identity(behind, rule), client=(address, 4711), base_url="http://verkko.example.org")


def test_the_name_counts_from_the_proxy_alone() -> None:
    assert client(PROXY, "10.0.0.1").get("/", headers=NAME).text == NAME["x-signed-in"]
    assert client(PROXY, "192.168.7.9").get("/", headers=NAME).status_code == 200
    for address in ("10.0.0.2", "127.0.0.1", "testclient"):
        claimed = NAME | {"x-forwarded-for": "10.0.0.1"}
        assert client(PROXY, address).get("/", headers=claimed).status_code == 403
        assert client(PROXY, address).get("/").text == "nobody"
    twice = [("x-signed-in", "a"), ("x-signed-in", "b")]
    assert client(PROXY, "10.0.0.1").get("/", headers=twice).status_code == 400


def test_a_page_of_another_site_opens_no_socket() -> None:
    path, known = "ws://verkko.example.org/_stcore/stream", client(PROXY, "10.0.0.1")
    for origin in ("http://verkko.example.org", None):
        headers = NAME | ({"origin": origin} if origin else {})
        with known.websocket_connect(path, headers=headers) as socket:
            assert socket.receive_text() == NAME["x-signed-in"]
    for origin in ("https://paha.example", "null", "http://verkko.example.org:81"):
        with pytest.raises(WebSocketDisconnect), known.websocket_connect(path, headers={"origin": origin}):
            pass


def test_an_editable_server_answers_to_names_of_this_machine_alone() -> None:
    local = client(SignIn(local=True), "127.0.0.1")
    for host, status in (("127.0.0.1:8501", 200), ("localhost", 200), ("[::1]:8501", 200), ("paha.example", 403)):
        assert local.get("/", headers={"host": host}).status_code == status


def test_a_private_server_shows_nothing_without_sign_in() -> None:
    rule = SignIn("proxy", "x-signed-in", PROXY.proxies, private=True)
    for path in ("/", "/sparql", "/api/ask", "/id/mallila/network/V001", "/static/x.js", "/metrics"):
        assert client(rule, "10.0.0.1").get(path).status_code == 401
        assert client(rule, "10.0.0.1").get(path, headers=NAME).status_code == 200
        assert client(rule, "10.0.0.2").get(path, headers={"x-kg-inside": rule.token}).status_code == 200
    assert client(rule, "10.0.0.2").get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        ["--sign-in-header", "X-User"],
        ["--proxy", "127.0.0.1"],
        ["--private"],
        ["--editable", "--host", "0.0.0.0"],
        ["--editable", "--sign-in-header", "X-User", "--proxy", "127.0.0.1"],
        ["--sign-in-header", "X-User", "--proxy", "here"],
        ["--oidc", "/ei/ole.toml"],
    ],
)
def test_what_does_not_go_together_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *wrong, "--port", str(free_port())]) == 2
    assert "--" in capsys.readouterr().err or "toml" in wrong[-1] or wrong[-1] == "here"


def test_roles_are_read_from_a_file_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text('others = "proposer"\n[roles]\nsteward = ["A@example.org"]\n', encoding="utf-8")
    people = read_people(file)
    assert [people.person(n).role for n in ("a@EXAMPLE.org ", "b@example.org")] == ["steward", "proposer"]
    assert people.person(" ") == VISITOR
    for wrong in ('[roles]\nboss = ["a"]', "[roles]\neditor = 'a'", "x ="):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(UnreadableInput):
            read_people(file)


def test_each_role_has_the_rights_of_those_before_it() -> None:
    held = [{r for r in RIGHTS if Person("a", role).may(r)} for role in ROLES]
    assert held[0] == set()
    assert all(a < b for a, b in pairwise(held))
    assert not any(Person("", "steward").may(r) for r in RIGHTS)


def test_a_reader_sees_no_way_to_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("KG_EDITABLE", "")
    test = opened("propose", data="mallila", id="mallila/network/V001")
    assert not test.button
    assert "Ehdota korjausta" not in words(opened("thing", data="mallila", id="mallila/network/V001"))
    monkeypatch.setenv("KG_EDITABLE", "1")
    assert "Ehdota korjausta" in words(opened("thing", data="mallila", id="mallila/network/V001"))


@pytest.fixture
def private(tmp_path: Path) -> Iterator[str]:
    """A private server whose people sign in at a provider of OpenID Connect."""
    with run_server_in_thread() as provider:
        port = free_port()
        (tmp_path / "oidc.toml").write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            f'cookie_secret = "{"0" * 32}"\nclient_id = "verkko"\nclient_secret = "salaisuus"\n'
            f'server_metadata_url = "http://localhost:{provider.server_port}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        (tmp_path / "people.toml").write_text('[roles]\nproposer = ["asukas"]\n', encoding="utf-8")
        command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--data", "mallila", "--private"]
        command += ["--oidc", str(tmp_path / "oidc.toml"), "--people", str(tmp_path / "people.toml")]
        environment = {**os.environ, "KG_STORE": str(tmp_path / "store")}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            waited(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def test_who_signs_in_at_a_provider_gets_the_role_of_the_account(private: str) -> None:
    with browsing() as browser:
        page = browser.new_page()
        assert page.request.get(f"{private}/sparql?query=ASK%7B%7D").status == 401
        open_page(page, private, "/asia?id=mallila/network/V001")
        assert "Mallilan turvallisuusverkosto" not in page.content()
        page.get_by_role("button", name="Kirjaudu sisään").click()
        page.fill("input[name=sub]", "asukas")
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_url(f"{private}/**")
        settled(page)
        page.get_by_text("asukas (ehdottaja)").wait_for(state="attached")
        assert page.request.get(f"{private}/sparql?query=ASK%7B%7D").status == 200
        open_page(page, private, "/asia?id=mallila/network/V001")
        page.get_by_role("link", name="Ehdota korjausta").first.wait_for(state="attached")
        assert not page.get_by_role("link", name="Tuo tietoja").count()
