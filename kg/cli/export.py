"""Write the graph as RDF, as the planners' spreadsheets, or as a web for other programs.

Without --graph: the municipality's sources, what follows from them, and the vocabularies. History and reports are
written only when named.
"""

import argparse
from pathlib import Path

from kg.cli.options import add_format, add_graph, open_chosen, say, write
from kg.errors import Exit, Misuse

WEBS = ("graphml", "kumu", "archimate", "popolo")
"""Formats of other systems."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_graph(parser)
    add_format(parser, "ttl", "trig", "nq", "jsonld", "xlsx", "csv", "org", *WEBS)


def run(args: argparse.Namespace) -> int:
    if args.format in ("xlsx", "csv"):
        return _sheets(args)
    if args.format == "org":
        from kg.commands.export import standard

        content, left = standard(open_chosen(args))
        write(args, content)
        names = ", ".join(f"{name.rsplit('/', 1)[-1]} ({number})" for name, number in sorted(left.items()))
        say(args, "template.no-standard-term", number=sum(left.values()), names=names)
        return Exit.DONE
    if args.format in WEBS:
        from kg.commands.export import web

        write(args, web(open_chosen(args), args.format, args.lang))
        return Exit.DONE
    from kg.commands.export import rdf

    write(args, rdf(args.data, args.store, args.graph, args.format))
    return Exit.DONE


def _sheets(args: argparse.Namespace) -> int:
    from kg.commands import open_municipality
    from kg.commands.export import csv_files, workbook

    if args.graph:
        raise Misuse("template.only-whole")
    municipality = open_municipality(args.data, store=args.store)
    if args.format == "csv":
        written, left_out = csv_files(municipality, args.lang, Path(args.output) if args.output else None)
        say(args, "template.csv-written", number=len(written), folder=args.output)
    else:
        content, left_out = workbook(municipality, args.lang)
        write(args, content)
    if left_out:
        say(args, "template.not-in-sheets", number=left_out)
    return Exit.DONE
