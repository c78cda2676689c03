"""What one query, one answer and one client may use."""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts.

    A query in the quick lane has `quick` seconds of processor time (`hurried` while others wait); after that it needs
    one of the `slow` places, which run at the lowest priority until the deadline.
    """

    deadline: float = 10.0
    quick: float = 0.25
    hurried: float = 0.04
    workers: int = field(default_factory=lambda: max(4, (os.cpu_count() or 1) + 2))
    slow: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    queue: int = 64
    memory: int = 1 << 30
    rows: int = 100_000
    bytes: int = 50_000_000
    client_slow: int = 2
    client_seconds: float = 60.0
    client_window: float = 60.0
    cache: int = 32_000_000
