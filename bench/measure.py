"""One measurement: seconds, answers, and the memory of a whole command."""

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True)
class Measurement:
    """What one engine took for one task on data of one size."""

    task: str
    engine: str
    cities: int
    seconds: float
    answers: str
    same: bool | None = None
    """Whether the answers are those of `kg`; None where they were not compared."""


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def command(*arguments: str) -> Callable[[], Any]:
    """The JSON that a whole `kg` command prints, start and load included."""

    def run() -> Any:
        made = subprocess.run(
            [sys.executable, "-m", "kg", *arguments, "--format", "json"], capture_output=True, check=False
        )
        if made.returncode not in (0, 1):
            raise RuntimeError(made.stderr.decode())
        return json.loads(made.stdout)

    return run


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {platform.python_version()}; "
        f"largest process {peak:.1f} GiB; load average {load:.1f}"
    )
