"""The store and its kept files as one archive, taken while others read and write, and put back verified.

The archive (ZIP) holds every quad as N-Quads, the kept files, and a manifest with the fingerprint of the whole (SHA-256
of the sorted lines) and of each file.
"""

import json
import shutil
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg import __version__
from kg.errors import UnreadableInput
from kg.store.disk import kept_folder, sync_folder
from kg.store.embedded import EmbeddedStore

QUADS, MANIFEST, FILES = "store.nq", "manifest.json", "files/"
LARGEST = 20_000_000_000


def back_up(path: Path, target: Path) -> str:
    """Write the archive and return its fingerprint. The caller is `alone`, so that store and files belong together."""
    store = EmbeddedStore(path, read_only=True) if path.exists() else EmbeddedStore()
    dump = store.engine.dump(format=ox.RdfFormat.N_QUADS) or b""
    files = sorted(f for f in kept_folder(path).glob("*") if f.suffix != ".part") if kept_folder(path).exists() else []
    manifest = {
        "version": __version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "fingerprint": fingerprint(dump),
        "files": {f.name: sha256(f.read_bytes()).hexdigest() for f in files},
    }
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            archive.writestr(QUADS, dump)
            for file in files:
                archive.write(file, FILES + file.name)
        part.chmod(0o600)
        part.rename(target)
    except OSError as error:
        raise UnreadableInput("errors.cannot-write", path=target, why=error.strerror) from error
    return str(manifest["fingerprint"])


def put_back(path: Path, source: Path) -> str:
    """Put the archive in the place of the store, or leave all as it is; may raise UnreadableInput. Be `alone`."""
    fresh, old = path.with_name(path.name + ".new"), path.with_name(path.name + ".old")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            _check_size(archive, source)
            dump = archive.read(QUADS)
            if fingerprint(dump) != manifest["fingerprint"]:
                raise UnreadableInput("errors.backup-damaged", path=source, part=QUADS)
            _files(archive, manifest["files"], path, source)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableInput("errors.no-backup", path=source, why=error) from error
    store = EmbeddedStore(fresh)
    store.engine.bulk_load(input=dump, format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()
    held = fingerprint(store.engine.dump(format=ox.RdfFormat.N_QUADS) or b"")
    del store
    if held != manifest["fingerprint"]:
        shutil.rmtree(fresh, ignore_errors=True)
        raise UnreadableInput("errors.backup-damaged", path=source, part=QUADS)
    if path.exists():
        path.rename(old)
    fresh.rename(path)
    sync_folder(path.parent)
    shutil.rmtree(old, ignore_errors=True)
    return str(held)


def fingerprint(dump: bytes) -> str:
    """The SHA-256 of the sorted lines of an N-Quads document: our stores hold no nameless nodes."""
    return sha256(b"\n".join(sorted(dump.splitlines()))).hexdigest()


def _check_size(archive: zipfile.ZipFile, source: Path) -> None:
    if sum(info.file_size for info in archive.infolist()) > LARGEST:
        raise UnreadableInput("errors.backup-damaged", path=source, part="…")


def _files(archive: zipfile.ZipFile, wanted: dict[str, str], path: Path, source: Path) -> None:
    """The kept files beside the store; their names are hashes, so those that are there already stay."""
    folder = kept_folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, digest in wanted.items():
        content = archive.read(FILES + name)
        if "/" in name or name.startswith(".") or sha256(content).hexdigest() != digest:
            raise UnreadableInput("errors.backup-damaged", path=source, part=name[:80])
        (folder / name).write_bytes(content)
    sync_folder(folder)
