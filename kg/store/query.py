"""Query files: one question a file, its metadata in the head, its parameters bound as terms.

A parameter `p` stands in the text as `VALUES ?p { UNDEF }`, so that the file is a legal query as it is; binding
puts terms in the place of UNDEF. What a rule must know from outside stands as `kg:context kg:asOf ?asOf .`
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.errors import Misuse
from kg.rdf import RDF_LANGSTRING, XSD, Iri, Lit
from kg.resources import QUERIES

Value = str | date | int | float | bool | Decimal
Param = Value | Iterable[Value]

_HEAD = re.compile(r"^#\+[ \t]*(\w+):[ \t]*(.*?)[ \t]*$", re.M)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True)
class Query:
    """One query file: `name` is its path below `kg/queries` without the ending."""

    name: str
    text: str
    title: str = ""
    question: str = ""
    params: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)

    def titled(self, lang: str) -> str:
        """Its title in a language, else in English."""
        return self.heads.get(f"title_{lang}") or self.title

    def bind(self, params: Mapping[str, Param], context: Mapping[str, Value] | None = None) -> str:
        """The query text with its parameters and its context in place. Unnamed parameters stay unbound."""
        text = self.text
        for name, value in params.items():
            text, count = re.subn(rf"VALUES \?{name} {{ UNDEF }}", _escape_repl(values(name, value)), text)
            if not count:
                raise Misuse("errors.query-parameter", query=self.name, parameter=name)
        return bind_context(text, context or {})


def bind_context(text: str, context: Mapping[str, Value]) -> str:
    """Replace each `kg:context kg:name ?v .` by the value that `context` holds for `name`."""

    def found(match: re.Match[str]) -> str:
        name, variable = match.groups()
        return values(variable, context[name]) if name in context else match.group(0)

    return re.sub(r"kg:context\s+kg:(\w+)\s+\?(\w+)\s*\.", found, text)


def values(name: str, value: Param) -> str:
    """`VALUES ?name { … }` for one value or several."""
    several = [value] if isinstance(value, (str, date, int, float, Decimal)) else list(value)
    return f"VALUES ?{name} {{ {' '.join(term(v) for v in several)} }}"


def term(value: Value) -> str:
    """A value as SPARQL text: IRIs in angle brackets, everything else as a typed or tagged literal."""
    if isinstance(value, Iri):
        if _NOT_IN_IRI.search(value):
            raise Misuse("errors.not-an-iri", value=str(value))
        return f"<{value}>"
    if isinstance(value, Lit):
        return _quoted(value) + (f"@{value.lang}" if value.datatype == RDF_LANGSTRING else f"^^<{value.datatype}>")
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD}boolean>'
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^<{XSD}date>'
    if isinstance(value, int):
        return f'"{value}"^^<{XSD}integer>'
    return f'"{value}"^^<{XSD}decimal>'


def _quoted(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(c, c) for c in value) + '"'


def _escape_repl(text: str) -> str:
    return text.replace("\\", r"\\")


@cache
def find_query(name: str) -> Query:
    """The query file `kg/queries/<name>.rq` (or `.ru`); raises Misuse where there is none."""
    for ending in (".rq", ".ru"):
        path = QUERIES / (name + ending)
        if path.is_file():
            return _read(name, path)
    raise Misuse("errors.no-such-query", query=name)


def _read(name: str, path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    heads = dict(_HEAD.findall(text))
    return Query(
        name=name,
        text=text,
        title=heads.get("title", ""),
        question=heads.get("question", ""),
        params=tuple(heads.get("params", "").split()),
        columns=tuple(heads.get("columns", "").split()),
        heads=heads,
    )


PUBLISHED = ("read", "answer")
"""The stages whose queries others may ask by name."""


def published_queries() -> dict[str, "Query"]:
    """The queries that others may ask, by the last part of their name."""
    names = [name for stage in PUBLISHED for name in query_names(stage)]
    return {name.rsplit("/", 1)[-1]: find_query(name) for name in names}


def query_names(stage: str) -> list[str]:
    """The names of all query files of a stage, sorted: `read/statements`, …"""
    folder = QUERIES / stage
    return sorted(f"{stage}/{p.relative_to(folder).with_suffix('')}" for p in folder.rglob("*.r[qu]"))
