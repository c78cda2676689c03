"""A query text into what the server must know of it before any engine sees it, or a refusal.

Linear in the length of the text. It refuses what kills the engine's process (nesting), what calls out (SERVICE) and
what writes; it does not parse: what it lets through may still be wrong, and the engine says so.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from kg.store.tokens import Token, Unreadable, place, tokens

MAX_LENGTH = 256 * 1024
MAX_NESTING = 128
MAX_TOKENS = 20_000
MAX_PATTERNS = 200
MAX_STEPS = 100

UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"])
_CHANGING = ("NOW", "RAND", "UUID", "BNODE")
_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")
_DOTTED = frozenset(("word", "name", "node", "number"))
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Refused(Exception):
    """`key` names a text of the area `serve`; `facts` fill it."""

    def __init__(self, key: str, status: int = 400, **facts: object) -> None:
        super().__init__(key)
        self.key = f"serve.{key}"
        self.status = status
        self.facts = facts


@dataclass(frozen=True)
class Passed:
    """A query that may go to the engine: its data set clauses, and whether its answer stays the same."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    stable: bool = True


def inspect(text: str, base: str) -> Passed:
    """What a query text declares; raises Refused with a reason a person understands."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_LENGTH:
        raise Refused("too-long", 413, limit=MAX_LENGTH // 1024)
    unescaped = _unescape(text)
    if unescaped != text:
        _scan(unescaped, base)
    return _scan(text, base)


def _unescape(text: str) -> str:
    """The text after SPARQL 1.1 section 19.2, in case an engine decodes escapes before it reads keywords."""
    return _ESCAPE.sub(lambda m: _character(int(m[1] or m[2], 16)) or m[0], text)


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _scan(text: str, base: str) -> Passed:
    scan = _Scan(text, base)
    try:
        for token in tokens(text):
            scan.take(token)
    except Unreadable as error:
        line, column = place(text, error.start)
        raise Refused("unreadable", line=line, column=column) from None
    return scan.passed()


class _Scan:
    def __init__(self, text: str, base: str) -> None:
        self.text = text
        self.base = base
        self.count = self.patterns = self.steps = 0
        self.brackets: list[str] = []
        self.prefixes: dict[str, str] = {}
        self.graphs: dict[bool, list[str]] = {False: [], True: []}
        self.before: list[Token] = []
        self.stable = True
        self.readable = True

    def take(self, token: Token) -> None:
        self.count += 1
        if self.count > MAX_TOKENS:
            raise Refused("too-many-tokens", limit=MAX_TOKENS)
        self._patterns(token)
        if token.kind == "mark":
            self._mark(token)
        elif token.kind == "word":
            self._word(token)
        elif token.kind in ("name", "iri"):
            self._reference(token)
        self.before = [*self.before[-2:], token]

    def _mark(self, token: Token) -> None:
        mark = token.text
        if mark in _OPEN:
            self.brackets.append(mark)
            if len(self.brackets) > MAX_NESTING:
                raise Refused("too-deep", **self._at(token), limit=MAX_NESTING)
        elif mark in _CLOSE:
            if self.brackets:
                self.brackets.pop()
        elif mark in "/|^":
            self.steps += 1
            if self.steps > MAX_STEPS:
                raise Refused("too-many-steps", limit=MAX_STEPS)

    def _patterns(self, token: Token) -> None:
        """Count what ends a triple pattern; a comma between the arguments of a function does not."""
        if not self.brackets or self.brackets[-1] == "(":
            return
        self.patterns += token.text in (".", ";", ",") or (token.kind in _DOTTED and token.text.endswith("."))
        if self.patterns > MAX_PATTERNS:
            raise Refused("too-many-patterns", limit=MAX_PATTERNS)

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        self._no_service(word, token)
        parts = re.split(r"[.\-·]", word)
        if not self.brackets and UPDATES.intersection(parts):
            raise Refused("read-only", 403)
        if any(p.endswith(_CHANGING) for p in parts):
            self.stable = False

    def _reference(self, token: Token) -> None:
        prefix, _, local = token.text.partition(":")
        if token.kind == "name":
            self._no_service(prefix.upper(), token)
        if self.brackets:
            return
        words = [t.text.upper() for t in self.before]
        if words[-2:-1] == ["PREFIX"] and token.kind == "iri":
            self.prefixes[self.before[-1].text.rstrip(":")] = urljoin(self.base, token.text[1:-1])
        elif words[-1:] == ["BASE"] and token.kind == "iri":
            self.base = urljoin(self.base, token.text[1:-1])
        elif words[-1:] == ["FROM"] or words[-2:] == ["FROM", "NAMED"]:
            named = words[-1] == "NAMED"
            iri = (
                urljoin(self.base, token.text[1:-1]) if token.kind == "iri" else self._expand(prefix, local.rstrip("."))
            )
            self.graphs[named].append(iri)

    def _expand(self, prefix: str, local: str) -> str:
        if prefix not in self.prefixes:
            self.readable = False
            return ""
        return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

    def _no_service(self, word: str, token: Token) -> None:
        if "SERVICE" in word:
            raise Refused("no-service", 403, **self._at(token))

    def _at(self, token: Token) -> dict[str, int]:
        line, column = place(self.text, token.start)
        return {"line": line, "column": column}

    def passed(self) -> Passed:
        if not self.readable:
            return Passed(stable=self.stable)
        return Passed(tuple(self.graphs[False]), tuple(self.graphs[True]), self.stable)
