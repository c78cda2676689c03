"""One import taken out with everything it brought: its facts, its kept files, its traces in later changes."""

from collections.abc import Sequence
from pathlib import Path

from rdflib.namespace import PROV, RDF

from kg.rdf import Iri, Quad
from kg.store.changes import Change, read_change
from kg.store.disk import apply, keep, kept_file, kept_folder, rewrite, snapshot
from kg.store.embedded import EmbeddedStore
from kg.store.history import ImportRecord, chosen, history_graph, imports, note
from kg.terms import ID


def forget(path: Path, municipality: str, number: str) -> ImportRecord:
    """Remove an import; the history keeps only its number and its time. The caller is `alone`.

    What it had replaced comes back where nothing newer stands in that place.
    """
    store = snapshot(path)
    records = imports(store, municipality)
    record = chosen(records, number)
    brought = read_change(kept_file(path, record.change, ".change"))
    gone, back = _facts(store, brought) if record.stands else (set[Quad](), set[Quad]())
    later = [r for r in records if r.number > record.number and not r.forgotten]
    rewritten = [(r, changed) for r in later if (changed := _scrubbed(path, r, brought)) is not None]
    added = [*back, *note(municipality, "forget", record)]
    removed = [*gone, *_traces(store, municipality, record, records)]
    for other, change in rewritten:
        digest = keep(path, change.dump(), ".change")
        removed += _change_link(municipality, other, other.change)
        added += _change_link(municipality, other, digest)
    apply(path, removed, added)
    rewrite(path)
    for dead in (record.change, *(r.change for r, _ in rewritten)):
        kept_file(path, dead, ".change").unlink(missing_ok=True)
    _delete_files(path, record, records)
    return record


def _facts(store: EmbeddedStore, brought: Change) -> tuple[set[Quad], set[Quad]]:
    """What goes, and what comes back."""
    graphs = {str(q[3]) for q in brought.added | brought.removed}
    now = {q for g in graphs for q in store.quads(g)}
    gone = now & brought.added
    taken = {(s, p, g) for s, p, _, g in now - gone}
    return gone, {q for q in brought.removed if (q[0], q[1], q[3]) not in taken}


def _scrubbed(path: Path, record: ImportRecord, brought: Change) -> Change | None:
    """A later change without the facts that the forgotten import brought; None where it holds none of them.

    Where it replaced such a fact, it now replaces what the forgotten import had replaced, so that it can be undone.
    """
    change = read_change(kept_file(path, record.change, ".change"))
    theirs = change.removed & brought.added
    if not theirs:
        return None
    places = {(s, p, g) for s, p, _, g in theirs}
    inherited = {q for q in brought.removed if (q[0], q[1], q[3]) in places}
    return Change((change.removed - theirs) | inherited, change.added)


def _traces(
    store: EmbeddedStore, municipality: str, record: ImportRecord, records: Sequence[ImportRecord]
) -> list[Quad]:
    """The history's facts about the import's files and its change; a file that another import used stays."""
    used_by_others = {sha for r in records if r.iri != record.iri and not r.forgotten for _, sha in r.files}
    files = {ID[f"{municipality}/file/{sha}"] for _, sha in record.files}
    dead = {str(f) for f in files if str(f).rsplit("/", 1)[1] not in used_by_others}
    history = store.quads(history_graph(municipality))
    links = [q for q in history if q[0] == record.iri and q[1] == str(PROV.used)]
    about = [q for q in history if q[0] in dead]
    return links + about + _change_link(municipality, record, record.change)


def _change_link(municipality: str, record: ImportRecord, digest: str) -> list[Quad]:
    graph, change = history_graph(municipality), Iri(ID[f"{municipality}/change/{digest}"])
    return [
        (record.iri, Iri(PROV.generated), change, graph),
        (change, Iri(RDF.type), Iri(PROV.Entity), graph),
    ]


def _delete_files(path: Path, record: ImportRecord, records: Sequence[ImportRecord]) -> None:
    kept = {sha for r in records if r.iri != record.iri and not r.forgotten for _, sha in r.files}
    for _, sha in record.files:
        if sha not in kept:
            for file in kept_folder(path).glob(f"{sha}.*"):
                file.unlink()
