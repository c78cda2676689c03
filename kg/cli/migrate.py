"""Bring an older store over to the model of today, as one change that kg undo takes back."""

import argparse

from kg.cli.options import say
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but the shared options."""


def run(args: argparse.Namespace) -> int:
    from kg.commands.migrate import migrate

    record = migrate(args.data, args.store, lambda: say(args, "load.waiting"))
    if record:
        counts = {"added": record.counts["factsAdded"], "removed": record.counts["factsRemoved"]}
        say(args, "history.migrated", number=record.number, municipality=args.data, **counts)
    else:
        say(args, "history.nothing-to-migrate", municipality=args.data)
    return Exit.DONE
