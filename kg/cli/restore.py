"""Put an archive of kg backup in the place of the store, verified by its fingerprint, also while a server reads."""

import argparse
from pathlib import Path

from kg.cli.options import say
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive of kg backup")


def run(args: argparse.Namespace) -> int:
    from kg.commands.backup import restore

    fingerprint = restore(args.file, args.store, lambda: say(args, "load.waiting"))
    say(args, "roles.restore-done", file=args.file, fingerprint=fingerprint)
    return Exit.DONE
