"""The history of a municipality, in words and as JSON."""

from typing import Any

from kg.messages import text
from kg.store.history import ImportRecord


def record_json(record: ImportRecord) -> dict[str, Any]:
    return {
        "number": record.number,
        "iri": record.iri,
        "kind": record.kind,
        "ended": record.ended.isoformat(),
        "version": record.version,
        "files": [{"name": name, "sha256": sha} for name, sha in record.files],
        "counts": record.counts,
        "undone": record.undone,
        "forgotten": record.forgotten,
    }


def record_line(record: ImportRecord, lang: str) -> str:
    counts = record.counts
    files = ", ".join(f"{name} ({sha[:12]})" for name, sha in record.files)
    state = "forgotten" if record.forgotten else "undone" if record.undone else "stands"
    return text(
        f"history.line-{state}",
        lang,
        number=record.number,
        kind=text(f"history.kind-{record.kind}", lang),
        time=f"{record.ended.astimezone():%-d.%-m.%Y %H:%M}",
        files=files,
        added=counts.get("factsAdded", 0),
        removed=counts.get("factsRemoved", 0),
        version=record.version,
    )
