"""Show what has become of every sentence of the source text: modelled, or declared out with the reason."""

import argparse
from typing import TYPE_CHECKING, Any

from kg.cli.options import add_format, add_graph, open_chosen, write, write_json
from kg.errors import Exit
from kg.messages import text

if TYPE_CHECKING:
    from kg.analyse.trace import SentenceTrace, Trace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="list the modelled sentences too")
    parser.add_argument("--gaps", action="store_true", help="the source's own gaps and contradictions, by class")
    add_graph(parser)
    add_format(parser, "text", "json")


def run(args: argparse.Namespace) -> int:
    return _gaps(args) if args.gaps else _sentences(args)


def _gaps(args: argparse.Namespace) -> int:
    """The gaps of the sources named, else of those whose text is held."""
    from kg.commands.sources import Gaps, gaps

    view = gaps(open_chosen(args), Gaps(tuple(args.graph), args.lang))
    if args.format == "json":
        write_json(args, view.json())
    else:
        write(args, view.text())
    return Exit.DONE


def _sentences(args: argparse.Namespace) -> int:
    from kg.commands.sources import trace

    found = trace(open_chosen(args))
    if args.format == "json":
        write_json(args, as_json(found))
    else:
        write(args, as_text(found, args.lang, everything=args.all))
    return Exit.DONE


def as_json(found: "Trace") -> dict[str, Any]:
    """The figures and every sentence, with its place in code points of the held text."""
    from kg.analyse.trace import STATUSES

    return {
        "total": len(found.sentences),
        "share": None if found.share is None else round(found.share, 4),
        **{status: found.count(status) for status in STATUSES},
        "unlisted": list(found.unlisted),
        "sentences": [
            {
                "sentence": s.sentence,
                "document": s.document,
                "start": s.start,
                "end": s.end,
                "text": s.text,
                "status": s.status,
                "sound": s.sound,
                "reason": s.reasons or None,
                "statements": s.statements,
            }
            for s in found.sentences
        ],
    }


def as_text(found: "Trace", lang: str, *, everything: bool = False) -> str:
    """The share and the figures, then the sentences declared out (or all of them), then what is amiss."""
    from kg.analyse.trace import MODELLED, STATUSES

    if found.share is None:
        return text("evidence.trace-nothing", lang) + "\n"
    percent = text(
        "evidence.percent", lang, whole=f"{found.share * 100:.1f}".replace(".", "," if lang != "en" else ".")
    )
    lines = [text("evidence.trace-total", lang, total=len(found.sentences), share=percent)]
    lines += [text(f"evidence.trace-{status}", lang, number=found.count(status)) for status in STATUSES]
    for sentence in found.sentences:
        if everything or sentence.status != MODELLED:
            lines += ["", *_lines(sentence, lang)]
    for sentence in found.sentences:
        if not sentence.sound:
            lines += ["", text("evidence.trace-unsound", lang, sentence=sentence.key)]
    for gap in found.unlisted:
        lines += ["", text("evidence.trace-unlisted", lang, text=gap)]
    return "\n".join(lines) + "\n"


def _lines(sentence: "SentenceTrace", lang: str) -> list[str]:
    statements = " ".join(s.rsplit("/", 1)[-1] for s in sentence.statements)
    told = statements or sentence.reason(lang)
    state = text(f"evidence.trace-status-{sentence.status}", lang)
    return [f"{sentence.key} · {state} · {told}", f"  {' '.join(sentence.text.split())}"]
