"""Write the whole web of a municipality as plain pages into a folder, for any web server.

Things, statements, sources, requirements, overlaps and measures, in three languages, with a search and with the data
beside each page. The folder is replaced whole; one that holds other files is refused.
"""

import argparse
from pathlib import Path

from kg.cli.options import add_as_of, add_graph, open_chosen, say
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder, or that of an earlier edition")
    add_graph(parser)
    add_as_of(parser)


def run(args: argparse.Namespace) -> int:
    from kg.commands.publish import Publish, publish

    written = publish(open_chosen(args), Publish(args.folder, args.as_of))
    say(args, "edition.written", number=written, folder=args.folder)
    return Exit.DONE
