"""Export the record of who proposed, decided, noted and changed what, and tell whether it is whole."""

import argparse

from kg.cli.options import add_format, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_format(parser, "text", "json", "csv")


def run(args: argparse.Namespace) -> int:
    from kg.commands.audit import Audit, audit
    from kg.commands.proposals import Where
    from kg.commands.roles import LOCAL, Person

    found = audit(Where(args.data, args.store), Person(LOCAL, "steward"), Audit(args.lang))
    if args.format == "json":
        write_json(args, found.json())
    else:
        write(args, found.csv() if args.format == "csv" else found.text())
    return Exit.DONE if found.broken is None else Exit.FOUND
