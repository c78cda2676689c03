"""Take the last import back: the graph is as it was before, to the letter."""

import argparse

from kg.cli.options import say
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but the shared options."""


def run(args: argparse.Namespace) -> int:
    from kg.commands.history import undo

    record = undo(args.data, args.store, lambda: say(args, "load.waiting"))
    say(args, "history.undone", number=record.number, municipality=args.data)
    return Exit.DONE
