"""Answers of a kept graph that took long, each kept as a table beside it: terms, and rows as numbers into them.

Oxigraph reads each string of an answer from the disk by itself; a table is read at once. Tables belong to one state of
the graph and go with it.
"""

import marshal
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from kg.rdf import Iri, Lit, Row, Term
from kg.store.disk import replace_file

SLOW = 0.1
"""Seconds from which on an answer is kept."""
MOST = 8
"""Answers of one question that are kept: its parameters and days differ."""
ENDING = ".table"


@dataclass(frozen=True)
class Tables:
    """The answers kept in one folder; whoever may not write there only reads."""

    folder: Path

    def rows(self, name: str, text: str, ask: Callable[[], list[Row]]) -> list[Row]:
        """The rows of the query `text` of that name: as they are kept, else as `ask` finds them."""
        file = self._file(name, text)
        if (found := _read(file)) is not None:
            columns, kept = found
            return [dict(zip(columns, row, strict=True)) for row in kept]
        started = monotonic()
        rows = ask()
        if monotonic() - started >= SLOW:
            self._write(file, list(rows[0]) if rows else [], [list(row.values()) for row in rows])
        return rows

    def pairs(self, name: str, text: str, ask: Callable[[], list[tuple[str, str]]]) -> list[tuple[str, str]]:
        """The same of a query for two IRIs."""
        file = self._file(name, text)
        if (found := _read(file)) is not None:
            return [(str(one), str(other)) for one, other in found[1]]
        started = monotonic()
        pairs = ask()
        if monotonic() - started >= SLOW:
            self._write(file, ["", ""], [[Iri(one), Iri(other)] for one, other in pairs])
        return pairs

    def _file(self, name: str, text: str) -> Path:
        return self.folder / f"{name.replace('/', '.')}-{sha256(text.encode()).hexdigest()[:24]}{ENDING}"

    def _write(self, file: Path, columns: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> None:
        with suppress(OSError):
            replace_file(file, _packed(columns, rows))
            others = sorted(
                self.folder.glob(f"{file.stem.rsplit('-', 1)[0]}-*{ENDING}"), key=lambda p: p.stat().st_mtime_ns
            )
            for old in others[:-MOST]:
                old.unlink()


def _packed(columns: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> bytes:
    """The columns, the terms (IRIs as texts, literals as value, language and type), and a number for each cell."""
    places: dict[tuple[str, ...] | None, int] = {None: 0}
    cells = array("I", (places.setdefault(_key(term), len(places)) for row in rows for term in row))
    return marshal.dumps((list(columns), list(places), cells.tobytes()))


def _key(term: Term | None) -> tuple[str, ...] | None:
    if isinstance(term, Lit):
        return (str(term), term.lang or "", term.datatype)
    return None if term is None else (str(term),)


def _read(file: Path) -> tuple[list[str], Sequence[tuple[Term | None, ...]]] | None:
    try:
        columns, keys, cells = marshal.loads(file.read_bytes())  # noqa: S302 only this program writes there
    except (OSError, ValueError, EOFError, TypeError):
        return None
    terms = [_term(key) for key in keys]
    numbers: Any = array("I", cells)
    values = iter([terms[number] for number in numbers])
    return columns, list(zip(*[values] * len(columns), strict=True))


def _term(key: tuple[str, ...] | None) -> Term | None:
    if key is None:
        return None
    return Iri(key[0]) if len(key) == 1 else Lit(key[0], key[1] or None, key[2])
