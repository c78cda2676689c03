"""A certificate re-checked: against itself, against the data, and against what a plan must not lose.

Nothing of the optimiser is used here. A certificate holds if it is unchanged, was made from this very data, names every
network once, and each dissolved network's areas, themes, groups and members are found in its successor.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg.analyse.aftermath import check_aftermath
from kg.analyse.certificate import DCTERMS, ORG, PROV, TYPE, data_hash, describe, fingerprint
from kg.analyse.networks import read_networks
from kg.analyse.verify_bound import NoProof, ProvenBound, check_bound
from kg.errors import UnreadableInput
from kg.rdf import Iri, Lit, Quad, Term
from kg.store import Data
from kg.store.documents import as_stored, read_document
from kg.terms import KG

Thing = Mapping[str, set[Term]]
Things = Mapping[str, Thing]
COVERAGE = {"area": KG.coversArea, "theme": KG.theme, "group": KG.coversGroup}


@dataclass(frozen=True)
class Fault:
    """Why a certificate does not hold: a message key below `certificate.` and its facts."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A certificate file as read: its four graphs by subject, its municipality and its day."""

    iri: Iri
    quads: tuple[Quad, ...]
    plan: Things
    before: Things
    after: Things
    municipality: str
    day: date

    def key(self, network: str) -> str:
        """The planners' own id of a network."""
        return _name(self.before if network in self.before else self.after, network)


@dataclass(frozen=True)
class AcceptedLoss:
    network: str
    reason: str
    day: str


@dataclass(frozen=True)
class Verdict:
    """The faults of a certificate; the losses that were accepted stay listed."""

    held: Held
    faults: tuple[Fault, ...]
    accepted: tuple[AcceptedLoss, ...]
    bound: ProvenBound | None = None
    """What the certificate proves of the plan's hours; None where it holds no proof, or nothing else holds."""

    @property
    def valid(self) -> bool:
        return not self.faults


def read_certificate(path: Path) -> Held:
    """The certificate in a file; raises UnreadableInput for a file that holds none."""
    quads, _ = read_document(path, "urn:x-vastuuverkko:nameless:")
    return hold(quads, path)


def hold(quads: Collection[Quad], path: Path | str) -> Held:
    """The certificate that the quads hold; raises UnreadableInput, which names `path`, where they hold none."""
    named = [s for s, p, o, _ in quads if p == TYPE and o == str(KG.Certificate)]
    if len(named) != 1:
        raise UnreadableInput("certificate.none", path=path)
    iri = named[0]
    plan, before, after = (_things(quads, iri + name) for name in ("", "/before", "/after"))
    source = plan.get(iri + "/data", {})
    try:
        municipality = str(_one(source, KG.municipality))
        day = date.fromisoformat(str(_one(source, KG.asOf)))
    except (KeyError, ValueError) as error:
        raise UnreadableInput("certificate.incomplete", path=path) from error
    return Held(iri, tuple(quads), plan, before, after, municipality, day)


