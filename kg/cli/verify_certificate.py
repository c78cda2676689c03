"""Check a pruning certificate against the data: is it unchanged, and is really nothing lost?"""

import argparse
from pathlib import Path

from kg.cli.options import add_format, add_graph, write, write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the certificate (TriG)")
    parser.set_defaults(data=None)
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.verify import verify
    from kg.errors import Exit
    from kg.present.report.verdict import verdict_json, verdict_text

    verdict = verify(Path(args.file), args.data, args.store, args.graph)
    if args.format == "json":
        write_json(args, verdict_json(verdict))
    else:
        write(args, verdict_text(verdict, args.lang))
    return Exit.DONE if verdict.valid else Exit.FOUND
