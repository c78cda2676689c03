"""Import planners' spreadsheets into a municipality's graph: all rows, or nothing.

Every mistake is shown with its file, sheet, row and column. With --dry-run nothing is written, and what would change
is shown. A workbook or CSV file that does not follow the template is looked at, and how it is read must be confirmed.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli import reading
from kg.cli.options import add_format, say, write, write_json
from kg.errors import Exit, UnreadableInput
from kg.messages import text

if TYPE_CHECKING:
    from kg.commands.imports import Import
    from kg.present.imported import Imported

STEPS = ("read", "rows", "meaning", "compare", "check", "write")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = ".xlsx, .csv named after its sheet, or .geojson with borders of areas"
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=kinds)
    parser.add_argument("--into", required=True, metavar="MUNICIPALITY", help="whose graph; a new name makes a new one")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, show what would change")
    parser.add_argument(
        "--on-conflict",
        choices=("update", "stop", "skip"),
        default="update",
        help="what to do with a row whose thing is known and says something else (default: update)",
    )
    parser.add_argument("--errors", type=Path, metavar="FILE.csv", help="write all errors there")
    reading.add_arguments(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.imports import Import, find_readings, propose_readings

    readings = find_readings(args.files, args.mapping)
    asked = Import(
        args.files, args.into, args.store, args.on_conflict, args.dry_run, readings, bool(args.accept_reading)
    )
    if args.save_reading:
        proposals = propose_readings(asked)
        reading.show(args, proposals)
        reading.save(args, proposals)
        return Exit.DONE
    bar = _Bar(args.lang)
    try:
        return _import(args, asked, bar)
    except KeyboardInterrupt:
        bar.end()
        say(args, "import.interrupted")
        return Exit.MISUSE


def _import(args: argparse.Namespace, asked: "Import", bar: "_Bar") -> int:
    """Import; where a reading is not confirmed, ask on a terminal and go on, else refuse."""
    from kg.commands.imports import Unconfirmed, import_sheets

    while True:
        try:
            done = import_sheets(asked, bar.step, lambda: say(args, "load.waiting"))
            break
        except Unconfirmed as unsure:
            bar.end()
            reading.show(args, unsure.proposals)
            confirmed = reading.confirmed(args, unsure.proposals)
            if confirmed is None:
                return reading.refuse(args, unsure.proposals, unsure.message(args.lang))
            asked = replace(asked, readings={**asked.readings, **confirmed}, accept=True)
    bar.end()
    _write(args, done)
    if done.record:
        reading.save(args, done.proposals)
    return Exit.FOUND if done.faults else Exit.DONE


def _write(args: argparse.Namespace, done: "Imported") -> None:
    from kg.present.imported import faults_csv, to_json, to_text

    if args.errors:
        try:
            args.errors.write_text(faults_csv(done.faults, args.lang), encoding="utf-8-sig")
        except OSError as error:
            raise UnreadableInput("errors.cannot-write", path=args.errors, why=error.strerror) from error
    if args.format == "json":
        write_json(args, to_json(done))
    else:
        write(args, "".join(line + "\n" for line in to_text(done, args.lang)))


class _Bar:
    """The steps of an import on a terminal; silent elsewhere."""

    def __init__(self, lang: str) -> None:
        self.lang, self.shown = lang, sys.stderr.isatty()

    def step(self, name: str) -> None:
        if self.shown:
            place = STEPS.index(name) + 1
            bar = "█" * place + "░" * (len(STEPS) - place)
            print(f"\r\x1b[K{bar} {text(f'import.step-{name}', self.lang)}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
