"""The working store into a snapshot on disk with a version, and a new one when what was imported changes."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.store import Data, EmbeddedStore
from kg.store.snapshot import publish


@dataclass(frozen=True)
class Published:
    """One state of the data: pages read `data`, workers read `folder`, clients see `version`."""

    data: Data
    folder: Path
    version: str

    def withdraw(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Publisher:
    """Opens the data, publishes it, and tells when it is out of date."""

    def __init__(self, open_data: Callable[[], Data], watched: Path | None) -> None:
        self.open_data = open_data
        self.watched = watched
        self.root = Path(tempfile.mkdtemp(prefix="vastuuverkko-"))
        self._seen: object = None

    def publish(self) -> Published:
        self._seen = self._trace()
        data = self.open_data()
        folder = Path(tempfile.mkdtemp(dir=self.root)) / "store"
        return Published(data, folder, publish(_embedded(data), folder))

    def outdated(self) -> bool:
        """Whether the store on disk was written to since the last publication."""
        return self._trace() != self._seen

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
    """The store itself where it is embedded, else a copy of the graphs that make up the data."""
    if isinstance(data.store, EmbeddedStore):
        return data.store
    copy = EmbeddedStore()
    for graph in data.graphs:
        copy.extend(data.store.quads(graph))
    copy.merge(data.graphs)
    return copy
