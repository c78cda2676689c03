"""The explorer's pages as Streamlit runs them, without a browser: each page says what it should, in every language."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from unicodedata import normalize
from urllib.parse import parse_qs, urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from kg.analyse.trace import SentenceTrace
from kg.commands.raci import Raci, raci
from kg.explorer.address import address, full, short
from kg.explorer.frame import municipality_name
from kg.explorer.graph import open_graph
from kg.explorer.guide import GUIDES, guide
from kg.explorer.heat import SHADES, shade
from kg.explorer.measures import Measure
from kg.explorer.ordering import Order, holding, ordered
from kg.explorer.pager import offered
from kg.explorer.pages import PAGES
from kg.explorer.render import fill, thing_link
from kg.explorer.theme import ROLES, read_theme
from kg.explorer.view import View, read_view
from kg.messages import LANGUAGES, text
from kg.present.passages import Passage, paragraphs, quoted_sentences
from kg.present.table import Table
from kg.rdf import Iri
from kg.read import Thing
from kg.store import published_queries

ROOT = Path(__file__).parent.parent
RESERVED = (
    *("static", "media", "component", "_stcore", "sparql", "id", "ns", "vocab", "shapes", "graph", "ontology"),
    *(".well-known", "dumps", "queries", "api", "schema", "healthz", "metrics", "mcp", "assets"),
)
QUESTION = "kuka vastaa turvallisuussuunnitelman seurannasta?"
UNIT = "helsinki/unit/turvallisuus-ja-valmiusyksikko"


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))
    for name in ("KG_DATA", "KG_LANG", "KG_EDITABLE", "KG_SERVED", "KG_SIGN_IN", "KG_PRIVATE"):
        monkeypatch.delenv(name, raising=False)


def opened(page: str, *, sound: bool = True, **params: str) -> AppTest:
    """A page run once with these parameters in its address; a sound one tells of no problem."""
    script = f"from kg.explorer.frame import draw\nfrom kg.explorer.pages import PAGES\ndraw(PAGES['{page}'])"
    test = AppTest.from_string(script, default_timeout=120)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    assert sound == (text("explorer.problem", params.get("lang", "fi")) not in words(test))
    return test


def words(test: AppTest) -> str:
    """All that stands on the page, without its tags."""
    html = " ".join(element.proto.body for element in test.get("html"))
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))
    return plain.replace("&lt;", "<").replace("&#39;", "'").replace("&amp;", "&")


def test_every_page_has_a_path_that_no_other_program_uses() -> None:
    paths = [page.path for page in PAGES.values()]
    assert len(set(paths)) == len(paths) == len(PAGES)
    for path in paths:
        assert path.isascii()
        assert not any(path == name or path.startswith(f"{name}/") for name in RESERVED)


@pytest.mark.parametrize("page", sorted(PAGES))
@pytest.mark.parametrize(("data", "lang"), [("helsinki", "sv"), ("mallila", "en")])
def test_each_page_opens_and_says_whose_data_it_shows(page: str, data: str, lang: str) -> None:
    test = opened(page, data=data, lang=lang)
    said = words(test)
    assert municipality_name(View(lang=lang), data) in said
    assert (text("report.example", lang) in said) == (data == "mallila")


def test_an_answer_stands_with_its_sentence_and_its_standing() -> None:
    said = words(opened("ask", q=QUESTION))
    assert "turvallisuus- ja valmiusyksikkö" in said
    assert "Turvallisuussuunnittelun seuranta- ja arviointivastuu on kaupunginkanslian" in said
    assert "periaatepaperi" in said
    ended = open_graph("helsinki").answerer.ask(QUESTION, "fi").answers[0].standing.valid_until
    assert text("explorer.ended-on", "fi", until=View().date(ended)) in said
    assert "Helsingin turvallisuussuunnittelun periaatteet 2019–2021" in said


def test_what_the_graph_does_not_hold_is_not_answered() -> None:
    test = opened("ask", q="kuka korjaa kahvinkeittimen?")
    assert text("answer.not-in-graph", "fi") in words(test)
    assert not test.get("download_button")


def test_a_card_shows_only_what_binds_when_asked() -> None:
    everything, binding = words(opened("thing", id=UNIT)), words(opened("thing", id=UNIT, binding="must"))
    assert text("explorer.can-task", "fi") in binding
    assert text("explorer.can-describes", "fi") not in binding
    assert len(binding) <= len(everything)


def test_names_in_a_missing_language_are_marked() -> None:
    said = words(opened("thing", id="helsinki/post/pelastuskomentaja", content="en"))
    assert "Helsinki" in said
    catalogue = opened("thing", kind="police", lang="en")
    assert not catalogue.exception
    thing = Thing("https://w3id.org/vastuuverkko/id/x/unit/y", "unit", {"fi": "yksikkö"})
    assert text("explorer.in-fi", "en") in thing_link(thing, View(lang="en", content="en"))
    assert text("explorer.in-fi", "en") not in thing_link(thing, View(lang="en", content="fi"))


@pytest.mark.parametrize("iri", ["helsinki/statement/S107", "helsinki/statement/S191"])
def test_a_statement_has_a_page_of_its_own(iri: str) -> None:
    said = words(opened("thing", id=iri))
    assert text("explorer.statement", "fi") in said
    assert text("answer.chapter", "fi", chapter="") in said


@pytest.mark.parametrize("iri", ["helsinki/unit/ei-ole", "<script>alert(1)</script>", "https://example.org/x y"])
def test_an_unknown_thing_is_said_to_be_unknown(iri: str) -> None:
    test = opened("thing", id=iri)
    assert "<script>alert" not in "".join(e.proto.body for e in test.get("html"))


def test_an_unknown_municipality_is_said_in_plain_words() -> None:
    said = words(opened("ask", sound=False, data="atlantis"))
    assert "atlantis" in said
    assert "Traceback" not in said


def test_a_fault_of_ours_shows_no_stack_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret place")

    monkeypatch.setattr("kg.explorer.start.examples", broken)
    said = words(opened("start", sound=False))
    assert text("explorer.bug", "fi") in said
    assert "secret" not in said


def test_a_day_tells_what_was_in_force_then() -> None:
    assert "Voimassa 21.5.2014" in words(opened("ask", q=QUESTION, date="2014-06-01"))


def test_importing_is_shut_unless_the_server_may_be_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    assert text("explorer.not-editable", "fi") in words(opened("import"))
    monkeypatch.setenv("KG_EDITABLE", "1")
    assert text("explorer.import-files", "fi") in words(opened("import"))


def test_a_hop_opens_its_quote() -> None:
    said = words(opened("chains", **{"from": "helsinki/act/pelastuslaki", "to": UNIT, "hop": "0"}))
    assert text("explorer.chosen-hop", "fi") in said


def test_a_pair_stands_side_by_side() -> None:
    said = words(opened("overlaps", data="mallila", pair="V007~V008"))
    assert text("explorer.side-by-side", "fi") in said


WISHES = {
    "apart": ("V001,V002,V055", lambda test: test.multiselect(key="in:apart").value == ["V001", "V002", "V055"]),
    "members": ("9", lambda test: test.number_input(key="in:members").value == 9),
}


@pytest.mark.parametrize("name", sorted(WISHES))
def test_what_a_planner_asks_of_the_plan_is_read_from_the_address(name: str) -> None:
    value, held = WISHES[name]
    assert held(opened("pruning", data="mallila", **{name: value}))


def test_what_a_planner_asks_of_the_plan_goes_to_the_address() -> None:
    test = opened("pruning", data="mallila", dissolve="V022")
    test.number_input(key="in:members").set_value(8)
    test.slider(key="in:loss").set_value(5)
    test.run()
    assert (test.query_params["members"], test.query_params["loss"]) == ("8", "5")
    test.slider(key="in:loss").set_value(0).run()
    assert "loss" not in test.query_params


@pytest.mark.parametrize("odd", [{"members": "monta"}, {"members": "0"}, {"loss": "-3"}, {"apart": "V999"}])
def test_an_odd_wish_in_the_address_is_as_if_not_asked(odd: dict[str, str]) -> None:
    assert words(opened("pruning", data="mallila", **odd)) == words(opened("pruning", data="mallila"))


def test_a_mandatory_network_is_not_dissolved_in_silence() -> None:
    told = text("pruning.refused", "fi", networks="Lähisuhdeväkivallan vastainen verkosto")
    assert told in words(opened("pruning", data="mallila", dissolve="V007"))
    assert told not in words(opened("pruning", data="mallila"))
    pair = words(opened("overlaps", data="mallila", pair="V007~V008"))
    assert text("explorer.is-mandatory", "fi", name="Lähisuhdeväkivallan vastainen verkosto") in pair


def test_what_stands_around_a_plan_is_shown_with_it():
    walked = opened("pruning", data="mallila", part="choices", point="1")
    assert walked.select_slider(key="in:point").value == 1
    assert "99," in words(walked)
    assert text("analyse.losses-title", "fi") in words(walked)
    walked.button[-1].click().run()
    assert text("choice.verified", "fi") in words(walked)
    assert text("choice.not-decided", "fi") in words(walked)
    why = words(opened("pruning", data="mallila", part="why", network="V003", keep="V006"))
    assert "säästäisi 29 tuntia vuodessa" in why
    assert "Pelastuslain yhteistyöverkosto (V002). Se säästää 4 tuntia" in why
    assert "V027" in words(opened("pruning", data="mallila", part="unknown"))
    assert "C25" in words(opened("pruning", data="mallila", part="effects"))


def test_the_plan_says_what_the_wishes_cost() -> None:
    said = words(opened("pruning", data="mallila", keep="V001,V002,V003,V004,V005,V006"))
    assert re.search(r"toiveet maksavat [\d,\s]+ tuntia|Toiveet eivät maksa mitään", said)


def test_a_limit_that_would_change_nothing_is_not_asked_for() -> None:
    assert not opened("pruning", data="mallila", loss="100").slider
    assert opened("pruning", data="mallila", dissolve="V022", loss="12").slider(key="in:loss").value == 12


def test_a_card_says_nothing_of_itself_and_writes_as_people_do() -> None:
    said = words(opened("thing", id="mallila/network/V007", data="mallila"))
    assert "pakollinen kyllä" in said
    assert "kuuluu kokonaisuuteen" not in said
    assert said.count("Sosiaalipäivystys") == 1
    assert "…" not in said
    measure = words(opened("thing", id="mallila/measure/T001", data="mallila"))
    assert "31.12.2026" in measure
    assert "2026-12-31" not in measure


def test_notes_in_another_language_fold_away() -> None:
    page = opened("thing", id="helsinki/post/pelastuskomentaja")
    html = "".join(e.proto.body for e in page.get("html"))
    assert text("explorer.notes-elsewhere", "fi", n=2) in words(page)
    assert html.index("<details") < html.index("The minutes of 2020")


def test_ended_networks_of_an_area_are_marked() -> None:
    graph = open_graph("mallila")
    ended = [t for t in graph.catalogue["network"] if graph.ended(t.iri, None)]
    assert ended
    area = next(
        r["value"]
        for r in graph.data.rows("explorer/about", thing=Iri(ended[0].iri))
        if str(r["property"]).endswith("/area")
    )
    page = opened("thing", id=short(str(area)), data="mallila")
    html = "".join(e.proto.body for e in page.get("html"))
    assert re.search(rf'{re.escape(ended[0].name("fi"))}</span></a> <span class="kg-tag ended">', html)


def test_the_start_page_counts_what_its_links_show() -> None:
    page = opened("start", data="mallila")
    said, graph = words(page), open_graph("mallila")
    assert f"{sum(not graph.ended(t.iri, None) for t in graph.catalogue['network'])} verkostoa voimassa" in said
    actors = words(opened("thing", data="mallila", kind="actor"))
    assert text("explorer.found", "fi", n=len(graph.actors)) in actors
    assert any(href.startswith("/asia?") and "kind=actor" in href for href in links(page))


def test_examples_are_offered_only_where_they_are_answered() -> None:
    graph = open_graph("helsinki")
    offered = [href for href in links(opened("start")) if href.startswith("/kysy?") and "q=" in href]
    assert offered
    for href in offered:
        assert graph.answerer.ask(parse_qs(urlparse(href).query)["q"][0], "fi").answered


TABLE = Table(
    "t", ["a", "b"], [["10 %", "1.2.2025"], ["9 %", "3.1.2026"], [None, "5.12.2024"], ["Åbo", ""], ["abc", None]]
)


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("0", [1, 0, 4, 3, 2]),
        ("-0", [3, 4, 0, 1, 2]),
        ("1", [2, 0, 1, 3, 4]),
        ("-1", [1, 0, 2, 3, 4]),
        ("x", [0, 1, 2, 3, 4]),
    ],
)
def test_rows_come_in_the_order_of_a_column(order: str, numbers: list[int]) -> None:
    assert ordered(TABLE, Order.read(order, 2)) == numbers


@given(
    st.lists(st.lists(st.one_of(st.none(), st.text(max_size=6), st.integers()), min_size=2, max_size=2), max_size=12)
)
def test_ordering_and_narrowing_lose_no_row_and_make_none_up(rows: list[list[str | int | None]]) -> None:
    table = Table("t", ["a", "b"], rows)
    for given_order in ("0", "-1", "9"):
        assert sorted(ordered(table, Order.read(given_order, 2))) == list(range(len(rows)))
    assert holding(table, "", "fi", range(len(rows))) == list(range(len(rows)))
    assert set(holding(table, "a", "fi", range(len(rows)))) <= set(range(len(rows)))


def test_a_table_says_how_it_is_ordered() -> None:
    page = opened("thing", data="mallila", kind="network", **{"o-luettelo": "-0"})
    html = "".join(e.proto.body for e in page.get("html"))
    assert html.count('aria-sort="descending"') == 1


def test_networks_held_apart_do_not_end_in_one() -> None:
    def kept(**wishes: str) -> str:
        found = re.search(r"55 → (\d+)", words(opened("pruning", data="mallila", **wishes)))
        assert found
        return found[1]

    assert kept() == kept(apart="V001") == "30"
    assert kept(apart="V001,V055") == "31"


def test_where_meetings_are_not_known_the_plan_says_what_to_fill_in() -> None:
    assert text("pruning.nothing-unpriced-do", "fi") in words(opened("pruning"))


@pytest.mark.parametrize(("chosen", "other"), [("mallila", True), ("helsinki", False)])
def test_the_endpoint_says_whose_data_it_answers_from(
    chosen: str, other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_SERVED", "http://127.0.0.1:1")
    said = words(opened("interface", data=chosen))
    told = text("interface.other", "fi", served="Helsinki", chosen="Mallila (esimerkki)")
    assert (told in said) == other


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_query_has_a_title_in_every_language(lang: str) -> None:
    said = words(opened("interface", lang=lang))
    for query in published_queries().values():
        assert query.titled(lang) in said
        assert lang == "en" or query.titled(lang) != query.title


def test_what_the_limits_make_impossible_is_said_with_advice() -> None:
    said = words(opened("pruning", data="mallila", members="1"))
    assert text("pruning.nothing-limited", "fi") in said
    assert text("pruning.nothing-limited-do", "fi") in said


def test_a_loss_beyond_what_is_accepted_is_said_and_one_within_it_is_recorded() -> None:
    begins = text("pruning.too-much", "fi", share="", accepted=0)[:40]
    beyond = words(opened("pruning", data="mallila", dissolve="V022"))
    within = words(opened("pruning", data="mallila", dissolve="V022", loss="3"))
    assert begins in beyond
    assert begins not in within
    assert text("pruning.loss-reason", "fi", share=3) in within


def test_a_cell_of_the_matrix_opens_its_statements() -> None:
    cell = f"helsinki/plan-type/kaupungin-turvallisuussuunnitelma~{UNIT}"
    assert "turvallisuussuunnitelman toimeenpanon seuranta" in words(opened("raci", cell=cell))


def test_a_sentence_of_the_source_leads_to_its_statements() -> None:
    said = words(opened("sources", sentence="P38.1"))
    assert "Lausuma S107" in said


def links(test: AppTest) -> set[str]:
    """Every address that the page leads to."""
    return {unescape(href) for e in test.get("html") for href in re.findall(r'href="([^"]*)"', e.proto.body)}


@pytest.mark.parametrize(("data", "statement"), [("helsinki", "S107"), ("mallila", "R019")])
def test_every_quote_leads_to_its_sentence_and_back(data: str, statement: str) -> None:
    page = opened("thing", id=f"{data}/statement/{statement}", data=data)
    there = next(href for href in links(page) if href.startswith("/lahteet?") and f"said={data}/statement/" in href)
    text_page = opened("sources", **{k: v[0] for k, v in parse_qs(urlparse(there).query).items()})
    html = "".join(e.proto.body for e in text_page.get("html"))
    assert re.search(r'class="kg kg-said"[^>]*aria-current="true"', html)
    assert any(f"statement/{statement}" in href for href in links(text_page))


@pytest.mark.parametrize("data", ["helsinki", "mallila"])
def test_every_quote_of_a_held_text_has_its_place_in_a_sentence(data: str) -> None:
    graph = open_graph(data)
    held = [e for s in graph.statements for e in s.evidence if e.quote and e.document.iri in graph.passages.texts]
    assert len(held) > 30
    for evidence in held:
        passage = graph.passages.of(evidence.document.iri, evidence.quote)
        assert passage is not None
        assert graph.passages.around(passage).quote == normalize("NFC", evidence.quote or "")
        assert graph.passages.sentence_at(passage) is not None


@given(st.text("Abc. \n", max_size=80), st.integers(0, 80), st.integers(1, 20))
def test_a_quote_is_found_in_the_sentences_that_it_overlaps(source: str, start: int, length: int) -> None:
    end = min(start + length, len(source))
    passage = Passage("s", "d", min(start, end), end)
    for sentence in quoted_sentences("d", source, [passage]):
        assert "\n" not in source[sentence.start : sentence.end]
        assert passage.start < sentence.end
        assert passage.end > sentence.start


@given(st.text(max_size=40))
def test_all_that_comes_from_the_data_is_escaped(name: str) -> None:
    thing = Thing("https://w3id.org/vastuuverkko/id/x/unit/y", "unit", {"fi": f"<img src=x onerror=1>{name}"})
    assert "<img" not in thing_link(thing, View())
    assert "<img" not in fill("note.html", View(), text=thing.name("fi"))


@given(st.text(max_size=60).filter(lambda t: "://" not in t))
def test_an_address_holds_a_thing_and_gives_it_back(key: str) -> None:
    iri = full(f"helsinki/unit/{key}")
    assert full(short(iri)) == iri
    assert "<" not in address("thing", {"id": short(iri)})


@given(st.integers(1, 400), st.integers(1, 400))
def test_the_pager_offers_the_first_the_last_and_the_current_page(current: int, last: int) -> None:
    pages = offered(min(current, last), last)
    assert {1, last, min(current, last)} <= set(pages)
    assert pages == sorted(set(pages))
    assert len(pages) <= 7


@given(st.text("abc .\n", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6))
def test_the_shown_text_is_the_whole_text(source: str, spans: list[tuple[int, int]]) -> None:
    sentences = [
        SentenceTrace(str(n), "d", min(s), min(max(s), len(source)), "", "modelled") for n, s in enumerate(spans)
    ]
    shown = "".join(piece.text for line in paragraphs(source, sentences) for piece in line)
    assert "".join(shown.split()) == "".join(source.split())


def test_what_an_address_asks_in_vain_is_as_if_not_asked() -> None:
    assert read_view({"lang": "xx", "content": "??", "date": "eilen"}) == View()


def _said(pattern: str, glob: str) -> set[str]:
    files = sorted((ROOT / "kg" / "explorer").rglob(glob))
    return {key for file in files for key in re.findall(pattern, file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(lambda: _said(r"say\(\s*'([\w.-]+)'\s*[,)]", "*.html"), id="templates"),
        pytest.param(lambda: _said(r'say\(\s*"([\w.-]+)"\s*[,)]', "*.py"), id="modules"),
    ],
)
def test_every_text_that_is_said_exists_in_every_language(keys: Callable[[], set[str]]) -> None:
    found = keys()
    assert len(found) > 20
    for key in found:
        for lang in LANGUAGES:
            area, name = key.split(".", 1) if "." in key else ("explorer", key)
            content = (ROOT / "kg" / "messages" / lang / f"{area}.toml").read_text(encoding="utf-8")
            assert re.search(rf"^{re.escape(name)} = ", content, re.MULTILINE), f"{key} is missing in {lang}"


def test_what_fails_comes_first_with_what_to_do_and_what_is_accepted() -> None:
    page = opened("coverage", data="mallila")
    html = "".join(e.proto.body for e in page.get("html"))
    verdicts = re.findall(r'class="kg-work (\S+?)"', html)
    assert len(verdicts) == 30
    assert verdicts == sorted(verdicts, key=("fail", "cannot-be-checked", "pass").index)
    said = words(page)
    assert "Nimeä ryhmälle sihteeri tai sihteeristö." in said
    assert "Työryhmän sihteerin virka täytetään" in said
    assert text("explorer.accepted-until", "fi", until="31.12.2030") in said
    only = "".join(e.proto.body for e in opened("coverage", data="mallila", verdict="fail").get("html"))
    assert set(re.findall(r'class="kg-work (\S+?)"', only)) == {"fail"}


def test_an_accepted_gap_is_listed_as_such_among_the_findings() -> None:
    said = words(opened("findings", data="mallila", kind="coverage", **{"o-havainnot": "2"}))
    assert text("explorer.finding-accepted", "fi") in said
    assert "Työryhmän sihteerin virka täytetään" in said


@pytest.mark.parametrize("kind", ["coverage", "overlap", "structure"])
def test_findings_are_of_the_kind_that_was_asked_for(kind: str) -> None:
    every, some = opened("findings", data="mallila"), opened("findings", data="mallila", kind=kind)
    counts = re.findall(rf"{text(f'explorer.finding-{kind}', 'fi')} \((\d+)\)", words(every))
    assert text("explorer.found", "fi", n=counts[0]) in words(some)


def test_a_cell_of_the_heat_map_says_who_serves_it() -> None:
    graph = open_graph("mallila")
    network = next(t for t in graph.catalogue["network"] if not graph.ended(t.iri, None))
    about = {
        str(r["property"]).rsplit("/", 1)[-1]: str(r["value"])
        for r in graph.data.rows("explorer/about", thing=Iri(network.iri))
    }
    cell = f"{short(about['coversArea'])}~{short(about['theme'])}"
    said = words(opened("coverage", data="mallila", cell=cell))
    assert text("explorer.served-by", "fi") in said
    assert network.name("fi") in said


@given(st.one_of(st.none(), st.integers(0, 50), st.floats(0, 50)), st.floats(0, 50))
def test_a_shade_grows_with_its_number(value: float | None, most: float) -> None:
    assert 0 <= shade(value, most) <= SHADES
    assert (shade(value, most) > 0) == bool(value and most)
    assert shade(most, most) == (SHADES if most else 0)


def test_late_measures_come_first_and_filters_stand_in_the_address() -> None:
    said = words(opened("measures", data="mallila", date="2026-11-24"))
    table = said[said.index(text("explorer.measures-found", "fi", n=100)) :]
    assert text("explorer.measure-late", "fi") in table[:400]
    done = words(opened("measures", data="mallila", state="done"))
    table = done[done.index("Toimenpiteitä:") :]
    assert text("explorer.measure-late", "fi") not in table.split("Lataa")[0]
    owner = opened("measures", data="mallila", owner="mallila/unit/O16")
    assert "Turvakävelyt jokaisella asuinalueella" in words(owner)
    assert int(re.search(r"Toimenpiteitä: (\d+)", words(owner))[1]) < 100  # type: ignore[index]


@pytest.mark.parametrize(
    ("status", "deadline", "state"),
    [
        ("ongoing", "2026-01-01", "late"),
        ("ongoing", "2026-06-01", "ongoing"),
        ("done", "2020-01-01", "done"),
        ("stopped", "2020-01-01", "stopped"),
        ("", "2020-01-01", "late"),
        ("planned", "", "planned"),
        ("", "", "unknown"),
    ],
)
def test_a_measure_is_late_when_its_deadline_has_passed_and_it_is_not_done(
    status: str, deadline: str, state: str
) -> None:
    said = {k: (v,) for k, v in (("status", f"x/{status}"), ("deadline", deadline)) if v not in ("", "x/")}
    measure = Measure(Thing("urn:m", "measure", {"fi": "m"}), said)
    assert measure.state(date(2026, 6, 1)) == state


@pytest.mark.parametrize("name", GUIDES.values())
def test_each_guide_tells_the_same_steps_in_each_language(name: str) -> None:
    def steps(lang: str) -> list[str]:
        return re.findall(r"^### (\d)\.", guide(name, lang), re.MULTILINE)

    told = {lang: guide(name, lang) for lang in LANGUAGES}
    assert steps("fi") == steps("sv") == steps("en")
    assert len(set(told.values())) == len(LANGUAGES)
    for lang, page in (("sv", "coverage"), ("en", "coverage"), ("sv", "import"), ("en", "import")):
        assert text(f"explorer.page-{page}", lang) in "".join(guide(n, lang) for n in GUIDES.values())


def test_the_matrix_of_a_theme_holds_all_of_it_with_its_actors() -> None:
    graph, theme = open_graph("mallila"), "https://w3id.org/vastuuverkko/id/mallila/theme/TE01"
    found = read_theme(graph.data, theme).things
    assert {graph.thing(iri).kind for iri in found} >= {"measure", "network", "programme"}
    for iri, roles in found.items():
        about = {str(r["value"]) for r in graph.data.rows("explorer/about", thing=Iri(iri))}
        assert roles.keys() <= about
        if graph.thing(iri).kind == "measure":
            assert theme in about
            assert set(roles.values()) <= {"is responsible", "participates"}
    said = words(opened("raci", data="mallila", of="mallila/theme/TE01"))
    assert "Oppilaiden turvallisuuskävely joka lukuvuosi" in said
    for iri in found:
        assert graph.ended(iri, None) or graph.thing(iri).name("fi") in said
    tasks = [s for s in graph.said("object", theme) if s.who and graph.stands(s, None)]
    assert tasks
    standing = [iri for iri in found if not graph.ended(iri, None)]
    assert text("explorer.theme-matrix", "fi", n=len(standing) + len(tasks)) in said


def test_every_role_of_a_theme_has_its_letter_in_the_role_table() -> None:
    letters = raci(open_graph("mallila").municipality, Raci(None, None, None, "fi")).matrix.letters
    assert {role: letters[role] for role in ROLES.values()} == {
        "is responsible": "A",
        "coordinates": "R",
        "approves": "A",
        "participates": "C",
        "member": "C",
    }
