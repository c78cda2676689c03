"""Check the graph against the shapes: what may be loaded, what is not covered, what overlaps."""

import argparse
import sys

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, share, write
from kg.errors import Exit

PARTS = ("structure", "coverage", "overlap")
SEVERITIES = ("violation", "warning", "info")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "html", "ttl", "csv", "junit")
    parser.add_argument("--only", choices=PARTS, help="only these shapes (default: structure, coverage and overlap)")
    parser.add_argument(
        "--engine", choices=("native", "pyshacl"), default="native", help="default: native, which checks set-wise"
    )
    parser.add_argument(
        "--closure", action="store_true", help="only compare the closed graph that is kept on disk with one made anew"
    )
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        default="violation",
        help="end with 1 from this severity on (default: violation)",
    )
    parser.add_argument(
        "--min-shared", type=share, metavar="SHARE", help="of the smaller member set, from 0 to 1 (default: 0.5)"
    )


def run(args: argparse.Namespace) -> int:
    """Exit code 1 where a finding is at least as grave as `--fail-on`."""
    if args.closure:
        return _closure(args)
    from kg.commands.check import Check, check, shapes_of
    from kg.messages import text
    from kg.present.findings import FORMATS

    asked = Check(args.only, args.engine, args.as_of)
    report = check(open_chosen(args), asked)
    fail_on = args.fail_on.capitalize()
    write(args, FORMATS[args.format](report, shapes_of(asked), args.lang, fail_on))
    for shape, reason in report.handed_over:
        why = text(f"check.{reason.key}", args.lang, what=reason.what)
        print(text("check.handed-over", args.lang, shape=shape, why=why), file=sys.stderr)
    return Exit.FOUND if report.reaches(fail_on) else Exit.DONE


def _closure(args: argparse.Namespace) -> int:
    from kg.commands.closure import compare_closure
    from kg.messages import text

    found = compare_closure(args.data, args.store)
    if found is None:
        write(args, text("closed.none", args.lang, municipality=args.data) + "\n")
        return Exit.DONE
    key = "closed.same" if found.same else "closed.differs"
    facts = {"facts": found.facts} if found.same else {"missing": found.missing, "extra": found.extra}
    write(args, text(key, args.lang, **facts) + "\n")
    return Exit.DONE if found.same else Exit.FOUND
