"""Show what changed between two states of a municipality's sources.

A state is `now`, the number of an import (the state after it; 0 = before the first), or an exported RDF file.
"""

import argparse

from kg.cli.options import add_format, write, write_json
from kg.errors import Exit
from kg.messages import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help="now, the number of an import, or a file")
    parser.add_argument("after", metavar="B", nargs="?", default="now", help="the same (default: now)")
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.history import States, diff
    from kg.present.imported import change_lines
    from kg.present.rdf import quad_line

    found = diff(States(args.before, args.after, args.data, args.store, args.lang))
    change = found.change
    if args.format == "json":
        sides = {"removed": change.removed, "added": change.added}
        write_json(args, {side: sorted(map(quad_line, quads)) for side, quads in sides.items()})
        return Exit.DONE
    lines = list(change_lines(change.removed, change.added, found.names))
    count = text("history.diff", args.lang, removed=len(change.removed), added=len(change.added))
    write(args, "".join(line + "\n" for line in [count, *lines]))
    return Exit.DONE
