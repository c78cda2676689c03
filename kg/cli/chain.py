"""Responsibility chains between two things, or up or down from one.

Every hop says whether a source states it, implies it, whether it is known from elsewhere, or is a missing link.
"""

import argparse

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, positive, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", metavar="FROM", help="an id or a name, in any language")
    parser.add_argument("end", metavar="TO", nargs="?", help="where the chain ends; without it, follow --direction")
    parser.add_argument("--via", nargs="+", action="extend", default=[], metavar="THING", help="pass these on the way")
    parser.add_argument("--direction", choices=("down", "up"), default="down", help="without TO (default: down)")
    parser.add_argument("--limit", type=positive, default=8, metavar="N", help="at most so many chains (default: 8)")
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "dot", "mermaid", "svg", "csv")


def run(args: argparse.Namespace) -> int:
    from kg.commands.chain import Chain, chain
    from kg.present.chains import chain_json, chain_table, chain_text, picture
    from kg.present.dot import to_dot
    from kg.present.mermaid import to_mermaid
    from kg.present.svg import to_svg
    from kg.present.table import to_csv

    asked = Chain(args.start, args.end, tuple(args.via), args.direction, args.limit, args.as_of, args.lang)
    view = chain(open_chosen(args), asked)
    if args.format == "json":
        write_json(args, chain_json(view))
    elif args.format == "text":
        write(args, chain_text(view))
    elif args.format == "csv":
        write(args, to_csv(chain_table(view)))
    elif args.format == "svg":
        write(args, to_svg(picture(view), args.lang))
    else:
        write(args, {"dot": to_dot, "mermaid": to_mermaid}[args.format](picture(view)))
    return Exit.DONE
