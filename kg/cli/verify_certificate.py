"""Check a pruning certificate against the data: is it unchanged, and is really nothing lost?"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import add_format, add_graph, write, write_json

if TYPE_CHECKING:
    from kg.store import Data


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the certificate (TriG)")
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.analyse.verify import read_certificate, verify
    from kg.errors import Exit, Misuse
    from kg.pipeline import open_data
    from kg.present.report.verdict import verdict_json, verdict_text
    from kg.store import Context

    held = read_certificate(Path(args.file))
    if args.data not in ("helsinki", held.municipality):
        raise Misuse("certificate.other-municipality", found=held.municipality, asked=args.data)
    context = Context(as_of=held.day, municipality=held.municipality)

    def opened() -> "Data":
        return open_data(held.municipality, store=args.store, sources=args.graph, context=context).working_copy()

    verdict = verify(held, opened)
    if args.format == "json":
        write_json(args, verdict_json(verdict))
    else:
        write(args, verdict_text(verdict, args.lang))
    return Exit.DONE if verdict.valid else Exit.FOUND
