"""The static edition: every link leads somewhere, the same data give the same bytes, nothing foreign is touched."""

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from explorer_server import axe, browsing
from planner_files import changed, run, workbook

from kg.cli import main
from kg.commands import open_municipality
from kg.commands.publish import Publish, publish
from kg.errors import Misuse
from kg.messages import LANGUAGES, text
from kg.present.edition.files import STATIC
from kg.present.edition.folder import LIST
from kg.present.edition.paths import Paths

SOURCE = Path(__file__).parent.parent / "tools" / "edition"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
SAMPLE = (
    *("index.html", "things.html", "statements.html", "sources.html", "requirements.html", "overlaps.html"),
    *("measures.html", "search.html?q=keskusta", "kinds/network.html", "texts/**/*.html"),
    *("id/mallila/statement/*.html", "id/mallila/network/*.html", "id/mallila/unit/*.html"),
)
"""One page of each kind."""


class Links(HTMLParser):
    """The addresses and the marks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [v for k, v in attrs if k in ("href", "src", "action") and v is not None]
        self.marks += [v for k, v in attrs if k == "id" and v]


def read(folder: Path) -> dict[str, Links]:
    found = {}
    for path in folder.rglob("*.html"):
        found[path.relative_to(folder).as_posix()] = links = Links()
        links.feed(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def mallila(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition") / "mallila"
    publish(open_municipality("mallila"), Publish(folder))
    return folder


@pytest.fixture(scope="module")
def pages(mallila: Path) -> dict[str, Links]:
    return read(mallila)


def broken(folder: Path, pages: dict[str, Links]) -> Iterator[str]:
    for name, page in pages.items():
        if len(set(page.marks)) < len(page.marks):
            yield f"{name} has a mark twice"
        for link in page.links:
            if link.startswith(("https://", "http://", "mailto:")):
                continue
            path, _, mark = link.partition("#")
            target = os.path.normpath(Path(name).parent / unquote(path)) if path else name
            if link.startswith("/") or not (folder / target).is_file():
                yield f"{name}: {link} leads nowhere"
            elif mark and mark not in pages[target].marks:
                yield f"{name}: {link} has no mark"


def test_every_link_and_every_mark_is_there(mallila: Path, pages: dict[str, Links]) -> None:
    assert len(pages) > 1000
    assert sum(len(p.links) for p in pages.values()) > 50_000
    assert not list(broken(mallila, pages))[:10]


def test_each_page_stands_in_three_languages_and_says_that_the_city_is_made_up(mallila: Path) -> None:
    names = {lang: {p.relative_to(mallila / lang) for p in (mallila / lang).rglob("*.html")} for lang in LANGUAGES}
    assert names["fi"] == names["sv"] == names["en"]
    for lang in LANGUAGES:
        said = text("edition.example", lang)
        assert not [p for p in (mallila / lang).rglob("*.html") if said not in p.read_text(encoding="utf-8")]
    assert text("edition.example", "fi") in (mallila / "index.html").read_text(encoding="utf-8")


def test_each_statement_leads_to_its_sentence(mallila: Path, pages: dict[str, Links]) -> None:
    """The text marks the sentence, the sentence links its statements, and the statement links the sentence."""
    texts = {n: p for n, p in pages.items() if n.startswith("fi/texts/")}
    assert texts
    quoted = [n for n, p in pages.items() if n.startswith("fi/id/") and any("texts/" in link for link in p.links)]
    assert len(quoted) > 20
    linked = {link.rsplit("/", 1)[-1] for p in texts.values() for link in p.links if "/id/" in link}
    assert len(linked) > 20


def test_the_data_beside_a_page_are_the_same_in_both_forms(mallila: Path) -> None:
    for turtle in sorted((mallila / "data" / "id" / "mallila").rglob("*.ttl"))[::90]:
        first = rdflib.Graph().parse(turtle)
        second = rdflib.Graph().parse(turtle.with_suffix(".jsonld"), format="json-ld")
        assert first
        assert {tuple(map(str, t)) for t in first} == {tuple(map(str, t)) for t in second}
        assert any(p.endswith("/example") and str(o) == "true" for _, p, o in first)


def test_pages_hold_no_script_and_ask_nobody_else(mallila: Path, pages: dict[str, Links]) -> None:
    page = (mallila / "fi" / "index.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not [
        n for n, p in pages.items() if re.search(r"<script(?! src=)|\son\w+=|style=", (mallila / n).read_text())
    ]


def test_axe_finds_nothing_and_the_search_finds_parts_of_words(mallila: Path) -> None:
    """Opened from a folder, without a server; the languages and the widths take turns over the kinds of pages."""
    with browsing() as browser:
        page = browser.new_page()
        for number, name in enumerate(SAMPLE):
            lang = LANGUAGES[number % 3]
            path, _, asked = name.partition("?")
            found = sorted((mallila / lang).glob(path))[0]
            page.set_viewport_size({"width": (1280, 400)[number % 2], "height": 900})
            page.goto(f"{found.as_uri()}?{asked}")
            assert not axe(page)["violations"], found
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), found
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text))
        page.goto((mallila / "fi" / "index.html").as_uri())
        page.fill("#words", "verkosto")
        page.press("#words", "Enter")
        page.wait_for_selector("#found li")
        assert page.url.split("?")[0].endswith("fi/search.html")
        page.fill("#words", "pelastuslaitoksen")
        page.click("#found a:has-text('elastuslaitos')")
        assert "pelastuslaitos" in page.inner_text("h1").casefold()
        assert not errors


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small municipality with a hostile name in it."""
    folder = tmp_path_factory.mktemp("small")
    store = folder / "store"
    assert run(store, workbook(folder / "n.xlsx", changed("toimenpiteet", 2, "nimi", HOSTILE))).record
    return store


