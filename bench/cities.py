"""Made-up municipalities of one size, all under the municipality `bench`; the same number gives the same bytes.

Each has 34 areas, 80 bodies, 60 networks of about 12 members, 20 plans, 120 measures and 60 responsibilities; three of
its networks are planted beside others that they overlap with, and a few links are left out on purpose.
"""

import random
from collections.abc import Iterator
from pathlib import Path

BASE = "https://w3id.org/vastuuverkko/"
NS = BASE + "ns/"
VOCAB = BASE + "vocab/"
GRAPH = BASE + "graph/bench/sheets"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
IDENTIFIER = "http://purl.org/dc/terms/identifier"
WITHIN = "http://www.opengis.net/ont/geosparql#sfWithin"
XSD = "http://www.w3.org/2001/XMLSchema#"
THEMES = ("everyday-safety", "traffic-safety", "crime-prevention", "violence-prevention", "youth-safety", "fire-safety")
GROUPS = ("young-people", "older-people", "children-and-young-people")
NETWORKS, PLANTED = 60, 3


def write_cities(path: Path, count: int) -> int:
    """Write `count` municipalities as N-Triples; returns the number of triples."""
    triples = 0
    with path.open("w", encoding="utf-8") as out:
        for line in city_lines(count):
            out.write(line)
            triples += 1
    return triples


def city_lines(count: int) -> Iterator[str]:
    yield _link(GRAPH, RDF_TYPE, NS + "SourceGraph")
    for number in range(count):
        yield from _City(f"C{number:04}").lines()


def one_city(key: str, graph: str) -> Iterator[str]:
    """One municipality, as the source graph of that name."""
    yield _link(graph, RDF_TYPE, NS + "SourceGraph")
    yield from _City(key).lines()


def _link(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> <{value}> .\n"


def _text(subject: str, predicate: str, value: str, mark: str = "") -> str:
    return f'<{subject}> <{predicate}> "{value}"{mark} .\n'


class _City:
    def __init__(self, key: str) -> None:
        self.key = key
        self.random = random.Random(key)
        self.districts = [self._id("area", f"D{i}") for i in range(5)]
        self.small = [self._id("area", f"S{i:02}") for i in range(28)]
        self.bodies = [self._id("agency", f"B{i:02}") for i in range(80)]
        self.plans = [self._id("plan", f"P{i:02}") for i in range(20)]

    def _id(self, kind: str, local: str) -> str:
        return f"{BASE}id/bench/{kind}/{self.key}-{local}"

    def lines(self) -> Iterator[str]:
        yield from self._areas()
        for i, body in enumerate(self.bodies):
            yield from self._named(body, "Agency", f"Virasto {i}")
        for i, plan in enumerate(self.plans):
            yield from self._named(plan, "Plan", f"Suunnitelma {i}")
        yield from self._networks()
        yield from self._measures()
        yield from self._responsibilities()

    def _named(self, thing: str, kind: str, label: str) -> Iterator[str]:
        yield _link(thing, RDF_TYPE, NS + kind)
        yield _text(thing, LABEL, f"{label} {self.key}", "@fi")
        yield _text(thing, IDENTIFIER, thing.rsplit("/", 1)[1])

    def _areas(self) -> Iterator[str]:
        city = self._id("area", "M")
        levels = VOCAB + "area-levels/"
        for area, level, around in (
            (city, "municipality", None),
            *((district, "major-district", city) for district in self.districts),
            *((small, "sub-district", self.districts[i % 5]) for i, small in enumerate(self.small)),
        ):
            yield from self._named(area, "Area", "Alue " + area.rsplit("-", 1)[1])
            yield _link(area, NS + "areaLevel", levels + level)
            if around:
                yield _link(area, WITHIN, around)

    def _networks(self) -> Iterator[str]:
        pick = self.random
        made: list[tuple[str, list[str], list[str]]] = []
        for i in range(NETWORKS):
            if i >= NETWORKS - PLANTED:
                area, themes, others = made[i - NETWORKS + PLANTED]
                members = [*others[: (len(others) + 1) // 2], *pick.sample(self.bodies, 3)]
            else:
                place = pick.random()
                area = (
                    pick.choice(self.small if place < 0.7 else self.districts)
                    if place < 0.97
                    else self._id("area", "M")
                )
                themes = pick.sample(THEMES, pick.randint(1, 2))
                members = pick.sample(self.bodies, pick.randint(8, 16))
                made.append((area, themes, members))
            yield from self._network(f"V{i:02}", area, themes, members)

    def _network(self, local: str, area: str, themes: list[str], members: list[str]) -> Iterator[str]:
        network = self._id("network", local)
        yield from self._named(network, "Network", f"Verkosto {local}")
        yield _link(network, NS + "area", area)
        for theme in themes:
            yield _link(network, NS + "theme", VOCAB + "themes/" + theme)
        if self.random.random() < 0.3 and local < "V57":
            yield _link(network, NS + "populationGroup", VOCAB + "population-groups/" + self.random.choice(GROUPS))
        for member in dict.fromkeys(members):
            yield _link(network, NS + "hasMember", member)
        yield _text(network, NS + "meetingsPerYear", str(self.random.choice((2, 4, 6, 10))), f"^^<{XSD}integer>")
        yield _text(network, NS + "hoursPerMeeting", self.random.choice(("1.5", "2.0", "3.0")), f"^^<{XSD}decimal>")
        yield _text(network, NS + "mandatory", str(self.random.random() < 0.05).lower(), f"^^<{XSD}boolean>")

    def _measures(self) -> Iterator[str]:
        for i in range(120):
            measure = self._id("measure", f"T{i:03}")
            yield from self._named(measure, "Measure", f"Toimenpide {i}")
            yield _link(measure, NS + "inPlan", self.plans[i % len(self.plans)])
            yield _link(measure, NS + "theme", VOCAB + "themes/" + self.random.choice(THEMES))
            yield _link(measure, NS + "area", self.random.choice(self.small))
            if i % 60:
                yield _link(measure, NS + "responsible", self.random.choice(self.bodies))

    def _responsibilities(self) -> Iterator[str]:
        roles = ("steers", "monitors", "evaluates", "implements", "supports")
        for i in range(60):
            statement = self._id("statement", f"R{i:02}")
            yield _link(statement, RDF_TYPE, NS + "Responsibility")
            yield _link(statement, NS + "role", VOCAB + "roles/" + roles[i % len(roles)])
            yield _link(statement, NS + "object", self.random.choice(self.plans))
            yield _link(statement, NS + "modality", VOCAB + "modality/task")
            yield _link(statement, NS + "force", VOCAB + "force/plan")
            absent = i % 30 == 0
            yield _link(statement, NS + "bearerStatus", VOCAB + "bearer-status/" + ("absent" if absent else "stated"))
            if not absent:
                yield _link(statement, NS + "bearer", self.random.choice(self.bodies))
