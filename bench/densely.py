"""Pruning plans of dense cases: the plan with its gap within 15 and 60 seconds, the whole command, and the proof."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.cities import GRAPH
from bench.dense import Kind, write_dense
from bench.measure import Measurement, command, timed

CASES = {"one theme each": Kind(), "up to two themes": Kind(themes=2), "up to three themes": Kind(themes=3)}
LIMITS = (15.0, 60.0)


def dense(place: Path, cities: int) -> Iterator[Measurement]:
    """The same cases whatever the number of municipalities, so with the first of them only."""
    if cities == 1:
        for name, kind in CASES.items():
            yield from _measured(place / "dense" / name.replace(" ", "-"), name, kind)


def _measured(place: Path, name: str, kind: Kind) -> Iterator[Measurement]:
    from kg.analyse.cells import read_index
    from kg.analyse.networks import read_networks
    from kg.analyse.overlap import overlapping_pairs
    from kg.analyse.prune import make_plan
    from kg.analyse.successors import Wishes
    from kg.pipeline import open_data
    from kg.store import EmbeddedStore

    if not (place / "data.nt").exists():
        place.mkdir(parents=True, exist_ok=True)
        write_dense(place / "data.nt", kind)
        store = EmbeddedStore(place / "store")
        store.load_file(place / "data.nt", GRAPH)
        store.flush()
        del store
    data = open_data("bench", store=place / "store")
    networks = read_networks(data)
    index, _ = read_index(data, networks)
    size = f"{len(overlapping_pairs(data))} pairs, {sum(len(network.members) for network in networks)} memberships"
    for most, limit in ((None, LIMITS[0]), (60, LIMITS[0]), (60, LIMITS[1])):
        wishes = Wishes(max_members=most)
        seconds, plan = timed(partial(make_plan, networks, index, wishes, seconds=limit))
        wish = f", at most {most} members, limit {limit:.0f} s" if most else ""
        answers = f"{len(networks)} -> {len(plan.kept)} networks, {plan.status}, gap {plan.gap:.2g}"
        yield Measurement("dense", f"kg, plan alone, {name}{wish}", 1, seconds, answers)
    certificate = str(place / "certificate.trig")
    where = ("--data", "bench", "--store", str(place / "store"))
    seconds, shown = timed(command("prune", *where, "--certificate", certificate))
    answers = f"{size}; gap {shown['gap']:.2g}"
    yield Measurement("dense", f"kg prune with certificate, {name}", 1, seconds, answers)
    seconds, verdict = timed(command("verify-certificate", certificate, *where))
    bound = verdict["checked"]["bound"]
    same = bound["hours_bound"] == shown["hours_bound"]
    answers = f"optimum proven: {bound['optimal']}, gap {bound['gap']:.2g}"
    yield Measurement("dense", f"kg verify-certificate, {name}", 1, seconds, answers, same)
