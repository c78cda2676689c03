"""Responsibility chains: what comes out on the whole graph, and what shows as missing on the paper alone."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from small_web import duty, named, small_web, thing, web_of

from kg.analyse.chains import Chain, away, between, through
from kg.analyse.web import MISSING, NOBODY, STATUSES, Edge, Web
from kg.cli import main
from kg.errors import Misuse
from kg.read import Interval, State, Statement
from kg.read.model import IMPLIED, OUTSIDE, STATED

PLAN = "kaupungin turvallisuussuunnitelma"
STEERING = "paikallisen turvallisuussuunnittelun johtoryhmä"
EXPERTS = "paikallisen turvallisuussuunnittelun asiantuntijaryhmä"
UNIT = "turvallisuus- ja valmiusyksikkö"
PLANNING = "paikallinen turvallisuussuunnittelu"
NETWORKS = "turvallisuus- ja hyvinvointiverkosto"
STRATEGY = "Helsingin kaupungin strategiaohjelma"
TEAM = "asukasyhteistyö-tiimi"
HSL = "Helsingin seudun liikenne -kuntayhtymä"

# Each chain of the paper: the stations between which it must come out, and the statements it must speak by.
CHAINS: dict[str, tuple[list[list[str]], dict[str, str]]] = {
    "rescue act to the secretariat": (
        [
            ["pelastuslaki", PLANNING, "turvallisuussuunnittelun työkalu", PLAN],
            [PLAN, STEERING, UNIT, "kaupunginkanslia"],
            ["pelastuskomentaja", STEERING],
        ],
        {
            "S034": STATED,
            "S041": STATED,
            "S103": STATED,
            "S096": STATED,
            "S090": STATED,
            "S066": STATED,
            "S067": IMPLIED,
        },
    ),
    "police act to the focus areas": (
        [
            ["poliisilaki", "poliisikomentaja", STEERING, "painopistealueet"],
            ["poliisilaki", PLANNING, STEERING],
            ["poliisi", "yleinen järjestys ja turvallisuus"],
            [STEERING, "johtoryhmän vuosittainen tapaaminen"],
        ],
        {"S035": STATED, "S091": STATED, "S095": IMPLIED, "S032": STATED, "S092": STATED, "S053": STATED},
    ),
    "government programme to the follow-up report": (
        [
            ["hallitusohjelma", "sisäisen turvallisuuden ohjelma", PLANNING],
            ["sisäisen turvallisuuden ohjelma", PLAN, EXPERTS],
            [EXPERTS, "paikallisen turvallisuussuunnittelun tilannekatsaus", STEERING],
            ["paikallisen turvallisuussuunnittelun tilannekatsaus", "kaupungin johtajisto"],
        ],
        dict.fromkeys(("S014", "S023", "S037", "S100", "S119", "S120"), STATED) | {"S117": IMPLIED},
    ),
    "rapid reaction": (
        [
            ["nopeaa reagointia vaativa kaupunkiturvallisuustilanne", UNIT, "yhteistyöryhmä", "tilannekuva"],
            [UNIT, "kansliapäällikkö"],
            ["nopeaa reagointia vaativa kaupunkiturvallisuustilanne", "kaupunginjohtaja", STEERING],
            [UNIT, "tilannekuva"],
        ],
        {**dict.fromkeys(("S125", "S127", "S128", "S187", "S088"), STATED), "S126": IMPLIED},
    ),
    "strategy programme to budgets": (
        [
            ["kaupunginvaltuusto", STRATEGY, "vuosittainen talouden ja toiminnan suunnittelu"],
            [STRATEGY, "toimialarajat ylittävä toimintaohjelma"],
            ["kaupunginvaltuusto", "kaupungin keskeiset strategiat", "toimialarajat ylittävä toimintaohjelma"],
            [PLAN, "virastot ja laitokset", "talousarvio"],
            ["kaupunkitaso", PLAN],
        ],
        dict.fromkeys(("S073", "S076", "S084", "S085", "S086", "S042", "S071"), STATED),
    ),
    "local government act to networks": (
        [
            ["kuntalaki", "kunnat", "kuntayhtymät"],
            ["kuntalaki", PLANNING],
            ["hallintokunnat", "hallintokuntien alueelliset verkostot"],
            ["monitoimijainen verkosto", "asukkaat"],
            ["verkostomainen, ennalta ehkäisevä ja hyvinvointia edistävä työ", "kaupungin eri alueet"],
        ],
        {**dict.fromkeys(("S029", "S030", "S056", "S134", "S135"), STATED), "S027": IMPLIED},
    ),
    "networks assembled, pruned, at work": (
        [
            [UNIT, NETWORKS, PLAN, UNIT],
            [UNIT, "monitoimijainen verkosto", "päällekkäiset verkostorakenteet"],
            [NETWORKS, "suurpiiri"],
            [PLAN, NETWORKS],
        ],
        dict.fromkeys(("S144", "S145", "S146", "S139", "S106", "S140", "S195"), STATED),
    ),
    "residents' own plans": (
        [
            ["osallisuus", "kuntalaiset"],
            ["asukkaat", "asuinalue"],
            ["asukkaat", TEAM, "osallisuus- ja neuvonta -yksikkö", "kaupunginkanslia"],
            [TEAM, "asukasverkosto"],
            ["asukkaat", "turvallisuus- ja/tai hyvinvointisuunnitelma", NETWORKS],
            ["asuinaluekohtainen turvallisuussuunnitelma", EXPERTS],
        ],
        dict.fromkeys(("S147", "S148", "S197", "S150", "S151", "S152", "S153", "S154"), STATED) | {"S129": IMPLIED},
    ),
    "operating rules to the expert group": (
        [
            ["kaupunginkanslian johto- ja toimintasääntö", UNIT, PLANNING],
            [UNIT, PLAN],
            [UNIT, EXPERTS, "kaupungin johtajisto"],
            [EXPERTS, "kaupungin virastojen ja laitosten edustajat"],
            [EXPERTS, "alueelliset toimijat"],
            [EXPERTS, "turvallisuusyhteistyö"],
        ],
        {
            **dict.fromkeys(("S065", "S107", "S109", "S110", "S113", "S122"), STATED),
            "S061": IMPLIED,
            "S114": IMPLIED,
        },
    ),
    "one round of plan preparation": (
        [
            ["johtoryhmän vuosittainen tapaaminen", STEERING, "painopistealueet"],
            ["kuntalaisten sähköinen kuulemispalvelu", "painopistealueet", PLAN],
            ["turvallisuuden kannalta keskeisten toimijoiden edustajat", PLAN],
            ["hallintokuntien toimintaohjelmat ja suunnitelmat", PLAN, "hallintokunnat"],
            [STEERING, PLAN],
        ],
        {
            **dict.fromkeys(("S101", "S104", "S162", "S102"), STATED),
            "S095": IMPLIED,
        },
    ),
    "regional actors": (
        [
            [HSL, "Helsingin kaupungin turvallisuussuunnitelma 2011–2014"],
            [HSL, "alueelliset toimijat", PLANNING],
            ["alueelliset toimijat", "alueellisten toimijoiden toimintasuunnitelma"],
            ["alueelliset toimijat", EXPERTS, PLAN],
            ["hallinto-osasto", "kuntayhtymät"],
            [STEERING, "kuntayhtymien johtajat"],
        ],
        dict.fromkeys(("S008", "S009", "S043", "S113", "S068", "S093"), STATED) | {"S117": IMPLIED},
    ),
    "preparedness to safety planning": (
        [
            ["valmiusohje", "keskushallinto", "varautuminen", PLANNING],
            ["valmiusohje", "valmiussuunnittelu"],
            [UNIT, "varautuminen"],
        ],
        dict.fromkeys(("S045", "S046", "S064", "S047"), STATED),
    ),
}

# What the paper alone leaves open: the ends between which it must show, the two things, and who closes it elsewhere.
Link = tuple[str, str, str, str, str]
LINKS: list[Link] = [
    ("pelastuslaki", STEERING, "pelastuskomentaja", "pelastuslaitos", "Helsingin kaupungin pelastuslaitos"),
    ("poliisilaki", "painopistealueet", "poliisikomentaja", "poliisi", "Helsingin poliisilaitos"),
    ("kaupunginvaltuusto", "talousarvio", PLAN, STRATEGY, ""),
]


@pytest.fixture(scope="module")
def paper() -> Web:
    return web_of("helsinki", "seed")


@pytest.fixture(scope="module")
def helsinki() -> Web:
    return web_of()


def _through(web: Web, stations: list[str]) -> list[Chain]:
    return through(web, [[t.iri for t in named(web, name)] for name in stations])


def _said(web: Web, chains: list[Chain]) -> dict[str, set[str]]:
    """Which statements the chains speak by, and with which status."""
    found: dict[str, set[str]] = {}
    for hop in (h for chain in chains for h in chain):
        for edge in (hop.edge, *hop.others):
            if edge.statement:
                found.setdefault(edge.statement.iri.rsplit("/", 1)[-1], set()).add(edge.status)
    return found


@pytest.mark.parametrize("whole", [False, True], ids=["paper", "helsinki"])
@pytest.mark.parametrize("name", CHAINS)
def test_the_chains_of_the_paper_come_out(name: str, whole: bool, request: pytest.FixtureRequest) -> None:
    web = request.getfixturevalue("helsinki" if whole else "paper")
    legs, expected = CHAINS[name]
    said = _said(web, [chain for stations in legs for chain in _through(web, stations)])
    assert {s: said.get(s) for s in expected} == {s: {status} for s, status in expected.items()}


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link[2])
def test_on_the_paper_alone_the_missing_links_show(paper: Web, link: Link) -> None:
    start, end, first, second, _ = link
    edges = [h.edge for chain in _through(paper, [start, end]) for h in chain]
    missing = {
        (paper.thing(e.source).name("fi"), paper.thing(e.target).name("fi")) for e in edges if e.status == MISSING
    }
    assert (first, second) in missing
    stated = {(e.source, e.target) for e in paper.edges if e.status != MISSING}
    assert not {(e.source, e.target) for e in edges if e.status == MISSING} & stated


@pytest.mark.parametrize("link", [x for x in LINKS if x[4]], ids=lambda link: link[2])
def test_outside_knowledge_closes_what_the_paper_leaves_open(helsinki: Web, link: Link) -> None:
    start, end, first, second, elsewhere = link
    hops = [h for chain in _through(helsinki, [start, end]) for h in chain]
    names = {(helsinki.thing(h.edge.source).name("fi"), helsinki.thing(h.edge.target).name("fi")): h.edge for h in hops}
    assert names[first, elsewhere].status == OUTSIDE
    assert names[second, elsewhere].status == OUTSIDE


def test_a_plan_that_nobody_approves_ends_its_chain_with_the_missing_approver(paper: Web) -> None:
    last = [chain[-1] for chain in _through(paper, ["johtoryhmän vuosittainen tapaaminen", PLAN])]
    assert [(h.edge.relation, h.end.startswith(NOBODY)) for h in last if h.edge.status == MISSING] == [
        ("approves", True)
    ]


@pytest.mark.parametrize(("thing", "statement"), [("turvallisuustyön rakenteet", "S059"), ("suunnittelukausi", "S105")])
def test_a_task_without_an_actor_leads_up_to_nobody(paper: Web, thing: str, statement: str) -> None:
    chains = away(paper, [t.iri for t in named(paper, thing)], down=False)
    assert _said(paper, chains)[statement] == {STATED}
    assert any(chain[-1].end.startswith(NOBODY) for chain in chains)


def test_attribution_delegation_and_execution_are_told_apart(paper: Web) -> None:
    (first, *_) = _through(paper, ["pelastuslaki", PLANNING, UNIT, EXPERTS])
    assert [h.competence for h in first] == ["attribution", "attribution", "delegation", "execution"]


def test_a_contested_reading_names_the_other(paper: Web) -> None:
    hops = [h for chain in _through(paper, [UNIT, "kansliapäällikkö"]) for h in chain]
    conflicts = {
        c.rsplit("/", 1)[-1] for h in hops for e in (h.edge, *h.others) if e.statement for c in e.statement.conflicts
    }
    assert {"S128", "S187"} <= conflicts


def test_every_chain_hangs_together_and_visits_nothing_twice(helsinki: Web) -> None:
    for chain in _through(helsinki, ["kuntalaki", PLAN]):
        places = [chain[0].start, *(h.end for h in chain)]
        assert all(a.end == b.start for a, b in pairwise(chain))
        assert len(places) == len(set(places))
        assert {h.edge.status for h in chain} <= set(STATUSES)


@pytest.mark.parametrize("down", [True, False])
def test_chains_lead_down_from_an_act_and_up_from_a_plan(paper: Web, down: bool) -> None:
    start = named(paper, "pelastuslaki" if down else PLAN)[0].iri
    reached = {paper.thing(h.end).name("fi") for c in away(paper, [start], down=down) for h in c}
    assert ("pelastuslaitos" in reached) == down
    assert down or STEERING in reached


def test_as_of_a_day_only_what_stood_then_is_walked() -> None:
    old: Statement = duty("s1", "steers", "a", "b", own=Interval("2011-01-01", "2014-12-31"))
    web = small_web([old], things={"c": thing("c", since="2015-01-01")}, edges=[Edge("b", "c", "steers", STATED)])
    assert [len(c) for c in between(web, ["a"], ["c"])] == [2]
    for day, kept in ((date(2014, 6, 1), {("a", "b")}), (date(2016, 1, 1), {("b", "c")})):
        stood, gone = web.on(day)
        assert {(e.source, e.target) for e in stood.edges} == kept
        assert len(gone) == 1
        assert between(stood, ["a"], ["c"]) == []


@pytest.mark.parametrize(
    ("since", "until", "day", "state"),
    [
        ("2014-01-01", "2014-12-31", date(2014, 1, 1), State.IN_FORCE),
        ("2014-01-01", "2014-12-31", date(2014, 12, 31), State.IN_FORCE),
        ("2014-01-01", None, date(2013, 12, 31), State.NOT_YET),
        (None, "2014-12-31", date(2015, 1, 1), State.NO_LONGER),
        (None, None, date(1900, 1, 1), State.IN_FORCE),
    ],
)
def test_both_ends_of_an_interval_count(since: str | None, until: str | None, day: date, state: str) -> None:
    assert Interval(since, until).state(day) == state


def test_a_day_after_the_start_of_what_has_no_known_end_is_unknown() -> None:
    open_ended = Interval("2014-01-01", end_unknown=True)
    assert open_ended.state(date(2013, 1, 1)) == State.NOT_YET
    assert open_ended.state(date(2014, 1, 1)) == State.UNKNOWN
    assert Interval("2014-01-01", "2014-12-31", end_unknown=True).state(date(2014, 6, 1)) == State.IN_FORCE


def test_a_detour_over_places_of_a_shorter_chain_comes_last() -> None:
    web = small_web(links=[(a, b, "steers") for a, b in ("ab", "bc", "ad", "db", "ae", "ef", "fc")])
    assert [[h.end for h in c] for c in between(web, ["a"], ["c"])] == [list("bc"), list("efc"), list("dbc")]
    assert [[h.end for h in c] for c in between(web, ["a"], ["c"], limit=2)] == [list("bc"), list("efc")]


def test_a_name_is_found_in_any_language_and_case_and_an_unknown_one_names_its_neighbours(paper: Web) -> None:
    things = named(paper, "PELASTUSLAKI")
    assert things == named(paper, "Rescue Act") == named(paper, "räddningslagen")
    assert named(paper, things[0].iri) == things
    with pytest.raises(Misuse) as error:
        named(paper, "pelastuslaky")
    assert "pelastuslaki" in error.value.message("fi")


def _kg(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["chain", *arguments]) == 0
    return capsys.readouterr().out


def test_json_holds_what_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(_kg(capsys, "pelastuslaki", UNIT, "--graph", "seed", "--format", "json"))
    assert found["from"]["kind"] == "act"
    assert found["to"]["label"]["fi"] == UNIT
    for hop in (h for chain in found["chains"] for h in chain["hops"]):
        assert {"from", "relation", "to", "status", "statement", "quote", "document", "chapter", "competence"} <= set(
            hop
        )
        assert set(hop["valid"]) == {"from", "until"}
        assert (hop["quote"] is not None) == (hop["statement"] is not None)
        if hop["status"] == MISSING:
            assert hop["statement"] is None


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_an_svg_stands_alone_and_says_every_tie_in_words(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = _kg(capsys, "pelastuslaki", UNIT, "--graph", "seed", "--format", "svg", "--lang", lang)
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    description = root.findtext(f"{space}desc") or ""
    assert len([p for p in root.iter(f"{space}path") if p.get("marker-end")]) == description.count(").")
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "").replace("https://w3id.org/", "")


@pytest.mark.parametrize(("form", "start"), [("dot", "digraph"), ("mermaid", "---"), ("csv", "\ufeffketju;")])
def test_the_other_forms_hold_every_thing_of_the_chains(
    form: str, start: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["chain", "pelastuslaki", UNIT, "--graph", "seed", "--format", form]) == 0
    drawn = capsysbinary.readouterr().out.decode()
    assert drawn.startswith(start)
    for name in ("pelastuskomentaja", UNIT, "pelastuslaitos"):
        assert name in drawn


def test_as_of_says_what_is_not_in_force_and_what_replaced_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = _kg(capsys, "kuntalaki (365/1995)", "--as-of", "2016-06-01", "--lang", "en")
    assert "Not in force on 2016-06-01: Local Government Act (365/1995)" in text
    assert "410/2015" in text


def test_misuse_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["chain", "olematonasia", "--graph", "seed"]) == 2
    assert "olematonasia" in capsys.readouterr().err
    assert main(["chain", "pelastuslaki", "--via", UNIT, "--graph", "seed"]) == 2
    assert "--via" in capsys.readouterr().err
    assert main(["chain", "pelastuslaki", "räddningslagen", "--graph", "seed"]) == 2
    assert "pelastuslaki" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["chain", "pelastuslaki", UNIT, "--limit", "0"])
    target = tmp_path / "chain.svg"
    assert main(["chain", "pelastuslaki", UNIT, "--graph", "seed", "--format", "svg", "--output", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith("<svg")
