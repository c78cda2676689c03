"""Import and load: planners' spreadsheets and RDF files into a municipality's graph, all of them or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.changes import Loaded, load_documents
from kg.errors import Misuse
from kg.importing import CONFLICTS, Options, import_files
from kg.load.iris import slug
from kg.load.shipped import graph_iri
from kg.pipeline import default_store, open_data, store_path
from kg.present.imported import Imported
from kg.servers import address, publish_data

__all__ = ["CONFLICTS", "Import", "Load", "Loaded", "import_sheets", "load", "publish"]

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


@dataclass(frozen=True)
class Load:
    """RDF files into a municipality; triples go to `graph` (a source's name or an IRI), else to a source a file."""

    files: Sequence[Path]
    municipality: str
    store: Path | str | None = None
    graph: str | None = None


def import_sheets(request: Import, progress: Told = lambda step: None, waiting: Waiting = lambda: None) -> Imported:
    """What came in, or every mistake with its place; with `dry_run`, what would."""
    how = Options(request.on_conflict, request.dry_run, progress, waiting)
    return import_files(request.files, request.into, store_path(request.store), how)


def load(request: Load, waiting: Waiting = lambda: None) -> Loaded:
    """What was loaded. Raises Misuse where no file is named or a graph may not be written."""
    if not request.files:
        raise Misuse("remote.load-what")
    graph = request.graph
    if graph and ":" not in graph:
        graph = graph_iri(request.municipality, slug(graph))
    return load_documents(request.files, request.municipality, store_path(request.store), graph, waiting)


def publish(request: Load, sent: Sent) -> dict[str, int] | None:
    """Put what this machine holds on the server that `store` names: triples by graph; None where it names none."""
    server = address(request.store)
    if server is None:
        return None
    if request.files:
        raise Misuse("remote.load-files")
    return publish_data(open_data(request.municipality, store=default_store()), server, sent)
