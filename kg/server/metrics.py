"""Counts and durations in the Prometheus text format; nothing about who asked what."""

from collections import Counter
from collections.abc import Mapping

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.buckets: Counter[float] = Counter()
        self.seconds = 0.0
        self.timed = 0
        self.cached = 0

    def count(self, route: str, status: int) -> None:
        self.requests[route, status] += 1

    def time(self, seconds: float) -> None:
        self.timed += 1
        self.seconds += seconds
        for bound in BUCKETS:
            if seconds <= bound:
                self.buckets[bound] += 1

    def lines(self, pool: Mapping[str, int], deaths: Mapping[str, int], version: str) -> str:
        """Everything as one text."""
        out = ["# TYPE kg_requests_total counter"]
        out += [f'kg_requests_total{{route="{r}",status="{s}"}} {n}' for (r, s), n in sorted(self.requests.items())]
        out += ["# TYPE kg_query_seconds histogram"]
        out += [f'kg_query_seconds_bucket{{le="{b}"}} {self.buckets[b]}' for b in BUCKETS]
        out += [f'kg_query_seconds_bucket{{le="+Inf"}} {self.timed}']
        out += [f"kg_query_seconds_sum {self.seconds:.6f}", f"kg_query_seconds_count {self.timed}"]
        out += ["# TYPE kg_cached_answers_total counter", f"kg_cached_answers_total {self.cached}"]
        out += ["# TYPE kg_workers gauge", *(f'kg_workers{{state="{s}"}} {n}' for s, n in pool.items())]
        out += ["# TYPE kg_worker_deaths_total counter"]
        out += [f'kg_worker_deaths_total{{cause="{c}"}} {n}' for c, n in sorted(deaths.items())]
        out += ["# TYPE kg_data_info gauge", f'kg_data_info{{version="{version}"}} 1']
        return "\n".join(out) + "\n"
