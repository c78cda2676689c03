"""What a browser gets before any script runs: titles, light assets, and a plain «no such page»."""

import asyncio
import gzip
from typing import Any

import pytest

from kg.explorer.front import Front
from kg.messages import LANGUAGES, text
from kg.present.owner import read_owner


async def _behind(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def asked(path: str, query: str = "", *, encoding: str = "") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request; 299 = passed on to what stands behind."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"accept-encoding", encoding.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": headers}
    asyncio.run(Front(_behind, {"sparql", "id"})(scope, None, send))
    found = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_names_the_thing_before_any_script(lang: str) -> None:
    status, _, body = asked("/asia", f"lang={lang}&id=helsinki/body/kaupunginvaltuusto")
    page = body.decode()
    name = {"fi": "kaupunginvaltuusto", "sv": "stadsfullmäktige", "en": "City Council"}[lang]
    assert status == 200
    assert f'<html lang="{lang}">' in page
    assert f"<title>{name} – Vastuuverkko</title>" in page
    assert text("explorer.description", lang) in page
    assert "favicon.png" not in page
    assert 'as="font"' not in page
    assert "You need to enable JavaScript" not in page


def test_what_an_address_holds_is_escaped_in_the_first_page() -> None:
    page = asked("/kysy", "q=%3C/title%3E%3Cscript%3Ealert(1)%3C/script%3E")[2].decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("path", "status"), [("/olematon", 404), ("/docs", 404), ("/robots.txt", 200), ("/tuonti", 200)]
)
def test_an_unknown_address_is_told_in_plain_words(path: str, status: int) -> None:
    found, _, body = asked(path, "lang=sv")
    assert found == status
    assert (text("explorer.no-page", "sv") in body.decode()) == (status == 404)


@pytest.mark.parametrize("path", ["/sparql", "/id/helsinki/x", "/_stcore/health", "/media/x.png", "/static/../app.py"])
def test_what_others_answer_is_passed_on(path: str) -> None:
    assert asked(path)[0] == 299


def test_assets_are_compressed_and_kept() -> None:
    from kg.explorer.front import _folder

    script = next((_folder() / "static" / "js").glob("index.*.js"))
    path = f"/static/js/{script.name}"
    plain, packed = asked(path), asked(path, encoding="gzip, br")
    assert plain[2] == gzip.decompress(packed[2]) == script.read_bytes()
    assert len(packed[2]) < 0.5 * len(plain[2])
    assert "immutable" in packed[1]["cache-control"]


def test_the_foot_takes_only_web_and_mail_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_OWNER", "Mallilan kaupunki")
    monkeypatch.setenv("KG_CONTACT", "turvallisuus@mallila.example")
    monkeypatch.setenv("KG_FEEDBACK", "javascript:alert(1)")
    owner = read_owner()
    assert (owner.name, owner.contact, owner.feedback) == (
        "Mallilan kaupunki",
        "mailto:turvallisuus@mallila.example",
        "",
    )


def test_the_icon_font_holds_what_streamlit_names_and_is_light() -> None:
    status, headers, body = asked("/static/media/MaterialSymbols-Rounded.nEdyypZU.woff2")
    assert (status, headers["content-type"], body[:4]) == (200, "font/woff2", b"wOF2")
    assert "immutable" in headers["cache-control"]
    assert len(body) < 20_000
