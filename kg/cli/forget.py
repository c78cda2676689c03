"""Take one import out with everything it brought and its kept file, for example because it held personal data."""

import argparse

from kg.cli.options import say
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="IMPORT", help="its number in kg history")


def run(args: argparse.Namespace) -> int:
    from kg.commands.history import forget

    record = forget(args.data, args.number, args.store, lambda: say(args, "load.waiting"))
    say(args, "history.forgotten", number=record.number, municipality=args.data)
    return Exit.DONE
