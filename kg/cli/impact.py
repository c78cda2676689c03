"""What follows when this act, body, plan or network changes or goes.

Without a thing: the single points of failure, and the load of every actor.
"""

import argparse
from typing import Any

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, positive, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("thing", metavar="THING", nargs="?", help="an id or a name, in any language")
    parser.add_argument(
        "--depth", type=positive, default=3, metavar="N", help="follow losses so many steps (default: 3)"
    )
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.impact import Impact, Overview, impact, overview

    municipality = open_chosen(args)
    if args.thing:
        view = impact(municipality, Impact(args.thing, args.depth, args.as_of, args.lang))
        _show(args, view.json(), view.text())
    else:
        whole = overview(municipality, Overview(args.as_of, args.lang))
        _show(args, whole.json(), whole.text())
    return Exit.DONE


def _show(args: argparse.Namespace, structure: dict[str, Any], words: str) -> None:
    if args.format == "json":
        write_json(args, structure)
    else:
        write(args, words)
