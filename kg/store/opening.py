"""Opening the store on disk: one writer at a time, and what a stopped command left is finished or cleared away first.

Beside the store `P` lies its lock `P.lock`. It holds a mark while somebody writes; a mark without a writer is what a
killed command leaves behind. `P.forget` says which import is to be forgotten (kg.store.forget), `P.closed` holds what
questions see (kg.store.kept).
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import KgError, StoreBusy, UnreadableInput
from kg.store.disk import finish_rewrite, keep_only
from kg.store.embedded import EmbeddedStore
from kg.store.forget import complete, intent
from kg.store.history import named_files
from kg.store.kept import clear

PATIENCE = 30.0
"""Seconds that a second writer waits for the first before it is refused."""
_MARK = b"being written\n"


@contextmanager
def alone(path: Path, patience: float = PATIENCE, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Be the only writer of the store at `path`; raises StoreBusy where another one does not end in time.

    `waiting` is called once when somebody else writes. The lock is the kernel's: a killed writer holds none.
    """
    try:
        with _locked(path) as lock:
            deadline = time.monotonic() + patience
            while not _taken(lock):
                if waiting:
                    waiting()
                    waiting = None
                if time.monotonic() >= deadline:
                    raise StoreBusy("errors.store-busy", path=path)
                time.sleep(0.05)
            with _marked(path, lock):
                yield
    except OSError as error:
        raise UnreadableInput("errors.store-not-written", path=path, why=error.strerror or error) from error


def snapshot(path: Path) -> EmbeddedStore:
    """The store as it is at this moment, whoever writes to it; an empty one where there is none."""
    try:
        if _unfinished(path):
            _mend_if_idle(path)
        places = [p for p in (path, path.with_name(path.name + ".old")) if p.exists()]
    except OSError as error:
        raise UnreadableInput("errors.store-unreadable", path=path, why=error.strerror) from error
    return EmbeddedStore(places[0], read_only=True) if places else EmbeddedStore()


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(_lock_file(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield lock
    finally:
        os.close(lock)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _marked(path: Path, lock: int) -> Iterator[None]:
    """Mend what lies about, then hold the mark; a writer that fails leaves it, so that the next one mends."""
    if _unfinished(path):
        _mend(path)
    os.pwrite(lock, _MARK, 0)
    os.fsync(lock)
    yield
    os.ftruncate(lock, 0)


def _unfinished(path: Path) -> bool:
    lock = _lock_file(path)
    left = (path.with_name(path.name + ending) for ending in (".old", ".new"))
    return (lock.exists() and lock.stat().st_size > 0) or intent(path).exists() or any(p.exists() for p in left)


def _mend_if_idle(path: Path) -> None:
    """Mend before reading, where nobody writes and the folder may be written; else what is there is read."""
    with suppress(OSError, KgError), _locked(path) as lock:
        if _taken(lock):
            _mend(path)
            os.ftruncate(lock, 0)


def _mend(path: Path) -> None:
    """Finish what was begun, and delete what no import brought to its end."""
    finish_rewrite(path)
    intent(path).with_name(intent(path).name + ".part").unlink(missing_ok=True)
    complete(path)
    clear(path)
    keep_only(path, named_files(EmbeddedStore(path, read_only=True)) if path.exists() else ())


def _lock_file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")
