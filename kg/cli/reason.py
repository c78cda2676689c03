"""What follows from the sources, rule by rule, and whether the graph contradicts itself.

With a store on disk, its inferred graph is written anew; the check needs Java.
"""

import argparse
from typing import TYPE_CHECKING

from kg.cli.options import add_format, add_graph, open_chosen, say, write, write_json
from kg.errors import Exit, Misuse

if TYPE_CHECKING:
    from kg.rdf import Quad


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

    inferred = inferred_graph(args.data)
    if args.drop:
        return _drop(args, inferred)
    data = open_chosen(args)
    counts = rematerialise(data.store, inferred)
    verdict = None if args.no_check else judge(axioms_of(data))
    if not args.graph:
        _keep(args, inferred, data.store.quads(inferred))
    if args.format == "json":
        write_json(args, reasoning_json(data, counts, verdict, args.lang))
    else:
        write(args, rules_text(counts, args.lang) + (verdict_text(data, verdict, args.lang) if verdict else ""))
    return Exit.DONE if verdict is None or verdict.consistent else Exit.FOUND


def _drop(args: argparse.Namespace, inferred: str) -> int:
    from kg.pipeline import store_path
    from kg.reason.refresh import refresh

    path = store_path(args.store)
    if not path.exists():
        raise Misuse("reason.no-store", path=path)
    _, removed = refresh(path, inferred, [])
    say(args, "reason.dropped", path=path, removed=removed)
    return Exit.DONE


def _keep(args: argparse.Namespace, inferred: str, quads: "list[Quad]") -> None:
    """Write the inferred graph into the store on disk, where the municipality lies in one."""
    from kg.pipeline import source_graphs, store_path
    from kg.reason.refresh import refresh
    from kg.store.disk import snapshot

    path = store_path(args.store)
    if path.exists() and source_graphs(snapshot(path), args.data):
        added, removed = refresh(path, inferred, quads)
        say(args, "reason.written", path=path, added=added, removed=removed)
