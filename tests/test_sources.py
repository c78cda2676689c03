"""The page on sources: what it counts is what the graphs hold."""

import runpy

import pytest

from kg.present.sources import sources_table, with_tables
from kg.resources import ONTOLOGY

ROOT = ONTOLOGY.parent


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    return dict(runpy.run_path(str(ROOT / "docs" / "refresh.py"))["tables"]())


@pytest.mark.parametrize("page", ["docs/sources.md", "README.md"])
def test_the_tables_of_the_documentation_are_up_to_date(tables: dict[str, str], page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert with_tables(text, tables) == text, "run: python docs/refresh.py"


def test_every_shipped_source_is_counted(tables: dict[str, str]) -> None:
    for name, table in tables.items():
        municipality = name.removesuffix("_counts")
        entries = [*(ONTOLOGY / municipality).iterdir(), *(ONTOLOGY / "shared").iterdir()]
        shipped = {p.stem for p in entries if p.name != "city.toml"}
        named = {line.split("`")[1].rsplit("/", 1)[1] for line in table.splitlines() if "`" in line}
        assert named == shipped


def test_an_example_is_named_as_one(tables: dict[str, str]) -> None:
    rows = [line for line in tables["mallila"].splitlines() if line.startswith("| `mallila/")]
    assert rows
    assert all("example, made up" in row for row in rows)
    assert "made up" not in tables["helsinki"]


def test_a_page_without_a_place_for_tables_stays_as_it_is() -> None:
    assert with_tables("# Title\n", {"helsinki": sources_table([], "fi")}) == "# Title\n"
