"""Responsibility matrix: who is responsible, accountable, consulted and informed, with a quote behind every letter.

It is derived from the statements. Gaps and idle actors are named.
"""

import argparse
from typing import TYPE_CHECKING

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, write, write_json
from kg.errors import Exit, Misuse

if TYPE_CHECKING:
    from kg.analyse.web import Web
    from kg.present.matrix import MatrixView


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("thing", metavar="OBJECT", nargs="?", help="only this plan, group, theme …: an id or a name")
    parser.add_argument("--level", metavar="LEVEL", help="only this level, in any language: kaupunkitaso, city …")
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json", "csv", "xlsx")


def run(args: argparse.Namespace) -> int:
    from kg.present.matrix import matrix_json, matrix_tables, matrix_text
    from kg.present.table import to_csv, to_xlsx

    view = _view(args)
    if args.format == "json":
        write_json(args, matrix_json(view))
    elif args.format == "csv":
        write(args, to_csv(matrix_tables(view)[0]))
    elif args.format == "xlsx":
        write(args, to_xlsx(matrix_tables(view)))
    else:
        write(args, matrix_text(view))
    return Exit.DONE


def _view(args: argparse.Namespace) -> "MatrixView":
    from kg.analyse.raci import Choice, matrix, read_actor_kinds, read_letters
    from kg.analyse.web import find, read_web
    from kg.present.matrix import MatrixView

    data = open_chosen(args)
    web = read_web(data)
    things = tuple(t.iri for t in find(web, args.thing)) if args.thing else ()
    choice = Choice(things, _level(web, args.level), args.as_of)
    found = matrix(web, read_letters(data), read_actor_kinds(data), choice)
    return MatrixView(web, found, args.lang, next(iter(things), None), data.holds("analyse/example"))


def _level(web: "Web", name: str | None) -> str | None:
    """The notation of the level that is called so."""
    from kg.terms import VOCAB

    if name is None:
        return None
    levels = [t for i, t in web.things.items() if i.startswith(f"{VOCAB}levels/")]
    for level in levels:
        called = {n.casefold() for n in (*level.names, level.iri.rsplit("/", 1)[-1])}
        if name.casefold() in called:
            return level.iri.rsplit("/", 1)[-1].replace("-", " ")
    raise Misuse("matrix.no-such-level", level=name, known=", ".join(t.name("fi") for t in levels))
