"""Who may do what: four roles, each with the rights of those before it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import Misuse, UnreadableInput

ROLES = ("reader", "proposer", "editor", "steward")
RIGHTS: Mapping[str, str] = {
    "propose": "proposer",
    "note": "proposer",
    "decide": "editor",
    "import": "editor",
    "undo": "editor",
    "see authors": "editor",
    "forget": "steward",
    "audit": "steward",
}
"""What somebody may do, and the least role that may."""
LOCAL = "local"
"""The account of whoever works on this machine without signing in."""


@dataclass(frozen=True)
class Person:
    """Who acts: an account, empty for a visitor who has not signed in, and a role."""

    account: str = ""
    role: str = ROLES[0]

    def may(self, right: str) -> bool:
        return bool(self.account) and ROLES.index(self.role) >= ROLES.index(RIGHTS[right])

    def require(self, right: str) -> None:
        """Raises Misuse where the person may not."""
        if not self.may(right):
            raise Misuse("roles.not-allowed", needed=RIGHTS[right], role=self.role)


VISITOR = Person()


@dataclass(frozen=True)
class People:
    """Accounts by role; `others` is the role of whoever signs in and is not named."""

    roles: Mapping[str, str] = field(default_factory=dict, hash=False)
    others: str = "reader"

    def person(self, account: str) -> Person:
        """Whoever signed in with this account; accounts are compared without case."""
        name = account.strip()
        return Person(name, self.roles.get(name.casefold(), self.others)) if name else VISITOR


def read_people(path: Path | None) -> People:
    """The people of a TOML file: `others = "reader"` and under `[roles]` a list of accounts for each role.

    Raises UnreadableInput.
    """
    if path is None:
        return People()
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableInput("roles.unreadable", path=path, why=error) from error
    named = held.get("roles", {})
    unknown = {*named, held.get("others", ROLES[0])} - set(ROLES)
    if unknown or not all(isinstance(some, list) for some in named.values()):
        raise UnreadableInput("roles.no-such-role", path=path, role=", ".join(sorted(unknown)), known=", ".join(ROLES))
    roles = {str(account).strip().casefold(): role for role in ROLES for account in named.get(role, ())}
    return People(roles, str(held.get("others", ROLES[0])))
