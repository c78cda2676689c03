"""Whose service a site is: what its operator set in the environment, for the foot of every page."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """`name` = who keeps the service; the rest are web or mail addresses. What is not set is empty."""

    name: str = ""
    contact: str = ""
    feedback: str = ""
    accessibility: str = ""
    privacy: str = ""


def read_owner() -> Owner:
    """`KG_OWNER`, `KG_CONTACT`, `KG_FEEDBACK`, `KG_ACCESSIBILITY`, `KG_PRIVACY`; an address is http(s) or mail."""
    return Owner(
        os.environ.get("KG_OWNER", "").strip()[:120],
        *(_address(os.environ.get(f"KG_{name}", "")) for name in ("CONTACT", "FEEDBACK", "ACCESSIBILITY", "PRIVACY")),
    )


def _address(given: str) -> str:
    given = given.strip()
    if "@" in given and "://" not in given and not given.startswith("mailto:"):
        given = f"mailto:{given}"
    return given if given.startswith(("https://", "http://", "mailto:")) else ""
