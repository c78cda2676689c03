"""The pages of the explorer: each says its path, its group in the menu and the function that draws it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.explorer.view import editable

if TYPE_CHECKING:
    from kg.explorer.frame import Here

GROUPS = ("search", "follow", "weigh", "sources")
"""The headings of the menu, in its order."""


@dataclass(frozen=True)
class Page:
    """One page. Its title and lead are the messages `page-NAME` and `lead-NAME`."""

    name: str
    path: str
    group: str
    draw: "Callable[[Here], None]"
    titled: bool = True
    """Whether the frame writes the first heading; a page about one thing writes its own."""
    editing: bool = False
    """Whether the menu offers the page only where the server may be edited; elsewhere the page says so."""


def menu(pages: Mapping[str, Page]) -> dict[str, list[str]]:
    """The names of the pages that the menu offers, by group."""
    offered = [p for p in pages.values() if not p.editing or editable()]
    return {group: [p.name for p in offered if p.group == group] for group in GROUPS}
