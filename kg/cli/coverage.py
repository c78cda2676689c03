"""Requirements with their verdicts, and which areas, themes and population groups networks serve.

Also: for what no network is known, areas that stand out against the others, actors named by law or plan who sit in no
network, and norms without a bearer.
"""

import argparse

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, write, write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "csv", "xlsx", "html")


def run(args: argparse.Namespace) -> int:
    from kg.commands.coverage import Coverage, coverage
    from kg.present.report.page import to_html
    from kg.present.table import to_csv, to_xlsx

    view = coverage(open_chosen(args), Coverage(args.as_of, args.lang))
    if args.format == "json":
        write_json(args, view.json())
    elif args.format == "csv":
        write(args, to_csv(view.matrix_table()))
    elif args.format == "xlsx":
        write(args, to_xlsx(view.tables()))
    elif args.format == "html":
        write(args, to_html(view.document()))
    else:
        write(args, view.text())
    return 0
