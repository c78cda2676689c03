"""Files are opened in a process of their own, with bounded time and memory: what they do to it reaches nobody else."""

import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

MEGABYTE, GIGABYTE = 1_000_000, 1 << 30
SLOWEST_START = 20
"""Seconds of the clock that a process may need before it reads, on a machine with much else to do."""


@dataclass(frozen=True)
class Bounds:
    """What one file may take: seconds of the processor and bytes of memory."""

    seconds: int
    memory: int


class TooSlow(Exception):
    """The process was ended at its time limit."""


class Stopped(Exception):
    """The process ended without an answer: out of memory, or broken by the file."""


def bounds_for(size: int, seconds_a_megabyte: float, memory_a_byte: int) -> Bounds:
    """Three seconds and a gigabyte for any file, and more the larger it is: a small file never earns a long wait."""
    return Bounds(3 + int(size / MEGABYTE * seconds_a_megabyte), GIGABYTE + size * memory_a_byte)


def run(module: str, arguments: Sequence[str], bounds: Bounds) -> bytes:
    """What `python -m module SECONDS MEMORY argument…` prints; raises TooSlow or Stopped."""
    command = [sys.executable, "-m", module, str(bounds.seconds), str(bounds.memory), *arguments]
    patience = SLOWEST_START + 5 * bounds.seconds
    try:
        done = subprocess.run(command, capture_output=True, timeout=patience, check=False)  # noqa: S603 our own module
    except subprocess.TimeoutExpired as error:
        raise TooSlow from error
    if done.returncode == -signal.SIGXCPU:
        raise TooSlow
    if done.returncode:
        raise Stopped
    return done.stdout


def enter() -> list[str]:
    """Put this process within the bounds it was started with; returns the other arguments."""
    seconds, memory, *arguments = sys.argv[1:]
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + int(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    return arguments
