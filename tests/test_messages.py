"""Every sentence exists in Finnish, Swedish and English, with the same facts in it."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from kg.messages import LANGUAGES

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
        for key, text in read(lang, area).items():
            assert "w3id.org" not in text, f"{area}.{key}"


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
