"""Importing on a page: try first and see what would change, then accept; history, undo and forget."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import streamlit as st

from kg.commands import export, kept_at
from kg.commands.effect import Effect, with_effect
from kg.commands.history import ImportRecord, forget, history, undo
from kg.commands.imports import Import, Proposal, find_readings, import_sheets, propose_readings
from kg.errors import KgError
from kg.explorer.frame import Here
from kg.explorer.graph import open_graph
from kg.explorer.person import may, person
from kg.explorer.reading import confirm_readings
from kg.explorer.tables import XLSX, show_table
from kg.explorer.uploads import laid_down
from kg.present.imported import Fault, Imported, fault_message, faults_csv, to_text
from kg.present.preview import preview_lines
from kg.present.table import Table, Value

T = TypeVar("T")

LINES = 12
"""So many sentences about a trial stand open; the rest fold away."""
ENDINGS = ["xlsx", "csv", "geojson", "json"]
"""Metadata that say how a file is read may come with it."""
CONFLICTS = ("update", "stop", "skip")


def show_import(here: Here) -> None:
    if told := st.session_state.pop("import-told", None):
        here.show("imported.html", **told)
    _workbooks(here)
    _upload(here)
    _history(here)


def _workbooks(here: Here) -> None:
    """The empty template, and the municipality's own data as the same sheets."""
    here.show("heading.html", text=here.say("import-sheets"))
    municipality, lang, name = here.graph.municipality, here.view.lang, here.view.municipality
    with st.container(horizontal=True, key="sheets"):
        st.download_button(
            here.say("take-template"),
            lambda: export.template(municipality, lang),
            f"{name}-pohja.xlsx",
            XLSX,
            on_click="ignore",
        )
        st.download_button(
            here.say("take-sheets"),
            lambda: export.workbook(municipality, lang)[0],
            f"{name}-taulukot.xlsx",
            XLSX,
            on_click="ignore",
        )


def _upload(here: Here) -> None:
    here.show("heading.html", text=here.say("import-files"))
    into = st.text_input(here.say("import-into"), value=here.view.municipality, max_chars=60, key="into")
    conflict = st.radio(
        here.say("import-conflict"), CONFLICTS, format_func=lambda c: here.say(f"conflict-{c}"), key="conflict"
    )
    round_ = st.session_state.get("import-round", 0)
    files = st.file_uploader(here.say("import-choose"), type=ENDINGS, accept_multiple_files=True, key=f"files-{round_}")
    if not files:
        return
    given = [(file.name, file.getvalue()) for file in files]
    proposals = _proposals(here, into, given)
    readings = None if proposals is None else confirm_readings(here, proposals, round_)
    if readings is None:
        return
    asked = Import((), into, on_conflict=conflict, readings=readings, accept=True)
    tried = _run(here, lambda paths: import_sheets(replace(asked, files=paths, dry_run=True)), given)
    if tried is None:
        return
    _show(here, tried)
    if not tried.faults and st.button(here.say("import-accept"), type="primary", key="accept"):
        done = _run(
            here,
            lambda paths: with_effect(tried.municipality, lambda: import_sheets(_import(replace(asked, files=paths)))),
            given,
        )
        if done is not None:
            st.session_state["import-round"] = round_ + 1
            _accepted(here, tried, *done)


def _import(asked: Import) -> Import:
    """An import by whoever looks at the page; raises Misuse for who may not."""
    who = person()
    who.require("import")
    return replace(asked, account=who.account)


def _proposals(here: Here, into: str, given: Sequence[tuple[str, bytes]]) -> list[Proposal] | None:
    """How the files that do not follow the template would be read, worked out once for the same files."""
    state = (into, tuple((name, sha256(content).hexdigest()) for name, content in given))
    held = st.session_state.get("import-proposals")
    if held and held[0] == state:
        found: list[Proposal] | None = held[1]
        return found

    def propose(paths: list[Path]) -> list[Proposal]:
        readings = find_readings(paths, ())
        return propose_readings(Import(paths, into, readings=readings))

    found = _run(here, propose, given)
    if found is not None:
        st.session_state["import-proposals"] = (state, found)
    return found


def _accepted(here: Here, tried: Imported, done: Imported, effect: Effect) -> None:
    """Tell what came in, what it changed in coverage and overlaps, and how to take it back."""
    told = list(to_text(done, here.view.lang))
    came, rest = told[len(done.notes) :], told[: len(done.notes)]
    things = list(preview_lines(tried, here.view.lang))
    open_lines = [*came[:1], *things[:LINES], *_effect_lines(here, effect)]
    _tell([*open_lines, *things[LINES:], *came[1:], *rest], done.municipality, len(open_lines))


def _effect_lines(here: Here, effect: Effect) -> list[str]:
    before, after = effect.before, effect.after
    same = "-same" if before.served == after.served else ""
    facts = {"before": before.served, "after": after.served, "total": after.total}
    lines = [here.say(f"import-effect-cells{same}", **facts)]
    for code, pairs in (("new", effect.pairs_new), ("gone", effect.pairs_gone)):
        if pairs:
            named = "; ".join(" – ".join(pair) for pair in pairs[:LINES])
            lines.append(here.say(f"import-effect-pairs-{code}", number=len(pairs), pairs=named))
    return lines if len(lines) > 1 else [*lines, here.say("import-effect-pairs-same")]


