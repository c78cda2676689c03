"""Options that several commands share, and how their values become data and output."""

import argparse
import json
import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UnreadableInput
from kg.messages import text

if TYPE_CHECKING:
    from kg.commands import Municipality


def add_graph(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--graph", nargs="+", action="extend", metavar="SOURCE", default=[], help="only these sources, for example seed"
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the state on that day, as 2014-06-01")


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"default: {formats[0]}")


def positive(text: str) -> int:
    """A whole number of at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» is not a whole number of at least 1")
    return int(text)


def share(text: str) -> str:
    """A share between 0 and 1, with a point or a comma."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"«{text}» is not a number; write it as 0.5") from None
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return str(value)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» is not a date; write it as 2014-06-01") from None


def open_chosen(args: argparse.Namespace) -> "Municipality":
    """The municipality that `--store`, `--data`, `--graph`, `--as-of` and `--min-shared` choose."""
    from kg.commands import open_municipality

    return open_municipality(
        args.data,
        store=args.store,
        sources=getattr(args, "graph", ()),
        as_of=getattr(args, "as_of", None),
        min_shared=getattr(args, "min_shared", None),
    )


def write(args: argparse.Namespace, content: str | bytes) -> None:
    """Write a command's result to `--output` or to standard output."""
    if args.output:
        try:
            Path(args.output).write_bytes(content.encode() if isinstance(content, str) else content)
        except OSError as error:
            raise UnreadableInput("errors.cannot-write", path=args.output, why=error.strerror) from error
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)


def write_json(args: argparse.Namespace, value: Any) -> None:
    write(args, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(args: argparse.Namespace, key: str, **facts: object) -> None:
    """A message to standard error, in the language asked for."""
    print(text(key, args.lang, **facts), file=sys.stderr)
