"""Write the store and the files of all imports to one archive, also while a server reads and writes."""

import argparse
from pathlib import Path

from kg.cli.options import say
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write the archive (ZIP)")


def run(args: argparse.Namespace) -> int:
    from kg.commands.backup import backup

    fingerprint = backup(args.file, args.store, lambda: say(args, "load.waiting"))
    say(args, "roles.backup-done", file=args.file, fingerprint=fingerprint)
    return Exit.DONE
