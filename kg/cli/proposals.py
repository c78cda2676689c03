"""List what people propose, make a proposal, and accept, edit or reject proposals with a reason.

An accepted proposal is a change like an import: kg history lists it, kg undo takes it back.
"""

import argparse
import os
from typing import TYPE_CHECKING

from kg.cli.options import add_format, say, write, write_json
from kg.errors import Exit, Misuse
from kg.messages import text

if TYPE_CHECKING:
    from kg.commands.proposals import Catalogue, Draft, Outcome, Person, Where

ACTIONS = ("list", "make", "accept", "edit", "reject")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="list", help="default: list")
    parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="of the proposals, to decide or to edit")
    parser.add_argument("--thing", metavar="ID|NAME", help="what the proposal is about (make)")
    parser.add_argument("--sheet", metavar="SHEET", help="of a new thing: the sheet that it would be a row of (make)")
    parser.add_argument("--set", nargs="+", action="extend", default=[], metavar="COLUMN=VALUE", help="what is right")
    parser.add_argument("--source", default="", help="where that is said (make, edit)")
    parser.add_argument("--quote", default="", help="the words that say it (make, edit)")
    parser.add_argument("--reason", default="", help="why")
    parser.add_argument("--author", default=os.environ.get("KG_AUTHOR", ""), help="who acts (default: KG_AUTHOR)")
    parser.add_argument("--all", action="store_true", help="list those too that were decided")
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands import open_municipality
    from kg.commands.proposals import LOCAL, Person, Where, catalogue

    where, person = Where(args.data, args.store), Person(args.author or LOCAL, "steward")
    names = catalogue(open_municipality(args.data, store=args.store).data, args.lang)
    if args.action == "list":
        return _list(args, where, person, names)
    if args.action == "make":
        return _made(args, where, person, names)
    if not args.numbers:
        raise Misuse("proposals.which-numbers")
    return _decided(args, where, person, names)


def _list(args: argparse.Namespace, where: "Where", person: "Person", names: "Catalogue") -> int:
    from kg.commands.proposals import OPEN, proposals

    found = [p for p in proposals(where, person, args.lang, names) if args.all or p.proposal.state == OPEN]
    if args.format == "json":
        write_json(args, [p.json() for p in found])
    elif found:
        write(args, "".join(f"{line}\n" for p in found for line in p.lines(args.lang)))
    else:
        write(args, text("proposals.none", args.lang) + "\n")
    return Exit.DONE


def _made(args: argparse.Namespace, where: "Where", person: "Person", names: "Catalogue") -> int:
    from kg.commands.proposals import propose

    outcome = propose(where, person, _draft(args, names))
    if not outcome.done:
        return _refused(args, outcome)
    say(args, "proposals.made", number=outcome.number)
    return Exit.DONE


def _draft(args: argparse.Namespace, names: "Catalogue") -> "Draft":
    from kg.commands.proposals import Draft, empty_form, form

    if not args.thing:
        if not args.sheet:
            raise Misuse("proposals.which-sheet")
        found = empty_form(args.sheet)
    else:
        held = [
            i for i in names.own if args.thing in (i, names.names.things[i].key, *names.names.things[i].names.values())
        ]
        one = form(names, held[0]) if len(held) == 1 else None
        if one is None:
            raise Misuse("proposals.no-such-thing", name=args.thing)
        found = one
    headers = {header: c.key for c in found.columns for header in c.headers}
    cells = {}
    for given in args.set:
        header, equals, value = given.partition("=")
        if not equals or header not in headers:
            raise Misuse("proposals.set-what", given=given)
        cells[headers[header]] = value
    before = {c: found.cells.get(c, "") for c in cells}
    return Draft(found.sheet.key, found.thing, cells, before, args.source, args.quote, args.reason)


def _decided(args: argparse.Namespace, where: "Where", person: "Person", names: "Catalogue") -> int:
    from kg.commands.proposals import Outcome, accept, amend, proposals, reject

    if args.action == "edit":
        shown = {p.proposal.number: p.proposal.draft for p in proposals(where, person, args.lang, names)}
        if args.numbers[0] not in shown:
            raise Misuse("proposals.no-such-proposal", number=args.numbers[0])
        draft = _edited(args, shown[args.numbers[0]])
        outcome = amend(where, person, args.numbers[0], draft, args.reason)
        if not outcome.done:
            return _refused(args, outcome)
        say(args, "proposals.amended", number=outcome.number)
        return Exit.DONE
    decide = accept if args.action == "accept" else reject
    code = Exit.DONE
    for number, done in zip(args.numbers, decide(where, person, args.numbers, args.reason), strict=True):
        if isinstance(done, Misuse):
            print(done.message(args.lang))
            code = Exit.FOUND
        elif isinstance(done, Outcome) and not done.done:
            code = _refused(args, done)
        elif isinstance(done, Outcome) and done.record:
            say(args, "proposals.accepted", number=number, change=done.record.number)
        else:
            say(args, "proposals.rejected", number=number)
    return code


def _edited(args: argparse.Namespace, old: "Draft") -> "Draft":
    from dataclasses import replace

    from kg.commands.proposals import empty_form

    headers = {header: c.key for c in empty_form(old.sheet).columns for header in c.headers}
    cells = dict(old.cells)
    for given in args.set:
        header, equals, value = given.partition("=")
        if not equals or header not in headers:
            raise Misuse("proposals.set-what", given=given)
        cells[headers[header]] = value
    return replace(old, cells=cells, source=args.source or old.source, quote=args.quote or old.quote)


def _refused(args: argparse.Namespace, outcome: "Outcome") -> Exit:
    from kg.present.proposals import refusal

    for line in refusal(outcome.tried, outcome.stale, outcome.draft.cells, args.lang):
        write(args, line + "\n")
    return Exit.FOUND
