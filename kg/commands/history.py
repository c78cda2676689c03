"""History: what was imported, what changed between two states, and taking it back or out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import changes
from kg.editing.roles import Person
from kg.load.sheets.known import known_things
from kg.pipeline import store_path
from kg.store.changes import Change, difference
from kg.store.history import ImportRecord, imports
from kg.store.opening import snapshot

__all__ = ["Change", "Diff", "ImportRecord", "States", "diff", "forget", "history", "undo"]

Waiting = Callable[[], None]


@dataclass(frozen=True)
class States:
    """Two states of a municipality's sources: `now`, the number of an import, or an exported file."""

    before: str
    after: str
    municipality: str
    store: Path | str | None = None
    lang: str = "fi"


@dataclass(frozen=True)
class Diff:
    """What goes and what comes, and what the things in it are called."""

    change: Change
    names: Mapping[str, str]


def history(municipality: str, store: Path | str | None) -> Sequence[ImportRecord]:
    """The imports and loads, the newest first."""
    return imports(snapshot(store_path(store)), municipality)[::-1]


def undo(
    municipality: str, store: Path | str | None, waiting: Waiting = lambda: None, person: Person | None = None
) -> ImportRecord:
    """Take the last import that stands back, to the letter. Raises Misuse where there is none."""
    return changes.undo(municipality, store_path(store), waiting, _account(person, "undo"))


def forget(
    municipality: str,
    number: str,
    store: Path | str | None,
    waiting: Waiting = lambda: None,
    *,
    person: Person | None = None,
) -> ImportRecord:
    """Take one import out with its kept files. Raises Misuse where there is none of that number."""
    return changes.forget(municipality, number, store_path(store), waiting, _account(person, "forget"))


def _account(person: Person | None, right: str) -> str:
    """The account of who acts; raises Misuse for who may not. None = whoever runs a command on this machine."""
    if person is None:
        return ""
    person.require(right)
    return person.account


def diff(request: States) -> Diff:
    """The change that leads from one state to the other. Raises Misuse for a state that is none."""
    path = store_path(request.store)
    before, after = (changes.state_named(name, request.municipality, path) for name in (request.before, request.after))
    names = {str(t.iri): t.name(request.lang) for t in known_things(before | after)}
    return Diff(difference(before, after), names)
