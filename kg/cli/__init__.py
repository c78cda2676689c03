"""The command `kg`: parse, call, print. Each command is a module of this package that imports its stage late."""

import argparse
import logging
import os
import sys
from importlib import import_module
from types import ModuleType

from kg import __version__
from kg.errors import Exit, KgError
from kg.load.shipped import HOME
from kg.messages import LANGUAGES, text
from kg.notices import said

COMMANDS: tuple[str, ...] = (
    "ask", "chain", "check", "coverage", "gaps", "overlaps", "prune", "impact", "raci", "template", "import", "history",
    "undo", "forget", "diff", "export", "report", "quotes", "trace", "reason", "load", "verify-certificate", "serve",
    "mcp", "migrate", "proposals", "audit", "backup", "restore", "propose", "publish",
)  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code of `kg.errors.Exit`."""
    args = parser().parse_args(argv)
    notices = _Notices(args.lang)
    logging.getLogger("kg").addHandler(notices)
    try:
        return int(args.run(args))
    except KgError as error:
        print(f"kg: {error.message(args.lang)}", file=sys.stderr)
        return Exit.MISUSE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        print(f"kg: {text('errors.bug', args.lang, what=f'{type(error).__name__}: {error}')}", file=sys.stderr)
        return Exit.BUG
    finally:
        logging.getLogger("kg").removeHandler(notices)


class _Notices(logging.Handler):
    """What stages tell on their way, as lines on standard error."""

    def __init__(self, lang: str) -> None:
        super().__init__(logging.WARNING)
        self.lang = lang

    def emit(self, record: logging.LogRecord) -> None:
        print(said(record, self.lang), file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """The whole command line, without importing any stage."""
    top = argparse.ArgumentParser(
        prog="kg", description="Who is responsible for what, on what basis, through which plan."
    )
    top.add_argument("--version", action="version", version=f"vastuuverkko {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = command_module(name)
        summary = (module.__doc__ or "").splitlines()[0]
        sub = commands.add_parser(name, help=summary, description=module.__doc__)
        _shared_options(sub)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return top


def command_module(name: str) -> ModuleType:
    return import_module(f"kg.cli.{name.replace('-', '_')}" + ("_" if name == "import" else ""))


def _shared_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--store", metavar="PATH|URL", help="the store on disk, or a SPARQL 1.1 server (default: KG_STORE)"
    )
    sub.add_argument("--data", metavar="MUNICIPALITY", default=HOME, help=f"whose graph (default: {HOME})")
    sub.add_argument("--lang", choices=LANGUAGES, default="fi", help="the language of texts (default: fi)")
    sub.add_argument("--output", metavar="FILE", help="write the result there instead of on the screen")
