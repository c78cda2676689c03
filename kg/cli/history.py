"""List the imports into a municipality's graph, the newest first."""

import argparse
from typing import TYPE_CHECKING, Any

from kg.cli.options import add_format, write, write_json
from kg.errors import Exit
from kg.messages import text

if TYPE_CHECKING:
    from kg.store.history import ImportRecord


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.pipeline import store_path
    from kg.store.history import imports
    from kg.store.opening import snapshot

    records = imports(snapshot(store_path(args.store)), args.data)[::-1]
    if args.format == "json":
        write_json(args, [_json(r) for r in records])
    elif records:
        write(args, "".join(_line(r, args.lang) + "\n" for r in records))
    else:
        write(args, text("history.none", args.lang, municipality=args.data) + "\n")
    return Exit.DONE


def _json(record: "ImportRecord") -> dict[str, Any]:
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


def _line(record: "ImportRecord", lang: str) -> str:
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
