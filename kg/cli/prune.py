"""The pruning plan: which networks to dissolve, into which, and a certificate that no coverage is lost.

The plan has the fewest yearly meeting hours of all that keep every combination of area, theme and population group.
"""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, write, write_json

if TYPE_CHECKING:
    from kg.analyse.decisions import Remark
    from kg.analyse.networks import Network
    from kg.analyse.prune import Interim, Plan
    from kg.analyse.successors import Wishes
    from kg.present.report.words import Names
    from kg.store import Data


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
    from kg.analyse.cells import read_index
    from kg.analyse.decisions import read_deciders
    from kg.analyse.networks import read_labels, read_networks
    from kg.analyse.prune import make_plan
    from kg.present.report.page import to_html
    from kg.present.report.pruning import PlanView, things_of
    from kg.present.report.words import Names
    from kg.present.table import to_csv, to_xlsx

    data = open_chosen(args).working_copy()
    networks = read_networks(data)
    _by_key(args, networks, data)
    accepted, deferred = (_remarks(given) for given in (args.accept_loss, args.defer))
    index, _ = read_index(data, networks)
    wishes = _wishes(args, accepted, deferred)
    plan = make_plan(networks, index, wishes, seconds=args.time_limit, watch=_progress)
    deciders = read_deciders(data)
    names = Names(read_labels(data, things_of(plan, deciders)), args.lang)
    example = data.holds("analyse/example")
    if args.change_events:
        _write_changes(args.change_events, plan, names)
    certificate = _certify(args, plan, accepted, deferred, data)
    view = PlanView(plan, deciders, accepted, deferred, names, data.context.as_of, example, certificate)
    if args.format == "json":
        write_json(args, view.json())
    elif args.format == "csv":
        write(args, to_csv(view.moves_table()))
    elif args.format == "xlsx":
        write(args, to_xlsx(view.tables()))
    else:
        write(args, to_html(view.document()) if args.format == "html" else view.text())
    return 0


def _by_key(args: argparse.Namespace, networks: "list[Network]", data: "Data") -> None:
    """Put the key of a network wherever the planner gave its name."""
    from kg.analyse.networks import find_named
    from kg.rdf import Iri

    keys = {network.iri: network.key for network in networks}
    known = set(keys.values())

    def key(given: str) -> str:
        if given in known:
            return given
        found = {keys[Iri(thing)] for thing in find_named(data, given, "Network") if thing in keys}
        return found.pop() if len(found) == 1 else given

    args.keep, args.dissolve = [key(one) for one in args.keep], [key(one) for one in args.dissolve]
    args.never_merge = [[key(one) for one in pair] for pair in args.never_merge]
    args.accept_loss = [[key(one), *rest] for one, *rest in args.accept_loss]
    args.defer = [[key(one), *rest] for one, *rest in args.defer]


def _remarks(given: list[list[str]]) -> "list[Remark]":
    from kg.analyse.decisions import Remark
    from kg.errors import Misuse

    try:
        return [Remark(network, reason, date.fromisoformat(day)) for network, reason, day in given]
    except ValueError:
        wrong = next(day for _, _, day in given if not _is_day(day))
        raise Misuse("analyse.remark-date", date=wrong) from None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wishes(args: argparse.Namespace, accepted: "list[Remark]", deferred: "list[Remark]") -> "Wishes":
    from kg.analyse.successors import Wishes

    return Wishes(
        keep=frozenset(args.keep) | {remark.network for remark in deferred},
        never_merge=tuple((one, other) for one, other in args.never_merge),
        dissolve=frozenset(args.dissolve) | {remark.network for remark in accepted},
        max_members=args.max_members,
    )


def _progress(so_far: "Interim") -> None:
    if sys.stderr.isatty():
        end = "\n" if so_far.done == so_far.of else ""
        print(f"\r{so_far.done}/{so_far.of}, {so_far.gap:.1%} ", end=end, file=sys.stderr, flush=True)


def _certify(
    args: argparse.Namespace, plan: "Plan", accepted: "list[Remark]", deferred: "list[Remark]", data: "Data"
) -> str:
    """Write the certificate to `--certificate`, else beside the default store; returns its file, else its IRI."""
    from kg.analyse.aftermath import check_aftermath
    from kg.analyse.certificate import certify
    from kg.pipeline import default_store
    from kg.store.documents import serialise

    joining = {str(other.iri): members - other.members for other, members in plan.received.items()}
    aftermath = check_aftermath(data, lambda: open_chosen(args), [network.iri for network in plan.into], joining)
    certificate = certify(data, plan, aftermath, accepted, deferred)
    name = f"{data.municipality}-{certificate.iri.rsplit('/', 1)[-1]}.trig"
    path = Path(args.certificate) if args.certificate else default_store().parent / "certificates" / name
    content = serialise(certificate.quads, ".trig")
    if args.certificate:
        _write(path, content)
        return str(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        return str(certificate.iri)
    return str(path)


def _write(path: Path, content: bytes) -> None:
    from kg.errors import UnreadableInput

    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnreadableInput("errors.cannot-write", path=path, why=error.strerror) from error


def _write_changes(path: str, plan: "Plan", names: "Names") -> None:
    from kg.present.report.changes import change_events
    from kg.store.documents import serialise

    _write(Path(path), serialise(change_events(plan, names), ".ttl"))
