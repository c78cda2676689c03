"""A dense case, made up: networks of one area and three themes, in which states of fourteen regions sit many times.

A few networks are worldwide, most belong to one or two neighbouring regions, so that thousands of pairs share at least
half of their members. The same seed gives the same bytes.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bench.cities import BASE, GRAPH, IDENTIFIER, LABEL, NS, RDF_TYPE, VOCAB, XSD

THEMES = ("everyday-safety", "traffic-safety", "crime-prevention")
STATES, REGIONS = 195, 14
HOURS = (Decimal("1.5"), Decimal("2"), Decimal("2.5"), Decimal("3"), Decimal("4"), Decimal("6"))


@dataclass(frozen=True)
class Kind:
    """How a dense case is made: themes of one network at most, and which share of the networks is mandatory."""

    networks: int = 300
    themes: int = 1
    mandatory: float = 0.05
    seed: int = 1


@dataclass(frozen=True)
class Made:
    """One made-up network."""

    key: str
    themes: tuple[str, ...]
    members: tuple[str, ...]
    meetings: int
    hours: Decimal
    mandatory: bool


def dense_case(kind: Kind) -> list[Made]:
    pick = random.Random(f"dense {kind}")
    regions = [list(range(r, STATES, REGIONS)) for r in range(REGIONS)]
    eager = [pick.betavariate(5, 2) for _ in range(STATES)]
    return [_network(pick, f"N{i:03}", kind, regions, eager) for i in range(kind.networks)]


def _network(pick: random.Random, key: str, kind: Kind, regions: list[list[int]], eager: list[float]) -> Made:
    reach = pick.random()
    if reach < 0.28:
        near, share = list(range(STATES)), pick.uniform(0.3, 0.95)
    else:
        first = pick.randrange(REGIONS)
        width = pick.choice((1, 1, 1, 2, 3))
        near = [state for r in range(width) for state in regions[(first + r) % REGIONS]]
        share = pick.uniform(0.6, 1.2)
    members = [state for state in near if pick.random() < share * eager[state] * 1.2] or near[:3]
    themes = pick.sample(THEMES, pick.randint(1, kind.themes))
    return Made(
        key,
        tuple(sorted(themes)),
        tuple(f"S{state:03}" for state in members),
        pick.choice((1, 1, 2, 2, 3, 4, 6, 10, 12)),
        pick.choice(HOURS),
        pick.random() < kind.mandatory,
    )


def write_dense(path: Path, kind: Kind) -> None:
    """The case as N-Triples of the municipality `bench`."""
    path.write_text("".join(_lines(kind)), encoding="utf-8")


def _lines(kind: Kind) -> Iterator[str]:
    yield f"<{GRAPH}> <{RDF_TYPE}> <{NS}SourceGraph> .\n"
    area = f"{BASE}id/bench/area/W"
    yield from _named(area, "Area", "W")
    yield f"<{area}> <{NS}areaLevel> <{VOCAB}area-levels/municipality> .\n"
    for state in range(STATES):
        yield from _named(_state(f"S{state:03}"), "Agency", f"S{state:03}")
    for made in dense_case(kind):
        network = f"{BASE}id/bench/network/{made.key}"
        yield from _named(network, "Network", made.key)
        yield f"<{network}> <{NS}area> <{area}> .\n"
        for theme in made.themes:
            yield f"<{network}> <{NS}theme> <{VOCAB}themes/{theme}> .\n"
        for member in made.members:
            yield f"<{network}> <{NS}hasMember> <{_state(member)}> .\n"
        yield f'<{network}> <{NS}meetingsPerYear> "{made.meetings}"^^<{XSD}integer> .\n'
        yield f'<{network}> <{NS}hoursPerMeeting> "{made.hours}"^^<{XSD}decimal> .\n'
        yield f'<{network}> <{NS}mandatory> "{str(made.mandatory).lower()}"^^<{XSD}boolean> .\n'


def _state(local: str) -> str:
    return f"{BASE}id/bench/agency/{local}"


def _named(thing: str, kind: str, name: str) -> Iterator[str]:
    yield f"<{thing}> <{RDF_TYPE}> <{NS}{kind}> .\n"
    yield f'<{thing}> <{LABEL}> "{name}"@fi .\n'
    yield f'<{thing}> <{IDENTIFIER}> "{name}" .\n'
