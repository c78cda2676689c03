"""Take one import out with everything it brought and its kept file, or an author out of the record of who did what."""

import argparse

from kg.cli.options import say
from kg.errors import Exit, Misuse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", metavar="IMPORT", help="its number in kg history")
    parser.add_argument("--author", metavar="ACCOUNT", help="who is to be forgotten, in every municipality")


def run(args: argparse.Namespace) -> int:
    if bool(args.number) == bool(args.author):
        raise Misuse("roles.forget-what")
    if args.author:
        return _author(args)
    from kg.commands.history import forget

    record = forget(args.data, args.number, args.store, lambda: say(args, "load.waiting"))
    say(args, "history.forgotten", number=record.number, municipality=args.data)
    return Exit.DONE


def _author(args: argparse.Namespace) -> int:
    from kg.commands.audit import forget_author
    from kg.commands.roles import LOCAL, Person

    found = forget_author(args.author, args.store, Person(LOCAL, "steward"))
    say(args, "roles.author-forgotten" if found else "roles.author-unknown", municipalities=", ".join(found))
    return Exit.DONE
