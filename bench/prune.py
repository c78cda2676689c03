"""The pruning plan with its proven gap: the whole command, and the optimum alone."""

from collections.abc import Iterator
from pathlib import Path

from bench.measure import Measurement, command, timed


def prune(place: Path, cities: int) -> Iterator[Measurement]:
    from kg.analyse.cells import read_index
    from kg.analyse.networks import read_networks
    from kg.analyse.prune import make_plan
    from kg.pipeline import open_data

    data = open_data("bench", store=place / "store")
    networks = read_networks(data)
    index, _ = read_index(data, networks)
    seconds, plan = timed(lambda: make_plan(networks, index))
    answers = f"{len(networks)} -> {len(plan.kept)} networks, gap {plan.gap:.2g}"
    yield Measurement("prune", "kg, optimum alone", cities, seconds, answers)
    certificate = str(place / "certificate.trig")
    run = command("prune", "--data", "bench", "--store", str(place / "store"), "--certificate", certificate)
    seconds, shown = timed(run)
    answers = f"{shown['networks']['before']} -> {shown['networks']['after']} networks, gap {shown['gap']:.2g}"
    same = shown["networks"]["after"] == len(plan.kept) and shown["hours"]["after"] == float(plan.hours_after)
    yield Measurement("prune", "kg prune with certificate, whole command", cities, seconds, answers, same)
