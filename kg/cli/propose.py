"""Read documents and propose what they lay down, each statement with its sentence.

Reads PDF, Word, OpenDocument, HTML and text in Finnish. Every sentence that lays a duty, task, power or permission on
somebody, or describes how things are, is read into a statement. With --into, the responsibilities that are sure enough
become proposals, which kg proposals lists and decides; nothing else is written.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import add_format, say, write, write_json
from kg.errors import Exit, Misuse

if TYPE_CHECKING:
    from kg.commands.municipality import Municipality
    from kg.commands.propose import Proposed, Read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="pdf, docx, odt, html or txt")
    parser.add_argument("--into", metavar="MUNICIPALITY", help="lay what was read before this municipality's editors")
    parser.add_argument("--least", type=float, default=0.5, help="how sure a statement must be, 0 to 1 (default: 0.5)")
    parser.add_argument("--dry-run", action="store_true", help="show only what was read; propose nothing")
    parser.add_argument("--author", default="", help="who proposes")
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands import open_municipality
    from kg.commands.propose import read
    from kg.present.extracted import document_json, lines

    if not 0 <= args.least <= 1:
        raise Misuse("propose.least", given=args.least)
    municipality = open_municipality(args.into or args.data, store=args.store)
    found = read(municipality, [Path(file) for file in args.files])
    done = _lay_before(args, municipality, found) if args.into and not args.dry_run else [None for _ in found]
    if args.format == "json":
        documents = [document_json(r.document, r.sentences, r.extractions) for r in found]
        for document, proposed in zip(documents, done, strict=True):
            document["proposals"] = proposed.numbers if proposed else []
        write_json(args, documents)
        return Exit.DONE
    write(args, "\n".join(line for r in found for line in lines(r.extractions, args.lang)) + "\n")
    for one, proposed in zip(found, done, strict=True):
        duties = sum(e.kind == "responsibility" for e in one.extractions)
        facts = {"file": one.document.name, "sentences": len(one.sentences), "duties": duties}
        say(args, "propose.read", described=len(one.extractions) - duties, silent=len(one.silent), **facts)
        if proposed:
            say(args, "propose.proposed", count=len(proposed.numbers), left=len(proposed.left_out))
    return Exit.DONE


def _lay_before(args: argparse.Namespace, municipality: "Municipality", found: "list[Read]") -> "list[Proposed | None]":
    from kg.commands.proposals import LOCAL, Person, Where, catalogue
    from kg.commands.propose import lay_before

    where, person = Where(args.into, args.store), Person(args.author or LOCAL, "proposer")
    names = catalogue(municipality.data, args.lang)
    return [lay_before(where, person, one, names, args.least) for one in found]
