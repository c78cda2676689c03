"""Random municipalities; their overlaps, cells and hours are worked out afresh from the definitions."""

import random
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from kg.load.shipped import inferred_graph
from kg.rdf import XSD, Iri, Lit, Quad
from kg.reason.closures import materialise
from kg.store import Context, Data, EmbeddedStore

NS = "https://w3id.org/vastuuverkko/ns/"
ID = "https://w3id.org/vastuuverkko/id/"
ALL = "https://w3id.org/vastuuverkko/vocab/population-groups/all"
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
BROADER = Iri("http://www.w3.org/2004/02/skos/core#broader")
IN_SCHEME = Iri("http://www.w3.org/2004/02/skos/core#inScheme")
WITHIN = Iri("http://www.opengis.net/ont/geosparql#sfWithin")
IDENTIFIER = Iri("http://purl.org/dc/terms/identifier")
DAY = date(2026, 3, 1)


@dataclass
class Net:
    key: str
    area: str
    themes: set[str]
    groups: set[str]
    members: set[str]
    meetings: int | None
    hours: Decimal | None
    mandatory: bool
    since: date | None
    until: date | None
    cells: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def priced(self) -> bool:
        return self.meetings is not None and self.hours is not None

    @property
    def rate(self) -> Decimal:
        return self.meetings * self.hours


@dataclass
class City:
    name: str
    area_parent: dict[str, str | None]
    group_parent: dict[str, str | None]
    own_groups: set[str]
    nets: list[Net]

    def above(self, parent: dict[str, str | None], thing: str) -> set[str]:
        found = {thing}
        while (thing := parent.get(thing)) is not None:
            found.add(thing)
        return found

    @property
    def area_leaves(self) -> set[str]:
        return set(self.area_parent) - set(self.area_parent.values())

    @property
    def group_leaves(self) -> set[str]:
        scheme = self.own_groups or set(self.group_parent)
        return scheme - {parent for group, parent in self.group_parent.items() if group in scheme}

    def leaf_areas(self, net: Net) -> set[str]:
        return {leaf for leaf in self.area_leaves if net.area in self.above(self.area_parent, leaf)}

    def leaf_groups(self, net: Net) -> set[str]:
        covered = set()
        for group in net.groups or {ALL}:
            below = {leaf for leaf in self.group_leaves if group in self.above(self.group_parent, leaf)}
            covered |= below or {group}
        return covered

    @property
    def valid(self) -> list[Net]:
        return [n for n in self.nets if (n.since is None or n.since <= DAY) and (n.until is None or n.until >= DAY)]

    def served(self, net: Net) -> set[tuple[str, str, str]]:
        return {(a, t, g) for a in self.leaf_areas(net) for t in net.themes for g in self.leaf_groups(net)}

    def pairs(self, share: Fraction) -> dict[tuple[str, str], tuple[Fraction, dict[str, str], int]]:
        """Brute force: (a, b) → score, relations, members shared."""
        found = {}
        for a, b in combinations(sorted(self.valid, key=lambda n: n.key), 2):
            nested = a.area in self.above(self.area_parent, b.area) or b.area in self.above(self.area_parent, a.area)
            one, other = self.leaf_groups(a), self.leaf_groups(b)
            if not nested or not a.themes & b.themes or not (one >= other or other >= one):
                continue
            if not a.members or not b.members:
                continue
            quotient = Fraction(len(a.members & b.members), min(len(a.members), len(b.members)))
            if quotient < share:
                continue
            sides = {
                "area": (self.leaf_areas(a), self.leaf_areas(b)),
                "theme": (a.themes, b.themes),
                "group": (one, other),
                "members": (a.members, b.members),
            }
            alike = [Fraction(len(x & y), len(x | y)) for name, (x, y) in sides.items() if name != "members"]
            relations = {name: _relation(x, y) for name, (x, y) in sides.items()}
            found[a.key, b.key] = (sum(alike, quotient) / 4, relations, len(a.members & b.members))
        return found


def _relation(x: set[str], y: set[str]) -> str:
    if not x & y:
        return "disjoint"
    if x == y:
        return "equal"
    if not x - y:
        return "subset"
    return "superset" if not y - x else "intersects"


