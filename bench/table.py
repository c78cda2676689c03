"""Measurements as one table: seconds by size, how the time grows, and how the answers compare."""

from collections.abc import Sequence
from math import log

from bench.measure import Measurement


def table(found: Sequence[Measurement]) -> str:
    """A Markdown table, a row for each engine and task; the exponent is that of the two largest sizes."""
    sizes = sorted({one.cities for one in found})
    rows: dict[tuple[str, str], dict[int, Measurement]] = {}
    for one in found:
        rows.setdefault((one.task, one.engine), {})[one.cities] = one
    lines = [
        "| task | engine | " + " | ".join(f"{size} (s)" for size in sizes) + " | exponent | answers (largest) | same |",
        "| --- | --- | " + " | ".join("---:" for _ in sizes) + " | ---: | --- | --- |",
    ]
    for (task, engine), by_size in rows.items():
        cells = [f"{by_size[size].seconds:.3g}" if size in by_size else "-" for size in sizes]
        largest = by_size[max(by_size)]
        lines.append(
            f"| {task} | {engine} | {' | '.join(cells)} | {_exponent(by_size)} | {largest.answers} | {_same(by_size)} |"
        )
    return "\n".join([*lines, "", *ratios(rows), ""])


def _exponent(by_size: dict[int, Measurement]) -> str:
    """The slope between the two largest sizes, on logarithmic scales."""
    if len(by_size) < 2:
        return "-"
    less, more = sorted(by_size)[-2:]
    return f"{log(by_size[more].seconds / by_size[less].seconds) / log(more / less):.2f}"


def _same(by_size: dict[int, Measurement]) -> str:
    compared = [one.same for one in by_size.values() if one.same is not None]
    return "-" if not compared else "yes" if all(compared) else "NO"


RATIOS = (
    ("pySHACL, check alone", "kg, set-wise, check alone"),
    ("TopQuadrant on Jena, start and load included", "kg check, whole command"),
    ("Virtuoso, self-join, warm", "kg, read and find"),
    ("Virtuoso, load and self-join", "kg overlaps, whole command"),
    ("brute force", "kg, find pairs"),
)


def ratios(rows: dict[tuple[str, str], dict[int, Measurement]]) -> list[str]:
    """How many times longer a peer takes than `kg`, by size."""
    by_engine = {engine: by_size for (_, engine), by_size in rows.items()}
    lines = []
    for peer, ours in RATIOS:
        both = sorted(set(by_engine.get(peer, {})) & set(by_engine.get(ours, {})))
        if both:
            said = ", ".join(
                f"{by_engine[peer][n].seconds / by_engine[ours][n].seconds:.3g} times at {n}" for n in both
            )
            lines.append(f"- {peer} / {ours}: {said}")
    return lines
