"""Re-read every quote in the text that it was taken from.

A quote is found, ambiguous (the words stand in several places and nothing tells which), orphaned (the text no longer
holds them) or not held (we do not keep the text).
"""

import argparse
from dataclasses import asdict

from kg.cli.options import add_format, add_graph, open_chosen, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="list the quotes whose text is not held too")
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.sources import Quotes, quotes
    from kg.present.evidence import quotes_text

    checks = quotes(open_chosen(args), Quotes(args.lang))
    if args.format == "json":
        write_json(args, [asdict(check) for check in checks])
    else:
        write(args, quotes_text(checks, args.lang, everything=args.all))
    return Exit.FOUND if any(check.status == "orphaned" for check in checks) else Exit.DONE
