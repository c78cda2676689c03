"""What follows when this act, body, plan or network changes or goes.

Without a thing: the single points of failure, and the load of every actor.
"""

import argparse
from dataclasses import replace
from typing import Any

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, positive, write, write_json
from kg.errors import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("thing", metavar="THING", nargs="?", help="an id or a name, in any language")
    parser.add_argument(
        "--depth", type=positive, default=3, metavar="N", help="follow losses so many steps (default: 3)"
    )
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.analyse.chains import in_force
    from kg.analyse.impact import impact, loads, single_points, uncovered
    from kg.analyse.web import find, read_web
    from kg.present.impact import impact_json, impact_text, overview_json, overview_text

    data = open_chosen(args)
    web = read_web(data)
    wanted = [t.iri for t in find(web, args.thing)] if args.thing else []
    made_up = data.holds("analyse/example")
    if args.as_of:
        web, _ = in_force(web, args.as_of)
    if wanted:
        found = impact(web, wanted, args.depth)
        found = replace(found, uncovered=uncovered(data, (*found.things, *found.goes_along)))
        _show(args, impact_json(web, found, example=made_up), impact_text(web, found, args.lang, example=made_up))
    else:
        points, burdens = single_points(web), loads(web)
        words = overview_text(web, points, burdens, args.lang, example=made_up)
        _show(args, overview_json(web, points, burdens, example=made_up), words)
    return Exit.DONE


def _show(args: argparse.Namespace, structure: dict[str, Any], words: str) -> None:
    if args.format == "json":
        write_json(args, structure)
    else:
        write(args, words)
