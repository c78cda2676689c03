"""Files into a folder, all of them or none: written beside it, then exchanged for it.

The folder holds a list of its files. Whatever else lies in it is somebody's own, and then nothing is replaced.
"""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import Misuse, UnreadableInput
from kg.present.edition.files import File

LIST = "vastuuverkko-files.txt"
HEAD = "Files of a static edition of Vastuuverkko. Whoever writes it again replaces exactly these."


def write_folder(folder: Path, files: Iterable[File]) -> int:
    """Write the files and return their number. Raises Misuse for a folder with other files than the last edition's."""
    target = folder.resolve()
    refuse_foreign(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-new-", dir=target.parent))
    except OSError as error:
        raise _not_written(folder, error) from error
    try:
        count = _fill(fresh, files)
        _exchange(fresh, target)
    except OSError as error:
        raise _not_written(folder, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count


def refuse_foreign(folder: Path) -> None:
    """Raises Misuse where something lies in the folder that no earlier edition wrote."""
    if folder.is_dir():
        listed = _listed(folder)
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if (path.is_symlink() or not path.is_dir()) and name not in listed:
                raise Misuse("edition.foreign-file", folder=folder, file=name)
    elif folder.exists():
        raise Misuse("edition.no-folder", folder=folder)


def _listed(folder: Path) -> frozenset[str]:
    """The files of the edition in the folder; none where it holds no edition."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset([*lines[1:], LIST]) if lines[:1] == [HEAD] else frozenset()


def _fill(folder: Path, files: Iterable[File]) -> int:
    names = []
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        names.append(name)
    (folder / LIST).write_text("\n".join([HEAD, *sorted(names)]) + "\n", encoding="utf-8")
    folder.chmod(0o755)  # a web server must be able to read it
    return len(names)


def _exchange(fresh: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back where that fails."""
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _not_written(folder: Path, error: OSError) -> UnreadableInput:
    return UnreadableInput("errors.cannot-write", path=folder, why=error.strerror or str(error))
