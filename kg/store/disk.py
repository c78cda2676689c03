"""The store on disk: each change one transaction, imported files kept by their hash beside it.

Who writes is `alone` (kg.store.opening).
"""

import os
import shutil
import signal
import threading
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from kg.rdf import Quad
from kg.store.documents import quad_order
from kg.store.embedded import EmbeddedStore, native_quad
from kg.store.query import find_query


def rewrite(path: Path) -> None:
    """Write the store anew, so that nothing of what was removed is left in its files. The caller is `alone`.

    The engine keeps the text of removed literals; a store that must forget has to be copied.
    """
    fresh, old = path.with_name(path.name + ".new"), path.with_name(path.name + ".old")
    shutil.rmtree(fresh, ignore_errors=True)
    copy = EmbeddedStore(fresh)
    copy.engine.bulk_extend(EmbeddedStore(path, read_only=True).engine)
    copy.flush()
    del copy
    path.rename(old)
    fresh.rename(path)
    sync_folder(path.parent)
    shutil.rmtree(old)


def finish_rewrite(path: Path) -> None:
    """Take up a rewrite that was killed: the old store stands until the new one has its name."""
    fresh, old = path.with_name(path.name + ".new"), path.with_name(path.name + ".old")
    if old.exists() and not path.exists():
        old.rename(path)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(fresh, ignore_errors=True)


def apply(path: Path, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
    """Write one change and return when it is on the disk: all of it, or nothing. The caller is `alone`."""
    gone, come = list(removed), list(added)
    with _uninterrupted():
        if not gone and not path.exists():
            _create(path, come)
            return
        store = EmbeddedStore(path)
        if gone:
            store.update(_change_text(gone, come))
        else:
            store.extend(come)
        store.flush()
        sync_folder(path)


def _create(path: Path, quads: Iterable[Quad]) -> None:
    """A store that begins with these quads: written aside without a transaction, and there once it has its name."""
    fresh = path.with_name(path.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    store = EmbeddedStore(fresh)
    store.engine.bulk_extend(native_quad(q) for q in quads)
    store.flush()
    del store
    sync_folder(fresh)
    fresh.rename(path)
    sync_folder(path.parent)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C during the last step would come after the transaction and say that nothing was written: it waits."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _change_text(removed: list[Quad], added: list[Quad]) -> str:
    text = find_query("store/change").text
    before, rest = text.split("#removed\n")
    middle, after = rest.split("#added\n")
    return "".join([before, "\n", _data(removed), middle, "\n", _data(added), after])


def _data(quads: list[Quad]) -> str:
    """Quads as the data of an update (SPARQL 1.1 Update, QuadData)."""
    parts = []
    for graph, members in groupby(sorted(quads, key=quad_order), key=lambda q: q[3]):
        triples = "".join(f"{native_quad(q).triple} .\n" for q in members)
        parts.append(f"GRAPH <{graph}> {{\n{triples}}}\n" if graph else triples)
    return "".join(parts)


def kept_folder(path: Path) -> Path:
    """Where the files of all imports and their changes lie: beside the store."""
    return path.with_name(path.name + ".files")


def keep(path: Path, content: bytes, ending: str) -> str:
    """Keep a file's content beside the store, whole and on the disk, and return its SHA-256."""
    digest = sha256(content).hexdigest()
    folder = kept_folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (digest + ending)
    if not target.exists():
        replace_file(target, content)
    return digest


def kept_file(path: Path, digest: str, ending: str) -> Path:
    return kept_folder(path) / (digest + ending)


def keep_only(path: Path, digests: Container[str]) -> None:
    """Delete the kept files with another hash, and those that a stopped command wrote in part."""
    folder = kept_folder(path)
    if not folder.exists():
        return
    for file in folder.iterdir():
        if file.suffix == ".part" or file.stem not in digests:
            file.unlink()
    sync_folder(folder)


def replace_file(target: Path, content: bytes) -> None:
    """Put a file in its place, whole and on the disk, or not at all."""
    part = target.with_name(target.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
