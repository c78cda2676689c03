"""Chain: how two things hang together, or what leads up or down from one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.analyse.chains import Hop, away, through
from kg.analyse.web import Edge
from kg.commands.municipality import Municipality
from kg.errors import Misuse
from kg.present.chains import ChainView
from kg.read import Thing, find

__all__ = ["Chain", "Hop", "chain", "things_named"]


@dataclass(frozen=True)
class Chain:
    """From one thing to another, past `via`; without an end, down or up from the start. Things by id or name."""

    start: str = field(metadata={"outside": "from"})
    end: str | None = field(default=None, metadata={"outside": "to"})
    via: tuple[str, ...] = ()
    direction: str = "down"
    limit: int = 8
    as_of: date | None = None
    lang: str = "fi"


def chain(municipality: Municipality, request: Chain) -> ChainView:
    """The chains asked for; with a day, over what may hold on it, with the ties that do not in `gone`.

    Raises Misuse for a name that nothing has, and where start and end are the same.
    """
    if request.via and not request.end:
        raise Misuse("chain.via-needs-end")
    whole = web = municipality.web
    gone: Sequence[Edge] = ()
    if request.as_of:
        web, gone = whole.on(request.as_of)
    start, *stations = (things_named(municipality, name) for name in (request.start, *request.via))
    end = things_named(municipality, request.end) if request.end else []
    if {t.iri for t in start} & {t.iri for t in end}:
        raise Misuse("chain.same-thing", thing=start[0].name(request.lang))
    down = request.direction != "up"
    if end:
        chains = through(web, [[t.iri for t in things] for things in (start, *stations, end)], request.limit)
    else:
        chains = away(web, [t.iri for t in start], down=down, limit=request.limit)
    return ChainView(
        web, chains, start, end, request.lang, request.as_of, gone, down=down, example=municipality.example
    )


def things_named(municipality: Municipality, name: str) -> list[Thing]:
    """The things of that id or name, those with ties before others; raises Misuse with the nearest names."""
    return find(municipality.graph.things.values(), name, municipality.web.around)
