"""A layered picture of things and the arrows between them, before anybody draws it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Arc:
    """One arrow of a picture, from node to node in the direction that its label reads."""

    source: str
    target: str
    label: str
    status: str
    quote: str | None = None


@dataclass(frozen=True)
class Picture:
    """Several chains as one layered graph: each thing once, in the layer of its longest way from the start."""

    title: str
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    layers: Sequence[Sequence[str]]
    arcs: Sequence[Arc]


def untangled(layers: Sequence[list[str]], ties: Iterable[tuple[str, str, str]]) -> list[list[str]]:
    """Each layer in the order of the mean place of its neighbours in the layers before: fewer crossing arrows."""
    near: dict[str, list[str]] = {}
    for a, b, _ in ties:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    place: dict[str, float] = {}
    ordered: list[list[str]] = []
    for layer in layers:
        known = {n: [place[m] for m in near.get(n, ()) if m in place] for n in layer}
        layer.sort(key=lambda n: (sum(known[n]) / len(known[n]) if known[n] else 0, n))
        place |= {n: i - (len(layer) - 1) / 2 for i, n in enumerate(layer)}
        ordered.append(layer)
    return ordered
