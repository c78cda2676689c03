"""Who is responsible: answer a question with its evidence.

Asks the graph a question in Finnish, Swedish or English. Every answer carries the sentence that says so, its source,
how binding it is and when it was valid. What the graph does not hold is answered with «not in the graph» and exit
code 1.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from kg.cli.options import add_as_of, add_format, add_graph, open_chosen, write, write_json
from kg.errors import Exit, Misuse, UnreadableInput
from kg.messages import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", help="the question, in the language that --lang names")
    parser.add_argument("--questions", metavar="FILE.jsonl", help='one {"id", "question", "lang"} a line')
    add_graph(parser)
    add_as_of(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    from kg.commands.ask import Ask, ask
    from kg.present.answers import result_json, result_text

    if bool(args.question) == bool(args.questions):
        raise Misuse("answer.one-question-or-file")
    questions = list(_questions(Path(args.questions))) if args.questions else []
    municipality = open_chosen(args)
    if args.questions:
        asked = [Ask(q["question"], q["lang"], args.as_of, q["id"]) for q in questions]
        results = [ask(municipality, one) for one in asked]
        lines = [
            json.dumps(result_json(r), ensure_ascii=False) if args.format == "json" else result_text(r) for r in results
        ]
        write(args, "".join(line + "\n" for line in lines))
        return Exit.DONE if all(r.answered for r in results) else Exit.FOUND
    result = ask(municipality, Ask(args.question, args.lang, args.as_of))
    if args.format == "json":
        write_json(args, result_json(result))
    else:
        write(args, result_text(result))
    return Exit.DONE if result.answered else Exit.FOUND


def _questions(path: Path) -> Iterator[dict[str, str]]:
    """The questions of a file; raises UnreadableInput with the line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput("answer.questions-unreadable", path=path, why=error) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _one_question(path, number, line)


def _one_question(path: Path, number: int, line: str) -> dict[str, str]:
    try:
        raw = json.loads(line)
        question = {"id": str(raw["id"]), "question": str(raw["question"]), "lang": str(raw.get("lang", "fi"))}
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableInput("answer.question-line", path=path, line=number, why=error) from error
    if question["lang"] not in LANGUAGES:
        raise UnreadableInput("answer.question-lang", path=path, line=number, lang=question["lang"])
    return question
