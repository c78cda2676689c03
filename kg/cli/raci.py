"""Responsibility matrix: who is responsible, accountable, consulted and informed, with a quote behind every letter.

It is derived from the statements. Gaps and idle actors are named.
"""

import argparse

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("thing", metavar="OBJECT", nargs="?", help="only this plan, group, theme …: an id or a name")
    parser.add_argument("--level", metavar="LEVEL", help="only this level, in any language: kaupunkitaso, city …")
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "csv", "xlsx")


def run(args: argparse.Namespace) -> int:
    from kg.commands.raci import Raci, raci
    from kg.present.matrix import matrix_json, matrix_tables, matrix_text
    from kg.present.table import to_csv, to_xlsx

    view = raci(open_chosen(args), Raci(args.thing, args.level, args.as_of, args.lang))
    if args.format == "json":
        write_json(args, matrix_json(view))
    elif args.format == "csv":
        write(args, to_csv(matrix_tables(view)[0]))
    elif args.format == "xlsx":
        write(args, to_xlsx(matrix_tables(view)))
    else:
        write(args, matrix_text(view))
    return Exit.DONE
