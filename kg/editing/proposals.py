"""The log of acts into the proposals that stand in it: what each would change, and what became of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kg.store.acts import Act

PROPOSE, AMEND, ACCEPT, REJECT = "propose", "amend", "accept", "reject"
OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"


@dataclass(frozen=True)
class Draft:
    """A row of a sheet that somebody asks for: a new thing where `thing` is empty, else new texts of some cells.

    `before` holds the texts that the changed cells had when the form was opened, in the words of the sheets.
    """

    sheet: str
    thing: str = ""
    cells: Mapping[str, str] = field(default_factory=dict, hash=False)
    before: Mapping[str, str] = field(default_factory=dict, hash=False)
    source: str = ""
    quote: str = ""
    reason: str = ""

    def data(self) -> dict[str, Any]:
        """What an act keeps of it; the reason stands beside."""
        return {
            "sheet": self.sheet,
            "thing": self.thing,
            "cells": dict(self.cells),
            "before": dict(self.before),
            "source": self.source,
            "quote": self.quote,
        }


@dataclass(frozen=True)
class Proposal:
    """One proposal as it stands now; `made` is the change that came of it, `erased` where nothing is left of it."""

    number: int
    iri: str
    draft: Draft
    author: str
    time: datetime
    state: str = OPEN
    acts: tuple[Act, ...] = ()
    made: str = ""
    erased: bool = False


def proposals(log: Iterable[Act], undone: Collection[str] = ()) -> list[Proposal]:
    """All proposals, the first first. One whose change was undone is open again (`undone`: IRIs of such changes)."""
    found: dict[str, Proposal] = {}
    for act in log:
        if act.kind == PROPOSE:
            draft = read_draft(act)
            found[act.iri] = Proposal(
                act.number, act.iri, draft, act.author, act.time, acts=(act,), erased=not act.data
            )
        elif act.about in found and act.kind in (AMEND, ACCEPT, REJECT):
            found[act.about] = _after(found[act.about], act, undone)
    return list(found.values())


def read_draft(act: Act) -> Draft:
    return Draft(reason=act.reason, **act.data) if act.data else Draft("")


def _after(proposal: Proposal, act: Act, undone: Collection[str]) -> Proposal:
    later = replace(proposal, acts=(*proposal.acts, act))
    if act.kind == AMEND:
        return replace(later, draft=replace(read_draft(act), reason=proposal.draft.reason))
    if act.kind == REJECT:
        return replace(later, state=REJECTED)
    return later if act.made in undone else replace(later, state=ACCEPTED, made=act.made)
