"""The responsibility matrix: who is responsible (R), accountable (A), consulted (C) or informed (I) about what.

It is derived from statements; the letter of a role is data (`kg:raciLetter`), and every cell keeps its statements.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.analyse.web import Web
from kg.read import Statement, Thing
from kg.read.relations import Relations

LETTERS = "RACI"
WEAK = frozenset({"may", "should", "right"})
"""Words that give nobody a task: their letters are shown, but they fill no gap."""


@dataclass(frozen=True)
class Entry:
    """One reason for a letter in a cell."""

    letter: str
    role: str
    statement: Statement

    @property
    def implied(self) -> bool:
        return self.statement.bearer_status == "implied"

    @property
    def weak(self) -> bool:
        return self.statement.modality in WEAK


@dataclass(frozen=True)
class Gap:
    """An object for which nobody is accountable (A) or responsible (R), and what is to be done all the same."""

    thing: str
    missing: tuple[str, ...]
    unassigned: tuple[Statement, ...]


@dataclass(frozen=True)
class Matrix:
    """`cells` by (object, actor); `rows` and `columns` in the order to show; `letters` the mapping that was used."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[str, str], Sequence[Entry]]
    gaps: Sequence[Gap]
    idle: Sequence[str]
    letters: Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """Only these objects, this level, this day; nothing given = everything."""

    objects: tuple[str, ...] = ()
    level: str | None = None
    day: date | None = None

    def takes(self, statement: Statement) -> bool:
        """Whether the statement may hold on the day, at the level."""
        level = statement.level.notation if statement.level else None
        may_hold = self.day is None or statement.stands(self.day).may_hold
        return may_hold and (self.level is None or level == self.level)


def matrix(web: Web, choice: Choice) -> Matrix:
    """The matrix of what is chosen: the objects with most statements first, the busiest actors first."""
    chosen = [s for s in web.statements if s.normative and not s.repeats and choice.takes(s)]
    only = set(choice.objects)
    cells: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    about: dict[str, list[Statement]] = defaultdict(list)
    for statement in chosen:
        for thing in statement.matter:
            if not only or thing.iri in only:
                about[thing.iri].append(statement)
                for actor, entry in _entries(statement, web.relations, choice):
                    cells[thing.iri, actor].append(entry)
    rows = sorted(about, key=lambda t: (-len(about[t]), t))
    weight: Counter[str] = Counter()
    given: dict[str, set[str]] = defaultdict(set)
    for (thing_iri, actor), entries in cells.items():
        weight[actor] += len(entries)
        given[thing_iri].update(e.letter for e in entries if not e.weak)
    columns = sorted(weight, key=lambda a: (-weight[a], a))
    gaps = [gap for thing in rows if (gap := _gap(thing, about[thing], given[thing]))]
    idle = [] if only else _idle(web, weight, choice.day)
    return Matrix(rows, columns, dict(cells), gaps, idle, web.relations.letters)


def _entries(statement: Statement, relations: Relations, choice: Choice) -> Iterable[tuple[str, Entry]]:
    """Each actor of the day with its letter: bearers by the role, counterparts by the role that they take."""

    def stands(actor: Thing) -> bool:
        return choice.day is None or actor.state(choice.day).may_hold

    role, letters = statement.role_name or "", relations.letters
    if role in letters:
        for bearer in filter(stands, statement.bearers):
            yield bearer.iri, Entry(letters[role], role, statement)
    for counterpart in statement.counterparts:
        relation = relations.counterparts.get(counterpart.role or "with")
        acts_as = (relation.acts_as if relation else None) or ""
        if acts_as in letters and counterpart.party not in statement.bearers and stands(counterpart.party):
            yield counterpart.party.iri, Entry(letters[acts_as], acts_as, statement)


def _gap(thing: str, about: Sequence[Statement], given: Container[str]) -> Gap | None:
    """What nobody does for a thing, by words that give a task; None where somebody is accountable and responsible."""
    missing = tuple(letter for letter in "AR" if letter not in given)
    unassigned = tuple(s for s in about if not s.bearers)
    return Gap(thing, missing, unassigned) if missing or unassigned else None


def _idle(web: Web, busy: Mapping[str, int], day: date | None) -> list[str]:
    """Actors of the day that hold nothing: no letter, no seat, no measure, not even through a category of actors."""
    graph = web.graph
    holding = web.relations.are("seat") | set(web.relations.letters)
    meant = {e.target for e in web.edges if e.relation == "resolves to" and e.source in busy}
    seated = {e.source for e in web.edges if e.relation in holding}
    standing = {
        thing.iri
        for thing in web.tied
        if graph.is_a(thing, "actor") and not any(graph.is_a(thing, kind) for kind in ("actor category", "network"))
        if day is None or thing.state(day).may_hold
    }
    return sorted(standing - set(busy) - meant - seated)
