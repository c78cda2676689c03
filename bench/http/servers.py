"""Start each server on a free port, wait until it answers, stop it."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from virtuoso import ACCOUNT, PROGRAM, virtuoso
from virtuoso import _free_port as free_port

DEADLINE = 2


@contextmanager
def peer(name: str, data: Path) -> Iterator[str]:
    port = free_port()
    with _process([sys.executable, "-m", "bench.http.peers", name, str(data), str(port)], port) as url:
        yield url


@contextmanager
def ours(_data: Path, *, explorer: bool = True) -> Iterator[str]:
    """`kg serve` as it is, with the explorer on the same port."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--port",
        str(port),
        "--deadline",
        str(DEADLINE),
        "--store",
        "/nonexistent",
    ]
    with _process(command + ([] if explorer else ["--no-explorer"]), port) as url:
        yield url


@contextmanager
def virtuoso_with(data: Path) -> Iterator[str]:
    from kg.pipeline import open_data
    from kg.store.remote import RemoteStore

    with tempfile.TemporaryDirectory(prefix="kg-virtuoso-") as folder, virtuoso(Path(folder)) as url:
        target = RemoteStore(url, update_url=url + "-auth", auth=ACCOUNT)
        whole = open_data("helsinki", store="/nonexistent").store
        target.extend((s, p, o, "urn:all") for s, p, o, _ in whole.quads(None))  # type: ignore[misc]
        yield url


def has_virtuoso() -> bool:
    return PROGRAM is not None


@contextmanager
def _process(command: list[str], port: int) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/sparql"
    try:
        for _ in range(600):
            try:
                if httpx.get(url, params={"query": "ASK {}"}, timeout=5).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