def _tell(lines: list[str], municipality: str, open_lines: int = LINES) -> None:
    """Draw the page anew with the result on top, so that nothing of the trial remains beside it."""
    st.session_state["import-told"] = {"lines": lines, "into": municipality, "most": open_lines}
    try:
        open_graph(municipality)
    except KgError:  # nothing is left of it: what follows is shown beside the municipality of the server
        st.query_params.pop("data", None)
    st.rerun()


def _run(here: Here, work: Callable[[list[Path]], T], given: Sequence[tuple[str, bytes]]) -> T | None:
    """Do something with the uploaded files, which lie on the disk only meanwhile; metadata lie beside their files."""
    with laid_down(given) as laid:
        try:
            with st.spinner(here.say("import-reading")):
                return work([path for path in laid if path.suffix.lower() != ".json"])
        except KgError as error:
            here.show("empty.html", message=here.say("import-refused"), advice=error.message(here.view.lang))
            return None


def _show(here: Here, tried: Imported) -> None:
    """Every error with its place, or what would change."""
    if not tried.faults:
        _preview(here, tried)
        return
    here.show("note.html", text=here.say("import.refused", number=len(tried.faults)))
    columns = [here.say(f"column-{n}") for n in ("file", "sheet", "row", "column", "value", "finding", "suggestion")]
    rows = [_fault(here, f) for f in tried.faults]
    show_table(here, Table(here.say("import-errors"), columns, rows), "tuonnin-virheet")
    st.download_button(
        here.say("take-errors"),
        lambda: faults_csv(tried.faults, here.view.lang).encode("utf-8-sig"),
        "tuonnin-virheet.csv",
        "text/csv",
        on_click="ignore",
    )


def _preview(here: Here, tried: Imported) -> None:
    """What would become of each thing, as a table; the single facts fold away."""
    lines, said = list(to_text(tried, here.view.lang)), list(preview_lines(tried, here.view.lang))
    name = str(st.session_state.get("into") or tried.municipality).strip()
    rows = ((here.say(f"import-rows-{what}"), tried.rows.get(what, 0)) for what in ("added", "updated", "skipped"))
    here.show(
        "trial.html", name=name, counts=list(rows), said=said, lines=lines[:LINES], more=max(len(lines) - LINES, 0)
    )
    things = [quad[0] for quad in (*tried.added, *tried.removed)]
    changes = Counter(str(t) for t in things if str(t) in tried.names)
    gone = Counter(str(quad[0]) for quad in tried.removed)
    columns = [here.say(f"column-{n}") for n in ("name", "state", "facts-changed")]
    table: list[list[Value]] = [
        [tried.names[iri], here.say("import-changes" if gone[iri] else "import-new"), n] for iri, n in changes.items()
    ]
    if table:
        show_table(here, Table(here.say("import-trial"), columns, sorted(table, key=str)), "muutokset")


def _fault(here: Here, fault: Fault) -> list[Value]:
    message = fault_message(fault, here.view.lang)
    return [fault.file, fault.sheet, fault.row, fault.column, fault.value, message, fault.suggestion]


def _history(here: Here) -> None:
    """What was imported when; the last one can be undone, any one forgotten."""
    place = kept_at(None)
    records = history(here.view.municipality, None) if place and place.exists() else []
    here.show("heading.html", text=here.say("import-history"))
    if not records:
        here.show("empty.html", message=here.say("no-imports"), advice=here.say("no-imports-do"))
        return
    columns = [here.say(f"column-{n}") for n in ("number", "time", "file", "added", "removed", "state")]
    show_table(here, Table(here.say("import-history"), columns, [_record(here, r) for r in records]), "tuonnit")
    with st.container(horizontal=True, key="back"):
        if st.button(here.say("undo-last"), key="undo", disabled=all(r.undone or r.forgotten for r in records)):
            st.session_state["undo-asked"] = True
        if st.session_state.get("undo-asked") and st.button(here.say("undo-sure"), type="primary", key="undo-sure"):
            st.session_state.pop("undo-asked")
            _change(here, lambda: undo(here.view.municipality, None, person=person()))
        numbers = [str(r.number) for r in records if not r.forgotten]
        number = st.selectbox(here.say("forget-which"), numbers, index=None, key="forget-number")
        if number and may("forget") and st.button(here.say("forget", number=number), key="forget"):
            _change(here, lambda: forget(here.view.municipality, number, None, person=person()))


def _change(here: Here, work: Callable[[], ImportRecord]) -> None:
    try:
        record = work()
    except KgError as error:
        here.show("empty.html", message=here.say("import-refused"), advice=error.message(here.view.lang))
        return
    _tell([here.say("changed-back", number=record.number)], here.view.municipality)


def _record(here: Here, record: ImportRecord) -> list[Value]:
    state = "forgotten" if record.forgotten else "undone" if record.undone else "stands"
    return [
        record.number,
        f"{record.ended.astimezone():%-d.%-m.%Y %H:%M}",
        ", ".join(name for name, _ in record.files),
        record.counts.get("factsAdded", 0),
        record.counts.get("factsRemoved", 0),
        here.say(f"import-{state}"),
    ]
