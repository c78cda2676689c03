"""Every sentence exists in Finnish, Swedish and English, with the same facts in it."""

import ast
import re
import string
import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from kg.messages import LANGUAGES, day, listed, number, text

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "kg" / "messages"
AREAS = sorted(p.stem for p in (FOLDER / "fi").glob("*.toml"))
FILES = (".rq", ".toml", ".py", ".ttl", ".json", ".csv", ".html")
KEY = re.compile(r"^[a-z]+\.[a-z0-9-]*[a-z0-9]$")


def read(lang: str, area: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / lang / f"{area}.toml").read_text(encoding="utf-8"))


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_language_has_every_area() -> None:
    assert AREAS
    for lang in LANGUAGES:
        assert sorted(p.stem for p in (FOLDER / lang).glob("*.toml")) == AREAS


@pytest.mark.parametrize("area", AREAS)
def test_texts_have_the_same_keys_and_facts(area: str) -> None:
    texts = {lang: read(lang, area) for lang in LANGUAGES}
    for lang in LANGUAGES:
        assert texts[lang].keys() == texts["fi"].keys()
    for key, finnish in texts["fi"].items():
        for lang in LANGUAGES:
            assert facts(texts[lang][key]) == facts(finnish), f"{area}.{key} in {lang}"


@pytest.mark.parametrize("area", AREAS)
def test_no_text_shows_an_iri(area: str) -> None:
    for lang in LANGUAGES:
        for key, said in read(lang, area).items():
            assert "w3id.org" not in said, f"{area}.{key}"


def named_keys(path: Path) -> list[tuple[int, str]]:
    """The strings of a module that look like keys of a known area."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    strings = [(n.lineno, n.value) for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [(line, s) for line, s in strings if KEY.match(s) and s.split(".")[0] in AREAS and not s.endswith(FILES)]


def test_every_key_in_the_code_exists() -> None:
    known = {f"{area}.{key}" for area in AREAS for key in read("fi", area)}
    keys = {(str(path.relative_to(ROOT)), *key) for path in (ROOT / "kg").rglob("*.py") for key in named_keys(path)}
    assert keys
    assert not {key for key in keys if key[2] not in known}


def templates(path: Path) -> list[re.Pattern[str]]:
    """What the keys that a module makes of parts may be: `f"explorer.state-{state}"` as a pattern."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [re.escape(v.value) if isinstance(v, ast.Constant) else "[a-z0-9-]+" for v in node.values]  # type: ignore[arg-type]
            pattern = "".join(parts)
            if re.match(r"[a-z]+\\\.", pattern) and pattern.split("\\.")[0] in AREAS:
                found.append(re.compile(pattern))
    return found


def test_every_key_that_is_made_of_parts_can_exist() -> None:
    known = {f"{area}.{key}" for area in AREAS for key in read("fi", area)}
    made = [(path, pattern) for path in (ROOT / "kg").rglob("*.py") for pattern in templates(path)]
    assert len(made) > 50
    missing = [f"{path.name}: {p.pattern}" for path, p in made if not any(p.fullmatch(key) for key in known)]
    assert not missing


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("fi", 1, "Yhteensä 1 havainto 1 lajissa."),
        ("fi", 2, "Yhteensä 2 havaintoa 1 lajissa."),
        ("sv", 1, "Sammanlagt 1 iakttagelse av 1 slag."),
        ("sv", 1234, "Sammanlagt 1\N{NO-BREAK SPACE}234 iakttagelser av 1 slag."),
        ("en", 0, "0 findings in 1 class."),
        ("en", 1, "1 finding in 1 class."),
    ],
)
def test_a_noun_agrees_with_its_number(lang: str, count: int, said: str) -> None:
    assert text("gaps.total", lang, count=count, classes=1) == said


def test_numbers_days_and_lists_are_written_as_people_do() -> None:
    assert [number(Fraction(3235, 2), lang) for lang in LANGUAGES] == ["1\xa0617,5", "1\xa0617,5", "1,617.5"]
    assert number(-2, "fi") == "-2"
    assert [day(date(2014, 5, 1), lang) for lang in LANGUAGES] == ["1.5.2014", "1.5.2014", "1 May 2014"]
    assert [listed(["a", "b", "c"], lang) for lang in LANGUAGES] == ["a, b ja c", "a, b och c", "a, b, and c"]


def test_every_form_of_a_noun_is_given() -> None:
    wrong = [
        f"{lang}/{area}.{key}"
        for lang in LANGUAGES
        for area in AREAS
        for key, said in read(lang, area).items()
        for _, _, spec, _ in string.Formatter().parse(said)
        if spec and "|" in spec and spec.count("|") != 1
    ]
    assert not wrong
