"""What else may go wrong round a store: full disk, file cut short, no right to write, wrong clock, two writers."""

import ctypes
import random
import resource
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.stops import ACTIONS, CLEAN, NEWEST, TOWN, Broken, Made, judge, left_behind, process_of, state
from kg.errors import KgError
from kg.store import history
from kg.store.history import imports
from kg.store.opening import snapshot

CAPABILITIES_3 = 0x2008_0522
"""The version of the kernel's structure (capget(2))."""
Condition = Callable[[Made, random.Random], str]


def full_disk(made: Made, chance: random.Random) -> str:
    """No file may grow beyond a random size."""
    action, store = chance.choice(list(ACTIONS)), made.copy()
    said = _in_child(_with_little_room, action, store, made.files, chance.randrange(0, 60_000))
    outcome = judge(made, action, store)
    return "refused" if said and outcome == "old" else outcome


def _with_little_room(action: str, store: Path, files: Path, most: int) -> str:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return _said(action, store, files)


def read_only(made: Made, chance: random.Random) -> str:
    """Nothing below the store's folder may be written; reading goes on."""
    action, store = chance.choice(list(ACTIONS)), made.copy()
    places = [store.parent, *store.parent.rglob("*")]
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    said = _in_child(_without_rights, action, store, made.files, 0)
    read = _in_child(_read_without_rights, action, store, made.files, 0)
    for place in places:
        place.chmod(0o755 if place.is_dir() else 0o644)
    if not said or not read == str(len(made.old)):
        raise Broken(f"read-only: {action} said {said!r}, and reading found {read} facts")
    judge(made, action, store)
    return "refused"


def _without_rights(action: str, store: Path, files: Path, most: int) -> str:
    del most
    _without_privileges()
    return _said(action, store, files)


def _without_privileges() -> None:
    """Be bound by the rights of files, even where the administrator runs this (capset(2): no capability at all)."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, none = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
    if libc.capset(header, none):
        raise OSError(ctypes.get_errno(), "capset")


def _read_without_rights(action: str, store: Path, files: Path, most: int) -> str:
    del action, files, most
    _without_privileges()
    return str(len(state(store)))


def cut_short(made: Made, chance: random.Random) -> str:
    """One file of the store ends early: the store says so, or holds what it held."""
    store = made.copy()
    path = chance.choice([p for p in store.rglob("*") if p.is_file() and p.stat().st_size])
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))
    said = _in_child(_read_without_rights, "", store, made.files, 0)
    if said == str(len(made.old)):
        return "old"
    if said.isdigit():
        raise Broken(f"cut short: {path.name}, and the store holds {said} facts of {len(made.old)} without a word")
    return "refused"


def clock_back(made: Made, chance: random.Random) -> str:
    """The clock says 2001: imports are numbered on, and undo takes the newest back."""
    del chance
    store = made.copy()
    said = _in_child(_in_2001, "import", store, made.files, 0)
    records = imports(snapshot(store), TOWN)
    if said or [r.number for r in records] != [1, 2, 3, 4]:
        raise Broken(f"clock: {said}, {[r.number for r in records]}")
    ACTIONS["undo"](store, made.files)
    if state(store) != made.old:
        raise Broken("clock: undo took back another import")
    return "old"


def _in_2001(action: str, store: Path, files: Path, most: int) -> str:
    del most

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Clock":
            return cls(2001, 1, 1, tzinfo=tz or UTC)

    history.datetime = Clock  # type: ignore[misc]
    return _said(action, store, files)


def two_writers(made: Made, chance: random.Random) -> str:
    """An import and a load at the same time: one waits for the other, both stand."""
    del chance
    store = made.copy()
    children = [process_of(ACTIONS[a], store, made.files) for a in ("import", "load")]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
        if child.exitcode:
            raise Broken(f"two writers: one ended with {child.exitcode}")
    both = made.new["load"] | made.new["import"]
    found = state(store)
    if not found >= made.new["load"] - made.old or not any(q[2] == NEWEST for q in found) or not found <= both:
        raise Broken("two writers: one change is lost")
    if left := left_behind(store):
        raise Broken(f"two writers: left behind {left}")
    return "new"


def _in_child(work: Callable[[str, Path, Path, int], str], action: str, store: Path, files: Path, most: int) -> str:
    """What the work says, done in a process of its own; what it raises by the text of a KgError."""
    reader, writer = CLEAN.Pipe(duplex=False)
    child = process_of(_send, writer, work, action, store, files, most)
    child.start()
    writer.close()
    child.join(60)
    try:
        outcome: str = reader.recv()
    except EOFError:
        raise Broken(f"{action or 'reading'}: the process ended with {child.exitcode} and said nothing") from None
    if outcome.startswith("bug"):
        raise Broken(f"{action or 'reading'}: {outcome}")
    return outcome


def _send(writer: Any, work: Callable[..., str], *arguments: Any) -> None:
    try:
        writer.send(work(*arguments))
    except KgError as error:
        writer.send(error.message("en"))
    except Exception as error:  # noqa: BLE001 whatever is no KgError is what we look for
        writer.send(f"bug {type(error).__name__}: {error}")


def _said(action: str, store: Path, files: Path) -> str:
    """The message of a command that is refused; nothing where it is done."""
    try:
        ACTIONS[action](store, files)
    except KgError as error:
        return error.message("en")
    return ""


CONDITIONS: Mapping[str, Condition] = {
    "disk full": full_disk,
    "store read-only": read_only,
    "file cut short": cut_short,
    "clock back": clock_back,
    "two writers": two_writers,
}
