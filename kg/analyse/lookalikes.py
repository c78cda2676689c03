"""Why two overlapping networks may have to stay apart."""

from collections.abc import Iterable, Mapping

from kg.analyse.networks import Network
from kg.analyse.overlap import Pair
from kg.store import Data

REASONS = ("mandatory", "different-basis", "other-level")


def reasons_to_stay(data: Data, pairs: Iterable[Pair]) -> dict[tuple[str, str], list[str]]:
    """For each pair of keys the reasons that hold, in the order of `REASONS`."""
    levels = {str(row["area"]): str(row["level"]) for row in data.rows("analyse/area-levels")}
    return {(p.first.key, p.second.key): _reasons(p.first, p.second, levels) for p in pairs}


def _reasons(first: Network, second: Network, levels: Mapping[str, str]) -> list[str]:
    held = (
        first.mandatory or second.mandatory,
        bool(first.bases and second.bases and not first.bases & second.bases),
        _levels(first, levels).isdisjoint(_levels(second, levels)) and bool(_levels(first, levels)),
    )
    return [reason for reason, holds in zip(REASONS, held, strict=True) if holds]


def _levels(network: Network, levels: Mapping[str, str]) -> set[str]:
    return {levels[area] for area in network.areas if area in levels}
