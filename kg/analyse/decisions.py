"""What planners decided about a plan, and who may decide about a network."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kg.store import Data


@dataclass(frozen=True)
class Remark:
    """An accepted loss, or a decision put off: the network's key, why, and on which day."""

    network: str
    reason: str
    day: date


@dataclass(frozen=True)
class Decider:
    """A body that decides about a network, and the basis that says so."""

    body: str
    basis: str


def read_deciders(data: Data) -> dict[str, list[Decider]]:
    """For each network (by IRI) the bodies that may decide about it, where a basis says so."""
    found: defaultdict[str, list[Decider]] = defaultdict(list)
    for row in data.rows("analyse/deciders"):
        found[str(row["network"])].append(Decider(str(row["body"]), str(row["basis"])))
    return dict(found)
