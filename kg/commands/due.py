"""What falls due in a municipality, or for one body or post of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.analyse.due import owned, read_due
from kg.commands.municipality import Municipality
from kg.errors import Misuse
from kg.present.calendar import Schedule

__all__ = ["Due", "Schedule", "due"]


@dataclass(frozen=True)
class Due:
    """Whose days, by the IRI of a body or post (all where empty), as of which day (today where None)."""

    owner: str = ""
    day: date | None = None
    lang: str = "fi"


def due(municipality: Municipality, request: Due, page: Callable[[str], str]) -> Schedule:
    """The days; `page` gives the address of a thing's page. Raises Misuse for an owner that is not known."""
    data, graph = municipality.on(request.day), municipality.graph
    if request.owner and request.owner not in graph.things:
        raise Misuse("due.no-such-owner", owner=request.owner.rsplit("/", 1)[-1][:80])
    found = read_due(data, graph)
    name = graph.thing(request.owner).name(request.lang) if request.owner else municipality.name.capitalize()
    found = owned(found, request.owner) if request.owner else found
    return Schedule(found, graph, name, request.lang, data.context.as_of, municipality.example, page)
