"""Proposals: made by who may propose, decided by who may decide; what each would change, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.editing import deciding
from kg.editing.correcting import EVIDENCE, sheet_of_draft
from kg.editing.deciding import Desk, Outcome
from kg.editing.proposals import ACCEPTED, OPEN, Draft, Proposal
from kg.editing.roles import LOCAL, Person
from kg.errors import Misuse
from kg.pipeline import store_path
from kg.present.proposals import Shown, shown
from kg.present.sheets.catalogue import Catalogue, read_catalogue
from kg.present.sheets.rows import as_cell_text, sheet_of, thing_cells
from kg.rdf import Iri
from kg.sources.sheets import SHEETS, Column, Sheet
from kg.store import Data
from kg.store.acts import accounts
from kg.store.opening import snapshot

__all__ = [
    "EVIDENCE",
    "LOCAL",
    "OPEN",
    "SHEETS",
    "Catalogue",
    "Column",
    "Draft",
    "Form",
    "Outcome",
    "Person",
    "Proposal",
    "Sheet",
    "Shown",
    "Where",
    "accept",
    "accepted_about",
    "amend",
    "attempt",
    "catalogue",
    "change_at_once",
    "empty_form",
    "form",
    "proposals",
    "propose",
    "reject",
    "rivals",
]


Done = TypeVar("Done")


@dataclass(frozen=True)
class Where:
    """Whose graph, in which store."""

    municipality: str
    store: Path | str | None = None

    @property
    def path(self) -> Path:
        return store_path(self.store)


@dataclass(frozen=True)
class Form:
    """The form of one thing: its sheet, the columns that may be changed, and what they hold now."""

    sheet: Sheet
    thing: str
    columns: tuple[Column, ...]
    cells: Mapping[str, str]


def _desk(where: Where, person: Person) -> Desk:
    return Desk(where.path, where.municipality, person.account)


def catalogue(data: Data, lang: str) -> Catalogue:
    """What the graph holds, as the words and names that a form offers."""
    return read_catalogue(data, lang)


def form(found: Catalogue, thing: str) -> Form | None:
    """The form of a thing of the municipality; None for what no sheet holds."""
    sheet = sheet_of(Iri(thing), found)
    if sheet is None:
        return None
    cells = {column: as_cell_text(value) for column, value in thing_cells(sheet, Iri(thing), found).items()}
    columns = tuple(c for c in sheet.columns if c.key not in (*EVIDENCE, "id"))
    return Form(sheet, thing, columns, cells)


def empty_form(sheet: str) -> Form:
    """The form of a thing that is not known yet. Raises Misuse for a sheet that there is not."""
    found = sheet_of_draft(Draft(sheet))
    return Form(found, "", tuple(c for c in found.columns if c.key not in ("quote", "source")), {})


def proposals(where: Where, person: Person, lang: str, names: Catalogue) -> list[Shown]:
    """All proposals in words, the oldest first; who made them only for who may see it."""
    found = deciding.queue(_desk(where, person))
    known = accounts(snapshot(where.path), where.municipality) if person.may("see authors") else {}
    return [shown(p, known, lang, names) for p in found]


def rivals(proposal: Proposal, others: Sequence[Proposal]) -> list[Proposal]:
    """The other open proposals that would change the same thing, or bring the same new one."""

    def aim(p: Proposal) -> tuple[object, ...]:
        said = p.draft.cells.get("name") or p.draft.cells.get("object", "")
        return (p.draft.thing,) if p.draft.thing else (p.draft.sheet, said.casefold().strip())

    return [o for o in others if o.number != proposal.number and o.state == OPEN and aim(o) == aim(proposal)]


def attempt(where: Where, draft: Draft, number: int = 0) -> Outcome:
    """What would come of a draft: faults, cells that changed meanwhile, checks that would appear or vanish."""
    return deciding.attempt(Desk(where.path, where.municipality), draft, number, compared=True)


def propose(where: Where, person: Person, draft: Draft) -> Outcome:
    """Write a proposal down. Raises Misuse for who may not."""
    person.require("propose")
    return deciding.propose(_desk(where, person), draft)


def amend(where: Where, person: Person, number: int, draft: Draft, reason: str) -> Outcome:
    """Change a proposal before it is decided. Raises Misuse for who may not."""
    person.require("decide")
    return deciding.amend(_desk(where, person), number, draft, reason)


def accept(where: Where, person: Person, numbers: Sequence[int], reason: str) -> list[Outcome | Misuse]:
    """Accept proposals one by one, each a change of its own; what could not be is said in its place."""
    person.require("decide")
    return [_decided(deciding.accept, _desk(where, person), number, reason) for number in numbers]


def reject(where: Where, person: Person, numbers: Sequence[int], reason: str) -> list[Proposal | Misuse]:
    """Reject proposals, each with the reason. Raises Misuse for who may not."""
    person.require("decide")
    return [_decided(deciding.reject, _desk(where, person), number, reason) for number in numbers]


def _decided(decide: Callable[[Desk, int, str], Done], desk: Desk, number: int, reason: str) -> Done | Misuse:
    """What came of one decision, or why it could not be made."""
    try:
        return decide(desk, number, reason)
    except Misuse as error:
        return error


def accepted_about(where: Where, thing: str, lang: str, names: Catalogue) -> list[Shown]:
    """What was accepted about a thing, the latest first, without saying who proposed it."""
    found = deciding.queue(Desk(where.path, where.municipality))
    return [shown(p, {}, lang, names) for p in reversed(found) if p.draft.thing == thing and p.state == ACCEPTED]


def change_at_once(where: Where, person: Person, draft: Draft) -> Outcome:
    """Propose and accept in one go, for who may decide: the owner of a measure reports its state."""
    person.require("decide")
    outcome = propose(where, person, draft)
    if not outcome.done:
        return outcome
    (done,) = accept(where, person, [outcome.number], draft.reason)
    if isinstance(done, Misuse):
        raise done
    return done
