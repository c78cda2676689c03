"""The house as `kg/__init__.py` draws it: imports go left only, queries are files, modules and functions are small."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = ("sources", "load", "store", "reason", "check", "analyse", "answer", "present")
ABOVE = ("pipeline", "importing", "changes", "servers", "cli")
MODULES = sorted((ROOT / "kg").rglob("*.py"))
LARGEST_MODULE = 400
LONGEST_FUNCTION = 50
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "misc", "manager"}
SPARQL = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE)\b[^\n]*(\n[^\n]*){0,3}\{", re.MULTILINE)


def stage_of(path: Path) -> str:
    return path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The names below `kg` that a module imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kg."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "kg":
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(a.name.split(".")[1] for a in node.names if a.name.startswith("kg."))
    return found


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 30


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_stage_imports_only_stages_to_its_left(path: Path) -> None:
    stage = stage_of(path)
    if stage in ABOVE or stage in ("__init__", "__main__"):
        return
    here = STAGES.index(stage) if stage in STAGES else -1
    wrong = {name for name in imported(path) if name in ABOVE or (name in STAGES and STAGES.index(name) > here)}
    assert not wrong - allowed(path), f"{path.name} of {stage} imports {sorted(wrong)}"


def allowed(path: Path) -> set[str]:
    """The server, the explorer and the assistant's tools open data themselves: they are programs, not only output."""
    programs = ("present/serve/", "present/pages/", "present/explore/", "present/mcp")
    inside = str(path.relative_to(ROOT / "kg"))
    return {"pipeline", "importing", "changes"} if inside.startswith(programs) else set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LARGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_names_say_what_a_module_is_about(path: Path) -> None:
    assert not FORBIDDEN_NAMES & {part.removesuffix(".py") for part in path.parts}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_queries_are_files(path: Path) -> None:
    """No query text in Python; the compiler of shapes assembles queries out of fragments that are files too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SPARQL.search(node.value), f"line {node.lineno} holds a query: {node.value[:60]!r}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_store_knows_the_engine(path: Path) -> None:
    engines = ("pyoxigraph", "oxrdflib")
    if stage_of(path) == "store":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not any(n.split(".")[0] in engines for n in names), f"line {getattr(node, 'lineno', 0)}"


def test_every_module_says_what_it_turns_into_what() -> None:
    without = [
        str(p.relative_to(ROOT)) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert not without


def test_the_explorers_entry_is_navigation_only() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 40
