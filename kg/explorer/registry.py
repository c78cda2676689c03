"""The pages of the explorer: each says its path, its group in the menu and the function that draws it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.explorer.person import may

if TYPE_CHECKING:
    from kg.explorer.frame import Here

GROUPS = ("search", "follow", "weigh", "work", "sources")
"""The headings of the menu, in its order; a page of no group is reached by links alone."""


@dataclass(frozen=True)
class Page:
    """One page. Its title and lead are the messages `page-NAME` and `lead-NAME`."""

    name: str
    path: str
    group: str
    draw: "Callable[[Here], None]"
    titled: bool = True
    """Whether the frame writes the first heading; a page about one thing writes its own."""
    right: str = ""
    """What one must be allowed to do for the menu to offer the page; to others the page says so."""


def menu(pages: Mapping[str, Page]) -> dict[str, list[str]]:
    """The names of the pages that the menu offers, by group."""
    offered = [p for p in pages.values() if not p.right or may(p.right)]
    return {group: [p.name for p in offered if p.group == group] for group in GROUPS}
