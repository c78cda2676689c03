"""Write the graph as RDF, or as the planners' spreadsheets.

Without --graph: the municipality's sources, what follows from them, and the vocabularies. History and reports are
written only when named.
"""

import argparse
from pathlib import Path

from kg.cli.options import add_format, add_graph, say, write
from kg.errors import Exit, Misuse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_graph(parser)
    add_format(parser, "ttl", "trig", "nq", "jsonld", "xlsx", "csv")


def run(args: argparse.Namespace) -> int:
    if args.format in ("xlsx", "csv"):
        return _sheets(args)
    from kg.pipeline import exported
    from kg.present.rdf import to_rdf

    write(args, to_rdf(exported(args.data, args.store, args.graph), args.format))
    return Exit.DONE


def _sheets(args: argparse.Namespace) -> int:
    from kg.pipeline import open_data
    from kg.present.sheets.catalogue import Catalogue
    from kg.present.sheets.csvfiles import write_csv_files
    from kg.present.sheets.rows import sheet_rows
    from kg.present.sheets.workbook import to_workbook

    if args.graph:
        raise Misuse("template.only-whole")
    if args.format == "csv" and not args.output:
        raise Misuse("template.csv-folder")
    found = Catalogue(open_data(args.data, store=args.store), args.lang)
    rows, left_out = sheet_rows(found)
    if left_out:
        say(args, "template.not-in-sheets", number=left_out)
    if args.format == "csv":
        written = write_csv_files(Path(args.output), found, rows)
        say(args, "template.csv-written", number=len(written), folder=args.output)
    else:
        write(args, to_workbook(found, rows))
    return Exit.DONE
