"""How a municipality's files are read, remembered beside the store until one of its imports is forgotten."""

import json
import shutil
from pathlib import Path
from typing import Any

from kg.store.disk import replace_file


def remember(path: Path, municipality: str, signature: str, metadata: Any) -> None:
    """Keep the metadata of files whose tables have these headers."""
    folder = _folder(path, municipality)
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / f"{signature}.json", json.dumps(metadata, ensure_ascii=False).encode())


def remembered(path: Path, municipality: str, signature: str) -> Any:
    """The metadata kept for such files; None where there are none."""
    file = _folder(path, municipality) / f"{signature}.json"
    return json.loads(file.read_bytes()) if file.exists() else None


def drop_readings(path: Path, municipality: str) -> None:
    """Answers quote cells: when an import is to be forgotten, they go too."""
    shutil.rmtree(_folder(path, municipality), ignore_errors=True)


def _folder(path: Path, municipality: str) -> Path:
    return path.with_name(path.name + ".readings") / municipality
