"""What `kg ask`, `chain`, `overlaps` and `coverage` print as JSON, from the values of an address or a tool call."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.errors import Misuse
from kg.store import Data

if TYPE_CHECKING:
    from kg.answer.ask import Answerer

Given = Mapping[str, str]
Command = Callable[[Data, str, Given], Any]


def ask(data: Data, lang: str, given: Given) -> Any:
    """`question`, `as_of`: the object of `kg ask --format json`."""
    from kg.present.answers import result_json

    return result_json(_answerer(_Same(data), day(given)).ask(_needed(given, "question"), lang))


def chain(data: Data, lang: str, given: Given) -> Any:
    """`from`, `to`, `direction`, `as_of`: the object of `kg chain --format json`."""
    from kg.analyse.chains import away, in_force, through
    from kg.analyse.web import find, read_web
    from kg.present.chains import ChainView, chain_json

    web = whole = read_web(data)
    gone: Any = ()
    if when := day(given):
        web, gone = in_force(whole, when)
    start = find(whole, _needed(given, "from"))
    end = find(whole, given["to"]) if given.get("to") else ()
    down = given.get("direction", "down") != "up"
    starts, ends = [t.iri for t in start], [t.iri for t in end]
    chains = through(web, [starts, ends]) if ends else away(web, starts, down=down)
    example = data.holds("analyse/example")
    return chain_json(ChainView(web, chains, start, end, lang, when, gone, down=down, example=example))


def overlaps(data: Data, lang: str, given: Given) -> Any:
    """`area`, `theme`, `network`, `as_of`: the object of `kg overlaps --format json`."""
    from kg.present.report.overlaps import overlap_view

    only = {name: given[name] for name in ("area", "theme", "network") if given.get(name)}
    return overlap_view(_on_day(data, given), lang, only).json()


def coverage(data: Data, lang: str, given: Given) -> Any:
    """`as_of`: the object of `kg coverage --format json`."""
    from kg.present.report.coverage import coverage_view

    return coverage_view(_on_day(data, given), lang).json()


COMMANDS: Mapping[str, Command] = {"ask": ask, "chain": chain, "overlaps": overlaps, "coverage": coverage}


def day(given: Given) -> date | None:
    """The day that `as_of` names, None without it; raises Misuse."""
    text = given.get("as_of")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Misuse("serve.not-a-day", day=str(text)[:40]) from None


def _on_day(data: Data, given: Given) -> Data:
    when = day(given)
    return data.as_of(when) if when else data


def _needed(given: Given, name: str) -> str:
    if not given.get(name, "").strip():
        raise Misuse("serve.api-parameter", name=name)
    return given[name]


class _Same:
    """Data compared by the store that holds them, so that what was built from them can be kept."""

    def __init__(self, data: Data) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.data.store is other.data.store

    def __hash__(self) -> int:
        return id(self.data.store)


@lru_cache(maxsize=4)
def _answerer(same: _Same, when: date | None) -> "Answerer":
    from kg.answer.ask import Answerer

    return Answerer(same.data, when)