def random_city(seed: int, size: int = 40, *, own_groups: bool | None = None) -> City:
    """A city of `size` networks in a tree of districts; small enough alphabets that much overlaps."""
    rng = random.Random(seed)
    name = f"city-{seed}"
    areas: dict[str, str | None] = {f"{ID}{name}/area/0": None}
    for i in range(1, 9):
        areas[f"{ID}{name}/area/{i}"] = rng.choice(sorted(areas))
    own = bool(seed % 2) if own_groups is None else own_groups
    groups, own_set = _groups(rng, name, own)
    nets = [_net(rng, f"V{i:03}", name, sorted(areas), sorted(groups)) for i in range(size)]
    city = City(name, areas, groups, own_set, nets)
    for net in nets:
        net.cells = city.served(net)
    return city


def _groups(rng: random.Random, name: str, own: bool) -> tuple[dict[str, str | None], set[str]]:
    shared = ALL.rsplit("/", 1)[0] + "/"
    tree: dict[str, str | None] = {
        ALL: None,
        shared + "young": ALL,
        shared + "old": ALL,
        shared + "pupils": shared + "young",
    }
    mine = {f"{ID}{name}/population-group/{i}" for i in range(4)} if own else set()
    for group in sorted(mine):
        tree[group] = rng.choice([*sorted(set(tree) & mine), ALL, shared + "young"])
    return tree, mine


def _net(rng: random.Random, key: str, name: str, areas: list[str], groups: list[str]) -> Net:
    themes = [f"{ID}{name}/theme/{i}" for i in range(4)]
    bodies = [f"{ID}{name}/body/{i}" for i in range(10)]
    return Net(
        key=key,
        area=rng.choice(areas),
        themes=set(rng.sample(themes, rng.randint(1, 2))),
        groups=set(rng.sample(groups, rng.randint(0, 2))),
        members=set(rng.sample(bodies, rng.randint(0, 6))),
        meetings=rng.choice([None, 1, 2, 4, 6, 10, 12, 12]),
        hours=rng.choice([None, Decimal("1"), Decimal("1.5"), Decimal("2"), Decimal("2.25")]),
        mandatory=rng.random() < 0.1,
        since=rng.choice([None, None, date(2020, 1, 1), DAY, date(2027, 1, 1)]),
        until=rng.choice([None, None, None, date(2030, 1, 1), DAY, date(2021, 1, 1)]),
    )


def quads(city: City) -> list[Quad]:
    """The city as a source graph states it."""
    graph = Iri(f"https://w3id.org/vastuuverkko/graph/{city.name}/sheets")
    triples: list[tuple[str, str, str]] = []
    for area, parent in city.area_parent.items():
        triples.append((area, TYPE, Iri(NS + "Area")))
        if parent:
            triples.append((area, WITHIN, Iri(parent)))
    for group, parent in city.group_parent.items():
        triples.append((group, TYPE, Iri(NS + "PopulationGroup")))
        scheme = f"{ID}{city.name}/population-groups" if group in city.own_groups else ALL.rsplit("/", 1)[0]
        triples.append((group, IN_SCHEME, Iri(scheme)))
        if parent:
            triples.append((group, BROADER, Iri(parent)))
    for net in city.nets:
        triples += _net_triples(city.name, net)
    return [(Iri(s), Iri(p), o if isinstance(o, Lit) else Iri(o), graph) for s, p, o in triples]


def _net_triples(name: str, net: Net) -> list[tuple[str, str, str]]:
    iri = f"{ID}{name}/network/{net.key}"
    found: list[tuple[str, str, str]] = [
        (iri, TYPE, Iri(NS + "Network")),
        (iri, IDENTIFIER, Lit(net.key)),
        (iri, NS + "area", net.area),
        (iri, NS + "mandatory", Lit(str(net.mandatory).lower(), datatype=XSD + "boolean")),
    ]
    for term, values in (("theme", net.themes), ("populationGroup", net.groups), ("hasMember", net.members)):
        found += [(iri, NS + term, value) for value in sorted(values)]
    for term, value, kind in (
        ("meetingsPerYear", net.meetings, "integer"),
        ("hoursPerMeeting", net.hours, "decimal"),
        ("validFrom", net.since, "date"),
        ("validUntil", net.until, "date"),
    ):
        if value is not None:
            found.append((iri, NS + term, Lit(str(value), datatype=XSD + kind)))
    return found


def as_data(city: City, share: str = "0.5") -> Data:
    """The city in a store, with what follows from it."""
    store = EmbeddedStore()
    source = quads(city)
    store.extend(source)
    graphs = [str(source[0][3])]
    store.merge(graphs)
    inferred = inferred_graph(city.name)
    materialise(store, inferred)
    context = Context(as_of=DAY, minimal_share=Decimal(share), municipality=city.name)
    return Data(store, city.name, (*graphs, inferred), context)
