"""The house as `kg/__init__.py` draws it: stages import to their left, programs stand beside, walls hold."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).parent.parent
KG = ROOT / "kg"
STAGES = ("sources", "load", "store", "reason", "read", "extract", "check", "analyse", "answer", "present")
ABOVE = ("closed", "pipeline", "reading", "importing", "changes", "migrating", "servers", "editing", "commands")
"""What joins the stages, below the programs."""
PROGRAMS = ("cli", "server", "explorer", "mcp")
BASE = ("rdf", "terms", "errors", "messages", "notices", "resources")
WALLED = {
    "setwise": {"rdf", "errors", "store", "setwise"},
    "server/sparql": {"store", "server/sparql"},
}
"""Rooms that know nothing of the domain, with all that they may import."""
MODULES = sorted(KG.rglob("*.py"))
LARGEST_MODULE = 400
LONGEST_FUNCTION = 50
FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "misc", "manager"}
SPARQL = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE|ADD)\b[^\n]*(\n[^\n]*){0,3}[{<]", re.MULTILINE)
ENGINES = ("pyoxigraph", "oxrdflib")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def inside(path: Path) -> str:
    return path.relative_to(KG).as_posix()


def room(path: Path) -> str:
    return inside(path).split("/")[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything that a module imports, also inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "kg":
            yield from ((node.lineno, f"kg.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def rooms_of(path: Path) -> Iterator[tuple[str, str]]:
    """Place and room of each import from `kg`."""
    for line, name in imports(path):
        if name.startswith("kg.") and name != "kg.__version__":
            yield f"{inside(path)}:{line}", name.split(".")[1]


def dotted(path: Path) -> Iterator[tuple[str, str]]:
    """Place and dotted name of each import from `kg`; what only type checkers see is no dependency."""
    typed = {n for node in ast.walk(tree(path)) if _is_for_types(node) for n in ast.walk(node)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node not in typed and (node.module or "").startswith("kg."):
            yield f"{inside(path)}:{node.lineno}", node.module or ""


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 30


def test_a_stage_imports_only_stages_to_its_left() -> None:
    wrong = [
        f"{place} imports {other}"
        for path in MODULES
        if room(path) in STAGES
        for place, other in rooms_of(path)
        if other not in (*BASE, "setwise", *STAGES[: STAGES.index(room(path)) + 1])
    ]
    assert not wrong


def test_the_base_imports_no_stage() -> None:
    wrong = [
        f"{place} imports {other}"
        for path in MODULES
        if room(path) in BASE
        for place, other in rooms_of(path)
        if other not in BASE
    ]
    assert not wrong


def test_what_joins_the_stages_imports_no_program() -> None:
    wrong = [
        f"{place} imports {other}"
        for path in MODULES
        if room(path) in ABOVE
        for place, other in rooms_of(path)
        if other in PROGRAMS
    ]
    assert not wrong


def test_programs_go_through_commands_alone() -> None:
    """A program takes no function of a stage: it asks a command, and says the result by `present`.

    What stands below every stage may be named: the data and their queries (`store`), which municipality is home
    (`load.shipped`). The command line starts the other programs.
    """
    allowed = {*BASE, "commands", "present", "read", "store"}
    starts = {"cli": {"server", "mcp"}, "server": {"explorer"}, "mcp": {"server"}}
    wrong = [
        f"{place} imports {name}"
        for path in MODULES
        if (program := room(path)) in PROGRAMS
        for place, name in dotted(path)
        if name.split(".")[1] not in allowed | starts.get(program, set()) | {program}
        if name != "kg.load.shipped"
    ]
    assert not wrong


def test_no_module_and_no_room_imports_in_a_circle() -> None:
    names = {".".join(("kg", *inside(p).removesuffix(".py").split("/"))).removesuffix(".__init__"): p for p in MODULES}
    modules: nx.DiGraph[str] = nx.DiGraph()
    for name, path in names.items():
        for node in tree(path).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg"):
                targets = (f"{node.module}.{alias.name}" for alias in node.names)
                modules.add_edges_from((name, t if t in names else node.module or "") for t in targets)
    rooms: nx.DiGraph[str] = nx.DiGraph()
    for start, end in modules.edges:
        ends = [name.split(".")[1] for name in (start, end) if "." in name]
        if len(set(ends)) == 2:
            rooms.add_edge(*ends)
    assert [c for graph in (modules, rooms) for c in nx.strongly_connected_components(graph) if len(c) > 1] == []


def test_walled_rooms_know_nothing_of_the_domain() -> None:
    wrong = [
        f"{inside(path)}:{line} imports {name}"
        for wall, allowed in WALLED.items()
        for path in MODULES
        if inside(path).startswith(wall + "/")
        for line, name in imports(path)
        if name.startswith("kg.")
        if not any(name.removeprefix("kg.").replace(".", "/").startswith(a) for a in allowed)
    ]
    assert not wrong


def test_modules_and_functions_are_small() -> None:
    large = [inside(p) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > LARGEST_MODULE]
    long = [
        f"{inside(path)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not large + long


def test_names_say_what_a_module_is_about() -> None:
    wrong = [inside(p) for p in MODULES if FORBIDDEN_NAMES & set(inside(p).removesuffix(".py").split("/"))]
    assert not wrong


def test_queries_are_files() -> None:
    """No query text in Python; the compiler of shapes assembles queries out of fragments that are files too."""
    wrong = [
        f"{inside(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SPARQL.search(node.value)
    ]
    assert not wrong


def test_only_the_store_knows_the_engine() -> None:
    wrong = [
        f"{inside(path)}:{line}"
        for path in MODULES
        if room(path) != "store"
        for line, name in imports(path)
        if name.split(".")[0] in ENGINES
    ]
    assert not wrong


def test_every_module_says_what_it_turns_into_what() -> None:
    assert not [inside(p) for p in MODULES if not ast.get_docstring(tree(p))]


def test_the_explorers_entry_is_navigation_only() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 70
