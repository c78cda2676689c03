"""Findings on a page: what the checks found, the sources' own gaps by class, and readings that contradict."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from kg.commands.check import SEVERITIES, Finding
from kg.commands.proposals import Where
from kg.commands.sources import Finding as Gap
from kg.commands.sources import Gaps
from kg.commands.sources import gaps as gaps_of
from kg.commands.worklist import Work, worked_on
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.health import findings
from kg.explorer.inputs import Choice, choose
from kg.explorer.kept import kept
from kg.explorer.person import may
from kg.explorer.tables import show_table
from kg.messages import in_language
from kg.present.card import Shown, show
from kg.present.findings import excused
from kg.present.gaps import class_label, message
from kg.present.table import Table, Value
from kg.read import Statement

KINDS = ("coverage", "overlap", "structure")
REQUIREMENT = re.compile(r"C\d+")
OVERLAPS = ("NetworkOverlap", "SharedTask")


def show_findings(here: Here) -> None:
    _checks(here)
    _gaps(here)
    _contested(here)


def _checks(here: Here) -> None:
    """The findings of the shapes: by what they are about, then by severity; what is accepted comes last."""
    found = findings(here).results
    here.show("heading.html", text=here.say("checks"))
    kinds = Counter(kind_of(f) for f in found)
    asked = st.query_params.get("kind", "")
    severity = st.query_params.get("severity")
    facets = [(here.say(f"finding-{k}"), kinds[k], here.view.url("findings", kind=k, severity=severity)) for k in KINDS]
    chosen = KINDS.index(asked) if asked in KINDS else None
    every = here.view.url("findings", severity=severity)
    here.show("facets.html", facets=facets, chosen=chosen, total=len(found), all=every)
    shown = [f for f in found if chosen is None or kind_of(f) == asked]
    counts = Counter(f.severity for f in shown)
    picked = choose(
        Choice(
            "severity",
            here.say("severity"),
            SEVERITIES,
            lambda s: f"{here.say(f'severity-{s}')} ({counts[s]})",
            here.say("severity-any"),
        )
    )
    shown = sorted((f for f in shown if picked in (None, f.severity)), key=lambda f: f.excuse is not None)
    if not shown:
        here.show("empty.html", message=here.say("no-findings"), advice=here.say("no-findings-do"))
        return
    _findings_table(here, shown)


def kind_of(finding: Finding) -> str:
    """Whether a finding is about a requirement, an overlap or the data themselves."""
    shape = finding.shape.rsplit("/", 1)[-1]
    if REQUIREMENT.match(shape):
        return "coverage"
    return "overlap" if shape.startswith(OVERLAPS) else "structure"


def _findings_table(here: Here, shown: Sequence[Finding]) -> None:
    columns = [here.say(f"column-{n}") for n in ("thing", "finding", "severity", "fix", "source")]
    said = {s.iri: s for s in here.graph.statements}
    rows = [_row(here, f, said.get(str(f.focus))) for f in shown]
    links: list[list[str | None]] = [
        [here.view.url("thing", id=short(str(f.focus))) if f.label else None] for f in shown
    ]
    if not any(row[3] for row in rows):
        columns.pop(3)
        rows = [[*row[:3], *row[4:]] for row in rows]
    if may("note"):
        columns.append(here.say("column-work"))
        done = worked_on(Where(here.view.municipality))
        rows = [[*row, _work(here, f, done)] for row, f in zip(rows, shown, strict=True)]
        page = [here.view.url("finding", id=short(str(f.focus)), shape=short(f.shape)) for f in shown]
        links = [[*some, *[None] * (len(columns) - 2), to] for some, to in zip(links, page, strict=True)]
    show_table(here, Table(here.say("found", n=len(shown)), columns, rows), "havainnot", links=links)


def _work(here: Here, finding: Finding, done: Mapping[tuple[str, str], Work]) -> str:
    """Whose the finding is and by when; else that it can be worked on."""
    work = done.get((finding.shape, str(finding.focus)))
    if work is None or not (work.to or work.due):
        return here.say("finding-noted" if work else "finding-work")
    due = here.view.date(work.due.isoformat()) if work.due else ""
    return " ".join(p for p in (here.graph.thing(work.to).name(here.view.content) if work.to else "", due) if p)


def _row(here: Here, finding: Finding, statement: Statement | None) -> list[Value]:
    lang = here.view.lang
    accepted = excused(finding, lang)
    message = in_language(finding.message, lang) or ""
    return [
        in_language(finding.label, here.view.content) or str(finding.focus).rsplit("/", 1)[-1],
        f"{message} {accepted}".strip(),
        here.say("finding-accepted" if finding.excuse else f"severity-{finding.severity}"),
        in_language(finding.fix, lang),
        _place(here, finding, statement),
    ]


def _place(here: Here, finding: Finding, statement: Statement | None) -> str | None:
    """Where the thing stands: a statement in a chapter of its document, all else in its source."""
    first = statement.said(here.view.lang) if statement else None
    if first:
        document = first.document.name(here.view.content)
        return f"{document}, {here.say('answer.chapter', chapter=first.chapter)}" if first.chapter else document
    source = finding.source
    return (in_language(source.title, here.view.lang) or source.place) if source else None


def _gaps(here: Here) -> None:
    """Where the sources leave something open, by class."""
    gaps = kept(here, "gaps", lambda _: gaps_of(here.graph.municipality, Gaps(lang=here.view.lang)))
    if not gaps.found:
        return
    here.show("heading.html", text=here.say("gaps-of-sources", n=len(gaps.found)))
    counts = Counter(g.gap_class for g in gaps.found)
    names = {c: class_label(gaps.web, c, here.view.lang) for c in counts}
    classes = sorted(counts, key=lambda c: names[c].casefold())
    chosen = choose(
        Choice("gap", here.say("gap-class"), classes, lambda c: f"{names[c]} ({counts[c]})", here.say("gap-any"))
    )
    shown = [g for g in gaps.found if chosen in (None, g.gap_class)]
    columns = [here.say(f"column-{n}") for n in ("gap", "finding", "statements")]
    rows: list[list[Value]] = [
        [
            names[g.gap_class],
            message(gaps.web, g, here.view.lang),
            ", ".join(s.rsplit("/", 1)[-1] for s in g.statements[:12]),
        ]
        for g in shown
    ]
    links = [[None, None, _first(here, g)] for g in shown]
    show_table(here, Table(here.say("gaps-note"), columns, rows), "lahteen-aukot", links=links)


def _first(here: Here, gap: Gap) -> str | None:
    return here.view.url("thing", id=short(gap.statements[0])) if gap.statements else None


def _contested(here: Here) -> None:
    """Statements that contradict each other, each pair once."""
    pairs = contested(here)
    if pairs:
        here.show("contested.html", pairs=pairs)


def contested(here: Here) -> list[tuple[Shown, Shown]]:
    by_iri = here.graph.by_iri
    seen: dict[frozenset[str], tuple[Statement, Statement]] = {}
    for statement in here.graph.statements:
        for other in statement.conflicts:
            if other in by_iri:
                seen.setdefault(frozenset((statement.iri, other)), (statement, by_iri[other]))
    return [(show(here.graph, a, here.view.day), show(here.graph, b, here.view.day)) for a, b in seen.values()]
