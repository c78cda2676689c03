"""The mappings to other vocabularies: SSSOM tables that say the same as the Turtle, each with its justification."""

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, RDFS, URIRef
from rdflib.namespace import OWL, SKOS

from kg.resources import ONTOLOGY
from kg.terms import BASE, KG, VOCAB

TABLES = sorted(ONTOLOGY.glob("alignments/*.sssom.tsv"))
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
COLUMNS = ["subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
           "confidence", "comment"]  # fmt: skip
JUSTIFICATIONS = {"semapv:ManualMappingCuration", "semapv:LexicalMatching"}
NOT_FOUND = "sssom:NoTermFound"
YSO = "http://www.yso.fi/onto/yso/"


@cache
def read(path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The prefixes of the metadata block, and the rows."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line[1:] for line in lines if line.startswith("#")]
    prefixes = {m[1]: m[2] for line in head if (m := re.fullmatch(r"  (\w+): (\S+)", line))}
    rows = csv.DictReader(io.StringIO("\n".join(lines[len(head) :])), delimiter="\t")
    return prefixes, list(rows)


def graph_of(paths: Iterable[Path]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path)
    return graph


@cache
def shared() -> rdflib.Graph:
    return graph_of([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("vocabularies/*.ttl"), *ONTOLOGY.glob("alignments/*.ttl")])


@cache
def seed() -> rdflib.Graph:
    return graph_of(ONTOLOGY.glob("helsinki/seed/themes-and-people.ttl"))


def whole(prefixes: dict[str, str], short: str) -> URIRef:
    prefix, local = short.split(":", 1)
    return URIRef(prefixes[prefix] + local)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_a_table_is_sssom(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for slot in ("mapping_set_id", "mapping_set_title", "mapping_set_version", "license", "creator_id", "mapping_date"):
        assert f"#{slot}:" in text, slot
    assert f"#mapping_set_id: {BASE}ontology/alignments/{path.name}\n" in text
    (version,) = {str(v) for v in shared().objects(URIRef(f"{BASE}ontology"), OWL.versionInfo)}
    assert f"#mapping_set_version: {version}\n" in text
    prefixes, rows = read(path)
    assert list(rows[0]) == COLUMNS
    keys = [(r["subject_id"], r["predicate_id"], r["object_id"]) for r in rows]
    assert keys == sorted(set(keys), key=keys.index)
    for row in rows:
        assert all(whole(prefixes, row[c]) for c in ("subject_id", "predicate_id", "object_id"))
        assert row["mapping_justification"] in JUSTIFICATIONS
        assert 0.5 <= float(row["confidence"]) < 1
        assert row["subject_label"], row
        assert row["comment"] if row["object_id"] == NOT_FOUND else row["object_label"], row


@pytest.mark.parametrize(
    ("name", "graph", "start", "links"),
    [
        ("vastuuverkko", shared, (KG.base, str(VOCAB)), (*MATCHES, RDFS.subClassOf, RDFS.subPropertyOf)),
        ("helsinki", seed, (f"{BASE}id/helsinki/",), MATCHES),
    ],
)
def test_the_table_says_what_the_turtle_says(name, graph, start, links) -> None:  # type: ignore[no-untyped-def]
    prefixes, rows = read(ONTOLOGY / "alignments" / f"{name}.sssom.tsv")
    listed = {tuple(whole(prefixes, r[c]) for c in ("subject_id", "predicate_id", "object_id"))
              for r in rows if r["object_id"] != NOT_FOUND}  # fmt: skip
    stated = {(s, p, o) for p in links for s, o in graph().subject_objects(p)
              if str(s).startswith(start) and isinstance(o, URIRef) and not o.startswith(BASE)}  # fmt: skip
    assert len(stated) > 10
    assert listed == stated
    labels = {(s, str(o)) for s, o in graph().subject_objects(SKOS.prefLabel)}
    assert all((whole(prefixes, r["subject_id"]), r["subject_label"]) in labels for r in rows)


def test_every_theme_has_a_place_in_the_general_ontology_or_a_reason() -> None:
    for graph, name in ((shared(), "vastuuverkko"), (seed(), "helsinki")):
        prefixes, rows = read(ONTOLOGY / "alignments" / f"{name}.sssom.tsv")
        mapped = {whole(prefixes, r["subject_id"]) for r in rows if r["object_id"].startswith(("yso:", NOT_FOUND))}
        themes = set(graph.subjects(RDF.type, KG.Theme))
        assert len(themes) > 20
        assert themes - mapped == set()


def test_one_place_of_the_general_ontology_is_exactly_one_theme() -> None:
    for graph in (shared(), seed()):
        exact = [o for o in graph.objects(None, SKOS.exactMatch) if str(o).startswith(YSO)]
        assert len(exact) == len(set(exact)) >= 5


def test_vocabularies_worth_knowing_are_aligned() -> None:
    _, rows = read(ONTOLOGY / "alignments" / "vastuuverkko.sssom.tsv")
    used = {r["object_id"].split(":")[0] for r in rows}
    assert used >= {"org", "cv", "cpsv", "eli", "prov", "dpv", "lkif", "lrmlmm", "odrl", "schema", "time", "oa", "geo",
                    "dcterms", "skos", "yso"}  # fmt: skip
