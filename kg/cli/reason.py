"""What follows from the sources, rule by rule, and whether the graph contradicts itself.

With a store of your own, its inferred graph is written anew; the check needs Java.
"""

import argparse

from kg.cli.options import add_format, add_graph, open_chosen, say, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--drop", action="store_true", help="take the inferred graph out of the store, and stop")
    parser.add_argument("--no-check", action="store_true", help="only work out what follows; needs no Java")
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.reason import drop, reason
    from kg.present.reasoning import reasoning_json, rules_text, verdict_text

    if args.drop:
        if dropped := drop(args.data, args.store):
            say(args, "reason.dropped", path=dropped[0], removed=dropped[1])
        return Exit.DONE
    found = reason(open_chosen(args), check=not args.no_check)
    if found.written:
        path, added, removed = found.written
        say(args, "reason.written", path=path, added=added, removed=removed)
    verdict = found.verdict
    if args.format == "json":
        write_json(args, reasoning_json(found.data, found.counts, verdict, args.lang))
    else:
        rules = rules_text(found.counts, args.lang)
        write(args, rules + (verdict_text(found.data, verdict, args.lang) if verdict else ""))
    return Exit.DONE if verdict is None or verdict.consistent else Exit.FOUND
