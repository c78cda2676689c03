"""The process that opens a document: bounded memory and time, its blocks as JSON on standard output."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.sources.bounded import enter
from kg.sources.documents.document import Block
from kg.sources.refusal import Refusal


def main() -> None:
    (path,) = enter()
    try:
        found: dict[str, Any] = {"blocks": [asdict(block) for block in _blocks(Path(path))]}
    except Refusal as refusal:
        found = {"refused": refusal.code, "facts": refusal.facts}
    except (MemoryError, RecursionError):
        found = {"refused": "reader-stopped", "facts": {}}
    json.dump(found, sys.stdout)


def _blocks(path: Path) -> list[Block]:
    ending = path.suffix.lower()
    if ending == ".pdf":
        from kg.sources.documents.pdf import read_pdf

        return read_pdf(path)
    if ending in (".docx", ".odt"):
        from kg.sources.documents.office import read_docx, read_odt

        return read_docx(path) if ending == ".docx" else read_odt(path)
    from kg.sources.documents.plain import read_html, read_text

    return read_text(path) if ending == ".txt" else read_html(path)


if __name__ == "__main__":
    main()
