"""Show what has become of every sentence of the source text: modelled, or declared out with the reason."""

import argparse

from kg.cli.options import add_format, add_graph, open_chosen, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="list the modelled sentences too")
    parser.add_argument("--gaps", action="store_true", help="the source's own gaps and contradictions, by class")
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    return _gaps(args) if args.gaps else _sentences(args)


def _gaps(args: argparse.Namespace) -> int:
    """The gaps of the sources named, else of those whose text is held."""
    from kg.commands.sources import Gaps, gaps

    view = gaps(open_chosen(args), Gaps(tuple(args.graph), args.lang))
    if args.format == "json":
        write_json(args, view.json())
    else:
        write(args, view.text())
    return Exit.DONE


def _sentences(args: argparse.Namespace) -> int:
    from kg.commands.sources import trace
    from kg.present.evidence import trace_json, trace_text

    found = trace(open_chosen(args))
    if args.format == "json":
        write_json(args, trace_json(found))
    else:
        write(args, trace_text(found, args.lang, everything=args.all))
    return Exit.DONE
