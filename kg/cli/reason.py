"""What follows from the sources, rule by rule, and whether the graph contradicts itself.

With a store of your own, its inferred graph is written anew; the check needs Java.
"""

import argparse
from typing import TYPE_CHECKING

from kg.cli.options import add_format, add_graph, open_chosen, say, write, write_json
from kg.errors import Exit, Misuse

if TYPE_CHECKING:
    from kg.rdf import Quad
    from kg.store import Data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--drop", action="store_true", help="take the inferred graph out of the store, and stop")
    parser.add_argument("--no-check", action="store_true", help="only work out what follows; needs no Java")
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.load.shipped import inferred_graph
    from kg.present.reasoning import reasoning_json, rules_text, verdict_text
    from kg.reason.axioms import axioms_of
    from kg.reason.closures import rematerialise
    from kg.reason.consistency import judge
    from kg.store import EmbeddedStore

    inferred = inferred_graph(args.data)
    if args.drop:
        return _drop(args, inferred)
    data = _working_copy(args)
    assert isinstance(data.store, EmbeddedStore)
    counts = rematerialise(data.store, [g for g in data.graphs if g != inferred], inferred)
    verdict = None if args.no_check else judge(axioms_of(data))
    if not args.graph:
        _keep(args, inferred, data.store.quads(inferred))
    if args.format == "json":
        write_json(args, reasoning_json(data, counts, verdict, args.lang))
    else:
        write(args, rules_text(counts, args.lang) + (verdict_text(data, verdict, args.lang) if verdict else ""))
    return Exit.DONE if verdict is None or verdict.consistent else Exit.FOUND


def _working_copy(args: argparse.Namespace) -> "Data":
    """The data in memory, wherever they are kept: rules write, and a server's graphs change only as a whole."""
    from kg.load.shipped import inferred_graph
    from kg.pipeline import open_data
    from kg.store import EmbeddedStore

    data = open_chosen(args).data
    if isinstance(data.store, EmbeddedStore):
        return data
    inferred = inferred_graph(args.data)
    names = [g.rsplit("/", 1)[1] for g in data.graphs if g != inferred]
    return open_data(args.data, store=args.store, sources=names, context=data.context)


def _drop(args: argparse.Namespace, inferred: str) -> int:
    from kg.pipeline import store_path
    from kg.reason.refresh import refresh, refresh_server
    from kg.servers import address

    if server := address(args.store):
        refresh_server(server, inferred, [])
        return Exit.DONE
    path = store_path(args.store)
    if not path.exists():
        raise Misuse("reason.no-store", path=path)
    _, removed = refresh(path, inferred, [])
    say(args, "reason.dropped", path=path, removed=removed)
    return Exit.DONE


def _keep(args: argparse.Namespace, inferred: str, quads: "list[Quad]") -> None:
    """Write the inferred graph where the municipality is kept: into the store on disk, or onto the server."""
    from kg.pipeline import source_graphs, store_path
    from kg.reason.refresh import refresh, refresh_server
    from kg.servers import address
    from kg.store.opening import snapshot

    if server := address(args.store):
        refresh_server(server, inferred, quads)
        return
    path = store_path(args.store)
    if path.exists() and source_graphs(snapshot(path), args.data):
        added, removed = refresh(path, inferred, quads)
        say(args, "reason.written", path=path, added=added, removed=removed)
