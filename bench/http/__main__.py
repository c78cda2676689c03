"""Print the table: `python -m bench.http [--seconds 6]`. Needs wrk; the peers as far as they are installed.

Every request of a run asks a text that was not asked before (a comment at its end counts), so that no cache answers;
one row shows ours with the same text again and again. Server, load and all else share the machine.
"""

import argparse
import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx

from bench.http import servers
from bench.measure import machine

HERE = Path(__file__).parent
LIGHT = (HERE / "light.rq").read_text(encoding="utf-8")
EVIL = (HERE / "evil.rq").read_text(encoding="utf-8")
WAIT = 8.0
CROWD = 12
_SCRIPT = """local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "{path}" .. {suffix})
end
"""


@dataclass
class Row:
    name: str
    per_second: float
    p50: float
    p99: float
    failed: int
    evil: str
    meanwhile: str


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.http", description=__doc__)
    parser.add_argument("--seconds", type=int, default=6, help="of each measurement (default: 6)")
    parser.add_argument("--only", nargs="+", help="names of servers")
    args = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed (Debian: wrk)")
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        data = write_data(Path(folder) / "all.nt")
        print("| server | req/s | p50 ms | p99 ms | not 200 | hostile query | light queries meanwhile, p50 · p99 ms |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for name, start, same in plan(data):
            if not args.only or any(only in name for only in args.only):
                print(line(measure(name, start, args.seconds, same=same)), flush=True)
    print(f"\n{machine()}; wrk, 1 thread, 4 connections, {args.seconds} s")
    print(f"hostile: {CROWD} products of three at once, deadline {servers.DEADLINE} s where the server has one")


Start = Callable[[], AbstractContextManager[str]]


def plan(data: Path) -> list[tuple[str, Start, bool]]:
    found: list[tuple[str, Start, bool]] = [
        ("bare Starlette + pyoxigraph", partial(servers.peer, "bare", data), False),
        ("kg serve", partial(servers.ours, data), False),
        ("kg serve, the same text again", partial(servers.ours, data), True),
        ("rdflib-endpoint, rdflib", partial(servers.peer, "rdflib", data), False),
        ("rdflib-endpoint, oxrdflib", partial(servers.peer, "oxrdflib", data), False),
    ]
    if servers.has_virtuoso():
        found.append(("Virtuoso", partial(servers.virtuoso_with, data), False))
    return found


def write_data(path: Path) -> Path:
    """Helsinki's default graph as N-Triples."""
    from kg.pipeline import open_data
    from kg.store.formats import serialise

    path.write_bytes(serialise(open_data("helsinki", store="/nonexistent").store.quads(None), "application/n-triples"))
    return path


def measure(name: str, start: Start, seconds: int, *, same: bool) -> Row:
    with start() as url:
        rows = httpx.get(
            url, params={"query": LIGHT}, headers={"Accept": "application/sparql-results+json"}, timeout=30
        )
        assert len(rows.json()["results"]["bindings"]) == 25, name
        per_second, p50, p99, failed = load(url, seconds, same=same)
        evil, meanwhile = asyncio.run(hostile(url, servers.DEADLINE * (1000 if name == "Virtuoso" else 1)))
    return Row(name, per_second, p50, p99, failed, evil, meanwhile)


def load(url: str, seconds: int, *, same: bool) -> tuple[float, float, float, int]:
    path = f"/sparql?query={quote(LIGHT)}%23"
    script = _SCRIPT.format(path=path, suffix='"0"' if same else "n")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t1",
            "-c4",
            f"-d{seconds}s",
            "-s",
            file.name,
            "--latency",
            "-H",
            "Accept: application/sparql-results+json",
            url,
        ]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert rate
    return float(rate[1]), _latency(printed, "50"), _latency(printed, "99"), int(failed[1]) if failed else 0


def _latency(printed: str, share: str) -> float:
    match = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s)", printed, re.M)
    assert match
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[match[2]]


async def hostile(url: str, patience: int) -> tuple[str, str]:
    """What becomes of a crowd of hostile queries, and of light ones asked one after another meanwhile.

    `patience` is the deadline in the unit of the server's own `timeout=` (Virtuoso: milliseconds).
    """
    limits = httpx.Limits(max_connections=CROWD + 2)
    async with httpx.AsyncClient(timeout=WAIT, limits=limits) as client:
        crowd = [asyncio.create_task(_evil(client, url, n, patience)) for n in range(CROWD)]
        await asyncio.sleep(0.2)
        light = []
        while not all(task.done() for task in crowd):
            light.append(await _light(client, url, len(light)))
        ended = [task.result() for task in crowd]
    worst = max(seconds for _, seconds in ended)
    statuses = ", ".join(sorted({status for status, _ in ended}))
    if any(s is None for s in light):
        return f"{statuses} (longest {worst:.2f} s)", "none"
    times = sorted(s for s in light if s is not None)
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    return f"{statuses} (longest {worst:.2f} s)", f"{times[len(times) // 2] * 1000:.1f} · {p99 * 1000:.0f}"


async def _evil(client: httpx.AsyncClient, url: str, number: int, patience: int) -> tuple[str, float]:
    started = time.monotonic()
    query = f"{EVIL}#{number}"
    try:
        status = str((await client.get(url, params={"query": query, "timeout": str(patience)})).status_code)
    except httpx.HTTPError:
        status = "never ended"
    return status, time.monotonic() - started


async def _light(client: httpx.AsyncClient, url: str, number: int) -> float | None:
    started = time.monotonic()
    try:
        await client.get(url, params={"query": f"{LIGHT}#m{number}"})
    except httpx.HTTPError:
        return None
    return time.monotonic() - started


def line(row: Row) -> str:
    figures = f"{row.per_second:,.0f} | {row.p50:.1f} | {row.p99:.1f} | {row.failed}"
    return f"| {row.name} | {figures} | {row.evil} | {row.meanwhile} |"


if __name__ == "__main__":
    main()
