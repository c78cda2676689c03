"""Overlapping pairs of networks, and tasks given to several actors.

Two networks overlap if their areas are equal or nested, they share a theme, the population groups of one contain those
of the other, and enough of their members are the same.
"""

import argparse

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, share, write, write_json

EVERY = "area", "theme", "network"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--min-shared", type=share, metavar="SHARE", help="of the smaller member set, from 0 to 1 (default: 0.5)"
    )
    for name in EVERY:
        parser.add_argument(f"--{name}", metavar="NAME", help=f"only pairs that have to do with this {name}")
    parser.add_argument("--near", action="store_true", help="pairs that only nearly overlap, graded; never mixed in")
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "csv", "xlsx", "html")


def run(args: argparse.Namespace) -> int:
    from kg.commands.overlaps import Overlaps, overlaps
    from kg.present.report.page import to_html
    from kg.present.table import to_csv, to_xlsx

    if args.near:
        return _near(args)
    view = overlaps(open_chosen(args), Overlaps(args.area, args.theme, args.network, args.as_of, args.lang))
    if args.format == "json":
        write_json(args, view.json())
    elif args.format == "csv":
        write(args, to_csv(view.pairs_table()))
    elif args.format == "xlsx":
        write(args, to_xlsx(view.tables()))
    elif args.format == "html":
        write(args, to_html(view.document()))
    else:
        write(args, view.text())
    return 0


def _near(args: argparse.Namespace) -> int:
    from kg.commands.overlaps import Overlaps, near_overlaps
    from kg.errors import Misuse
    from kg.present.table import to_csv, to_xlsx

    if args.format == "html":
        raise Misuse("choice.no-format", format=args.format)
    view = near_overlaps(open_chosen(args), Overlaps(args.area, args.theme, args.network, args.as_of, args.lang))
    if args.format == "json":
        write_json(args, view.json())
    elif args.format == "text":
        write(args, view.text())
    else:
        write(args, to_csv(view.table()) if args.format == "csv" else to_xlsx([view.table()]))
    return 0
