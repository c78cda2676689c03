"""The gaps of a source in words, as JSON and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.gaps import Finding, count_by_class
from kg.analyse.web import Web
from kg.messages import LANGUAGES, text
from kg.present.chains import ref, short
from kg.present.impact import statement_json
from kg.terms import VOCAB


@dataclass(frozen=True)
class GapsView:
    """The gaps of the chosen sources, and the web that they were found in."""

    web: Web
    found: Sequence[Finding]
    lang: str
    example: bool = False

    def json(self) -> dict[str, Any]:
        return gaps_json(self.web, self.found, self.lang, example=self.example)

    def text(self) -> str:
        return gaps_text(self.web, self.found, self.lang, example=self.example)


def gaps_text(web: Web, found: Sequence[Finding], lang: str, *, example: bool) -> str:
    """The findings under the name of their class, each with its statements and the first sentence."""
    made_up = [text("chain.example", lang)] if example else []
    lines = [text("gaps.title", lang), *made_up, text("gaps.caution", lang)]
    for name, count in count_by_class(found).items():
        if count:
            lines += ["", f"{class_label(web, name, lang)} ({count})"]
            lines += [line for f in found if f.gap_class == name for line in _lines(web, f, lang)]
    classes = len({f.gap_class for f in found})
    total = text("gaps.total", lang, count=len(found), classes=classes) if found else text("gaps.none", lang)
    return "\n".join([*lines, "", total]) + "\n"


def _lines(web: Web, finding: Finding, lang: str) -> list[str]:
    places = ", ".join(short(s) for s in finding.statements)
    lines = [f"  - {message(web, finding, lang)}" + (f" [{places}]" if places else "")]
    statement = web.graph.by_iri.get(finding.statements[0]) if finding.statements else None
    said = statement.said(lang) if statement else None
    if said and said.quote:
        lines.append(f"      «{said.quote}»")
    return lines


def message(web: Web, finding: Finding, lang: str) -> str:
    """One finding as a sentence."""
    things = ", ".join(web.thing(t).name(lang) for t in finding.things)
    details = ", ".join(finding.details)
    return text(f"gaps.{finding.gap_class}-{finding.rule}", lang, things=things, details=details)


def class_label(web: Web, name: str, lang: str) -> str:
    return web.thing(f"{VOCAB}gap-classes/{name}").name(lang)


def gaps_json(web: Web, found: Sequence[Finding], lang: str, *, example: bool) -> dict[str, Any]:
    return {
        **({"example": True} if example else {}),
        "total": len(found),
        "classes": count_by_class(found),
        "gaps": [
            {
                "class": f.gap_class.replace("-", " "),
                "rule": f.rule,
                "message": {lang: message(web, f, lang) for lang in LANGUAGES},
                "things": [ref(web, t) for t in f.things],
                "statements": [statement_json(web.graph.by_iri.get(s), lang) for s in f.statements],
            }
            for f in found
        ],
    }
