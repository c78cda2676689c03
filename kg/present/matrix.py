"""The responsibility matrix for people and programs: text, JSON, and tables for CSV and a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.raci import LETTERS, Entry, Gap, Matrix
from kg.analyse.web import Web
from kg.messages import in_language, text
from kg.present.chains import ref, short
from kg.present.impact import statement_json
from kg.present.table import Table
from kg.read import Statement


@dataclass(frozen=True)
class MatrixView:
    web: Web
    matrix: Matrix
    lang: str
    thing: str | None = None
    example: bool = False

    def name(self, iri: str) -> str:
        return self.web.thing(iri).name(self.lang)

    def title(self) -> str:
        if self.thing is None:
            return text("matrix.title", self.lang)
        return text("matrix.title-of", self.lang, thing=self.name(self.thing))

    def role(self, notation: str) -> str:
        relation = self.web.relations.get(notation)
        return self.web.thing(relation.iri).name(self.lang) if relation else notation


def shown(entries: Sequence[Entry]) -> str:
    """The letters of a cell: `A R*`; implied bearers starred, weak words in brackets, contested ones with a mark."""
    parts = []
    for letter in LETTERS:
        own = [e for e in entries if e.letter == letter]
        if own:
            mark = (
                letter
                + ("*" if all(e.implied for e in own) else "")
                + ("!" if any(e.statement.contested for e in own) else "")
            )
            parts.append(f"({mark})" if all(e.weak for e in own) else mark)
    return " ".join(parts)


def matrix_text(view: MatrixView) -> str:
    """One block an object: each actor with its letters and the sentence behind them; then gaps and idle actors."""
    lang = view.lang
    lines = [view.title(), *([text("chain.example", lang)] if view.example else []), text("matrix.key", lang)]
    if not view.matrix.rows:
        lines.append(text("matrix.empty", lang))
    for row in view.matrix.rows:
        lines += ["", view.name(row)]
        for actor in view.matrix.columns:
            entries = view.matrix.cells.get((row, actor), ())
            if entries:
                lines.append(f"  {shown(entries):<8} {view.name(actor)}")
                lines += [f"           {_reason(view, e)}" for e in entries]
    lines += ["", text("matrix.gaps", lang)]
    for gap in view.matrix.gaps:
        lines.append(f"  - {_gap(view, gap)}")
        lines += [f"      {_unassigned(view, w)}" for w in gap.unassigned]
    if view.matrix.idle:
        lines += ["", text("matrix.idle", lang), f"  {', '.join(view.name(a) for a in view.matrix.idle)}"]
    return "\n".join(lines) + "\n"


def _reason(view: MatrixView, entry: Entry) -> str:
    said = entry.statement.said(view.lang)
    quote = f" «{said.quote}»" if said and said.quote else ""
    return f"{view.role(entry.role)} ({short(entry.statement.iri)}){quote}"


def _gap(view: MatrixView, gap: Gap) -> str:
    if not gap.missing:
        return text("matrix.gap-only-unassigned", view.lang, thing=view.name(gap.thing))
    return text("matrix.gap", view.lang, thing=view.name(gap.thing), missing=", ".join(gap.missing))


def _unassigned(view: MatrixView, statement: Statement) -> str:
    action = in_language(statement.action, view.lang) or view.role(statement.role_name or "")
    return text("matrix.unassigned", view.lang, action=action, statement=short(statement.iri))


def matrix_json(view: MatrixView) -> dict[str, Any]:
    found = view.matrix
    return {
        **({"example": True} if view.example else {}),
        "letters": dict(found.letters),
        "rows": [ref(view.web, r) for r in found.rows],
        "columns": [ref(view.web, c) for c in found.columns],
        "cells": [
            {"object": row, "actor": actor, "letters": shown(entries), "because": [_entry(view, e) for e in entries]}
            for (row, actor), entries in sorted(found.cells.items())
        ],
        "gaps": [
            {
                "object": ref(view.web, gap.thing),
                "missing": list(gap.missing),
                "unassigned": [statement_json(s, view.lang) for s in gap.unassigned],
            }
            for gap in found.gaps
        ],
        "idle": [ref(view.web, a) for a in found.idle],
    }


def _entry(view: MatrixView, entry: Entry) -> dict[str, Any]:
    statement = entry.statement
    return {
        "letter": entry.letter,
        "role": entry.role,
        "bearer_status": statement.bearer_status,
        "modality": statement.modality,
        "level": statement.level.notation if statement.level else None,
        "conflicts": list(statement.conflicts),
        **statement_json(statement, view.lang),
    }


def matrix_tables(view: MatrixView) -> list[Table]:
    """The matrix, the quotes behind it, the gaps, the idle actors and the letters of the roles, one sheet each."""
    lang, found = view.lang, view.matrix
    grid = [[view.name(r), *(shown(found.cells.get((r, c), ())) for c in found.columns)] for r in found.rows]
    names = [text("matrix.object", lang), *(view.name(c) for c in found.columns)]
    gaps = [
        [view.name(g.thing), ", ".join(g.missing), "; ".join(_unassigned(view, w) for w in g.unassigned)]
        for g in found.gaps
    ]
    letters = [[view.role(role), letter] for role, letter in sorted(found.letters.items(), key=lambda x: (x[1], x[0]))]
    return [
        Table(text("matrix.title", lang), names, grid, _note(view)),
        _quotes(view),
        Table(text("matrix.gaps", lang), _columns(lang, "missing", "unassigned"), gaps),
        _idle(view),
        Table(text("matrix.mapping", lang), _columns(lang, "role", "letter")[1:], letters),
    ]


def _note(view: MatrixView) -> str:
    key = text("matrix.key", view.lang)
    return f"{text('chain.example', view.lang)} {key}" if view.example else key


def _columns(lang: str, *names: str) -> list[str]:
    return [text("matrix.object", lang), *(text(f"matrix.column-{n}", lang) for n in names)]


def _idle(view: MatrixView) -> Table:
    rows = [[view.name(a)] for a in view.matrix.idle]
    note = text("matrix.idle-note", view.lang)
    return Table(text("matrix.idle", view.lang), _columns(view.lang, "actor")[1:], rows, note)


def _said(view: MatrixView, statement: Statement) -> list[str | None]:
    """Number, quote, document and chapter of a statement."""
    said = statement.said(view.lang)
    if said is None:
        return [short(statement.iri), None, None, None]
    return [short(statement.iri), said.quote, said.document.name(view.lang), said.chapter]


def _quotes(view: MatrixView) -> Table:
    columns = ("actor", "letter", "role", "statement", "quote", "document", "chapter", "modality", "bearer")
    rows = [
        [
            view.name(row),
            view.name(actor),
            e.letter,
            view.role(e.role),
            *_said(view, e.statement),
            text(f"answer.modality-{e.statement.modality}", view.lang),
            text(f"matrix.bearer-{e.statement.bearer_status}", view.lang),
        ]
        for (row, actor), entries in sorted(view.matrix.cells.items())
        for e in entries
    ]
    return Table(text("matrix.evidence", view.lang), _columns(view.lang, *columns), rows)
