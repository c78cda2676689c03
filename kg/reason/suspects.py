"""Small sets of axioms that probably clash, found without a reasoner: a guess that saves most of its runs.

A thing looks suspicious that belongs to two disjoint classes by its types and by the domains and ranges of its links,
or that a link ties to itself or both ways although that link may not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from kg.reason.axioms import ALL_DISJOINT, OWL, RDF, RDFS, TYPE, Axiom

MOST = 5
"""How many suspicious sets are tried."""

Proof = tuple[Axiom, ...]


def candidates(axioms: Sequence[Axiom]) -> Iterator[list[Axiom]]:
    """The first suspicious sets, each with just the axioms that make it so."""
    schema = Schema(a for a in axioms if a.of_ontology)
    facts = [a for a in axioms if not a.of_ontology]
    return islice((list(dict.fromkeys(p)) for p in (*_loops(schema, facts), *_clashes(schema, facts))), MOST)


def _loops(schema: "Schema", facts: Iterable[Axiom]) -> Iterator[Proof]:
    """Facts that an irreflexive or asymmetric link forbids: from a thing to itself, or both ways."""
    links = {a.triples[0]: a for a in facts}
    for (subject, predicate, value), fact in links.items():
        kinds = schema.kinds[predicate]
        if subject == value and kinds:
            yield (fact, next(iter(kinds.values())))
        back = links.get((value, predicate, subject))
        if subject < value and back and OWL + "AsymmetricProperty" in kinds:
            yield (fact, back, kinds[OWL + "AsymmetricProperty"])


def _clashes(schema: "Schema", facts: Iterable[Axiom]) -> Iterator[Proof]:
    """Things whose types, with what follows from their links, are disjoint."""
    types: dict[str, dict[str, Proof]] = defaultdict(dict)
    for fact in facts:
        subject, predicate, value = fact.triples[0]
        if predicate == TYPE:
            types[subject][value] = (fact,)
            continue
        for kind, axiom in schema.domains[predicate].items():
            types[subject].setdefault(kind, (fact, axiom))
        for kind, axiom in schema.ranges[predicate].items():
            types[value].setdefault(kind, (fact, axiom))
    for own in types.values():
        known = schema.with_parents(own)
        for pair in combinations(sorted(known), 2):
            rule = schema.disjoint.get(frozenset(pair))
            if rule:
                yield (*known[pair[0]], *known[pair[1]], rule)


class Schema:
    """What the ontology says of classes and links, with the axiom that says it."""

    def __init__(self, ontology: Iterable[Axiom]) -> None:
        self.parents: dict[str, dict[str, Axiom]] = defaultdict(dict)
        self.domains: dict[str, dict[str, Axiom]] = defaultdict(dict)
        self.ranges: dict[str, dict[str, Axiom]] = defaultdict(dict)
        self.kinds: dict[str, dict[str, Axiom]] = defaultdict(dict)
        self.disjoint: dict[frozenset[str], Axiom] = {}
        for axiom in ontology:
            self._add(axiom)

    def _add(self, axiom: Axiom) -> None:
        if len(axiom.triples) > 1:
            if not any(o == ALL_DISJOINT for _, _, o in axiom.triples):
                return
            members = sorted(o for _, p, o in axiom.triples if p == RDF + "first")
            self.disjoint |= {frozenset(pair): axiom for pair in combinations(members, 2)}
            return
        subject, predicate, value = axiom.triples[0]
        if predicate == OWL + "disjointWith":
            self.disjoint[frozenset((subject, value))] = axiom
        elif predicate == TYPE and value in (OWL + "IrreflexiveProperty", OWL + "AsymmetricProperty"):
            self.kinds[subject][value] = axiom
        else:
            tables = {RDFS + "subClassOf": self.parents, RDFS + "domain": self.domains, RDFS + "range": self.ranges}
            if predicate in tables:
                tables[predicate][subject][value] = axiom

    def with_parents(self, own: Mapping[str, Proof]) -> dict[str, Proof]:
        """The classes of a thing and all wider ones, each with the shortest proof."""
        known = dict(own)
        todo = sorted(own, key=lambda kind: len(own[kind]))
        for kind in todo:
            for parent, axiom in self.parents[kind].items():
                if parent not in known:
                    known[parent] = (*known[kind], axiom)
                    todo.append(parent)
        return known
