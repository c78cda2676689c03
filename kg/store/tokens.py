"""SPARQL text into tokens, in linear time, without a grammar.

The engine's parser lets keywords stand against each other without a blank (`SERVICESILENT<…>`, `1SERVICE<…>`, and
`SERVICES:x` as SERVICE and the name `S:x`), so nothing here relies on blanks between words. A word, a name and a node
keep the dots that follow them: no run of characters is read twice.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<blank>[\x20\t\r\n]+|\#[^\r\n]*)
  | (?P<iri><[^\x00-\x20<>"{}|^`\\]*(?:\\[uU][0-9A-Fa-f]{4,8}[^\x00-\x20<>"{}|^`\\]*)*>)
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<node>_:[\w\-·.]*+)
  | (?P<name>(?:[^\W\d][\w\-·.]*+)?:(?:[\w:·\-.]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+\-]?\d+)?)
  | (?P<word>[^\W\d][\w\-·.]*+)
  | (?P<mark>.)
    """,
    re.X | re.S,
)
_SHORT = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'", re.S)
_LONG = {
    '"': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""', re.S),
    "'": re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*'''", re.S),
}


class Token(NamedTuple):
    """`kind` is iri, variable, tag, node, name, number, word, string or mark; `start` its offset in the text."""

    kind: str
    text: str
    start: int


class Unreadable(Exception):
    """A string that never ends, or an escape where none may stand, at the offset `start`."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


def tokens(text: str) -> Iterator[Token]:
    """Every token but blanks and comments; raises Unreadable."""
    start, end = 0, len(text)
    while start < end:
        first = text[start]
        if first in "\"'":
            long = text.startswith(first * 3, start)
            match = (_LONG[first] if long else _SHORT).match(text, start)
            kind: str | None = "string"
        else:
            match = _TOKEN.match(text, start)
            kind = match.lastgroup if match else None
        if match is None or kind is None or first == "\\":
            raise Unreadable(start)
        if kind != "blank":
            yield Token(kind, match[0], start)
        start = match.end()


def place(text: str, start: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
