"""Proposing and deciding: each step one transaction, with who did it, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from kg.closed import exchanged
from kg.editing.correcting import MOST_TEXT, Correction
from kg.editing.proposals import ACCEPT, AMEND, OPEN, PROPOSE, REJECT, Draft, Proposal, proposals
from kg.errors import Misuse
from kg.load.corrections import corrections_graph
from kg.present.imported import Imported
from kg.sources.files import typed
from kg.sources.records import Fault
from kg.store.acts import Act, Deed, acts, record
from kg.store.history import Entry, ImportRecord, commit, imports
from kg.store.opening import alone, snapshot


@dataclass
class Outcome:
    """What came of trying, proposing or deciding; with faults or stale cells, nothing was written.

    `stale`: column → what stood there when the form was opened, and what stands there now.
    """

    draft: Draft
    tried: Imported
    stale: dict[str, tuple[str, str]] = field(default_factory=dict)
    number: int = 0
    record: ImportRecord | None = None

    @property
    def faults(self) -> Sequence[Fault]:
        return self.tried.faults

    @property
    def done(self) -> bool:
        return not self.faults and not self.stale


@dataclass(frozen=True)
class Desk:
    """Where somebody works: the store at `path`, a municipality in it, and the account of who works."""

    path: Path
    municipality: str
    account: str = ""


def undone(desk: Desk) -> set[str]:
    """The IRIs of the changes that no longer stand."""
    return {str(r.iri) for r in imports(snapshot(desk.path), desk.municipality) if not r.stands}


def queue(desk: Desk) -> list[Proposal]:
    """All proposals as they stand."""
    return proposals(acts(snapshot(desk.path), desk.municipality), undone(desk))


def open_proposal(desk: Desk, number: int) -> Proposal:
    """A proposal that can still be decided; raises Misuse."""
    found = next((p for p in queue(desk) if p.number == number), None)
    if found is None or found.erased:
        raise Misuse("proposals.no-such-proposal", number=number)
    if found.state != OPEN:
        raise Misuse(f"proposals.already-{found.state}", number=number)
    return found


def attempt(desk: Desk, draft: Draft, number: int = 0, *, compared: bool = False) -> Outcome:
    """What would come of a draft; nothing is written. `compared`: also which findings appear and vanish."""
    trial = Correction(desk.municipality, desk.path, draft, number, compared=compared)
    return Outcome(draft, trial.run(), trial.stale, number)


def propose(desk: Desk, draft: Draft) -> Outcome:
    """Write a proposal down, where it could be accepted as it is."""
    with alone(desk.path):
        outcome = attempt(desk, draft)
        if outcome.done:
            outcome.number = _write(desk, Deed(PROPOSE, desk.account, reason=draft.reason, data=draft.data()))
    return outcome


def amend(desk: Desk, number: int, draft: Draft, reason: str) -> Outcome:
    """Change a proposal before it is decided; who proposed it, and why, stays."""
    with alone(desk.path):
        old = open_proposal(desk, number)
        outcome = attempt(desk, replace(draft, reason=old.draft.reason), number)
        if outcome.done:
            _write(desk, Deed(AMEND, desk.account, old.iri, _reason(reason), draft.data()))
    return outcome


def accept(desk: Desk, number: int, reason: str) -> Outcome:
    """Make the change that a proposal asks for: one transaction with its history, which an undo takes back."""
    started = datetime.now(UTC)
    with alone(desk.path):
        proposal = open_proposal(desk, number)
        trial = Correction(desk.municipality, desk.path, proposal.draft, number)
        outcome = Outcome(proposal.draft, trial.run(), trial.stale, number)
        if outcome.done:
            deed = Deed(ACCEPT, desk.account, proposal.iri, _reason(reason))
            counts = {"rowsUpdated" if proposal.draft.thing else "rowsAdded": 1}
            graph = str(corrections_graph(desk.municipality))
            entry = Entry("accept", desk.municipality, started, counts=counts, graphs=(graph,), deeds=(deed,))
            with exchanged(desk.path, desk.municipality):
                outcome.record = commit(desk.path, trial.change, entry, trial.base)
    return outcome


def reject(desk: Desk, number: int, reason: str) -> Proposal:
    """Leave the data as they are, and say why."""
    if not typed(reason):
        raise Misuse("proposals.reason-needed")
    with alone(desk.path):
        proposal = open_proposal(desk, number)
        _write(desk, Deed(REJECT, desk.account, proposal.iri, _reason(reason)))
    return proposal


def log(desk: Desk) -> list[Act]:
    return acts(snapshot(desk.path), desk.municipality)


def _write(desk: Desk, deed: Deed) -> int:
    (act,) = record(desk.path, desk.municipality, [deed])
    return act.number


def _reason(text: str) -> str:
    """A reason as it is kept; raises Misuse for one that is too long."""
    found = typed(text)
    if len(found) > MOST_TEXT:
        raise Misuse("proposals.reason-too-long", length=len(found), most=MOST_TEXT)
    return found
