"""The register of statutory duties: complete, read where it quotes, and answered for any municipality by one rule."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from planner_files import NAAPURILA, Rows, run, workbook
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kg.analyse.statutory import REASONS, STATUSES, Answer, Register, not_applied, read_register, statutory_gaps
from kg.check import check_shapes
from kg.check.graphs import shapes_graph
from kg.cli import main
from kg.load.shipped import register_files, shared_files
from kg.pipeline import open_data, open_register
from kg.resources import ONTOLOGY, SHAPES
from kg.store import Context, Data
from kg.terms import BASE, ID, KG, OA, VOCAB

DAY = date(2026, 6, 1)
ELI = re.compile(r"http://data\.finlex\.fi/eli/sd/(\d{4})/(\d+)")
CATEGORY = VOCAB["actor-categories/"]


@pytest.fixture(scope="module")
def held() -> dict[str, Graph]:
    """Each file of the register, read alone."""
    return {path.stem: Graph().parse(path) for path, _ in register_files()}


@pytest.fixture(scope="module")
def graph(held: Mapping[str, Graph]) -> Graph:
    whole = Graph()
    for path in [p for p, _ in (*shared_files(), *register_files())]:
        whole.parse(path)
    return whole


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(open_register())


def languages(graph: Graph, thing: Any, prop: Any) -> set[str | None]:
    return {getattr(label, "language", None) for label in graph.objects(thing, prop)}


def duties(graph: Graph) -> list[Any]:
    return sorted(graph.subjects(RDF.type, KG.StatutoryDuty))


# What the register holds


def test_it_holds_the_duties_of_the_acts_that_municipal_safety_rests_on(graph: Graph) -> None:
    found = {str(graph.value(graph.value(d, KG.basis), DCTERMS.identifier)) for d in duties(graph)}
    assert len(duties(graph)) >= 80
    assert {
        "1285/2016 9 §",
        "523/2015 5 §",
        "410/2015 27 §",
        "612/2021 6 §",
        "379/2011 42 §",
        "1552/2011 12 §",
    } <= found
    acts = {place.split(" ")[0] for place in found}
    assert {"731/1999", "613/2021", "615/2021", "616/2021", "310/2025", "124/2025", "1287/2013", "417/2007"} <= acts


def test_every_duty_is_complete(graph: Graph) -> None:
    modalities = set(graph.subjects(SKOS.inScheme, VOCAB.modality))
    for duty in duties(graph):
        (provision,) = graph.objects(duty, KG.basis)
        act = graph.value(provision, DCTERMS.isPartOf)
        assert (act, RDF.type, KG.Act) in graph, duty
        number, section = str(graph.value(provision, DCTERMS.identifier)).split(" ", 1)
        assert number == str(graph.value(act, DCTERMS.identifier)), duty
        assert re.fullmatch(r"(\d+ luku )?\d+( [a-z])? §|\d+ luku", section), duty
        for addressee in graph.objects(duty, KG.bearer):
            assert (addressee, RDF.type, KG.ActorCategory) in graph, duty
            assert languages(graph, addressee, SKOS.prefLabel) == {"fi", "sv", "en"}, addressee
        assert graph.value(duty, KG.bearer), duty
        assert graph.value(duty, KG.modality) in modalities, duty
        assert bool(graph.value(duty, KG.validFrom)) != bool(graph.value(duty, KG.startUnknown)), duty
        assert languages(graph, duty, KG.action) == {"fi", "sv", "en"}, duty
        assert graph.value(graph.value(graph.value(duty, KG.evidence), OA.hasSource), DCTERMS.source), duty


def test_whatever_the_law_demands_is_a_type_named_in_three_languages(graph: Graph) -> None:
    demanded = set(graph.objects(None, KG.demands))
    assert {graph.value(t, RDF.type) for t in demanded} == {
        KG.NetworkType, KG.BodyType, KG.PlanType, KG.InstrumentType, KG.ProgrammeType,
    }  # fmt: skip
    assert all(languages(graph, t, SKOS.prefLabel) == {"fi", "sv", "en"} for t in demanded)


def test_nothing_is_quoted_without_the_page_that_was_read(held: Mapping[str, Graph], graph: Graph) -> None:
    read, known = held["duties-read"], held["duties-known"]
    assert len(duties(read)) + len(duties(known)) == len(duties(graph))
    for duty in duties(read):
        evidence = read.value(duty, KG.evidence)
        assert read.value(duty, KG.confidence) == VOCAB["confidence/seen"], duty
        assert len(str(read.value(read.value(evidence, OA.hasSelector), OA.exact))) > 20, duty
        page = str(graph.value(read.value(evidence, OA.hasSource), DCTERMS.source))
        assert page.startswith("http"), duty
        assert not ELI.fullmatch(page), f"{duty}: an address after a pattern is no page that was read"


def test_what_was_not_read_says_so_and_how_sure_it_is(held: Mapping[str, Graph]) -> None:
    known = held["duties-known"]
    assert not list(known.objects(None, OA.exact))
    for duty in duties(known):
        assert known.value(duty, KG.confidence) == VOCAB["confidence/known"], duty
        notes = {n.language: str(n) for n in known.objects(duty, SKOS.note)}
        assert notes.keys() == {"fi", "sv", "en"}, duty
        shares = {int(share) for note in notes.values() for share in re.findall(r"(\d+) %", note)}
        assert len(shares) == 1, duty
        assert 40 <= shares.pop() <= 95, duty


def test_every_act_has_the_eli_of_its_number(graph: Graph) -> None:
    for act in {graph.value(graph.value(d, KG.basis), DCTERMS.isPartOf) for d in duties(graph)}:
        match = ELI.fullmatch(str(graph.value(act, SKOS.exactMatch)))
        assert match, act
        assert f"{match[2]}/{match[1]}" == str(graph.value(act, DCTERMS.identifier))


def test_each_file_describes_itself(held: Mapping[str, Graph]) -> None:
    for name, one in held.items():
        source = URIRef(f"{BASE}graph/shared/{name}")
        assert (source, RDF.type, KG.SourceGraph) in one
        assert languages(one, source, DCTERMS.title) == {"fi", "sv", "en"}


def test_it_satisfies_the_shapes_of_what_may_be_loaded() -> None:
    shapes = shapes_graph([ONTOLOGY / "prefixes.ttl", SHAPES / "structure.ttl"])
    found = check_shapes(open_register(), shapes).results
    assert not [(f.shape, f.focus) for f in found if "/duty/" in f.focus or "/type/" in f.focus]


@pytest.mark.parametrize("municipality", ["helsinki", "mallila"])
def test_a_question_does_not_see_it(municipality: str) -> None:
    data = open_data(municipality)
    said = {str(q[2]) for g in data.graphs for q in data.store.quads(g) if q[1] == str(RDF.type)}
    assert str(KG.Responsibility) in said
    kinds = {q[0] for g in data.graphs for q in data.store.quads(g) if str(q[2]) == str(KG.StatutoryDuty)}
    assert not {k for k in kinds if "/id/" in k}


# Whom it addresses in a municipality


def sheets(**changed: Rows) -> dict[str, Rows]:
    return {**NAAPURILA, **changed}


def city(folder: Path, content: Mapping[str, Rows], day: date = DAY) -> Data:
    assert run(folder / "store", workbook(folder / "naapurila.xlsx", content)).record
    return open_data("naapurila", store=folder / "store", context=Context(as_of=day, municipality="naapurila"))


def shipped(municipality: str, day: date = DAY) -> Data:
    return open_data(municipality, context=Context(as_of=day, municipality=municipality))


def meaning(data: Data, category: str) -> set[str]:
    rows = data.rows("analyse/statutory/addressees")
    return {str(r["body"]).split("/id/")[1] for r in rows if r["category"] == CATEGORY + category and r["body"]}


@pytest.mark.parametrize(
    ("category", "helsinki"),
    [
        ("municipalities", "helsinki/municipality/helsinki"),
        ("education-providers", "helsinki/municipality/helsinki"),
        ("employers", "helsinki/municipality/helsinki"),
        ("operators", "helsinki/municipality/helsinki"),
        ("municipal-authorities", "helsinki/municipality/helsinki"),
        ("wellbeing-counties", "helsinki/municipality/helsinki"),
        ("uusimaa-organisers", "helsinki/municipality/helsinki"),
        ("municipal-boards", "helsinki/body/kaupunginhallitus"),
        ("municipal-councils", "helsinki/body/kaupunginvaltuusto"),
        ("rescue-departments", "helsinki/rescue-department/helsingin-pelastuslaitos"),
    ],
)
def test_whom_a_category_means_in_helsinki(category: str, helsinki: str) -> None:
    assert meaning(shipped("helsinki"), category) == {helsinki}


def test_whom_a_category_means_in_a_municipality_just_imported(tmp_path: Path) -> None:
    county = ["HV", "Naapurilan hyvinvointialue", "", "hyvinvointialue", "", ""]
    data = city(tmp_path, sheets(toimijat=[*NAAPURILA["toimijat"], county]))
    assert meaning(data, "municipalities") == {"naapurila/municipality/K"}
    assert meaning(data, "municipal-boards") == {"naapurila/municipality/K"}
    assert meaning(data, "rescue-departments") == {"naapurila/rescue-department/PE"}
    assert meaning(data, "wellbeing-counties") == {"naapurila/wellbeing-services-county/HV"}
    assert not meaning(data, "critical-entities")


def test_without_a_county_its_duties_cannot_be_told(tmp_path: Path, register: Register) -> None:
    found = by_duty(statutory_gaps(city(tmp_path, NAAPURILA), register))
    county = found["1287-2013-14a-yhteistyoryhma"]
    assert (county.status, county.reason) == ("cannot be told", "no-addressee")


# Who holds what


def by_duty(answers: Sequence[Answer]) -> dict[str, Answer]:
    return {a.duty.iri.rsplit("/", 1)[-1]: a for a in answers}


def network(name: str, basis: str) -> list[Any]:
    return ["V9", name, "Naapurila", "nuorten turvallisuus", "", "", "N;PO", 2, 2, "kyllä", basis]


def test_a_network_on_the_section_holds_the_duty(tmp_path: Path, register: Register) -> None:
    rows = [*NAAPURILA["verkostot"], network("Nuorten verkko", "1285/2016 9 §")]
    answer = by_duty(statutory_gaps(city(tmp_path, sheets(verkostot=rows)), register))["1285-2016-9-verkosto"]
    assert answer.status == "held"
    assert [(h.holder, h.how) for h in answer.held_by] == [(str(ID["naapurila/network/V9"]), "section")]


def test_a_network_of_the_demanded_name_holds_the_duty(tmp_path: Path, register: Register) -> None:
    rows = [*NAAPURILA["verkostot"], network("Naapurilan nuorten ohjaus- ja palveluverkosto", "")]
    answer = by_duty(statutory_gaps(city(tmp_path, sheets(verkostot=rows)), register))["1285-2016-9-verkosto"]
    assert [h.how for h in answer.held_by] == ["name"]


def test_a_network_that_is_missing_among_networks_is_not_held(tmp_path: Path, register: Register) -> None:
    answer = by_duty(statutory_gaps(city(tmp_path, NAAPURILA), register))["1285-2016-9-verkosto"]
    assert (answer.status, answer.looked_at) == ("not held", 2)


def test_a_longer_name_is_another_thing(tmp_path: Path, register: Register) -> None:
    rows = [*NAAPURILA["suunnitelmat"], ["S9", "Ikäihmisten hyvinvointisuunnitelma", "suunnitelma", "", "", ""]]
    answer = by_duty(statutory_gaps(city(tmp_path, sheets(suunnitelmat=rows)), register))["612-2021-6-suunnitelma"]
    assert answer.status == "not held"


def with_duty(basis: str, chapter: str = "", role: str = "laatii") -> dict[str, Rows]:
    head = [*NAAPURILA["vastuut"][0], "peruste"]
    row = ["", "N", role, "liikenneturvallisuus", "velvollisuus", "", "", "", chapter, "Säädöskooste", basis]
    return sheets(vastuut=[head, *([*r, ""] for r in NAAPURILA["vastuut"][1:]), row])


def test_a_responsibility_on_the_section_holds_the_duty(tmp_path: Path, register: Register) -> None:
    answer = by_duty(statutory_gaps(city(tmp_path, with_duty("132/1999 54 §")), register))["132-1999-54-asemakaava"]
    assert (answer.status, [h.how for h in answer.held_by]) == ("held", ["section"])


def test_a_responsibility_on_the_act_alone_tells_no_section(tmp_path: Path, register: Register) -> None:
    answer = by_duty(statutory_gaps(city(tmp_path, with_duty("132/1999")), register))["132-1999-54-asemakaava"]
    assert (answer.status, answer.reason, answer.held_by) == ("cannot be told", "act-only", ())
    assert [h.how for h in answer.near] == ["act"]


def test_the_act_with_the_chapter_of_another_section_holds_nothing(tmp_path: Path, register: Register) -> None:
    answer = by_duty(statutory_gaps(city(tmp_path, with_duty("132/1999", "5 §")), register))["132-1999-54-asemakaava"]
    assert not answer.held_by
    assert not answer.near


def test_two_duties_of_a_section_are_told_apart_by_their_role(register: Register) -> None:
    found = by_duty(statutory_gaps(shipped("mallila"), register))
    cooperates, participates = (
        found["379-2011-42-yhteistyo"].held_by,
        found["379-2011-42-turvallisuussuunnittelu"].held_by,
    )
    assert {h.record.rsplit("/", 1)[-1] for h in cooperates} == {"R086"}
    assert {h.record.rsplit("/", 1)[-1] for h in participates} == {"R087"}


def test_in_a_city_without_records_nothing_can_be_told(tmp_path: Path, register: Register) -> None:
    bare = city(tmp_path, {"toimijat": [NAAPURILA["toimijat"][0], NAAPURILA["toimijat"][1]]})
    answers = statutory_gaps(bare, register)
    assert {a.status for a in answers} == {"cannot be told"}
    assert {a.reason for a in answers} == {"no-records", "no-addressee"}


def test_a_record_whose_end_is_unknown_never_counts_as_met(tmp_path: Path, register: Register) -> None:
    data = city(tmp_path, with_duty("132/1999 54 §"))
    sure = by_duty(statutory_gaps(data, register))["132-1999-54-asemakaava"]
    (record,) = {h.record for h in sure.held_by}
    extra = tmp_path / "end.ttl"
    extra.write_text(f"<{record}> <{KG.endUnknown}> true .", encoding="utf-8")
    data.store.load_file(extra, None)  # type: ignore[attr-defined]
    answer = by_duty(statutory_gaps(data, register))["132-1999-54-asemakaava"]
    assert (answer.status, answer.reason, answer.held_by) == ("cannot be told", "end-unknown", ())


# Helsinki, and the day


def test_duties_come_and_go_with_their_acts(register: Register) -> None:
    before, after = (by_duty(statutory_gaps(shipped("helsinki", d), register)) for d in (date(2022, 6, 1), DAY))
    assert "1326-2010-12-seuranta" in before
    assert "1326-2010-12-seuranta" not in after
    assert "612-2021-6-suunnitelma" in after
    assert "612-2021-6-suunnitelma" not in before
    assert "616-2021-22-toimitilat" not in after


def test_what_the_law_does_not_apply_in_helsinki_is_no_gap_there(register: Register) -> None:
    helsinki, mallila = shipped("helsinki"), shipped("mallila")
    left_out = {d.iri.rsplit("/", 1)[-1] for d in not_applied(helsinki, register)}
    assert left_out == {"612-2021-7-edistaminen", "612-2021-7-neuvottelu", "1287-2013-13a-alueellinen-suunnitelma"}
    assert not left_out & by_duty(statutory_gaps(helsinki, register)).keys()
    assert left_out <= by_duty(statutory_gaps(mallila, register)).keys()
    assert not not_applied(mallila, register)


def test_the_strategy_in_force_holds_the_duty_to_have_one(register: Register) -> None:
    def strategies(day: date) -> set[str]:
        answer = by_duty(statutory_gaps(shipped("helsinki", day), register))["410-2015-37-strategia"]
        return {h.holder.rsplit("/", 1)[-1] for h in answer.held_by}

    assert strategies(DAY) == {"kaupunkistrategia-2025-2029"}
    assert strategies(date(2023, 1, 1)) == {"kaupunkistrategia-2021-2025"}
    assert strategies(date(2018, 1, 1)) == {"kaupunkistrategia-2017-2021"}


# The command

FIELDS = {
    "duty", "act", "section", "moment", "addressee", "here", "mandatory", "role", "task", "themes", "modality",
    "status", "reason", "message", "missing", "held_by", "near", "looked_at", "confidence", "quote", "document",
    "note", "valid",
}  # fmt: skip


@pytest.mark.parametrize("municipality", ["helsinki", "mallila"])
def test_the_json_keeps_its_fields(municipality: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--statutory", "--data", municipality, "--as-of", str(DAY), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found.keys() - {"example"} == {"municipality", "as_of", "duties", "totals"}
    assert ("example" in found) == (municipality == "mallila")
    for one in found["duties"]:
        assert one.keys() == FIELDS
        assert one["status"] in STATUSES
        assert (one["reason"] in REASONS) == (one["status"] == "cannot be told")
        assert bool(one["held_by"]) == (one["status"] == "held")
        assert one["message"].keys() == {"fi", "sv", "en"}
        assert (one["missing"] is None) == (one["status"] == "held")
        assert not one["missing"] or (one["missing"].keys() == {"fi", "sv", "en"} and "{" not in one["missing"]["fi"])
        assert bool(one["quote"]) == (one["confidence"] == "seen")
        assert one["act"]["label"]["fi"]
    assert sum(found["totals"][s] for s in STATUSES) == found["totals"]["duties"] == len(found["duties"])


@pytest.mark.parametrize(
    ("lang", "heading"), [("fi", "Pitäjää ei ole kirjattu"), ("sv", "Ingen är antecknad"), ("en", "Nobody is recorded")]
)
def test_the_text_leads_with_what_nobody_holds(lang: str, heading: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--statutory", "--data", "mallila", "--as-of", str(DAY), "--lang", lang]) == 0
    shown = capsys.readouterr().out
    headings = [line for line in shown.splitlines() if re.fullmatch(r"\S.* \(\d+\)", line)]
    assert headings[0].startswith(heading)
    assert "w3id.org" not in shown


def test_what_is_only_a_right_never_looks_like_a_duty(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--statutory", "--as-of", str(DAY), "--lang", "en"]) == 0
    (line,) = [
        one for one in capsys.readouterr().out.splitlines() if "housing advice (1045/2022)" in one or "2023–2027" in one
    ]
    assert "[right" in line


def test_gaps_of_no_kind_are_a_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps"]) == 2
    assert "--statutory" in capsys.readouterr().err
