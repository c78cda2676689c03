"""A small store with three imports, the commands that change it, and what must hold after any mishap."""

import csv
import multiprocessing
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from kg import closed
from kg.changes import forget, load_documents, undo
from kg.commands.closure import compare_closure
from kg.importing import import_files
from kg.rdf import Quad
from kg.store.disk import kept_folder
from kg.store.history import imports, named_files
from kg.store.kept import unnamed
from kg.store.opening import snapshot

TOWN = "suurkunta"
SECRET, NEWEST = "Ryhmä jonka nimi katoaa jäljettömiin", "Ryhmä jonka nimi tuli viimeksi"
CLEAN = multiprocessing.get_context("forkserver")
"""Children of a process that never opened a store: the engine's threads do not survive a fork."""
CLEAN.set_forkserver_preload(["bench.stops"])
State = frozenset[Quad]


class Broken(AssertionError):
    """What must never happen."""


@contextmanager
def keeping() -> Iterator[None]:
    """Within, a small store keeps what follows from it, as a large one does."""
    before, closed.LARGE = closed.LARGE, 0
    try:
        yield
    finally:
        closed.LARGE = before


def process_of(target: Callable[..., object], *arguments: object) -> ForkServerProcess:
    """A process that does this, keeping what follows."""
    return CLEAN.Process(target=_keeping, args=(target, *arguments))


def _keeping(target: Callable[..., object], *arguments: object) -> None:
    with keeping():
        target(*arguments)


def _network(path: Path, name: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [["tunnus", "nimi", "alue", "teema"], ["V1", name, "A1", "liikenneturvallisuus"]]
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def _import(store: Path, files: Path) -> None:
    import_files([files / "newest" / "verkostot.csv"], TOWN, store)


def _load(store: Path, files: Path) -> None:
    load_documents([files / "more.nt"], TOWN, store, None)


def _undo(store: Path, files: Path) -> None:
    del files
    undo(TOWN, store)


def _forget(store: Path, files: Path) -> None:
    del files
    forget(TOWN, "2", store)


Action = Callable[[Path, Path], None]
ACTIONS: Mapping[str, Action] = {"import": _import, "load": _load, "undo": _undo, "forget": _forget}


@dataclass(frozen=True)
class Made:
    """The folder with the store to copy, the state in it, and what each command makes of it in how many seconds."""

    folder: Path
    old: State
    new: Mapping[str, State]
    seconds: Mapping[str, float]

    @property
    def files(self) -> Path:
        return self.folder / "files"

    def copy(self) -> Path:
        """A fresh copy of the store."""
        place = self.folder / "tried"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder / "base", place)
        return place / "store"


def make(folder: Path) -> Made:
    """Three imports into a store: areas and a network, its name made a secret, its name changed again."""
    files, store = folder / "files", folder / "base" / "store"
    for place in ("first", "second", "third", "newest"):
        (files / place).mkdir(parents=True)
    areas = files / "first" / "alueet.csv"
    areas.write_text("tunnus;nimi;taso;osa\nA;Suurkunta;kunta;\nA1;Keskusta;kaupunginosa;A\n", encoding="utf-8")
    import_files([areas, _network(files / "first" / "verkostot.csv", "Verkosto")], TOWN, store)
    import_files([_network(files / "second" / "verkostot.csv", SECRET)], TOWN, store)
    import_files([_network(files / "third" / "verkostot.csv", "Kolmas")], TOWN, store)
    _network(files / "newest" / "verkostot.csv", NEWEST)
    lines = (f'<http://example.org/{i}> <http://example.org/says> "{NEWEST} {i}" .\n' for i in range(500))
    (files / "more.nt").write_text("".join(lines), encoding="utf-8")
    made = Made(folder, state(store), {}, {})
    new: dict[str, State] = {}
    seconds: dict[str, float] = {}
    for name, action in ACTIONS.items():
        tried, started = made.copy(), time.monotonic()
        action(tried, files)
        seconds[name] = time.monotonic() - started
        new[name] = state(tried)
    return Made(folder, made.old, new, seconds)


def state(store: Path) -> State:
    """Everything but the history."""
    found = snapshot(store)
    return frozenset(q for g in found.graph_names() if not g.endswith("/history") for q in found.quads(g))


def asked(store: Path) -> bool:
    """Whether a question sees just what a graph made from nothing holds, and sees it kept from then on."""
    closed.open_closed(TOWN, store)
    compared = compare_closure(TOWN, store)
    return compared is not None and compared.same


def left_behind(store: Path) -> list[str]:
    """What lies beside the store and belongs to no import."""
    named = named_files(snapshot(store))
    left = [p.name for p in kept_folder(store).iterdir() if p.stem not in named or p.suffix == ".part"]
    left += unnamed(store)
    left += [p.name for p in store.parent.iterdir() if p.name.endswith((".new", ".old", ".forget", ".part"))]
    return left + (["a mark"] if store.with_name("store.lock").stat().st_size else [])


def holding(store: Path, text: str) -> list[str]:
    """The files below the store's folder in which the text stands."""
    return [p.name for p in store.parent.rglob("*") if p.is_file() and text.encode() in p.read_bytes()]


def judge(made: Made, action: str, store: Path) -> str:
    """`old` or `new`, after one further command; raises Broken where it is neither, or something is left."""
    found = state(store)
    if found not in (made.old, made.new[action]):
        raise Broken(f"{action}: torn, {len(found - made.old)} more and {len(made.old - found)} fewer than before")
    if left := left_behind(store):
        raise Broken(f"{action}: left behind {left}")
    if not asked(store):
        raise Broken(f"{action}: a question sees something else than the sources and what follows from them")
    outcome = "old" if found == made.old else "new"
    if action == "forget":
        outcome = "new" if imports(snapshot(store), TOWN)[1].forgotten else "old"
        if outcome == "old":
            forget(TOWN, "2", store)
        if where := holding(store, SECRET):
            raise Broken(f"forget: the secret is still in {where}")
    if action in ("import", "load") and outcome == "old" and (where := holding(store, NEWEST)):
        raise Broken(f"{action}: what was not written lies in {where}")
    return outcome
