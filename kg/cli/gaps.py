"""Which duties that statutes lay on the municipality are held, by whom, and which nobody is recorded to hold.

The register holds municipal safety duties in force; whom a category means here follows from the municipality's data.
"""

import argparse

from kg.cli.options import add_as_of, add_format, open_chosen, write, write_json
from kg.errors import Exit, Misuse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--statutory", action="store_true", help="the duties that statutes lay on the municipality")
    add_as_of(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.statutory import Statutory, statutory
    from kg.present.statutory import statutory_json, statutory_text

    if not args.statutory:
        raise Misuse("statutory.choose")
    view = statutory(open_chosen(args), Statutory(args.as_of, args.lang))
    if args.format == "json":
        write_json(args, statutory_json(view))
    else:
        write(args, statutory_text(view, args.lang))
    return Exit.DONE
