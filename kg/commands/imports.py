"""Import and load: planners' spreadsheets and RDF files into a municipality's graph, all of them or nothing."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.changes import Loaded, load_documents
from kg.errors import Misuse, UnreadableInput
from kg.importing import CONFLICTS, Options, import_files, understanding
from kg.load.iris import slug
from kg.load.popolo import Popolo, read_popolo
from kg.load.shipped import graph_iri
from kg.load.tabular.csvw import is_reading, metadata_name
from kg.load.tabular.reader import Proposal, Unconfirmed
from kg.pipeline import default_store, open_data, store_path
from kg.present.imported import Imported
from kg.reading import propose
from kg.servers import address, publish_data
from kg.store.documents import quad_text

__all__ = ["CONFLICTS", "Import", "Load", "Loaded", "Proposal", "Unconfirmed", "import_sheets", "load", "publish"]

LARGEST_METADATA = 5_000_000

Told = Callable[[str], None]
Waiting = Callable[[], None]
Sent = Callable[[str, int], None]


@dataclass(frozen=True)
class Import:
    """Spreadsheets into a municipality; `on_conflict` is update, stop or skip."""

    files: Sequence[Path]
    into: str
    store: Path | str | None = None
    on_conflict: str = "update"
    dry_run: bool = False
    readings: Mapping[str, Any] = field(default_factory=dict)
    """File name → CSVW metadata: how a file that does not follow the template is read."""
    accept: bool = False
    """Whether readings are taken as they are proposed."""
    account: str = ""
    """Of whoever imports, where that is known."""


@dataclass(frozen=True)
class Load:
    """RDF files into a municipality; triples go to `graph` (a source's name or an IRI), else to a source a file."""

    files: Sequence[Path]
    municipality: str
    store: Path | str | None = None
    graph: str | None = None


def import_sheets(request: Import, progress: Told = lambda step: None, waiting: Waiting = lambda: None) -> Imported:
    """What came in, or every mistake with its place; with `dry_run`, what would.

    Raises Unconfirmed for files whose reading somebody must confirm first.
    """
    how = Options(
        request.on_conflict, request.dry_run, progress, waiting, request.readings, request.accept, request.account
    )
    return import_files(request.files, request.into, store_path(request.store), how)


def propose_readings(request: Import) -> list[Proposal]:
    """How the files that do not follow the template would be read."""
    return propose(request.files, request.readings, understanding(request.into, store_path(request.store)))


def find_readings(files: Sequence[Path], mappings: Sequence[str]) -> dict[str, Any]:
    """File name → the metadata that are named for it, else those that lie beside it and are a reading of ours.

    Raises UnreadableInput for metadata that are none, Misuse where a mapping belongs to no file.
    """
    found = {}
    for file in files:
        beside = file.parent / metadata_name(file.name)
        if beside.is_file() and is_reading(metadata := _metadata(beside)):
            found[file.name] = metadata
    for mapping in map(Path, mappings):
        owners = [f.name for f in files if metadata_name(f.name) == mapping.name]
        if not owners and len(files) == len(mappings) == 1:
            owners = [files[0].name]
        if not owners:
            raise Misuse("reading.mapping-for", mapping=mapping.name)
        found[owners[0]] = _metadata(mapping)
    return found


def _metadata(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_METADATA:
            raise ValueError(f"> {LARGEST_METADATA} B")
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableInput("reading.unreadable-metadata", mapping=path.name, why=str(error)[:80]) from error


def save_reading(proposal: Proposal, folder: Path) -> Path:
    """Write the metadata of a file into a folder; returns where they are."""
    path = folder / metadata_name(proposal.file)
    try:
        path.write_text(json.dumps(proposal.metadata(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UnreadableInput("errors.cannot-write", path=path, why=error.strerror) from error
    return path


def load(request: Load, waiting: Waiting = lambda: None) -> Loaded:
    """What was loaded. Raises Misuse where no file is named or a graph may not be written."""
    if not request.files:
        raise Misuse("remote.load-what")
    graph = request.graph
    if graph and ":" not in graph:
        graph = graph_iri(request.municipality, slug(graph))
    path = store_path(request.store)
    if all(file.suffix.lower() != ".json" for file in request.files):
        return load_documents(request.files, request.municipality, path, graph, waiting)
    with TemporaryDirectory() as folder:
        documents = [_as_rdf(file, request.municipality, Path(folder)) for file in request.files]
        files = [document for document, _ in documents]
        found = load_documents(files, request.municipality, path, graph, waiting)
    kept, skipped = Counter[str](), Counter[str]()
    for _, document in documents:
        if document is not None:
            kept += document.kept
            skipped += document.left_out
    return replace(found, kept=kept, skipped=skipped)


def _as_rdf(file: Path, municipality: str, folder: Path) -> tuple[Path, Popolo | None]:
    """A Popolo document as N-Quads of the same name, so that it passes all that RDF files pass; any other as it is."""
    if file.suffix.lower() != ".json":
        return file, None
    found = read_popolo(file, municipality)
    target = folder / f"{file.stem}.nq"
    target.write_text("".join(f"{quad_text(quad)}\n" for quad in dict.fromkeys(found.quads)), encoding="utf-8")
    return target, found


def publish(request: Load, sent: Sent) -> dict[str, int] | None:
    """Put what this machine holds on the server that `store` names: triples by graph; None where it names none."""
    server = address(request.store)
    if server is None:
        return None
    if request.files:
        raise Misuse("remote.load-files")
    return publish_data(open_data(request.municipality, store=default_store()), server, sent)
