"""Load RDF files or Popolo documents into a municipality's graph: all of them, or nothing.

Quads keep the names of their graphs. Triples go to --graph, else to a source with the name of the file.
With --store URL and no file: put the municipality's graphs on that SPARQL server.
"""

import argparse
from pathlib import Path

from kg.cli.options import say
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help=".ttl, .nt, .nq, .trig, .jsonld, or a Popolo document: .json",
    )
    parser.add_argument("--graph", metavar="IRI", help="the graph of triples: an IRI, or the name of a source")


def run(args: argparse.Namespace) -> int:
    from kg.commands.imports import Load, load, publish

    asked = Load(args.files, args.data, args.store, args.graph)
    sizes = publish(asked, lambda graph, count: say(args, "remote.sent", graph=graph, count=count))
    if sizes is not None:
        say(args, "remote.done", graphs=len(sizes), triples=sum(sizes.values()), url=args.store)
        return Exit.DONE
    done = load(asked, lambda: say(args, "load.waiting"))
    if done.named:
        say(args, "load.named", number=done.named)
    for left in done.left_out:
        say(args, "load.left-out", graph=left.rsplit("/graph/", 1)[-1])
    for key, counts in (("load.kept", done.kept), ("load.skipped", done.skipped)):
        if names := [f"{name} ({number})" for name, number in sorted(counts.items()) if number]:
            say(args, key, names=", ".join(names))
    if done.record:
        say(args, "load.done", number=done.record.number, added=done.added, municipality=args.data)
    else:
        say(args, "load.nothing-new", municipality=args.data)
    return Exit.DONE
