"""List the imports into a municipality's graph, the newest first."""

import argparse

from kg.cli.options import add_format, write, write_json
from kg.errors import Exit
from kg.messages import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.history import history
    from kg.present.history import record_json, record_line

    records = history(args.data, args.store)
    if args.format == "json":
        write_json(args, [record_json(r) for r in records])
    elif records:
        write(args, "".join(record_line(r, args.lang) + "\n" for r in records))
    else:
        write(args, text("history.none", args.lang, municipality=args.data) + "\n")
    return Exit.DONE
