"""Names that mean harm, written out in every form and opened again: they stay text."""

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
import python_calamine
from planner_files import NAAPURILA, run, workbook

from kg.cli import main
from kg.load.shipped import BASE

HARMFUL = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></svg><script>alert(2)</script>",
    "[x](javascript:alert(1))",
    "|a|b|",
    "`$(id)`",
    ']] --> "; end',
    "{{7*7}} %s {0}",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ALLOWED_SCRIPT_TYPES = ("application/ld+json", "application/json")


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("harm")
    sheets = {title: [list(row) for row in rows] for title, rows in NAAPURILA.items()}
    actor, area, network = sheets["toimijat"], sheets["alueet"], sheets["verkostot"]
    for number, name in enumerate(HARMFUL):
        actor.append([f"H{number}", name, "", "yksikkö", "K", ""])
        area.append([f"B{number}", name, "", "kaupunginosa", "A"])
        network.append(
            [f"W{number}", name, f"B{number}", "liikenneturvallisuus", "", f"H{number}", "PO;PE", 4, 2, "ei", ""]
        )
    assert run(folder / "store", workbook(folder / "harm.xlsx", sheets)).record
    return ["--store", str(folder / "store"), "--data", "naapurila"]


def written(tmp_path: Path, options: list[str], *command: str) -> Path:
    target = tmp_path / "written"
    assert main([*command, *options, "--output", str(target)]) in (0, 1)
    return target


class Opened(HTMLParser):
    """What a browser would find: elements and attributes that act, and the text that is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in ("img", "iframe", "object", "embed", "base") or (
            tag == "script" and named.get("type") not in ALLOWED_SCRIPT_TYPES
        ):
            self.acting.append(tag)
        self.acting += [n for n, v in attrs if n.startswith("on") or "javascript:" in (v or "")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "command",
    [
        ("report", "--format", "html"),
        ("overlaps", "--format", "html"),
        ("check", "--format", "html"),
    ],
    ids=" ".join,
)
def test_pages_hold_harmful_names_as_text(tmp_path: Path, options: list[str], command: tuple[str, ...]) -> None:
    page = Opened()
    page.feed(written(tmp_path, options, *command).read_text(encoding="utf-8"))
    assert not page.acting
    assert page.text


@pytest.mark.parametrize("command", [("export",), ("overlaps",), ("report",)], ids=" ".join)
def test_workbooks_hold_no_formula_and_no_link_of_theirs(
    tmp_path: Path, options: list[str], command: tuple[str, ...]
) -> None:
    path = written(tmp_path, options, *command, "--format", "xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    assert not [n for n, text in parts.items() if "<f>" in text and "worksheets" in n]
    assert not [n for n, text in parts.items() if "javascript:" in text and n.endswith(".rels")]
    book = python_calamine.load_workbook(str(path))
    assert any(book.get_sheet_by_name(name).to_python() for name in book.sheet_names)


@pytest.mark.parametrize("command", [("check",), ("overlaps",)], ids=" ".join)
def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path, options: list[str], command: tuple[str, ...]) -> None:
    text = written(tmp_path, options, *command, "--format", "csv").read_text(encoding="utf-8-sig")
    assert not list(formulas(text))


def formulas(text: str) -> Iterator[str]:
    for row in csv.reader(text.splitlines(), delimiter=";"):
        yield from (c for c in row if c.startswith(FORMULA) and not c.lstrip("-+").replace(".", "").isdigit())


def test_sheets_as_csv_hold_no_formula_and_come_back_unchanged(tmp_path: Path, options: list[str]) -> None:
    folder = tmp_path / "sheets"
    assert main(["export", *options, "--format", "csv", "--output", str(folder)]) == 0
    for path in folder.glob("*.csv"):
        assert not list(formulas(path.read_text(encoding="utf-8-sig")))
    store = Path(options[1])
    assert run(store, *sorted(folder.glob("*.csv"))).rows["added"] == 0


QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
DRAWN = {"svg", "g", "a", "rect", "text", "tspan", "path", "title", "desc", "defs", "marker", "style", "line"}


@pytest.mark.parametrize("number", range(len(HARMFUL)))
def test_pictures_hold_harmful_names_as_text(tmp_path: Path, options: list[str], number: int) -> None:
    def picture(form: str) -> str:
        return written(tmp_path, options, "chain", f"H{number}", "--format", form).read_text(encoding="utf-8")

    assert "alert" not in QUOTED.sub("", picture("dot"))
    mermaid = picture("mermaid")
    assert not set("<>`") & set(QUOTED.sub("", mermaid).replace("-->", "").replace(".->", "").replace("==>", ""))
    assert "<" not in mermaid
    drawn = ElementTree.fromstring(picture("svg")).iter()
    assert {e.tag.rsplit("}", 1)[-1] for e in drawn} <= DRAWN


def test_the_assistants_tools_hand_names_over_as_data(options: list[str]) -> None:
    pytest.importorskip("mcp", reason="the extra mcp is not installed")
    from kg.commands import open_municipality
    from kg.mcp import Tools

    tools = Tools(open_municipality("naapurila", store=options[1]), "v1", "fi")
    found = [tools.describe(f"{BASE}id/naapurila/unit/H{number}") for number in range(len(HARMFUL))]
    assert json.loads(json.dumps(found)) == found
    assert [one["name"] for one in found] == list(HARMFUL)
