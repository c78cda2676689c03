"""The working store into a snapshot on disk with a version, and a new one when what was imported changes."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.commands import Municipality
from kg.load.shipped import PERSONAL, SHARED, graph_iri, register_files
from kg.resources import SHAPES
from kg.store import Data, EmbeddedStore
from kg.store.opening import snapshot
from kg.store.snapshot import publish, version


@dataclass(frozen=True)
class Published:
    """One state of the data: pages read `municipality`, workers read `folder`, clients see `version`.

    `apart` holds what is reached only by name: shapes, the register of duties, history, reports, certificates.
    """

    municipality: Municipality
    apart: Data
    folder: Path
    version: str

    @property
    def data(self) -> Data:
        return self.municipality.data

    @property
    def register(self) -> Data:
        return register_in(self.apart)

    def withdraw(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def register_in(apart: Data) -> Data:
    """The register of statutory duties: its graphs are published and described, and no part of other data."""
    graphs = tuple(dict.fromkeys(graph for _, graph in register_files()))
    return replace(apart, graphs=graphs, default=graphs)


class Publisher:
    """Opens the data, publishes it, and tells when it is out of date."""

    def __init__(self, open_data: Callable[[], Data], watched: Path | None) -> None:
        self.open_data = open_data
        self.watched = watched
        self.root = Path(tempfile.mkdtemp(prefix="vastuuverkko-"))
        self._seen: object = None

    def read(self) -> tuple[Data, str]:
        """The data and their version, without publishing them."""
        data = self.open_data().working_copy()
        return data, version([_embedded(data), _embedded(self._apart(data))])

    def publish(self) -> Published:
        self._seen = self._trace()
        data = self.open_data().working_copy()
        folder = Path(tempfile.mkdtemp(dir=self.root)) / "store"
        apart = self._apart(data)
        return Published(Municipality(data), apart, folder, publish([_embedded(data), _embedded(apart)], folder))

    def _apart(self, data: Data) -> Data:
        """Shapes, the register, and the municipality's graphs that are no sources, in a store of their own."""
        store = EmbeddedStore()
        for path in sorted(SHAPES.rglob("*.ttl")):
            store.load_file(path, graph_iri(SHARED, "shapes"))
        for path, graph in register_files():
            store.load_file(path, graph)
        if self.watched is not None:
            kept = snapshot(self.watched)
            prefix = graph_iri(data.municipality, "")
            for graph in set(kept.graph_names()) - set(data.graphs):
                if graph.startswith(prefix) and graph.removeprefix(prefix) not in PERSONAL:
                    store.extend(kept.quads(graph))
        graphs = tuple(store.graph_names())
        return Data(store, data.municipality, graphs, data.context, default=graphs)

    def outdated(self) -> bool:
        """Whether the store on disk was written to since the last publication."""
        return self._trace() != self._seen

    def forget(self) -> None:
        """Count the store as changed, because reading it failed."""
        self._seen = None

    def close(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def _trace(self) -> object:
        if self.watched is None or not self.watched.exists():
            return None
        found = []
        for path in self.watched.rglob("*"):
            if path.suffix in (".sst", ".log") or path.name.startswith("MANIFEST"):
                state = path.stat()
                found.append((path.name, state.st_size, state.st_mtime_ns))
        return sorted(found)


def _embedded(data: Data) -> EmbeddedStore:
    assert isinstance(data.store, EmbeddedStore)
    return data.store
