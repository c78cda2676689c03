"""Import planners' spreadsheets into a municipality's graph: all rows, or nothing.

Every mistake is shown with its file, sheet, row and column. With --dry-run nothing is written, and what would change
is shown.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import add_format, say, write, write_json
from kg.errors import Exit, UnreadableInput
from kg.messages import text

if TYPE_CHECKING:
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
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.imports import Import, import_sheets

    bar = _Bar(args.lang)
    asked = Import(args.files, args.into, args.store, args.on_conflict, args.dry_run)
    try:
        done = import_sheets(asked, bar.step, lambda: say(args, "load.waiting"))
    except KeyboardInterrupt:
        bar.end()
        say(args, "import.interrupted")
        return Exit.MISUSE
    bar.end()
    _write(args, done)
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
