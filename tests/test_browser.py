"""The explorer in a real browser: one test a page, along the links that a visitor follows.

Every page must be free of violations that axe-core finds (WCAG 2.1 A and AA, and good practice), and no request may
leave this machine.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse
from xml.etree import ElementTree

import httpx
import pytest
from explorer_server import AXE, CHROMIUM, axe, browsing, open_page, serving, settled
from playwright.sync_api import Browser, Page, expect

from kg.explorer.pages import PAGES
from kg.explorer.widgets import ENGLISH
from kg.messages import text

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed on this machine"),
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm install --prefix tests/node"),
]
QUESTION = "kuka vastaa turvallisuussuunnitelman seurannasta?"
UNIT = "helsinki/unit/turvallisuus-ja-valmiusyksikko"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("browser") / "store") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that remembers every request that leaves this machine, every error of a script or against the policy."""
    window = browser.new_page(viewport={"width": 1280, "height": 900})
    strangers: list[str] = []
    window.on("request", lambda r: strangers.append(r.url) if _leaves(r.url) else None)
    window.on("pageerror", lambda error: strangers.append(str(error)))
    window.on("console", lambda said: strangers.append(said.text) if "Content Security" in said.text else None)
    yield window
    window.close()
    assert not strangers


def test_pages_allow_no_script_but_our_own(server: str) -> None:
    policies = {httpx.get(f"{server}/{p.path}?lang=sv").headers["content-security-policy"] for p in PAGES.values()}
    (policy,) = policies
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert script.count("'sha256-") == 5  # two of the first page, one a language
    assert "frame-ancestors 'none'" in policy


