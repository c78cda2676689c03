"""The graph goes out in every format and comes back as it was."""

import csv
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planner_files import changed, quads_of, run, workbook
from rdflib.namespace import SKOS

from kg.changes import load_documents, state
from kg.cli import main
from kg.errors import Misuse, UnreadableInput
from kg.load.sheets.facts import LABEL
from kg.pipeline import exported
from kg.present.imported import harmless_cell
from kg.present.rdf import to_rdf
from kg.rdf import XSD, Iri, Lit, Quad
from kg.resources import ONTOLOGY
from kg.sources.files import harmless
from kg.sources.sheets import SHEETS
from kg.store.documents import as_stored
from kg.terms import KG

THING = Iri("https://w3id.org/vastuuverkko/id/naapurila/unit/N")
GRAPH = Iri("https://w3id.org/vastuuverkko/graph/naapurila/sheets")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "store"


def export(store: Path, municipality: str, media: str, output: Path, lang: str = "fi") -> Path:
    options = ["--format", media, "--output", str(output), "--lang", lang]
    assert main(["export", "--data", municipality, "--store", str(store), *options]) == 0
    return output


@pytest.mark.parametrize("lang", ["fi", "en", "sv"])
def test_importing_the_exported_workbook_of_mallila_changes_nothing(tmp_path: Path, store: Path, lang: str) -> None:
    path = export(store, "mallila", "xlsx", tmp_path / "mallila.xlsx", lang)
    done = run(store, path, into="mallila", on_conflict="stop")
    assert not done.faults
    assert not done.added
    assert not done.removed
    assert done.rows["skipped"] > 300
    assert not store.exists()


def test_the_sheets_of_mallila_make_the_same_city_elsewhere(tmp_path: Path, store: Path) -> None:
    """Every fact about Mallila's things goes through the sheets; only what sources say of themselves stays behind.

    Which file holds a document's text, with the note on that file, is no cell of a sheet. Borders come by
    their own file.
    """
    path = export(store, "mallila", "xlsx", tmp_path / "mallila.xlsx")
    assert run(store, path, ONTOLOGY / "mallila" / "borders.geojson", into="kopio").record
    first, second = (_facts(store, name) for name in ("mallila", "kopio"))
    assert second <= first
    held = {s for s, p, _ in first if p == str(KG.heldText)}
    left = {s for s, p, _ in first - second if not (s in held and p in (str(KG.heldText), str(SKOS.note)))}
    assert {s.rsplit("/", 2)[1] for s in left} <= {"exception"}


def _facts(store: Path, municipality: str) -> set[tuple[str, str, str]]:
    found = {tuple(str(t).replace(f"/{municipality}/", "/X/") for t in q[:3]) for q in state(store, municipality)}
    return {(s, p, o) for s, p, o in found if "/graph/" not in s}


def test_editing_one_cell_of_an_export_changes_one_fact(tmp_path: Path, store: Path) -> None:
    folder = export(store, "mallila", "csv", tmp_path / "mallila")
    path = folder / "verkostot.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    rows[1][1] = "Toinen nimi"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    before = state(store, "mallila")
    done = run(store, *sorted(folder.glob("*.csv")), into="mallila")
    assert [str(o) for _, _, o, _ in done.added] == ["Toinen nimi"]
    assert [p for _, p, _, _ in done.removed] == [LABEL]
    assert state(store, "mallila") == (before - done.removed) | done.added


