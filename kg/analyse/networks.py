"""Networks in force on the day, as plain values: what each covers, who sits in it, what it costs.

What a network covers (`leaf_areas`, `leaf_groups`) is read from the closures `kg:coversArea` and `kg:coversGroup`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from kg.errors import Misuse
from kg.rdf import Iri, Row, Term
from kg.store import Data
from kg.terms import KG

NONE: frozenset[str] = frozenset()


class Cell(NamedTuple):
    """The smallest piece of coverage: one leaf area, one theme, one leaf population group."""

    area: str
    theme: str
    group: str


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """One network that is valid on the day. `key` is the planners' own id where they gave one, else the IRI."""

    iri: Iri
    key: str
    areas: frozenset[str] = NONE
    themes: frozenset[str] = NONE
    leaf_areas: frozenset[str] = NONE
    leaf_groups: frozenset[str] = NONE
    members: frozenset[str] = NONE
    coordinators: frozenset[str] = NONE
    bases: frozenset[str] = NONE
    meetings: Decimal | None = None
    meeting_hours: Decimal | None = None
    mandatory: bool = False

    @property
    def rate(self) -> Decimal | Fraction | None:
        """Yearly hours of one member; None where the meetings a year or their length are missing."""
        if self.meetings is None or self.meeting_hours is None:
            return None
        return self.meetings * self.meeting_hours

    @property
    def yearly_hours(self) -> Decimal | Fraction | None:
        return None if self.rate is None else self.rate * len(self.members)

    def cells(self) -> Iterable[Cell]:
        """The served cells: covered leaf areas × themes × covered leaf groups."""
        return (Cell(a, t, g) for a in self.leaf_areas for t in self.themes for g in self.leaf_groups)


class Links:
    """The values of one property for every network; equal sets are one object, so that they compare at once."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.known: dict[frozenset[str], frozenset[str]] = {}

    def __call__(self, name: str) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for network, value in self.data.pairs(f"analyse/networks/{name}"):
            found[network].append(value)
        return {network: self._set(frozenset(values)) for network, values in found.items()}

    def _set(self, values: frozenset[str]) -> frozenset[str]:
        return self.known.setdefault(values, values)


def read_networks(data: Data) -> list[Network]:
    """Every network valid on the context's day, sorted by key."""
    rows = data.rows("analyse/networks")
    first = [next(same) for _, same in groupby(rows, key=lambda row: row["network"])]
    uses = Counter(row["identifier"] for row in first)
    links = Links(data)
    names = ("areas", "themes", "covered-areas", "covered-groups", "members", "coordinators", "bases")
    tied = [links(name) for name in names]
    networks = [_network(row, uses, [values.get(str(row["network"]), NONE) for values in tied]) for row in first]
    return sorted(networks, key=lambda network: network.key)


def _network(row: Row, uses: Counter[Term | None], tied: list[frozenset[str]]) -> Network:
    iri, identifier = row["network"], row["identifier"]
    assert isinstance(iri, Iri)
    areas, themes, leaf_areas, leaf_groups, members, coordinators, bases = tied
    return Network(
        iri=iri,
        key=str(identifier) if identifier is not None and uses[identifier] == 1 else str(iri),
        areas=areas,
        themes=themes,
        leaf_areas=leaf_areas,
        leaf_groups=leaf_groups,
        members=members,
        coordinators=coordinators,
        bases=bases,
        meetings=_number(row["meetings"]),
        meeting_hours=_number(row["hours"]),
        mandatory=row["mandatory"] == "true",
    )


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def read_around(data: Data) -> dict[str, tuple[str, ...]]:
    """Each area with itself and every area around it."""
    around: defaultdict[str, list[str]] = defaultdict(list)
    for area, outer in data.pairs("analyse/area-within"):
        around[area].append(outer)
    return {area: tuple(outers) for area, outers in around.items()}


def find_named(data: Data, name: str, kind: str) -> set[str]:
    """The things of the class `kind` that have this id or name in any language; raises Misuse where there is none."""
    found = {str(row["thing"]) for row in data.rows("analyse/named", label=name, kind=Iri(KG[kind]))}
    if not found:
        raise Misuse("errors.no-such-thing", thing=name)
    return found


def read_labels(data: Data, things: Iterable[str]) -> dict[str, dict[str, str]]:
    """The names of things by language; a thing or a language without a name is absent."""
    labels: dict[str, dict[str, str]] = {}
    wanted = [Iri(thing) for thing in sorted(set(things))]
    for row in data.rows("analyse/labels", thing=wanted) if wanted else []:
        lang = getattr(row["label"], "lang", None) or "fi"
        labels.setdefault(str(row["thing"]), {}).setdefault(lang, str(row["label"]))
    return labels
