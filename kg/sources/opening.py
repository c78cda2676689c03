"""A person's file: looked at before it is opened, and opened by a bounded worker.

`area` names the texts of a refusal: `import.too-large`, `propose.too-large`.
"""

import json
import os
import stat
from collections.abc import Container
from pathlib import Path
from typing import Any

from kg.errors import UnreadableInput
from kg.sources.bounded import MEGABYTE, Stopped, TooSlow, bounds_for, run


def check_file(path: Path, area: str, endings: Container[str], largest: int, **facts: object) -> None:
    """A regular file of a known kind and a bearable size: no link, no pipe, no folder. Raises UnreadableInput."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError) as error:
        raise _refused(area, "no-file", path, why=getattr(error, "strerror", error)) from error
    if not stat.S_ISREG(found.st_mode):
        raise _refused(area, "not-a-file", path)
    if path.suffix.lower() not in endings:
        raise _refused(area, "unknown-ending", path, **facts)
    if found.st_size > largest:
        raise _refused(area, "too-large", path, most=largest // MEGABYTE)


def open_file(path: Path, area: str, worker: str, pace: tuple[float, int], **facts: object) -> dict[str, Any]:
    """What a worker prints of a file, within seconds a megabyte and bytes of memory a byte (`pace`).

    Raises UnreadableInput where it refused (`facts` fill what its own leave open), took too long, or ended.
    """
    bounds = bounds_for(path.stat().st_size, *pace)
    try:
        found: dict[str, Any] = json.loads(run(worker, [str(path.absolute())], bounds))
    except TooSlow as error:
        raise _refused(area, "too-slow", path, seconds=bounds.seconds) from error
    except Stopped as error:
        raise _refused(area, "reader-stopped", path) from error
    if "refused" in found:
        raise _refused(area, found["refused"], path, **{**facts, **found["facts"]})
    return found


def _refused(area: str, key: str, path: Path, /, **facts: object) -> UnreadableInput:
    return UnreadableInput(f"{area}.{key}", file=path.name, **facts)
