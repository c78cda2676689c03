"""Findings worked on: given to a body or post, noted, accepted as an exception until a day."""

from collections.abc import Mapping

from kg.commands.proposals import Where
from kg.editing import worklist
from kg.editing.deciding import Desk
from kg.editing.roles import Person
from kg.editing.worklist import Answer, Asked, Work
from kg.store.acts import accounts
from kg.store.opening import snapshot

__all__ = ["Answer", "Asked", "Work", "authors", "excuse", "give", "worked_on"]


def worked_on(where: Where) -> Mapping[tuple[str, str], Work]:
    """What is being done, by the shape and the focus of the finding."""
    return worklist.work_on(Desk(where.path, where.municipality))


def authors(where: Where, person: Person) -> Mapping[str, str]:
    """The accounts behind the keys of authors, for who may see them."""
    return accounts(snapshot(where.path), where.municipality) if person.may("see authors") else {}


def give(where: Where, person: Person, asked: Asked) -> Answer:
    """Give a finding to somebody, or note something. Raises Misuse for who may not."""
    person.require("note")
    return worklist.give(Desk(where.path, where.municipality, person.account), asked)


def excuse(where: Where, person: Person, asked: Asked) -> Answer:
    """Accept a finding as an exception. Raises Misuse for who may not."""
    person.require("decide")
    return worklist.excuse(Desk(where.path, where.municipality, person.account), asked)
