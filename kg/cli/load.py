"""Load RDF files into a municipality's graph: all of them, or nothing.

Quads keep the names of their graphs. Triples go to --graph, else to a source with the name of the file.
With --store URL and no file: put the municipality's graphs on that SPARQL server.
"""

import argparse
from pathlib import Path

from kg.cli.options import say
from kg.errors import Exit, Misuse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=".ttl, .nt, .nq, .trig or .jsonld")
    parser.add_argument("--graph", metavar="IRI", help="the graph of triples: an IRI, or the name of a source")


def run(args: argparse.Namespace) -> int:
    from kg.changes import load_documents
    from kg.load.iris import slug
    from kg.load.shipped import graph_iri
    from kg.pipeline import store_path
    from kg.servers import address

    if server := address(args.store):
        return _publish(args, server)
    if not args.files:
        raise Misuse("remote.load-what")
    graph = args.graph
    if graph and ":" not in graph:
        graph = graph_iri(args.data, slug(graph))
    done = load_documents(args.files, args.data, store_path(args.store), graph, lambda: say(args, "load.waiting"))
    if done.named:
        say(args, "load.named", number=done.named)
    for left in done.left_out:
        say(args, "load.left-out", graph=left.rsplit("/graph/", 1)[-1])
    if done.record:
        say(args, "load.done", number=done.record.number, added=done.added, municipality=args.data)
    else:
        say(args, "load.nothing-new", municipality=args.data)
    return Exit.DONE


def _publish(args: argparse.Namespace, server: str) -> int:
    """Put what this machine holds of the municipality on the server."""
    from kg.pipeline import default_store, open_data
    from kg.servers import publish_data

    if args.files:
        raise Misuse("remote.load-files")
    data = open_data(args.data, store=default_store())
    sizes = publish_data(data, server, lambda graph, count: say(args, "remote.sent", graph=graph, count=count))
    say(args, "remote.done", graphs=len(sizes), triples=sum(sizes.values()), url=server)
    return Exit.DONE
