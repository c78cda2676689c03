"""Re-read every quote in the text that it was taken from.

A quote is found, ambiguous (the words stand in several places and nothing tells which), orphaned (the text no longer
holds them) or not held (we do not keep the text).
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.cli.options import add_format, add_graph, open_chosen, write, write_json
from kg.errors import Exit
from kg.messages import text

if TYPE_CHECKING:
    from kg.analyse.quotes import QuoteCheck


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="list the quotes whose text is not held too")
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.sources import Quotes, quotes

    checks = quotes(open_chosen(args), Quotes(args.lang))
    if args.format == "json":
        write_json(args, [asdict(check) for check in checks])
    else:
        write(args, as_text(checks, args.lang, everything=args.all))
    return Exit.FOUND if any(check.status == "orphaned" for check in checks) else Exit.DONE


def as_text(checks: Sequence["QuoteCheck"], lang: str, *, everything: bool = False) -> str:
    """The figures, then each quote in doubt (with `everything` also those without a held text) and its place."""
    from kg.analyse.quotes import STATUSES

    counts = Counter(check.status for check in checks)
    lines = [text("evidence.quotes-total", lang, total=len(checks))]
    lines += [text(f"evidence.quotes-{status}", lang, number=counts[status]) for status in STATUSES]
    for check in checks:
        if check.status == "found" or (check.status == "not-held" and not everything):
            continue
        place = text("evidence.place", lang, document=check.document, chapter=check.chapter or "–")
        state = text(f"evidence.status-{check.status}", lang)
        lines += ["", f"{check.statement.rsplit('/', 1)[-1]} · {place} · {state}", f"  «{check.quote}»"]
    return "\n".join(lines) + "\n"
