"""Write the graph as RDF, or as the planners' spreadsheets.

Without --graph: the municipality's sources, what follows from them, and the vocabularies. History and reports are
written only when named.
"""

import argparse

from kg.cli.options import add_format, add_graph, write
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_graph(parser)
    add_format(parser, "ttl", "trig", "nq", "jsonld", "xlsx", "csv")


def run(args: argparse.Namespace) -> int:
    from kg.pipeline import exported
    from kg.present.rdf import to_rdf

    write(args, to_rdf(exported(args.data, args.store, args.graph), args.format))
    return Exit.DONE
