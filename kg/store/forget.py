"""One import taken out with everything it brought: its facts, its kept files, its traces in later changes.

A note is written first. Whoever opens the store while it lies there finishes the forgetting (kg.store.opening).
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rdflib.namespace import PROV, RDF

from kg.rdf import Iri, Quad
from kg.store.changes import Change, read_change
from kg.store.disk import apply, keep, keep_only, kept_file, replace_file, rewrite, sync_folder
from kg.store.embedded import EmbeddedStore
from kg.store.history import ImportRecord, chosen, history_graph, imports, named_files, note
from kg.store.kept import drop
from kg.store.readings import drop_readings
from kg.terms import GRAPH, ID


def intent(path: Path) -> Path:
    """The note that says which import is to be forgotten; while it lies there, the forgetting is not finished."""
    return path.with_name(path.name + ".forget")


def forget(path: Path, municipality: str, number: str) -> ImportRecord:
    """Remove an import; the history keeps only its number and its time. The caller is `alone`.

    What it had replaced comes back where nothing newer stands in that place. An import that is forgotten already may
    be named again: what is left of it goes.
    """
    record = chosen(imports(_opened(path), municipality), number)
    note = {"municipality": municipality, "number": record.number}
    replace_file(intent(path), json.dumps(note).encode())
    complete(path)
    return record


def complete(path: Path) -> None:
    """Do what the note says, whatever of it is done already, and take the note away. The caller is `alone`."""
    if not intent(path).exists():
        return
    wanted = json.loads(intent(path).read_bytes())
    records = imports(_opened(path), wanted["municipality"])
    record = next((r for r in records if r.number == wanted["number"]), None)
    if record:
        if not record.forgotten:
            _take_out(path, wanted["municipality"], record, records)
        drop(path, wanted["municipality"])
        rewrite(path)
        keep_only(path, named_files(_opened(path)))
        drop_readings(path, wanted["municipality"])
    intent(path).unlink()
    sync_folder(path.parent)


def _opened(path: Path) -> EmbeddedStore:
    return EmbeddedStore(path, read_only=True) if path.exists() else EmbeddedStore()


def _take_out(path: Path, municipality: str, record: ImportRecord, records: Sequence[ImportRecord]) -> None:
    """The import out of the graph, of later changes and of the history, in one transaction."""
    store = _opened(path)
    brought = read_change(kept_file(path, record.change, ".change"))
    gone, back = _facts(store, brought) if record.stands else (set[Quad](), set[Quad]())
    gone |= set(store.quads(GRAPH[f"{municipality}/inferred"]))
    others = [r for r in records if r.iri != record.iri and not r.forgotten]
    later = [r for r in others if r.number > record.number]
    links = {r.iri: r.change for r in others}
    for other in later:
        if (change := _scrubbed(path, other, brought)) is not None:
            links[other.iri] = keep(path, change.dump(), ".change")
    history = set(store.quads(history_graph(municipality)))
    kept = _without(history, record, others) | set(note(municipality, "forget", record))
    kept = {q for q in kept if not _is_change_link(q)} | _change_links(municipality, links)
    apply(path, [*gone, *(history - kept)], [*back, *(kept - history)])


def _without(history: set[Quad], record: ImportRecord, others: Sequence[ImportRecord]) -> set[Quad]:
    """The history without the import's files, where no other import used them."""
    used = {sha for r in others for _, sha in r.files}
    dead = {sha for _, sha in record.files} - used
    return {
        q for q in history if not (q[0] == record.iri and q[1] == str(PROV.used)) and q[0].rsplit("/", 1)[1] not in dead
    }


def _is_change_link(quad: Quad) -> bool:
    return "/change/" in quad[0] or (quad[1] == str(PROV.generated) and "/change/" in quad[2])


def _change_links(municipality: str, changes: Mapping[Iri, str]) -> set[Quad]:
    """Which import made which change."""
    graph, found = history_graph(municipality), set[Quad]()
    for about, digest in changes.items():
        change = Iri(ID[f"{municipality}/change/{digest}"])
        found |= {(about, Iri(PROV.generated), change, graph), (change, Iri(RDF.type), Iri(PROV.Entity), graph)}
    return found


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
