"""Confirming on the command line how a file is read: shown, asked on a terminal, saved beside the file."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.cli.options import say, write_json
from kg.errors import Exit
from kg.messages import text

if TYPE_CHECKING:
    from kg.present.tabular import Proposal, Question


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mapping",
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="how files that do not follow the template are read: FILE-metadata.json (CSVW)",
    )
    parser.add_argument("--accept-reading", action="store_true", help="read such files as it is proposed")
    parser.add_argument(
        "--save-reading", action="store_true", help="write the proposed reading beside the file, import nothing"
    )


def save(args: argparse.Namespace, proposals: "Iterable[Proposal]") -> None:
    """Write each reading beside its file."""
    from kg.commands.imports import save_reading

    by_name = {path.name: path for path in args.files}
    for proposal in proposals:
        say(args, "reading.saved", metadata=save_reading(proposal, by_name[proposal.file].parent))


def show(args: argparse.Namespace, proposals: "Iterable[Proposal]") -> None:
    from kg.present.tabular import reading_lines

    for proposal in proposals:
        for line in reading_lines(proposal, args.lang):
            print(line, file=sys.stderr)


def refuse(args: argparse.Namespace, proposals: "Iterable[Proposal]", message: str) -> int:
    """Say what must be confirmed and how; a program gets the same as JSON."""
    from kg.present.tabular import reading_json, what_to_do

    for proposal in proposals:
        print(what_to_do(proposal, args.lang), file=sys.stderr)
    print(f"kg: {message}", file=sys.stderr)
    if args.format == "json":
        readings = [reading_json(p) for p in proposals]
        write_json(args, {"imported": False, "errors_total": 0, "errors": [], "readings": readings})
    return Exit.MISUSE


def confirmed(args: argparse.Namespace, proposals: "Iterable[Proposal]") -> dict[str, Any] | None:
    """On a terminal: the readings with what was answered, file by file; None where there is nobody, or who says no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    found = {}
    for proposal in proposals:
        metadata = proposal.metadata()
        answers = {q.key: _answer(args, q) for q in proposal.unanswerable}
        for note in metadata.get("notes", ()):
            note["answer"] = answers.get(note["question"], note["answer"])
        found[proposal.file] = metadata
    yes = _input(text("reading.accept-ask", args.lang)).strip().casefold()
    return found if yes.startswith(text("reading.accept-yes", args.lang)) else None


def _answer(args: argparse.Namespace, question: "Question") -> str:
    """The option that somebody chooses by its number."""
    from kg.present.tabular import answer_text, question_text

    print(question_text(question, args.lang), file=sys.stderr)
    for number, option in enumerate(question.options, 1):
        print(f"  {number}. {answer_text(question, option, args.lang)}", file=sys.stderr)
    while True:
        given = _input("> ").strip()
        if given.isdecimal() and 1 <= int(given) <= len(question.options):
            return question.options[int(given) - 1]


def _input(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line
