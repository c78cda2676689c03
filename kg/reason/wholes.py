"""How long an actor belongs to a whole that it reaches over several links, some of which end: no rule can tell.

A closure of SPARQL follows links without asking when they held. Here each way from a part to a whole stands on the days
on which all its links stand; the fact that `kg:isPartOf` holds stands from the first to the last day of all ways.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1

from kg.rdf import XSD, Iri, Lit, Quad
from kg.store import Store, find_query
from kg.terms import BASE, KG

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FIRST, LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True)
class Days:
    """From one ISO day to another, both included; `sure` = the end is known, or there is none."""

    first: str = FIRST
    last: str = LAST
    sure: bool = True

    @property
    def always(self) -> bool:
        return self == Days()

    def __and__(self, other: "Days") -> "Days | None":
        both = Days(max(self.first, other.first), min(self.last, other.last), self.sure and other.sure)
        return both if both.first <= both.last else None

    def __or__(self, other: "Days") -> "Days":
        sure = self.sure or other.sure if self.last == other.last else max(self, other, key=lambda d: d.last).sure
        return Days(min(self.first, other.first), max(self.last, other.last), sure)


Hops = Mapping[str, Mapping[str, Days]]


def read_hops(store: Store) -> Hops:
    """Each part with its direct wholes, and the days on which it belongs to them."""
    hops: dict[str, dict[str, Days]] = defaultdict(dict)
    for row in store.select(find_query("reason/hops").text):
        days = Days(str(row["from"] or FIRST), str(row["until"] or LAST), row["unknown"] is None)
        hops[str(row["part"])][str(row["whole"])] = days
    return hops


def belonging(hops: Hops, part: str) -> dict[str, Days]:
    """The wholes that a part reaches, and from when until when it belongs to each."""
    found: dict[str, Days] = {}
    ways: list[tuple[str, Days, frozenset[str]]] = [(part, Days(), frozenset({part}))]
    while ways:
        thing, days, seen = ways.pop()
        for whole, stands in hops.get(thing, {}).items():
            both = days & stands
            if both is not None and whole not in seen:
                found[whole] = found[whole] | both if whole in found else both
                ways.append((whole, both, seen | {whole}))
    return found


def facts(store: Store, inferred: str) -> list[Quad]:
    """For each part and whole that do not belong together for ever: the fact, with the days on which it stands."""
    hops = read_hops(store)
    if all(days.always for wholes in hops.values() for days in wholes.values()):
        return []
    return [
        quad
        for part in sorted(hops)
        for whole, days in sorted(belonging(hops, part).items())
        if not days.always
        for quad in _fact(part, whole, days, Iri(inferred))
    ]


def _fact(part: str, whole: str, days: Days, inferred: Iri) -> Iterator[Quad]:
    said = f"{part} {KG.isPartOf} {whole}"
    fact = Iri(f"{BASE}id/{inferred.rsplit('/', 2)[1]}/fact/{sha1(said.encode(), usedforsecurity=False).hexdigest()}")
    yield (fact, Iri(RDF + "type"), Iri(RDF + "Statement"), inferred)
    yield (fact, Iri(RDF + "subject"), Iri(part), inferred)
    yield (fact, Iri(RDF + "predicate"), Iri(KG.isPartOf), inferred)
    yield (fact, Iri(RDF + "object"), Iri(whole), inferred)
    if days.first != FIRST:
        yield (fact, Iri(KG.validFrom), Lit(days.first, datatype=XSD + "date"), inferred)
    if days.last != LAST:
        yield (fact, Iri(KG.validUntil), Lit(days.last, datatype=XSD + "date"), inferred)
    if not days.sure:
        yield (fact, Iri(KG.endUnknown), Lit("true", datatype=XSD + "boolean"), inferred)
