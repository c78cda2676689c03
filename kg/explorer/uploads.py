"""Uploaded files on the disk, only as long as something is done with them."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def laid_down(given: Sequence[tuple[str, bytes]]) -> Iterator[list[Path]]:
    """The files, by name and content, in a folder of their own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="vastuuverkko-") as folder:
        paths = [Path(folder) / Path(name).name for name, _ in given]
        for path, (_, content) in zip(paths, given, strict=True):
            path.write_bytes(content)
        yield paths
