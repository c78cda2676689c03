"""Importing on a page: try first and see what would change, then accept; history, undo and forget."""

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from kg.commands import export, kept_at
from kg.commands.history import ImportRecord, forget, history, undo
from kg.commands.imports import Import, import_sheets
from kg.errors import KgError
from kg.explorer.frame import Here
from kg.explorer.graph import open_graph
from kg.explorer.person import may, person
from kg.explorer.tables import XLSX, show_table
from kg.present.imported import Fault, Imported, fault_message, faults_csv, to_text
from kg.present.table import Table, Value

LINES = 12
"""So many sentences about a trial stand open; the rest fold away."""
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
    files = st.file_uploader(
        here.say("import-choose"), type=["xlsx", "csv", "geojson"], accept_multiple_files=True, key=f"files-{round_}"
    )
    if not files:
        return
    given = [(file.name, file.getvalue()) for file in files]
    tried = _run(here, lambda paths: import_sheets(Import(paths, into, on_conflict=conflict, dry_run=True)), given)
    if tried is None:
        return
    _show(here, tried)
    if not tried.faults and st.button(here.say("import-accept"), type="primary", key="accept"):
        done = _run(here, lambda paths: import_sheets(_import(paths, into, conflict)), given)
        if done is not None:
            st.session_state["import-round"] = round_ + 1
            _tell(list(to_text(done, here.view.lang)), done.municipality)


def _import(paths: list[Path], into: str, conflict: str) -> Import:
    """An import by whoever looks at the page; raises Misuse for who may not."""
    who = person()
    who.require("import")
    return Import(paths, into, on_conflict=conflict, account=who.account)


def _tell(lines: list[str], municipality: str) -> None:
    """Draw the page anew with the result on top, so that nothing of the trial remains beside it."""
    st.session_state["import-told"] = {"lines": lines, "into": municipality}
    try:
        open_graph(municipality)
    except KgError:  # nothing is left of it: what follows is shown beside the municipality of the server
        st.query_params.pop("data", None)
    st.rerun()


def _run(here: Here, work: Callable[[list[Path]], Imported], given: Sequence[tuple[str, bytes]]) -> Imported | None:
    """Do something with the uploaded files, which lie on the disk only meanwhile."""
    with tempfile.TemporaryDirectory(prefix="vastuuverkko-") as folder:
        paths = []
        for name, content in given:
            path = Path(folder) / Path(name).name
            path.write_bytes(content)
            paths.append(path)
        try:
            with st.spinner(here.say("import-reading")):
                return work(paths)
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
    lines = list(to_text(tried, here.view.lang))
    name = str(st.session_state.get("into") or tried.municipality).strip()
    rows = ((here.say(f"import-rows-{what}"), tried.rows.get(what, 0)) for what in ("added", "updated", "skipped"))
    here.show("trial.html", name=name, counts=list(rows), lines=lines[:LINES], more=max(len(lines) - LINES, 0))
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