def digests(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in files}


def test_writing_again_gives_the_same_bytes_and_drops_what_is_gone(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "out"
    command = ["publish", str(folder), "--data", "naapurila", "--store", str(store)]
    assert main(command) == 0
    first = digests(folder)
    page = next(folder.glob("fi/id/naapurila/measure/*.html")).read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    gone = folder / "fi" / "gone.html"
    gone.write_text("x", encoding="utf-8")
    (folder / LIST).write_text((folder / LIST).read_text(encoding="utf-8") + "fi/gone.html\n", encoding="utf-8")
    assert main(command) == 0
    assert digests(folder) == first
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(tmp_path: Path, store: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "index.html").write_text("mine", encoding="utf-8")
    municipality = open_municipality("naapurila", store=store)
    with pytest.raises(Misuse, match=r"index\.html"):
        publish(municipality, Publish(own))
    with pytest.raises(Misuse):
        publish(municipality, Publish(own / "index.html"))
    assert digests(own) == {"index.html": sha256(b"mine").hexdigest()}
    assert [p.name for p in tmp_path.iterdir()] == ["own"]


def test_no_two_things_share_a_path_and_none_leaves_the_folder() -> None:
    base = "https://w3id.org/vastuuverkko/id/x/"
    iris = [base + end for end in ("a", "A", "..", "../../y", "ä", "~c3~a4", "a" * 300, "a" * 301, "", "con?#%2f")]
    paths = Paths(iris)
    found = [paths[iri] for iri in iris]
    assert len({p.casefold() for p in found}) == len(iris)
    assert not [p for p in found if re.search(r"[^A-Za-z0-9._~/-]|(^|/)\.|//|/$", p)]


def test_the_search_is_built_from_its_source() -> None:
    """`node tools/edition/build.mjs` writes the hash of its source into the first line."""
    found = sha256((SOURCE / "search.js").read_bytes() + (SOURCE / "package.json").read_bytes()).hexdigest()
    assert found in (STATIC / "search.js").read_text(encoding="utf-8").split("\n", 1)[0]
    assert "Permission is hereby granted" in (STATIC / "search.LICENSES.txt").read_text(encoding="utf-8")
