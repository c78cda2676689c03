"""The process that opens a planner's file: bounded memory and time, cells as JSON on standard output."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from kg.sources.csvfile import read_csv
from kg.sources.refusal import Refusal
from kg.sources.sheets import sheet_named

MEMORY = 3 << 30
SECONDS = 120


def main(path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = _read(path)
    except Refusal as refusal:
        found = {"refused": refusal.code, "facts": refusal.facts}
    except MemoryError:
        found = {"refused": "too-large-inside", "facts": {"most": MEMORY >> 20}}
    json.dump(found, sys.stdout)


def _read(path: Path) -> dict[str, Any]:
    if path.suffix.lower() == ".csv":
        sheet = sheet_named(path.stem)
        if sheet is None:
            raise Refusal("unknown-csv-name")
        return read_csv(path, sheet)
    from kg.sources.workbook import read_workbook

    return read_workbook(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
