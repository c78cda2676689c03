"""What an import found, as JSON (the contract of `kg import --format json`), as text and as CSV of errors."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.check import Finding
from kg.load.sheets.meaning import NewActor
from kg.load.tabular.reader import Proposal
from kg.messages import LANGUAGES, in_language, text
from kg.rdf import Lit, Quad, Term
from kg.sources.records import Fault, Note
from kg.store.history import ImportRecord

MOST = 1_000
"""So many errors are listed; all of them go to `--errors FILE.csv`."""
MOST_SHOWN = 100


__all__ = ["Fault", "Imported", "change_lines", "fault_message", "faults_csv", "to_json", "to_text"]


@dataclass
class Imported:
    """What an import found, did, or (on trial) would do."""

    municipality: str
    """The key of the municipality; `name` is what people call it."""
    name: str = ""
    record: ImportRecord | None = None
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    new_actors: list[NewActor] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    added: frozenset[Quad] = frozenset()
    removed: frozenset[Quad] = frozenset()
    appearing: list[Finding] = field(default_factory=list)
    vanishing: list[Finding] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """IRI → name, for telling people what changes."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """IRI of a term or a word of ours → language → what it is called."""
    proposals: list[Proposal] = field(default_factory=list)
    """How files that have their own sheets were read."""


def fault_message(fault: Fault, lang: str) -> str:
    """The sentence of a fault; a shape's own words stand in its facts by language."""
    facts = {k: _in(v, lang) for k, v in fault.facts.items()}
    return text(f"import.{fault.code}", lang, value=fault.value, column=fault.column, **facts).strip()


def _in(value: object, lang: str) -> object:
    if isinstance(value, dict):
        return in_language(value, lang) or ""
    return value


def fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "code": fault.code,
        "message": {lang: fault_message(fault, lang) for lang in LANGUAGES},
        "suggestion": fault.suggestion,
    }


def to_json(done: Imported) -> dict[str, Any]:
    """The result as DESIGN's JSON; counts are of rows."""
    return {
        "imported": done.record is not None,
        "import": done.record.number if done.record else None,
        "municipality": done.municipality,
        "errors_total": len(done.faults),
        "added": done.rows.get("added", 0),
        "updated": done.rows.get("updated", 0),
        "skipped": done.rows.get("skipped", 0),
        "facts": {"added": len(done.added), "removed": len(done.removed)},
        "new_actors": [{"iri": a.iri, "name": a.name, "nearest": a.nearest} for a in done.new_actors],
        "checks": {"appearing": len(done.appearing), "vanishing": len(done.vanishing)},
        "notes": [
            {"code": n.key, "message": {lang: text(f"import.{n.key}", lang, **n.facts) for lang in LANGUAGES}}
            for n in done.notes[:MOST]
        ],
        "errors": [fault_json(f) for f in done.faults[:MOST]],
    }


def faults_csv(faults: Iterable[Fault], lang: str) -> str:
    """All errors as CSV, a row each, in the language asked for."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(["file", "sheet", "row", "column", "value", "code", "message", "suggestion"])
    for f in faults:
        row = [f.file, f.sheet, f.row, f.column, f.value, f.code, fault_message(f, lang), f.suggestion]
        writer.writerow(harmless_cell(str(cell)) for cell in row)
    return out.getvalue()


def harmless_cell(value: str) -> str:
    """A cell that no spreadsheet program takes for a formula; `kg.sources.files.harmless` reads it back."""
    return f"'{value}" if value.lstrip("'")[:1] in ("=", "+", "-", "@") else value


def to_text(done: Imported, lang: str) -> Iterator[str]:
    """The result in sentences, line by line."""
    for note in done.notes[:MOST_SHOWN]:
        yield text(f"import.{note.key}", lang, **note.facts)
    yield from _faults(done.faults, lang)
    if done.faults:
        return
    counts: dict[str, object] = {**done.rows, "municipality": done.name or done.municipality}
    if done.record:
        yield text("import.done", lang, number=done.record.number, **counts)
    elif not done.added and not done.removed:
        yield text("import.nothing-new", lang, **counts)
    else:
        yield text("import.trial", lang, **counts)
        yield from _changes(done, lang)
    yield from _actors(done, lang)


def _faults(faults: list[Fault], lang: str) -> Iterator[str]:
    for fault in faults[:MOST_SHOWN]:
        place = text("import.place", lang, file=fault.file, sheet=fault.sheet, row=fault.row, column=fault.column)
        near = " " + text("import.did-you-mean", lang, suggestion=fault.suggestion) if fault.suggestion else ""
        yield f"{place}: {fault_message(fault, lang)}{near}"
    if len(faults) > MOST_SHOWN:
        yield text("import.more-errors", lang, number=len(faults) - MOST_SHOWN)
    if faults:
        yield text("import.refused", lang, number=len(faults))


def _actors(done: Imported, lang: str) -> Iterator[str]:
    if done.new_actors:
        yield text("import.new-actors", lang, number=len(done.new_actors))
    for actor in done.new_actors[:MOST_SHOWN]:
        if actor.nearest:
            yield text("import.new-actor", lang, name=actor.name, nearest="; ".join(actor.nearest))
        else:
            yield text("import.new-actor-alone", lang, name=actor.name)


def _changes(done: Imported, lang: str) -> Iterator[str]:
    yield text("import.would-change", lang)
    yield from change_lines(done.removed, done.added, done.names)
    for key, findings in (("would-appear", done.appearing), ("would-vanish", done.vanishing)):
        if findings:
            yield text(f"import.{key}", lang, number=len(findings))
        for finding in findings[:MOST_SHOWN]:
            name = finding.label.get(lang) or done.names.get(str(finding.focus), "")
            yield f"  {finding.severity}: {name} – {finding.message.get(lang, '')}"


def change_lines(removed: Iterable[Quad], added: Iterable[Quad], names: Mapping[str, str]) -> Iterator[str]:
    """Facts that go and come, thing by thing, called by their names; no more than a screen can bear."""
    lines = [(*_words(q, names), "-") for q in removed] + [(*_words(q, names), "+") for q in added]
    lines.sort(key=lambda line: (line[0], line[1], line[3] == "+", line[2]))
    for subject, predicate, value, sign in lines[:MOST]:
        yield f"  {sign} {subject} · {predicate} · {value}"
    if len(lines) > MOST:
        yield f"  … {len(lines) - MOST}"


def _words(quad: Quad, names: Mapping[str, str]) -> tuple[str, str, str]:
    s, p, o, _ = quad
    return _name(s, names), _name(p, names), _name(o, names)


def _name(term: Term, names: Mapping[str, str]) -> str:
    if isinstance(term, Lit):
        return f"«{term}»" + (f" ({term.lang})" if term.lang else "")
    return names.get(str(term)) or str(term).rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