def test_an_example_city_says_so_in_its_sheets(tmp_path: Path, store: Path) -> None:
    folder = export(store, "mallila", "csv", tmp_path / "mallila", "en")
    assert "made up" in (folder / "LUE-README.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["=1+1", "+358 40", "-verkosto", "@verkosto", "'=x", "''+y", "'lainaus", "a=b"])
def test_cells_like_formulas_leave_harmless_and_come_back(tmp_path: Path, store: Path, text: str) -> None:
    assert run(store, workbook(tmp_path / "n.xlsx", changed("toimenpiteet", 2, "nimi", harmless_cell(text)))).record
    assert text in {str(o) for _, p, o, _ in quads_of(store) if p == LABEL}
    folder = export(store, "naapurila", "csv", tmp_path / "out")
    content = (folder / "toimenpiteet.csv").read_text(encoding="utf-8-sig")
    assert not [
        c for row in csv.reader(content.splitlines(), delimiter=";") for c in row if c[:1] in ("=", "+", "-", "@")
    ]
    assert not run(store, folder / "toimenpiteet.csv").added


@given(st.text(alphabet="'=+-@ab", max_size=6))
def test_a_harmless_cell_reads_back_as_it_was(text: str) -> None:
    assert harmless(harmless_cell(text)) == text
    assert harmless_cell(text)[:1] not in ("=", "+", "-", "@") or not text


def test_the_template_offers_every_sheet_and_imports_as_nothing(tmp_path: Path, store: Path) -> None:
    for lang in ("fi", "sv", "en"):
        path = tmp_path / f"{lang}.xlsx"
        assert main(["template", str(path), "--lang", lang, "--data", "mallila", "--store", str(store)]) == 0
        done = run(store, path, into="mallila")
        assert not done.faults
        assert set(done.rows.values()) == {0}
        assert not done.notes


def test_json_ld_says_what_n_quads_say(store: Path) -> None:
    quads = exported("mallila", store, ())
    lines, document = to_rdf(quads, "nq"), to_rdf(quads, "jsonld")
    again = ox.Dataset(ox.parse(input=document, format=ox.RdfFormat.JSON_LD))
    first = ox.Dataset(ox.parse(input=lines, format=ox.RdfFormat.N_QUADS))
    for found in (first, again):
        found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert first == again
    assert json.loads(document)["@context"]["bearer"] == {"@id": "kg:bearer", "@type": "@id"}


TERMS = st.one_of(
    st.builds(Lit, st.text(max_size=8)),
    st.builds(Lit, st.text(max_size=8), st.sampled_from(["fi", "sv", "en-gb"])),
    st.builds(lambda n: Lit(str(n), datatype=XSD + "integer"), st.integers(-9, 9)),
    st.sampled_from([Iri("http://example.org/a"), Iri("https://w3id.org/vastuuverkko/ns/Unit"), THING]),
)
PROPERTIES = st.sampled_from(
    [
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "https://w3id.org/vastuuverkko/ns/bearer",
        "https://w3id.org/vastuuverkko/ns/meetingsPerYear",
        "http://example.org/p",
    ]
).map(Iri)


@given(st.sets(st.tuples(st.just(THING), PROPERTIES, TERMS, st.sampled_from([GRAPH, None])), max_size=6))
def test_json_ld_loses_no_quad(quads: set[Quad]) -> None:
    found = ox.Dataset(ox.parse(input=to_rdf(quads, "jsonld"), format=ox.RdfFormat.JSON_LD))
    assert found == ox.Dataset(ox.parse(input=to_rdf(quads, "nq"), format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("media", ["nq", "trig", "ttl", "jsonld"])
def test_the_same_graph_gives_the_same_file(store: Path, media: str) -> None:
    first, second = (to_rdf(exported("mallila", store, ()), media) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("media", ["nq", "trig", "jsonld"])
def test_an_export_loads_into_an_empty_store(tmp_path: Path, store: Path, media: str) -> None:
    run(store, workbook(tmp_path / "n.xlsx"))
    path = tmp_path / f"out.{media}"
    path.write_bytes(to_rdf(exported("naapurila", store, ()), media))
    other = tmp_path / "other" / "store"
    done = load_documents([path], "naapurila", other, None)
    assert done.record
    assert {g.rsplit("/", 2)[1] for g in done.left_out} == {"shared", "naapurila"}
    assert state(other, "naapurila") == state(store, "naapurila")
    assert load_documents([path], "naapurila", other, None).record is None


def test_history_is_exported_only_by_name(tmp_path: Path, store: Path) -> None:
    run(store, workbook(tmp_path / "n.xlsx"))
    assert not [q for q in exported("naapurila", store, ()) if str(q[3]).endswith("/history")]
    assert exported("naapurila", store, ["history"])
    with pytest.raises(Misuse):
        exported("naapurila", store, ["nothing"])


def load(store: Path, path: Path, content: str, graph: str | None = None, into: str = "naapurila") -> object:
    path.write_text(content, encoding="utf-8")
    return load_documents([path], into, store, graph)


TURTLE = '@prefix kg: <https://w3id.org/vastuuverkko/ns/> .\n<http://example.org/x> a kg:Unit ; kg:note "a" .\n'


def test_triples_go_to_the_graph_that_is_named_else_to_the_files_own(tmp_path: Path, store: Path) -> None:
    load(store, tmp_path / "Uusi lähde.ttl", TURTLE)
    load(store, tmp_path / "b.ttl", TURTLE, "http://example.org/g")
    graphs = {str(q[3]) for q in state(store, "naapurila")}
    assert graphs == {"https://w3id.org/vastuuverkko/graph/naapurila/uusi-lahde", "http://example.org/g"}
    assert {str(q[3]) for q in exported("naapurila", store, ())} >= graphs


def test_a_syntax_error_names_its_line_and_column_and_writes_nothing(tmp_path: Path, store: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        load(store, tmp_path / "a.ttl", TURTLE + "<http://example.org/y> kg:note .\n")
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (3, 32)
    assert not store.exists()


def test_one_bad_file_of_several_stops_all(tmp_path: Path, store: Path) -> None:
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text(TURTLE, encoding="utf-8")
    bad.write_text("nonsense", encoding="utf-8")
    with pytest.raises(UnreadableInput):
        load_documents([good, bad], "naapurila", store, None)
    assert not store.exists()


def test_nameless_nodes_get_the_same_name_each_time(tmp_path: Path, store: Path) -> None:
    turtle = '<http://example.org/x> <http://example.org/p> [ <http://example.org/q> "1" ] .\n'
    assert load(store, tmp_path / "a.ttl", turtle).named == 1  # type: ignore[attr-defined]
    assert load(store, tmp_path / "a.ttl", turtle).record is None  # type: ignore[attr-defined]
    assert not [q for q in quads_of(store) if q[0].startswith("_:")]


def test_graphs_of_another_municipality_are_refused(tmp_path: Path, store: Path) -> None:
    with pytest.raises(Misuse):
        load(store, tmp_path / "a.ttl", TURTLE, "https://w3id.org/vastuuverkko/graph/helsinki/seed")


def test_loading_into_a_shipped_municipality_keeps_what_it_had(tmp_path: Path, store: Path) -> None:
    before = state(store, "mallila")
    load(store, tmp_path / "a.ttl", TURTLE, into="mallila")
    assert state(store, "mallila") > before


def test_a_store_spells_literals_its_own_way() -> None:
    quad = (THING, LABEL, Lit("01", datatype=XSD + "integer"), GRAPH)
    assert {str(o) for _, _, o, _ in as_stored([quad])} == {"1"}


def test_every_sheet_has_a_name_in_both_languages() -> None:
    assert {s.fi for s in SHEETS} == {
        "toimijat", "alueet", "teemat", "väestöryhmät", "suunnitelmat", "verkostot", "toimenpiteet", "vastuut",
    }  # fmt: skip
