"""The record of who did what, whole and checked; and an author taken out of it."""

from dataclasses import dataclass
from pathlib import Path

from kg.commands.proposals import Where
from kg.editing import authors
from kg.editing.roles import Person
from kg.pipeline import store_path
from kg.present.audit import AuditView
from kg.store.acts import accounts, acts, broken
from kg.store.opening import snapshot

__all__ = ["Audit", "AuditView", "audit", "forget_author"]


@dataclass(frozen=True)
class Audit:
    """In which language acts are called."""

    lang: str = "fi"


def audit(where: Where, person: Person, request: Audit) -> AuditView:
    """Every act with its author, and the first whose seal does not hold. Raises Misuse for who may not."""
    person.require("audit")
    store = snapshot(where.path)
    log = acts(store, where.municipality)
    return AuditView(log, accounts(store, where.municipality), broken(log), request.lang)


def forget_author(account: str, store: Path | str | None, person: Person) -> list[str]:
    """Take an author out of the record of every municipality. Raises Misuse for who may not."""
    person.require("forget")
    return authors.forget_author(store_path(store), account, person.account)
