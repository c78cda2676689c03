"""Write the workbook that planners fill in: every sheet, lists from the graph, a note on every column."""

import argparse
from pathlib import Path

from kg.cli.options import say
from kg.errors import Exit, Misuse, UnreadableInput


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="where to write it")


def run(args: argparse.Namespace) -> int:
    from kg.commands import open_municipality
    from kg.commands.export import template

    if args.file.suffix.lower() != ".xlsx":
        raise Misuse("template.ending", file=args.file)
    content = template(open_municipality(args.data, store=args.store), args.lang)
    try:
        args.file.write_bytes(content)
    except OSError as error:
        raise UnreadableInput("errors.cannot-write", path=args.file, why=error.strerror) from error
    say(args, "template.written", file=args.file)
    return Exit.DONE
