"""The process that opens a planner's file: bounded memory and time, cells as JSON on standard output."""

import json
import sys
from pathlib import Path
from typing import Any

from kg.sources.bounded import enter
from kg.sources.csvfile import read_csv
from kg.sources.geojson import read_borders
from kg.sources.refusal import Refusal
from kg.sources.sheets import sheet_named


def main() -> None:
    (path,) = enter()
    try:
        found = _read(Path(path))
    except Refusal as refusal:
        found = {"refused": refusal.code, "facts": refusal.facts}
    except MemoryError:
        found = {"refused": "reader-stopped", "facts": {}}
    json.dump(found, sys.stdout)


def _read(path: Path) -> dict[str, Any]:
    if path.suffix.lower() == ".csv":
        return read_csv(path, sheet_named(path.stem))
    if path.suffix.lower() == ".geojson":
        return read_borders(path)
    from kg.sources.workbook import read_workbook

    return read_workbook(path)


if __name__ == "__main__":
    main()
