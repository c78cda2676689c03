"""The proof of a plan's bound re-checked from the certificate's own networks, in whole numbers.

Nothing of the optimiser is used here: who may end where, what a plan costs and what the multipliers prove are worked
out anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kg.analyse.bound import Asked, Case, Fact, Part, Proof
from kg.analyse.bound_text import read_proof
from kg.rdf import Term
from kg.terms import KG

Things = Mapping[str, Mapping[str, set[Term]]]
Moves = Mapping[str, str | None]


@dataclass(frozen=True)
class ProvenBound:
    """What a proof shows: no plan of those asked for has fewer hours than `bound`; `hours` are the plan's own.

    `optimal`: no plan has fewer hours, and none with as few has fewer networks.
    """

    bound: Fraction
    hours: Fraction
    optimal: bool
    asked: Asked

    @property
    def gap(self) -> float:
        return float((self.hours - self.bound) / self.hours) if self.hours else 0.0


class NoProof(ValueError):
    """The proof is none, or speaks of another plan: a message key below `certificate.`."""


def check_bound(before: Things, after: Things, moves: Moves, text: str) -> ProvenBound:
    """Recompute the bound that the proof shows; raises NoProof where it is none, not of this plan, or shows less."""
    try:
        proof = read_proof(text)
    except ValueError as error:
        raise NoProof("bound-unreadable") from error
    facts = {name: _fact(thing) for name, thing in before.items()}
    members = {name: _texts(thing, KG.hasMember) for name, thing in after.items()}
    if not _as_asked(proof.asked, facts, moves, members):
        raise NoProof("bound-other-plan")
    shown = _shown(facts, proof, moves, members)
    if shown.bound < proof.bound or (proof.optimal and not shown.optimal):
        raise NoProof("bound-not-shown")
    return shown


def _shown(facts: Mapping[str, Fact], proof: Proof, moves: Moves, members: Mapping[str, frozenset[str]]) -> ProvenBound:
    case = Case(facts, proof.asked)
    bound, optimal = case.outside(), True
    for part in case.parts():
        tree = proof.trees.get(part.first)
        least = part.bound(tree) if tree is not None else 0
        cost = _cost(part, facts, moves, members)
        if least > cost:
            raise NoProof("bound-other-plan")
        bound += part.hours(least)
        optimal = optimal and least == cost
    hours = sum((_hours(facts[name], found) for name, found in members.items()), Fraction())
    return ProvenBound(bound, hours, optimal, proof.asked)


def _cost(part: Part, facts: Mapping[str, Fact], moves: Moves, members: Mapping[str, frozenset[str]]) -> int:
    kept = [name for name in part.names if name not in moves]
    return part.cost(sum((_hours(facts[name], members[name]) for name in kept), Fraction()), len(kept))


def _hours(fact: Fact, members: frozenset[str]) -> Fraction:
    return (fact.rate or Fraction()) * len(members)


def _as_asked(asked: Asked, facts: Mapping[str, Fact], moves: Moves, members: Mapping[str, frozenset[str]]) -> bool:
    """Is the plan one of those that the bound speaks of?"""
    ends = {name: moves.get(name, name) for name in facts}
    named = {*asked.keep, *asked.dissolve, *asked.nowhere, *(name for pair in asked.apart for name in pair)}
    return (
        named <= set(facts)
        and not asked.keep & set(moves)
        and asked.dissolve <= set(moves)
        and asked.nowhere == {name for name, other in moves.items() if other is None}
        and asked.nowhere <= asked.dissolve
        and all(len({ends[name] for name in pair}) == len(pair) for pair in asked.apart)
        and all(
            asked.max_members is None or len(members[other]) <= asked.max_members
            for other in moves.values()
            if other is not None
        )
    )


def _fact(thing: Mapping[str, set[Term]]) -> Fact:
    numbers = [_number(thing, term) for term in (KG.meetingsPerYear, KG.hoursPerMeeting)]
    meetings, length = numbers
    return Fact(
        None if meetings is None or length is None else meetings * length,
        _texts(thing, KG.hasMember),
        _texts(thing, KG.coversArea),
        _texts(thing, KG.theme),
        _texts(thing, KG.coversGroup),
        bool(_texts(thing, KG.mandatory) & {"true", "1"}),
    )


def _number(thing: Mapping[str, set[Term]], term: str) -> Fraction | None:
    found = [Fraction(str(value)) for value in thing.get(str(term), ())]
    return found[0] if len(found) == 1 else None


def _texts(thing: Mapping[str, set[Term]], term: str) -> frozenset[str]:
    return frozenset(str(value) for value in thing.get(str(term), ()))
