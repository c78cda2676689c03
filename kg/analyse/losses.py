"""What a plan takes away, and what only one kept network serves."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kg.analyse.cells import Box, Codes
from kg.analyse.networks import Network
from kg.analyse.prune import Plan

SHOWN = 20


@dataclass(frozen=True)
class Loss:
    """The cells that nobody serves any more once a network is gone, as boxes."""

    network: Network
    cells: int
    boxes: tuple[Box, ...]


def losses(plan: Plan) -> list[Loss]:
    """For each network dissolved without a successor, the cells that it served and no kept network serves."""
    gone = [network for network, other in plan.into.items() if other is None]
    if not gone:
        return []
    after = plan.cells_after()
    lost = ((network, np.setdiff1d(plan.index.cells(network), after)) for network in gone)
    return [Loss(n, len(codes), tuple(plan.index.boxes(codes, 1000))) for n, codes in lost if len(codes)]


def only_served_by(plan: Plan) -> Mapping[Network, Codes]:
    """For each kept network the cells that no other kept network serves; networks without such cells are absent."""
    once = plan.index.served_once(plan.kept)
    alone = ((network, _among(plan.index.cells(network), once)) for network in plan.kept)
    return {network: codes for network, codes in alone if len(codes)}


def _among(codes: Codes, ordered: Codes) -> Codes:
    """Those of `codes` that are in `ordered`, looked up one by one: `ordered` may hold a nation's cells."""
    if not len(ordered):
        return ordered
    places = np.minimum(np.searchsorted(ordered, codes), len(ordered) - 1)
    found: Codes = np.sort(codes[ordered[places] == codes])
    return found
