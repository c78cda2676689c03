"""Overlapping pairs: `kg overlaps`, a plain self-join on Virtuoso, and every two networks looked at."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.brute import every_pair
from bench.measure import Measurement, command, timed
from bench.peers import virtuoso, virtuoso_load, virtuoso_pairs

BRUTE = 30
"""Brute force up to this many municipalities."""


def overlaps(place: Path, cities: int) -> Iterator[Measurement]:
    from kg.analyse.networks import read_around, read_networks
    from kg.analyse.overlap import find_pairs
    from kg.pipeline import open_data

    run = command("overlaps", "--data", "bench", "--store", str(place / "store"))
    seconds, shown = timed(run)
    yield Measurement("overlaps", "kg overlaps, whole command", cities, seconds, f"{len(shown['pairs'])} pairs")
    data = open_data("bench", store=place / "store")
    reading, networks = timed(lambda: read_networks(data))
    around = read_around(data)
    joining, pairs = timed(lambda: find_pairs(networks, around, data.context.minimal_share))
    ours = {frozenset((str(pair.first.iri), str(pair.second.iri))) for pair in pairs}
    assert len(ours) == len(shown["pairs"])
    answers = f"{len(networks)} networks"
    yield Measurement("overlaps", "kg, read networks from the store", cities, reading, answers)
    yield Measurement("overlaps", "kg, find pairs", cities, joining, f"{len(ours)} pairs")
    yield Measurement("overlaps", "kg, read and find", cities, reading + joining, f"{len(ours)} pairs")
    yield from _virtuoso(place, cities, ours)
    if cities <= BRUTE:
        seconds, found = timed(lambda: every_pair(networks, around))
        yield Measurement("overlaps", "brute force", cities, seconds, f"{len(found)} pairs", found == ours)


def _virtuoso(place: Path, cities: int, ours: set[frozenset[str]]) -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "closed.nt"
        copy.symlink_to(place / "closed.nt")
        started = perf_counter()
        with virtuoso(Path(folder)) as (sql, http):
            starting = perf_counter() - started
            loading, _ = timed(lambda: virtuoso_load(sql, copy))
            cold, found = timed(lambda: virtuoso_pairs(http))
            warm, _ = timed(lambda: virtuoso_pairs(http))
    answers, same = f"{len(found)} pairs", found == ours
    yield Measurement("overlaps", "Virtuoso, self-join, warm", cities, warm, answers, same)
    yield Measurement("overlaps", "Virtuoso, self-join, first time", cities, cold, answers, same)
    yield Measurement("overlaps", "Virtuoso, load and self-join", cities, starting + loading + cold, answers, same)
