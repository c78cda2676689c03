"""Networks: which there are on a day, which pairs of them overlap, and what each area lies in."""

from collections.abc import Mapping, Sequence
from datetime import date

from kg.analyse.networks import Network, read_around, read_networks
from kg.analyse.overlap import DIMENSIONS, Pair, overlapping_pairs
from kg.commands.municipality import Municipality

__all__ = ["DIMENSIONS", "Network", "Pair", "around", "networks", "pairs"]


def networks(municipality: Municipality, day: date | None) -> Sequence[Network]:
    """The networks that are valid on the day, today where None."""
    return read_networks(municipality.on(day))


def pairs(municipality: Municipality, day: date | None) -> Sequence[Pair]:
    """The overlapping pairs of that day."""
    return overlapping_pairs(municipality.on(day))


def around(municipality: Municipality) -> Mapping[str, Sequence[str]]:
    """Every area with itself and all areas that it lies in."""
    return read_around(municipality.data)
