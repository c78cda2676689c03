"""What was imported when, and what exactly it changed: PROV activities in the municipality's history graph.

Each import keeps the quads that it added and removed, so that it can be taken back to the letter. Time of change
(prov:endedAtTime) and time of validity (kg:validFrom, kg:validUntil) are two things.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rdflib.namespace import DCTERMS, PROV, RDF

from kg import __version__
from kg.errors import Misuse
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.store.acts import Deed, act_quads
from kg.store.changes import Change
from kg.store.disk import apply, keep
from kg.store.embedded import EmbeddedStore
from kg.store.query import find_query
from kg.terms import GRAPH, ID, KG

COUNTS = ("rowsAdded", "rowsUpdated", "rowsSkipped")


@dataclass(frozen=True)
class ImportRecord:
    """One line of `kg history`."""

    iri: Iri
    number: int
    kind: str
    ended: datetime
    version: str
    change: str
    counts: dict[str, int]
    files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each file."""
    undone: bool
    forgotten: bool

    @property
    def stands(self) -> bool:
        return not (self.undone or self.forgotten)


@dataclass(frozen=True)
class Entry:
    """What an import writes about itself."""

    kind: str
    municipality: str
    started: datetime
    files: tuple[tuple[str, str], ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    graphs: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()
    """What people did that made this change; written down with it."""


def history_graph(municipality: str) -> Iri:
    return Iri(GRAPH[f"{municipality}/history"])


def loaded_graphs(store: EmbeddedStore, municipality: str) -> list[str]:
    """The graphs that imports and loads wrote for the municipality and that still hold something."""
    rows = store.select(find_query("store/loaded-graphs").text, [history_graph(municipality)])
    held = set(store.graph_names())
    return [str(row["graph"]) for row in rows if row["graph"] in held]


def imports(store: EmbeddedStore, municipality: str) -> list[ImportRecord]:
    """All imports into a municipality's graph, the oldest first."""
    graph = [history_graph(municipality)]
    files: dict[str, list[tuple[str, str]]] = {}
    for row in store.select(find_query("store/imported-files").text, graph):
        files.setdefault(str(row["import"]), []).append((str(row["name"]), _last(row["file"])))
    rows = store.select(find_query("store/imports").text, graph)
    return sorted((_record(row, files) for row in rows), key=lambda r: r.number)


def _record(row: dict[str, Term | None], files: dict[str, list[tuple[str, str]]]) -> ImportRecord:
    iri = Iri(str(row["import"]))
    return ImportRecord(
        iri=iri,
        number=int(str(row["number"])),
        kind=str(row["kind"]),
        ended=datetime.fromisoformat(str(row["ended"])),
        version=_last(row["version"]).removeprefix("vastuuverkko-"),
        change=_last(row["change"]) if row["change"] else "",
        counts={c: int(str(row[c])) for c in (*COUNTS, "factsAdded", "factsRemoved") if row[c] is not None},
        files=tuple(files.get(str(iri), ())),
        undone=row["undone"] is not None,
        forgotten=row["forgotten"] is not None,
    )


def _last(iri: Term | None) -> str:
    return str(iri).rsplit("/", 1)[1]


def commit(path: Path, change: Change, entry: Entry, base: Iterable[Quad] = ()) -> ImportRecord:
    """Write a change with its history as one transaction, and return its record. The caller is `alone`.

    `base` are quads that the change builds on and the store does not hold yet: a shipped municipality's own.
    """
    before = imports(EmbeddedStore(path, read_only=True), entry.municipality) if path.exists() else []
    digest = keep(path, change.dump(), ".change")
    number = max((r.number for r in before), default=0) + 1
    history = _entry_quads(entry, number, datetime.now(UTC), change, digest)
    done = act_quads(path, entry.municipality, entry.deeds, str(_import(entry.municipality, number)))
    lacking = set(base) - change.removed
    gone = change.removed if not lacking else frozenset[Quad]()
    apply(path, gone, [*lacking, *change.added, *history, *done])
    return imports(EmbeddedStore(path, read_only=True), entry.municipality)[-1]


def _entry_quads(entry: Entry, number: int, ended: datetime, change: Change, digest: str) -> list[Quad]:
    about = _import(entry.municipality, number)
    kept = Iri(ID[f"{entry.municipality}/change/{digest}"])
    facts: list[tuple[Iri, object, Term]] = [
        (about, RDF.type, Iri(KG.Import)),
        (about, DCTERMS.identifier, Lit(str(number))),
        (about, DCTERMS.type, Lit(entry.kind)),
        (about, PROV.startedAtTime, _time(entry.started)),
        (about, PROV.endedAtTime, _time(ended)),
        (about, PROV.wasAssociatedWith, Iri(ID[f"shared/program/vastuuverkko-{__version__}"])),
        (about, PROV.generated, kept),
        (kept, RDF.type, Iri(PROV.Entity)),
    ]
    counts = {**entry.counts, "factsAdded": len(change.added), "factsRemoved": len(change.removed)}
    facts += [(about, KG[name], Lit(str(n), datatype=XSD + "integer")) for name, n in counts.items()]
    for name, sha in entry.files:
        file = Iri(ID[f"{entry.municipality}/file/{sha}"])
        facts += [(about, PROV.used, file), (file, RDF.type, Iri(PROV.Entity)), (file, DCTERMS.title, Lit(name))]
    for graph in entry.graphs:
        facts += [(about, PROV.generated, Iri(graph)), (Iri(graph), RDF.type, Iri(KG.SourceGraph))]
    return _in_history(entry.municipality, facts)


def _import(municipality: str, number: int) -> Iri:
    return Iri(ID[f"{municipality}/import/{number}"])


def _in_history(municipality: str, facts: Iterable[tuple[Iri, object, Term]]) -> list[Quad]:
    return [(s, Iri(str(p)), o, history_graph(municipality)) for s, p, o in facts]


def _time(moment: datetime) -> Lit:
    return Lit(moment.isoformat(timespec="microseconds"), datatype=XSD + "dateTime")


def note(municipality: str, kind: str, about: ImportRecord) -> list[Quad]:
    """The activity that takes an import back (`undo`) or out (`forget`)."""
    act = Iri(ID[f"{municipality}/{kind}/{about.number}"])
    facts: list[tuple[Iri, object, Term]] = [
        (act, RDF.type, Iri(PROV.Activity)),
        (act, DCTERMS.type, Lit(kind)),
        (act, PROV.wasInformedBy, about.iri),
        (act, PROV.endedAtTime, _time(datetime.now(UTC))),
    ]
    return _in_history(municipality, facts)


def chosen(records: Sequence[ImportRecord], number: str) -> ImportRecord:
    """The import that a person named by its number."""
    for record in records:
        if str(record.number) == number.strip():
            return record
    raise Misuse("history.no-such-import", number=number)


def named_files(store: EmbeddedStore) -> set[str]:
    """The hashes of all kept files and changes that the history or the acts of any municipality name."""
    histories = (g for g in store.graph_names() if g.endswith(("/history", "/proposals")))
    return {_last(q[2]) for g in histories for q in store.quads(g) if "/" in q[2]}
