"""What has become of the sources' own words, in words and as JSON: sentences traced, quotes read again."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kg.analyse import quotes
from kg.analyse.quotes import QuoteCheck
from kg.analyse.trace import MODELLED, STATUSES, SentenceTrace, Trace
from kg.messages import number, text


def trace_json(found: Trace) -> dict[str, Any]:
    """The figures and every sentence, with its place in code points of the held text."""
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


def trace_text(found: Trace, lang: str, *, everything: bool = False) -> str:
    """The share and the figures, then the sentences declared out (or all of them), then what is amiss."""
    if found.share is None:
        return text("evidence.trace-nothing", lang) + "\n"
    percent = text("evidence.percent", lang, whole=number(found.share * 100, lang, digits=1))
    lines = [text("evidence.trace-total", lang, total=len(found.sentences), share=percent)]
    lines += [text(f"evidence.trace-{status}", lang, number=found.count(status)) for status in STATUSES]
    for sentence in found.sentences:
        if everything or sentence.status != MODELLED:
            lines += ["", *_sentence_lines(sentence, lang)]
    for sentence in found.sentences:
        if not sentence.sound:
            lines += ["", text("evidence.trace-unsound", lang, sentence=sentence.key)]
    for gap in found.unlisted:
        lines += ["", text("evidence.trace-unlisted", lang, text=gap)]
    return "\n".join(lines) + "\n"


def _sentence_lines(sentence: SentenceTrace, lang: str) -> list[str]:
    statements = " ".join(s.rsplit("/", 1)[-1] for s in sentence.statements)
    told = statements or sentence.reason(lang)
    state = text(f"evidence.trace-status-{sentence.status}", lang)
    return [f"{sentence.key} · {state} · {told}", f"  {' '.join(sentence.text.split())}"]


def quotes_text(checks: Sequence[QuoteCheck], lang: str, *, everything: bool = False) -> str:
    """The figures, then each quote in doubt (with `everything` also those without a held text) and its place."""
    counts = Counter(check.status for check in checks)
    lines = [text("evidence.quotes-total", lang, total=len(checks))]
    lines += [text(f"evidence.quotes-{status}", lang, number=counts[status]) for status in quotes.STATUSES]
    for check in checks:
        if check.status == "found" or (check.status == "not-held" and not everything):
            continue
        place = text("evidence.place", lang, document=check.document, chapter=check.chapter or "–")
        state = text(f"evidence.status-{check.status}", lang)
        lines += ["", f"{check.statement.rsplit('/', 1)[-1]} · {place} · {state}", f"  «{check.quote}»"]
    return "\n".join(lines) + "\n"
