"""What a question sees of a municipality, kept on disk beside its sources: their merge, and what follows from them.

Beside the store `P` lies `P.closed/<municipality>/`: a store of its own, `graph-N`, and `about.json`, which names it
and tells of what it was made: the files of the sources as they were, and the fingerprint of the rules and vocabularies.
A new graph is written whole before the note that names it takes the old one's place, so that whoever is killed leaves
the old graph or the new. A copy of other sources or rules, or one whose own files are not as they were, is not opened.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple
from urllib.parse import quote

from kg.errors import KgError
from kg.store.disk import replace_file, sync_folder
from kg.store.embedded import EmbeddedStore
from kg.store.tables import Tables

NOTE = "about.json"
Files = list[list[str | int]]


class Closed(NamedTuple):
    """A closed graph in memory or on disk, its named graphs, and where its answers are kept that took long."""

    store: EmbeddedStore
    graphs: tuple[str, ...]
    tables: Tables | None = None


@dataclass(frozen=True)
class Kept:
    """The place of one municipality's closed graph beside the store at `path`; `rules` = the fingerprint of today."""

    path: Path
    municipality: str
    rules: str

    @property
    def folder(self) -> Path:
        return closed_folder(self.path) / quote(self.municipality, safe="").replace(".", "%2E")

    def exists(self) -> bool:
        """Whether anything is kept, be it of today or not."""
        return (self.folder / NOTE).exists()

    def open(self) -> Closed | None:
        """The closed graph; None where there is none of these sources and rules."""
        note = _read(self.folder)
        if note is None or note["rules"] != self.rules or note["sources"] != files(self.path):
            return None
        graph = self.folder / str(note["graph"])
        try:
            if note["files"] != _sizes(graph):
                return None
            tables = Tables(self.folder / str(note["tables"]))
            return Closed(EmbeddedStore(graph, read_only=True), tuple(note["graphs"]), tables)
        except (OSError, KgError):
            return None

    def write(self, closed: "Closed") -> None:
        """Keep this closed graph in the place of what was kept. The caller is `alone`."""
        fresh = self._next()
        try:
            made = EmbeddedStore(fresh)
            made.engine.bulk_extend(closed.store.engine)
            made.flush()
            del made
            self._name(fresh, closed.graphs)
        except (OSError, RuntimeError, KgError):
            drop(self.path, self.municipality)
            raise

    def _next(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        numbers = [int(p.name.removeprefix("graph-")) for p in self.folder.glob("graph-*")]
        return self.folder / f"graph-{max(numbers, default=0) + 1}"

    def _name(self, graph: Path, graphs: Sequence[str]) -> None:
        sync_folder(graph)
        tables = self.folder / f"tables-{token_hex(8)}"  # never one that an earlier reader may still write to
        tables.mkdir()
        note = {
            "graph": graph.name,
            "tables": tables.name,
            "graphs": list(graphs),
            "rules": self.rules,
            "sources": files(self.path),
            "files": _sizes(graph),
        }
        replace_file(self.folder / NOTE, json.dumps(note).encode())
        _clear(self.folder)


def closed_folder(path: Path) -> Path:
    return path.with_name(path.name + ".closed")


def files(path: Path) -> Files:
    """The files of a store with size and time of change: any write changes them."""
    return sorted([p.name, (state := p.stat()).st_size, state.st_mtime_ns] for p in path.iterdir() if p.name != "LOCK")


def _sizes(path: Path) -> Files:
    return [[name, size] for name, size, _ in files(path)]


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        note = json.loads((folder / NOTE).read_bytes())
    except (OSError, ValueError):
        return None
    return note if isinstance(note, dict) else None


@contextmanager
def untouched(path: Path, but: str = "") -> Iterator[None]:
    """What is written within changes no closed graph but that of `but`: the others are still of today after it."""
    before = files(path) if path.exists() else []
    yield
    for folder in _folders(path):
        note = _read(folder)
        if note and note["sources"] == before and folder != Kept(path, but, "").folder:
            replace_file(folder / NOTE, json.dumps(note | {"sources": files(path)}).encode())


def drop(path: Path, municipality: str) -> None:
    """Take away what is kept of the municipality, to the last byte."""
    folder = Kept(path, municipality, "").folder
    (folder / NOTE).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def clear(path: Path) -> None:
    """Delete what a stopped command wrote and no note names."""
    for folder in _folders(path):
        _clear(folder)


def _clear(folder: Path) -> None:
    note = _read(folder)
    for entry in folder.iterdir():
        if entry.name not in _named(note):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _named(note: dict[str, Any] | None) -> set[str]:
    return {NOTE, note["graph"], note["tables"]} if note else set()


def _folders(path: Path) -> list[Path]:
    return [p for p in closed_folder(path).glob("*") if p.is_dir()]


def unnamed(path: Path) -> list[str]:
    """What lies among the closed graphs and is no part of one."""
    found = []
    for folder in _folders(path):
        note = _read(folder)
        found += [p.name for p in folder.iterdir() if p.name not in _named(note)]
    return found