def _things(quads: Iterable[Quad], graph: str) -> Things:
    found: defaultdict[str, defaultdict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for s, p, o, g in quads:
        if g == graph:
            found[s][p].add(o)
    return found


def _one(thing: Thing, term: str) -> Term:
    """The only value of a property; raises KeyError where there is none or more than one."""
    (value,) = thing.get(str(term), set()) or (None,)
    if value is None:
        raise KeyError(term)
    return value


def verify(held: Held, opened: Callable[[], Data]) -> Verdict:
    """Check a certificate against the data of its municipality and day, which `opened` opens."""
    data = opened()
    excused = {str(o): thing for thing in held.plan.values() for o in thing.get(str(KG.excuses), ())}
    faults = [*_integrity(held), *_origin(held, data)]
    moves, more = _moves(held)
    faults += [*more, *_networks(held, moves), *_successions(held, moves, excused), *_losses(held, excused)]
    bound = None
    if not faults:
        faults += _violations(held, moves, data, opened)
        try:
            bound = _bound(held, moves)
        except NoProof as error:
            faults.append(Fault(str(error)))
    accepted = [
        AcceptedLoss(held.key(network), str(_one(thing, str(KG.reason))), str(_one(thing, DCTERMS + "date")))
        for network, thing in sorted(excused.items())
        if network in moves
    ]
    return Verdict(held, tuple(faults), tuple(accepted), bound)


def _bound(held: Held, moves: Mapping[str, str | None]) -> ProvenBound | None:
    texts = held.plan.get(held.iri + "/bound", {}).get(PROV + "value", set())
    return check_bound(held.before, held.after, moves, str(*texts)) if len(texts) == 1 else None


def _integrity(held: Held) -> Iterator[Fault]:
    if fingerprint(held.iri, held.quads) != held.iri.rsplit("/", 1)[-1]:
        yield Fault("changed")


def _origin(held: Held, data: Data) -> Iterator[Fault]:
    """The data must be those that the plan was made from, and the networks before must be those of the data."""
    if {str(value) for value in held.plan.get(held.iri + "/data", {}).get(PROV + "value", ())} != {data_hash(data)}:
        yield Fault("other-data", {"municipality": held.municipality})
    quads: list[Quad] = []
    describe(lambda s, p, o: quads.append((Iri(s), Iri(p), o, Iri("urn:g"))), read_networks(data), {})
    real = _things(as_stored(quads), "urn:g")
    for network in sorted({*real, *held.before}):
        if network not in held.before:
            yield Fault("not-listed", {"network": _name(real, network)})
        elif network not in real:
            yield Fault("not-in-data", {"network": _name(held.before, network)})
        elif real[network] != held.before[network]:
            yield Fault("differs", {"network": _name(real, network)})


def _moves(held: Held) -> tuple[dict[str, str | None], list[Fault]]:
    """Each dissolved network with its successor, from the change events."""
    moves: dict[str, str | None] = {}
    faults = []
    for thing in held.plan.values():
        if ORG + "ChangeEvent" not in thing.get(TYPE, ()):
            continue
        results = {str(o) for o in thing.get(ORG + "resultingOrganization", ())}
        gone = {str(o) for o in thing.get(ORG + "originalOrganization", ())} - results
        if len(gone) != 1 or len(results) > 1 or gone & set(moves):
            named = ", ".join(held.key(network) for network in sorted(gone | results))
            faults.append(Fault("unclear-change", {"networks": named}))
            continue
        moves[gone.pop()] = next(iter(results), None)
    return moves, faults


def _networks(held: Held, moves: Mapping[str, str | None]) -> Iterator[Fault]:
    """Every network is either kept, unchanged but for its members, or dissolved by one change event."""
    for network in sorted({*held.before, *held.after, *moves}):
        facts = {"network": held.key(network)}
        if network not in held.before:
            yield Fault("appears", facts)
        elif (network in held.after) == (network in moves):
            yield Fault("both" if network in moves else "missing", facts)
        elif network in held.after and not _unchanged(held, moves, network):
            yield Fault("altered", facts)
        elif network in moves and _true(held.before[network], KG.mandatory):
            yield Fault("mandatory", facts)


def _unchanged(held: Held, moves: Mapping[str, str | None], network: str) -> bool:
    """What a kept network is and covers stays; its members are its own and those of the networks dissolved into it."""
    before, after = held.before[network], held.after[network]
    member = str(KG.hasMember)
    members = set(before.get(member, set()))
    for gone, other in moves.items():
        if other == network:
            members |= held.before.get(gone, {}).get(member, set())
    rest = {p: o for p, o in before.items() if p != member} == {p: o for p, o in after.items() if p != member}
    return rest and set(after.get(member, set())) == members


def _successions(held: Held, moves: Mapping[str, str | None], excused: Things) -> Iterator[Fault]:
    for network, other in sorted(moves.items()):
        gone = held.before.get(network, {})
        facts = {"network": held.key(network)}
        if other is None:
            if network not in excused:
                yield Fault("no-successor", facts)
            continue
        facts["successor"] = held.key(other)
        if other not in held.after:
            yield Fault("successor-gone", facts)
            continue
        heir = held.after[other]
        for name, term in (*COVERAGE.items(), ("members", KG.hasMember)):
            lost = gone.get(str(term), set()) - heir.get(str(term), set())
            if lost:
                what = ", ".join(sorted(value.rsplit("/", 1)[-1] for value in lost))
                yield Fault(f"lost-{name}", {**facts, "what": what})


def _losses(held: Held, excused: Things) -> Iterator[Fault]:
    """No cell may be left that was served before, unless its loss was accepted."""
    after = {cell for thing in held.after.values() for cell in _cells(thing)}
    for network, thing in sorted(held.before.items()):
        lost = sum(1 for cell in _cells(thing) if cell not in after)
        if lost and network not in excused:
            yield Fault("lost-cells", {"network": held.key(network), "cells": lost})


def _cells(thing: Thing) -> Iterator[tuple[str, str, str]]:
    areas, themes, groups = (thing.get(str(term), set()) for term in COVERAGE.values())
    return ((a, t, g) for a in areas for t in themes for g in groups)


def _violations(held: Held, moves: Mapping[str, str | None], data: Data, opened: Callable[[], Data]) -> Iterator[Fault]:
    member = str(KG.hasMember)
    joining = {
        network: {str(m) for m in thing.get(member, set()) - held.before[network].get(member, set())}
        for network, thing in held.after.items()
    }
    for finding in check_aftermath(data, opened, moves, joining).new_violations:
        facts = {"shape": finding.shape.rsplit("/", 1)[-1], "focus": str(finding.focus).rsplit("/", 1)[-1]}
        yield Fault("new-violation", facts)


def _true(thing: Thing, term: str) -> bool:
    return any(isinstance(value, Lit) and value in ("true", "1") for value in thing.get(str(term), ()))


def _name(things: Things, network: str) -> str:
    known = sorted(str(o) for o in things.get(network, {}).get(DCTERMS + "identifier", ()))
    return known[0] if known else network.rsplit("/", 1)[-1]
