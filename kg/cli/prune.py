"""The pruning plan: which networks to dissolve, into which, and a certificate that no coverage is lost.

The plan has the fewest yearly meeting hours of all that keep every combination of area, theme and population group.
"""

import argparse
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, positive, write, write_json

if TYPE_CHECKING:
    from kg.commands import Municipality
    from kg.commands.prune import Interim, Prune
    from kg.present.report.front import FrontView
    from kg.present.report.pruning import PlanView
    from kg.present.table import Table


class Shown(Protocol):
    """An answer as JSON and as text."""

    def json(self) -> dict[str, Any]: ...

    def text(self) -> str: ...


FRONT = "the plans of which none has fewer hours at no more loss, or at no worse for the worst-hit area or group"
PAPER = "a paper to decide on; the ending chooses .docx, .pdf, .html or .xlsx; may be given several times"
QUESTIONS = ("front", "price_wishes", "explain", "unknowns", "effects")


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
    question = parser.add_mutually_exclusive_group()
    question.add_argument("--front", choices=("coverage", "evenness"), nargs="?", const="coverage", help=FRONT)
    question.add_argument("--price-wishes", action="store_true", help="what each wish costs in hours a year")
    question.add_argument("--explain", metavar="NETWORK", help="why it stays or goes, and what would change that")
    question.add_argument("--unknowns", action="store_true", help="what missing hours and meetings could change")
    question.add_argument("--effects", action="store_true", help="what the plan would change for bodies, areas, rules")
    parser.add_argument("--target", type=_hours, metavar="HOURS", help="with --price-wishes: what to give up for these")
    parser.add_argument("--points", type=positive, default=15, metavar="N", help="of the front at most (default: 15)")
    parser.add_argument("--certificates", metavar="FOLDER", help="with --front: a certificate for each point")
    parser.add_argument("--paper", action="append", default=[], metavar="FILE", help=PAPER)
    parser.add_argument(
        "--form", metavar="FOLDER", help="with --paper: the city's own form (proposal.jinja, style.docx)"
    )
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "csv", "xlsx", "html")


def _hours(text: str) -> Fraction:
    try:
        hours = Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        hours = Fraction()
    if hours <= 0:
        raise argparse.ArgumentTypeError(f"«{text}» is not a number of hours; write it as 100")
    return hours


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
    if any(getattr(args, name) for name in QUESTIONS):
        return _answer(args, municipality, asked)
    view = prune(municipality, asked, _progress)
    if args.change_events:
        _write_changes(args.change_events, view)
    view = replace(view, certificate=_certify(args, municipality, view))
    _write_papers(args, municipality, asked, view)
    if args.format == "json":
        write_json(args, view.json())
    elif args.format == "csv":
        write(args, to_csv(view.moves_table()))
    elif args.format == "xlsx":
        write(args, to_xlsx(view.tables()))
    else:
        write(args, to_html(view.document()) if args.format == "html" else view.text())
    return 0


def _answer(args: argparse.Namespace, municipality: "Municipality", asked: "Prune") -> int:
    """Another question about the same wishes than for the plan."""
    from kg.commands.choice import effects, explain, front, price_wishes, unknowns
    from kg.commands.prune import prune

    if args.front:
        view = front(municipality, asked, against=args.front, most=args.points, seconds=args.time_limit)
        if args.certificates:
            _certify_points(Path(args.certificates), municipality, view, asked)
        _show(args, view, view.table())
    elif args.price_wishes:
        prices = price_wishes(municipality, asked, args.target)
        _show(args, prices, prices.table())
    elif args.unknowns:
        missing = unknowns(municipality, asked)
        _show(args, missing, missing.table())
    elif args.effects:
        changed = effects(municipality, prune(municipality, asked, _progress))
        _show(args, changed, *changed.tables())
    else:
        _show(args, explain(municipality, asked, args.explain))
    return 0


def _show(args: argparse.Namespace, view: "Shown", *tables: "Table") -> None:
    from kg.errors import Misuse
    from kg.present.table import to_csv, to_xlsx

    if args.format == "json":
        write_json(args, view.json())
    elif args.format == "text":
        write(args, view.text())
    elif args.format in ("csv", "xlsx") and tables:
        write(args, to_csv(tables[0]) if args.format == "csv" else to_xlsx(tables))
    else:
        raise Misuse("choice.no-format", format=args.format)


def _certify_points(folder: Path, municipality: "Municipality", view: "FrontView", asked: "Prune") -> None:
    from kg.commands.choice import of_point
    from kg.commands.prune import certificate, prune
    from kg.present.rdf import to_rdf

    folder.mkdir(parents=True, exist_ok=True)
    for number, point in enumerate(view.points, start=1):
        plan = prune(municipality, of_point(view, point, asked, view.about.day))
        _write(folder / f"{number:03}.trig", to_rdf(certificate(municipality, plan).quads, "trig"))


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


def _write_papers(args: argparse.Namespace, municipality: "Municipality", asked: "Prune", view: "PlanView") -> None:
    from kg.commands.paper import as_file, make_paper

    if args.paper:
        paper = make_paper(municipality, asked, view, args.form)
        for path in args.paper:
            _write(Path(path), as_file(paper, path))


def _write_changes(path: str, view: "PlanView") -> None:
    from kg.present.rdf import to_rdf
    from kg.present.report.changes import change_events

    _write(Path(path), to_rdf(change_events(view.plan, view.names), "ttl"))
