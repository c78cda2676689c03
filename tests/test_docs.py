"""The documentation says what is: a page for every command, output as printed, links that lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

from kg.cli import COMMANDS, command_module
from kg.present.ontology import as_markdown

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)(?:#[^)]*)?\)")


def refresh() -> object:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_page_and_its_line_in_the_readme(command: str) -> None:
    page = (ROOT / "docs" / "commands" / f"{command}.md").read_text(encoding="utf-8")
    assert f"kg {command}" in page
    assert f"`kg {command}`" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_in_one_line_what_it_does(command: str) -> None:
    first = (command_module(command).__doc__ or "").splitlines()[0]
    assert 20 < len(first) < 140


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    broken = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("page", ["README.md", "docs/sources.md"])
def test_generated_parts_are_fresh(page: str) -> None:
    module = refresh()
    text = (ROOT / page).read_text(encoding="utf-8")
    assert text == module.fresh(text, module.tables()), "run: python docs/refresh.py"  # type: ignore[attr-defined]


def test_the_page_about_the_ontology_is_fresh() -> None:
    held = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert held == as_markdown(), "run: python docs/refresh.py"
    assert held.count("| `kg:") > 150


def test_the_readme_shows_real_output() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count("```console\n$ kg ") >= 3
    assert "turvallisuus- ja valmiusyksikkö" in readme
