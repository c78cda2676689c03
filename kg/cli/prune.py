"""The pruning plan: which networks to dissolve, into which, and a certificate that no coverage is lost.

The plan has the fewest yearly meeting hours of all that keep every combination of area, theme and population group.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, write, write_json

if TYPE_CHECKING:
    from kg.commands import Municipality
    from kg.commands.prune import Interim
    from kg.present.report.pruning import PlanView


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keep", nargs="+", action="extend", default=[], metavar="ID", help="networks to keep")
    parser.add_argument(
        "--never-merge", nargs=2, action="append", default=[], metavar=("A", "B"), help="two that must not end in one"
    )
    parser.add_argument(
        "--dissolve", nargs="+", action="extend", default=[], metavar="ID", help="what if these were dissolved"
    )
    parser.add_argument("--max-members", type=_members, metavar="N", help="the most members a successor may have")
    remark = ("ID", "REASON", "DATE")
    parser.add_argument(
        "--accept-loss", nargs=3, action="append", default=[], metavar=remark, help="dissolve it, and accept the loss"
    )
    parser.add_argument("--defer", nargs=3, action="append", default=[], metavar=remark, help="keep it for now")
    parser.add_argument(
        "--time-limit", type=float, default=90.0, metavar="SECONDS", help="then the best plan so far (default: 90)"
    )
    parser.add_argument("--certificate", metavar="FILE", help="where to write the certificate (TriG)")
    parser.add_argument("--change-events", metavar="FILE", help="write the plan as draft org:ChangeEvents (Turtle)")
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "csv", "xlsx", "html")


def _members(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» is not a number of members")
    return int(text)


def run(args: argparse.Namespace) -> int:
    from kg.commands.prune import Prune, prune, remark
    from kg.present.report.page import to_html
    from kg.present.table import to_csv, to_xlsx

    asked = Prune(
        keep=tuple(args.keep),
        never_merge=tuple((one, other) for one, other in args.never_merge),
        dissolve=tuple(args.dissolve),
        max_members=args.max_members,
        accepted=tuple(remark(*given) for given in args.accept_loss),
        deferred=tuple(remark(*given) for given in args.defer),
        seconds=args.time_limit,
        as_of=args.as_of,
        lang=args.lang,
    )
    municipality = open_chosen(args)
    view = prune(municipality, asked, _progress)
    if args.change_events:
        _write_changes(args.change_events, view)
    view = replace(view, certificate=_certify(args, municipality, view))
    if args.format == "json":
        write_json(args, view.json())
    elif args.format == "csv":
        write(args, to_csv(view.moves_table()))
    elif args.format == "xlsx":
        write(args, to_xlsx(view.tables()))
    else:
        write(args, to_html(view.document()) if args.format == "html" else view.text())
    return 0


def _progress(so_far: "Interim") -> None:
    if sys.stderr.isatty():
        end = "\n" if so_far.done == so_far.of else ""
        print(f"\r{so_far.done}/{so_far.of}, {so_far.gap:.1%} ", end=end, file=sys.stderr, flush=True)


def _certify(args: argparse.Namespace, municipality: "Municipality", view: "PlanView") -> str:
    """Write the certificate to `--certificate`, else beside the default store; returns its file, else its IRI."""
    from kg.commands.prune import certificate, certificates
    from kg.present.rdf import to_rdf

    proof = certificate(municipality, view)
    content = to_rdf(proof.quads, "trig")
    if args.certificate:
        _write(Path(args.certificate), content)
        return str(args.certificate)
    path = certificates() / f"{municipality.name}-{proof.iri.rsplit('/', 1)[-1]}.trig"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        return str(proof.iri)
    return str(path)


def _write(path: Path, content: bytes) -> None:
    from kg.errors import UnreadableInput

    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnreadableInput("errors.cannot-write", path=path, why=error.strerror) from error


def _write_changes(path: str, view: "PlanView") -> None:
    from kg.present.rdf import to_rdf
    from kg.present.report.changes import change_events

    _write(Path(path), to_rdf(change_events(view.plan, view.names), "ttl"))