def _leaves(url: str) -> bool:
    parts = urlparse(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"


def say(name: str, lang: str = "fi") -> str:
    return text(f"explorer.{name}", lang)


def arrived(page: Page, *parts: str) -> None:
    """Wait until the address holds these parts and the page has been drawn."""
    page.wait_for_url(lambda url: all(part in url for part in parts))
    settled(page)


def go(page: Page, name: str, lang: str = "fi") -> None:
    """Follow the menu to a page."""
    page.get_by_role("navigation", name=say("menu", lang)).get_by_role(
        "link", name=say(f"page-{name}", lang), exact=True
    ).click()
    arrived(page, f"/{PAGES[name].path}?")
    expect(page.get_by_role("heading", level=1)).to_have_text(say(f"page-{name}", lang), timeout=60_000)
    settled(page)


def accessible(page: Page) -> None:
    """No violation, one first heading, and the page's language said."""
    found = axe(page)
    assert found["passes"]
    told = [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found["violations"]]
    assert not told
    assert page.locator("h1").count() == 1


def lang_of(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


def test_start_asks_on_enter_and_suggests_while_typing(page: Page, server: str) -> None:
    open_page(page, server, "/")
    accessible(page)
    box = page.get_by_label(say("question"), exact=True)
    box.press_sequentially("valmiusyks", delay=20)
    expect(page.get_by_role("link", name="turvallisuus- ja valmiusyksikkö").first).to_be_visible()
    box.fill(QUESTION)
    box.press("Enter")
    arrived(page, "/kysy?")
    assert parse_qs(urlparse(page.url).query)["q"] == [QUESTION]


def test_start_asks_with_its_button_and_offers_four_ways_on(page: Page, server: str) -> None:
    open_page(page, server, "/")
    assert page.locator(".kg-doors li").count() == 4
    page.get_by_label(say("question"), exact=True).fill(QUESTION)
    page.get_by_role("button", name=say("ask-button"), exact=True).click()
    arrived(page, "/kysy?")
    expect(page.get_by_role("heading", name=text("explorer.answers", "fi", n="").split(":")[0])).to_be_visible(
        timeout=60_000
    )


def test_a_step_moves_the_focus_and_is_heard(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "thing")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_label(say("find-by-name")).fill("pelastuslautakunta")
    expect(page.locator("#kg-heard")).to_contain_text(text("explorer.found", "fi", n="").split(":")[0])
    page.get_by_role("link", name="pelastuslautakunta", exact=True).click()
    arrived(page, "/asia?", "id=")
    expect(page).to_have_title("pelastuslautakunta – Vastuuverkko")
    expect(page.locator("#kg-heard")).to_contain_text("pelastuslautakunta")


def test_the_menu_of_a_phone_closes_on_choice(browser: Browser, server: str) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_page(phone, server, "/?data=mallila")
    phone.get_by_test_id("stExpandSidebarButton").click()
    phone.get_by_role("link", name=say("page-coverage"), exact=True).click()
    arrived(phone, "/kattavuus")
    expect(phone.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    phone.close()


def test_a_pair_is_readable_on_a_phone(browser: Browser, server: str) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    open_page(phone, server, "/paallekkaisyydet?data=mallila&pair=V007~V008")
    cells = phone.locator(".kg-table.cards").first.locator("td > div")
    assert min(cells.nth(n).bounding_box()["width"] for n in range(cells.count())) > 180  # type: ignore[index]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(phone)
    phone.close()


def test_a_table_sorts_and_narrows(page: Page, server: str) -> None:
    open_page(page, server, "/asia?data=mallila&kind=network")
    first = page.locator(".kg-table tbody tr:not(.kg-paper) td:first-child")
    before = first.first.inner_text()
    page.locator("thead th a").first.click()
    arrived(page, "o-luettelo=0")
    expect(page.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    page.locator("thead th a").first.click()
    arrived(page, "o-luettelo=-0")
    expect(page.locator("thead th").first).to_have_attribute("aria-sort", "descending")
    expect(first.first).not_to_have_text(before)
    page.get_by_label(say("narrow-table")).fill("turvakoti")
    expect(first).to_have_count(1)
    accessible(page)


def test_paper_holds_the_whole_table(page: Page, server: str) -> None:
    open_page(page, server, "/asia?data=mallila&kind=network")
    rows = page.locator(".kg-table tbody tr")
    assert sum(rows.nth(n).is_visible() for n in range(rows.count())) == 20
    page.emulate_media(media="print")
    assert sum(rows.nth(n).is_visible() for n in range(rows.count())) == 60
    expect(page.get_by_label(say("find-by-name"))).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_readable_in_light_and_dark(browser: Browser, server: str, scheme: str) -> None:
    window = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for path in ("/", f"/kysy?q={QUESTION}", "/kattavuus?data=mallila", "/lahteet?sentence=P20.2"):
        open_page(window, server, path)
        accessible(window)
    window.close()


def test_start_leads_to_my_body(page: Page, server: str) -> None:
    open_page(page, server, "/")
    page.get_by_label(say("my-body-choose")).click()
    page.keyboard.type("kaupunginvaltuusto")
    page.get_by_role("option").first.click()
    settled(page)
    page.get_by_role("link", name=say("my-card")).click()
    arrived(page, "/asia?")
    expect(page.get_by_role("heading", level=1, name="kaupunginvaltuusto")).to_be_visible()


def test_an_answer_leads_to_its_body_and_back(page: Page, server: str) -> None:
    open_page(page, server, f"/kysy?q={QUESTION}")
    accessible(page)
    card = page.locator("article").first
    expect(card.locator("blockquote").first).to_contain_text("turvallisuus- ja valmiusyksiköllä")
    card.get_by_role("heading").get_by_role("link").click()
    arrived(page, "/asia?")
    expect(page.get_by_role("heading", level=1)).to_have_text("turvallisuus- ja valmiusyksikkö")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("page-ask"))
    assert lang_of(page) == "fi"


def test_a_card_filters_by_how_binding_it_is(page: Page, server: str) -> None:
    open_page(page, server, f"/asia?id={UNIT}")
    accessible(page)
    page.get_by_text(say("binding-may"), exact=True).click()
    arrived(page, "binding=may")
    expect(page.get_by_role("heading", level=3, name=say("can-task"))).to_have_count(0)


def test_the_catalogue_finds_by_name(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "thing")
    accessible(page)
    page.get_by_label(say("find-by-name")).fill("pelastuslautakunta")
    page.get_by_role("link", name="pelastuslautakunta", exact=True).click()
    arrived(page, "/asia?", "id=")
    expect(page.get_by_role("heading", level=1, name="pelastuslautakunta")).to_be_visible()


def test_a_chain_is_walked_with_the_keyboard(page: Page, server: str) -> None:
    open_page(page, server, f"/ketju?from=helsinki/act/pelastuslaki&to={UNIT}")
    accessible(page)
    arrow = page.locator(".kg-web-links a[href*='hop=']").first
    arrow.focus()
    expect(arrow).to_be_in_viewport()
    page.keyboard.press("Enter")
    arrived(page, "hop=0")
    expect(page.get_by_text(say("chosen-hop"))).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(say("shortest-chain")))).to_be_visible()
    expect(page.get_by_text("sisältää säännöksiä tästä:").first).to_be_visible()
    with page.expect_download() as png:
        page.get_by_role("button", name=say("web-save")).click()
    assert Path(png.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as svg:
        page.get_by_role("button", name=say("take-svg")).click()
    assert "pelastuslaki" in Path(svg.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_chain_fits_the_screen_from_its_start_to_its_end(browser: Browser, server: str, width: int) -> None:
    window = browser.new_page(viewport={"width": width, "height": 844})
    open_page(window, server, f"/ketju?from=helsinki/act/pelastuslaki&to={UNIT}")
    window.wait_for_selector(".kg-web[data-drawn]")
    canvas = window.locator(".kg-web-canvas").bounding_box()
    assert canvas
    assert canvas["x"] >= 0
    assert canvas["x"] + canvas["width"] <= width
    drawn = int(window.locator(".kg-web").get_attribute("data-drawn") or 0)
    names = [t.strip() for t in window.locator(".kg-web-links a:not([href*='hop='])").all_inner_texts()]
    assert "pelastuslaki" in names
    assert "turvallisuus- ja valmiusyksikkö" in names
    assert len(names) == drawn
    assert (drawn <= 5) == (width == 390)
    accessible(window)
    window.close()


def test_the_neighbourhood_and_the_clusters_are_drawn_and_lead_on(page: Page, server: str) -> None:
    open_page(page, server, "/asia?id=mallila/group/O43&data=mallila")
    page.wait_for_selector(".kg-web[data-drawn]")
    accessible(page)
    open_page(page, server, "/paallekkaisyydet?data=mallila")
    page.wait_for_selector(".kg-web[data-drawn]")
    line = page.locator(".kg-web-links a[href*='pair=']").first
    line.focus()
    page.keyboard.press("Enter")
    arrived(page, "pair=")
    expect(page.get_by_role("heading", name=re.compile(say("side-by-side")))).to_be_visible()


def test_a_theme_and_a_plan_are_drawn_whole_and_taken_away(page: Page, server: str) -> None:
    open_page(page, server, "/asia?id=mallila/theme/TE01&data=mallila")
    page.wait_for_selector(".kg-web[data-drawn]")
    accessible(page)
    names = {t.strip() for t in page.locator(".kg-web-links a").all_inner_texts()}
    assert {"Koulumatkojen turvaverkosto", "Turvallisten koulumatkojen ohjelma", "Liikennesuunnittelu"} <= names
    with page.expect_download() as svg:
        page.get_by_role("button", name=say("web-svg")).click()
    drawn = ElementTree.fromstring(Path(svg.value.path()).read_text(encoding="utf-8"))
    words = " ".join(part.text or "" for part in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert "Liikennesuunnittelu" in words
    assert "koordinoi" in words
    open_page(page, server, "/karsinta?data=mallila")
    page.wait_for_selector(".kg-web[data-drawn]")
    ended = int(page.locator(".kg-web").get_attribute("data-drawn") or 0)
    page.locator(".kg-web-links a").first.focus()
    assert ended > 5
    page.keyboard.press("Enter")
    arrived(page, "/asia?")


def test_a_letter_of_the_matrix_opens_its_quote(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "raci")
    accessible(page)
    assert page.locator("td .raci").first.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator("td a", has_text=re.compile(r"^\(?R")).first.click()
    arrived(page, "cell=")
    expect(page.locator("blockquote").first).to_be_visible()


def test_impact_names_what_is_left_hanging(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "impact")
    accessible(page)
    page.get_by_role("link", name="turvallisuus- ja valmiusyksikkö", exact=True).first.click()
    arrived(page, "of=")
    expect(page.get_by_role("heading", level=3).first).to_be_visible()
    accessible(page)


def test_coverage_shows_the_heat_map_as_a_table(page: Page, server: str) -> None:
    open_page(page, server, "/kattavuus?data=mallila")
    accessible(page)
    assert page.locator(".kg-heat tbody tr").count() > 5
    with page.expect_download() as book:
        page.locator(".st-key-take-kattavuus").get_by_text(say("take-xlsx")).click()
    assert Path(book.value.path()).read_bytes().startswith(b"PK")


def test_a_failed_requirement_opens_what_to_do_and_leads_to_whom_it_concerns(page: Page, server: str) -> None:
    open_page(page, server, "/kattavuus?data=mallila")
    failed = page.locator(".kg-work.fail").first
    failed.locator("summary").click()
    failed.locator("li a").first.click()
    arrived(page, "/asia?")
    page.go_back()
    settled(page)
    page.locator(".kg-heat tbody td a").first.click()
    arrived(page, "cell=")
    expect(page.get_by_text(text("explorer.close", "fi"), exact=True).first).to_be_visible()
    accessible(page)


def test_late_measures_are_a_click_away(page: Page, server: str) -> None:
    open_page(page, server, "/?data=mallila")
    go(page, "measures")
    accessible(page)
    page.get_by_role("link", name=re.compile(say("measure-late"))).first.click()
    arrived(page, "state=late")
    page.locator("tbody td a").first.click()
    arrived(page, "/asia?")


def test_a_pair_of_networks_leads_to_what_if(page: Page, server: str) -> None:
    open_page(page, server, "/paallekkaisyydet?data=mallila")
    accessible(page)
    page.locator("td a.kg").first.click()
    arrived(page, "pair=")
    expect(page.get_by_role("heading", name=say("side-by-side"))).to_be_visible()
    accessible(page)
    page.get_by_role("link", name=text("explorer.what-if-dissolved", "fi", name="")).first.click()
    arrived(page, "/karsinta?", "dissolve=")


def test_the_fields_own_words_are_in_the_language_of_the_page(page: Page, server: str) -> None:
    open_page(page, server, "/tuonti?lang=sv")
    for english, key in ENGLISH.items():
        said = page.get_by_label(english.strip()) if english.endswith(" ") else page.get_by_label(english, exact=True)
        assert english == text(f"widgets.{key}", "sv") or said.count() == 0
    expect(page.get_by_role("button", name=text("widgets.upload", "sv"))).to_be_visible()
    page.get_by_role("link", name="Suomi").first.click()
    expect(page.get_by_role("button", name=text("widgets.upload", "fi"))).to_be_visible()


def test_a_limit_set_on_the_page_stands_in_its_address(page: Page, server: str) -> None:
    open_page(page, server, "/karsinta?data=mallila")
    box = page.get_by_label(text("pruning.members", "fi"), exact=True)
    box.fill("1")
    box.press("Enter")
    arrived(page, "members=1")
    expect(page.get_by_text(text("pruning.nothing-limited", "fi"))).to_be_visible()
    page.go_back()
    expect(page.get_by_text(text("pruning.nothing-limited", "fi"))).to_have_count(0)


def test_pruning_gives_its_certificate(page: Page, server: str) -> None:
    open_page(page, server, "/karsinta?data=mallila")
    accessible(page)
    page.get_by_text(text("choice.part-choices", "fi"), exact=True).click()
    arrived(page, "part=choices")
    expect(page.locator("img.kg-front")).to_be_visible()
    accessible(page)
    with page.expect_download(timeout=120_000) as given:
        page.get_by_role("button", name=say("take-certificate")).click()
    assert "Certificate" in Path(given.value.path()).read_text(encoding="utf-8")


def test_the_map_opens_who_works_in_a_place(page: Page, server: str) -> None:
    """Mallila has borders: a place and its colour are reached by keyboard, and the list of who works there follows."""
    open_page(page, server, "/kartta?data=mallila&level=vocab/area-levels/sub-district")
    accessible(page)
    assert page.locator(".kg-picture .place").count() == 34
    page.get_by_text(say("map-by-coverage"), exact=True).first.click()
    arrived(page, "show=coverage")
    with page.expect_download() as svg:
        page.get_by_role("button", name=say("take-svg")).click()
    assert "Luotsisaari" in Path(svg.value.path()).read_text(encoding="utf-8")
    place = page.get_by_role("link", name=re.compile("^Luotsisaari: "))
    place.focus()
    page.keyboard.press("Enter")
    arrived(page, "place=mallila/area/M-15")
    expect(page.get_by_role("heading", name=text("explorer.works-there", "fi", place="Luotsisaari"))).to_be_focused()
    accessible(page)
    page.locator("section.kg-card li a").first.click()
    arrived(page, "/asia?")


def test_areas_without_borders_are_tiles(page: Page, server: str) -> None:
    open_page(page, server, "/kartta")
    accessible(page)
    assert page.locator(".kg-picture .place").count() == 8
    expect(page.get_by_text(say("map-note-tiles"))).to_be_visible()


def test_the_timeline_has_a_table_beside_it(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "timeline")
    accessible(page)
    bars = page.locator(".kg-picture g[data-iri]").count()
    assert bars == page.locator("table tbody tr").count() > 5


def test_a_sentence_of_the_source_opens_its_statements(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "sources")
    accessible(page)
    page.locator("a.kg-said").nth(3).click()
    arrived(page, "sentence=")
    expect(page.get_by_role("heading", name=say("chosen-sentence"))).to_be_visible()


def test_a_quote_leads_to_its_sentence_in_the_text_scrolled_to_and_marked(page: Page, server: str) -> None:
    open_page(page, server, f"/kysy?q={QUESTION}")
    page.locator("article blockquote a").last.click()
    arrived(page, "/lahteet?", "said=")
    marked = page.locator(".kg-text a[aria-current]")
    expect(marked).to_be_in_viewport()
    expect(page.get_by_role("heading", name=say("chosen-sentence"))).to_be_focused()
    accessible(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_to_a_sentence_opens_at_it(browser: Browser, server: str, width: int) -> None:
    window = browser.new_page(viewport={"width": width, "height": 844})
    open_page(window, server, "/lahteet?sentence=P20.2", 600)
    assert window.locator(".kg-text").evaluate("text => text.scrollTop") > 500
    expect(window.get_by_role("heading", name=say("chosen-sentence"))).to_be_in_viewport()
    accessible(window)
    window.close()


def test_findings_and_contested_readings_stand_in_order(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "findings")
    accessible(page)
    assert page.locator(".kg-pair").count() > 3


def test_a_query_runs_and_can_be_shared(page: Page, server: str) -> None:
    open_page(page, server, "/")
    go(page, "interface")
    page.locator(".kg-chips a", has_text=re.compile("^Lähteet$")).click()
    arrived(page, "query=")
    accessible(page)
    assert page.locator("table tbody tr").count() > 5
    assert "curl" in page.locator("[data-testid=stCode]").inner_text()


def test_a_wrong_query_is_told_in_words(page: Page, server: str) -> None:
    open_page(page, server, "/rajapinta?query=SELECT nonsense")
    expect(page.get_by_text(say("query-refused"))).to_be_visible()


def test_a_clerks_own_sheet_is_read_as_somebody_confirms(page: Page, server: str, tmp_path: Path) -> None:
    sheet = tmp_path / "ryhmat.csv"
    sheet.write_text("Työryhmä;Aihe;Ketkä mukana;Puh.\nKylän ryhmä;kyberturvallisuus;Poliisi, Martat;040 1234567\n")
    open_page(page, server, "/tuonti")
    page.get_by_label(say("import-into")).fill("Testilä")
    page.get_by_label(say("import-into")).press("Enter")
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.get_by_role("heading", name=text("reading.heading", "fi"))).to_be_visible(timeout=60_000)
    expect(page.get_by_text(text("reading.about-persons", "fi"))).to_be_visible()
    expect(page.get_by_role("button", name=say("import-accept"))).to_have_count(0)
    accessible(page)
    page.get_by_role("button", name=text("reading.confirm", "fi")).click()
    expect(page.get_by_text("Kylän ryhmä: uusi verkosto, 2 jäsentä, joista 1 uusi toimija")).to_be_visible(
        timeout=60_000
    )
    page.get_by_role("button", name=say("import-accept")).click()
    expect(page.get_by_role("heading", name=say("import-result"))).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Testilä: 2 riviä lisätty")).to_be_visible()
    expect(page.get_by_role("link", name=say("import-take-back"))).to_have_attribute("href", re.compile("data=testila"))
    open_page(page, server, "/tuonti?data=testila")
    page.get_by_role("button", name=say("undo-last")).click()
    page.get_by_role("button", name=say("undo-sure")).click()
    expect(page.get_by_role("heading", name=say("import-result"))).to_be_visible(timeout=60_000)


def test_import_tries_first_and_can_be_undone(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, server, "/tuonti")
    accessible(page)
    sheet = tmp_path / "toimijat.csv"
    sheet.write_text("tunnus;nimi;laji\nT1;Koekylän kunnanhallitus;toimielin\n", encoding="utf-8")
    page.get_by_label(say("import-into")).fill("koekyla")
    page.get_by_label(say("import-into")).press("Enter")
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name=say("import-accept")).click()
    expect(page.get_by_role("heading", name=say("import-result"))).to_be_visible(timeout=60_000)
    expect(page.get_by_text(say("import-trial"))).to_have_count(0)
    page.get_by_role("link", name=say("see-imported")).click()
    arrived(page, "data=koekyla")
    expect(page.get_by_text("Koekyla").first).to_be_visible()
    open_page(page, server, "/tuonti?data=koekyla")
    page.get_by_role("button", name=say("undo-last")).click()
    page.get_by_role("button", name=say("undo-sure")).click()
    expect(page.get_by_text(text("explorer.changed-back", "fi", number=1))).to_be_visible(timeout=60_000)
    expect(page.get_by_text(say("problem"))).to_have_count(0)


def test_a_document_is_read_and_laid_before_the_editors(page: Page, server: str, tmp_path: Path) -> None:
    rule = tmp_path / "ohje.txt"
    rule.write_text("Tekninen osasto arvioi valaistuksen. Ohje perustuu pelastuslakiin.", encoding="utf-8")
    open_page(page, server, "/lue-asiakirja?data=mallila")
    page.locator("input[type=file]").set_input_files(rule)
    expect(page.get_by_text("Tekninen osasto arvioi valaistuksen.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text(say("document-description"))).to_be_visible()
    accessible(page)
    page.get_by_role("button", name=text("explorer.document-propose", "fi", n=1)).click()
    expect(page.locator(".kg-done")).to_contain_text("1", timeout=60_000)
    page.locator(".kg-done a").click()
    arrived(page, "/ehdotukset")
    expect(page.get_by_text("ohje.txt").first).to_be_visible()


def test_a_wrong_row_is_shown_with_its_place(page: Page, server: str, tmp_path: Path) -> None:
    open_page(page, server, "/tuonti")
    sheet = tmp_path / "verkostot.csv"
    sheet.write_text("tunnus;nimi;alue;teema\nV1;Verkosto;Atlantis;kala\n", encoding="utf-8")
    page.get_by_label(say("import-into")).fill("koekyla")
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.get_by_role("cell", name="Atlantis", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=say("import-accept"))).to_have_count(0)


@pytest.mark.parametrize("topic", ["tour", "glossary", "access"])
def test_help_opens_each_topic(page: Page, server: str, topic: str) -> None:
    open_page(page, server, f"/ohje?topic={topic}")
    accessible(page)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_languages_are_a_click_away_and_stay(page: Page, server: str, lang: str) -> None:
    open_page(page, server, "/")
    page.get_by_role("link", name=say(f"language-{lang}")).first.click()
    arrived(page, f"lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("start-title", lang))
    go(page, "chains", lang)
    accessible(page)
    assert lang_of(page) == lang


def test_the_day_and_the_municipality_stay_on_the_way(page: Page, server: str) -> None:
    open_page(page, server, "/?data=mallila&date=2025-03-01")
    go(page, "coverage")
    assert "data=mallila" in page.url
    assert "date=2025-03-01" in page.url
    expect(page.get_by_text("1.3.2025").first).to_be_visible()


def test_a_narrow_screen_needs_no_sideways_scrolling(browser: Browser, server: str) -> None:
    phone = browser.new_page(viewport={"width": 400, "height": 800})
    for path in ("/", f"/kysy?q={QUESTION}", f"/asia?id={UNIT}", "/kattavuus?data=mallila", "/kartta", "/lahteet"):
        open_page(phone, server, path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 400
        accessible(phone)
    phone.close()


TASKS = {
    "ask": ("/", "example-1", "/kysy?"),
    "read the source": (f"/kysy?q={QUESTION}", None, "said="),
    "open a body": (f"/kysy?q={QUESTION}", "turvallisuus- ja valmiusyksikkö", "/asia?"),
    "what fails": ("/kattavuus?data=mallila", None, "verdict="),
    "late measures": ("/toimenpiteet?data=mallila", "measure-late", "state=late"),
    "a kind of thing": ("/asia?data=mallila", None, "kind="),
    "sort a table": ("/asia?data=mallila&kind=network", "column-name", "o-luettelo="),
    "a pair": ("/paallekkaisyydet?data=mallila", None, "pair="),
    "another language": ("/", "language-sv", "lang=sv"),
    "help": ("/ohje", "topic-access", "topic=access"),
}
"""Where each begins, the words or message of the link that does it (None: any), and where that leads."""
MOST_TABS = 140


@pytest.mark.parametrize("task", sorted(TASKS))
def test_ten_tasks_are_done_by_keyboard_alone(page: Page, server: str, task: str) -> None:
    begin, words, end = TASKS[task]
    wanted = say(words) if words and "-" in words and " " not in words else words
    open_page(page, server, begin)
    if "paallekkaisyydet" in begin:
        page.wait_for_selector(".kg-web[data-drawn]")
    look = "e => [e?.innerText ?? '', e?.getAttribute?.('href') ?? '', getComputedStyle(e).outlineStyle]"
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        label, href, outline = page.evaluate_handle("document.activeElement").evaluate(look)
        if end in href and (wanted is None or wanted.casefold() in label.casefold()):
            assert outline != "none"
            page.keyboard.press("Enter")
            arrived(page, end)
            return
    raise AssertionError(f"no Tab reaches {wanted or end}")
