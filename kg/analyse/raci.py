"""The responsibility matrix: who is responsible (R), accountable (A), consulted (C) or informed (I) about what.

It is derived from statements; the letter of a role is data (`kg:raciLetter`), and every cell keeps its statements.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.analyse.validity import IN_FORCE, state_on
from kg.analyse.web import Web, Words
from kg.analyse.web.model import NOBODY
from kg.store import Data

LETTERS = "RACI"
WEAK = frozenset({"may", "should", "right"})
"""Words that give nobody a task: their letters are shown, but they fill no gap."""

SEATS = frozenset(
    {"member", "invited", "chair", "secretariat", "coordinates", "is responsible", "participates", "heads"}
)

AS_ROLE = {
    "with": "cooperates",
    "recipient": "informed",
    "support": "supports",
    "steering": "steers",
    "appointer": "appoints",
}
"""What a counterpart does, as the role whose letter it takes; every other counterpart role is called like its role."""


@dataclass(frozen=True)
class Entry:
    """One reason for a letter in a cell."""

    letter: str
    role: str
    words: Words

    @property
    def implied(self) -> bool:
        return self.words.bearer_status == "implied"

    @property
    def weak(self) -> bool:
        return self.words.modality in WEAK


@dataclass(frozen=True)
class Gap:
    """An object for which nobody is accountable (A) or responsible (R), and what is to be done all the same."""

    thing: str
    missing: tuple[str, ...]
    unassigned: tuple[Words, ...]


@dataclass(frozen=True)
class Matrix:
    """`cells` by (object, actor); `rows` and `columns` in the order to show; `letters` the mapping that was used."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[tuple[str, str], Sequence[Entry]]
    gaps: Sequence[Gap]
    idle: Sequence[str]
    letters: Mapping[str, str]


def read_letters(data: Data) -> dict[str, str]:
    """The letter of each role, as the vocabulary says."""
    return {str(row["role"]): str(row["letter"]) for row in data.rows("analyse/role-letters")}


def read_actor_kinds(data: Data) -> set[str]:
    return {str(row["kind"]) for row in data.rows("analyse/actor-kinds")}


@dataclass(frozen=True)
class Choice:
    """Only these objects, this level, this day; nothing given = everything."""

    objects: tuple[str, ...] = ()
    level: str | None = None
    day: date | None = None

    def takes(self, words: Words) -> bool:
        in_force = self.day is None or state_on(words.valid_from, words.valid_until, self.day) == IN_FORCE
        return in_force and (self.level is None or words.level == self.level)


def matrix(web: Web, letters: Mapping[str, str], actor_kinds: Iterable[str], choice: Choice) -> Matrix:
    """The matrix of what is chosen: the objects with most statements first, the busiest actors first."""
    chosen = [w for w in web.words if w.normative and not w.repeats and choice.takes(w)]
    only = set(choice.objects)
    cells: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    about: dict[str, list[Words]] = defaultdict(list)
    for words in chosen:
        for thing in words.objects:
            if not only or thing in only:
                about[thing].append(words)
                for actor, entry in _entries(words, letters):
                    cells[thing, actor].append(entry)
    rows = sorted(about, key=lambda t: (-len(about[t]), t))
    weight: Counter[str] = Counter()
    given: dict[str, set[str]] = defaultdict(set)
    for (thing, actor), entries in cells.items():
        weight[actor] += len(entries)
        given[thing].update(e.letter for e in entries if not e.weak)
    columns = sorted(weight, key=lambda a: (-weight[a], a))
    gaps = [gap for thing in rows if (gap := _gap(thing, about[thing], given[thing]))]
    idle = [] if only else _idle(web, actor_kinds, weight, choice.day)
    return Matrix(rows, columns, dict(cells), gaps, idle, letters)


def _entries(words: Words, letters: Mapping[str, str]) -> Iterable[tuple[str, Entry]]:
    letter = letters.get(words.role or "")
    if letter:
        for bearer in words.bearers:
            yield bearer, Entry(letter, words.role or "", words)
    for party, counterpart in words.counterparts:
        role = AS_ROLE.get(counterpart, counterpart)
        if role in letters and party not in words.bearers:
            yield party, Entry(letters[role], role, words)


def _gap(thing: str, about: Sequence[Words], given: Container[str]) -> Gap | None:
    """What nobody does for a thing, by words that give a task; None where somebody is accountable and responsible."""
    missing = tuple(letter for letter in "AR" if letter not in given)
    unassigned = tuple(w for w in about if not w.bearers)
    return Gap(thing, missing, unassigned) if missing or unassigned else None


def _idle(web: Web, actor_kinds: Iterable[str], busy: Mapping[str, int], day: date | None) -> list[str]:
    """Actors of the day that hold nothing: no letter, no seat, no measure, not even through a category of actors."""
    kinds = set(actor_kinds) - {"actor category", "network"}
    meant = {e.target for e in web.edges if e.relation == "resolves to" and e.source in busy}
    seated = {e.source for e in web.edges if e.relation in SEATS}
    actors = [web.thing(i) for i in web.around if not i.startswith(NOBODY) and web.thing(i).kind in kinds]
    standing = {t.iri for t in actors if day is None or state_on(t.valid_from, t.valid_until, day) == IN_FORCE}
    return sorted(standing - set(busy) - meant - seated)
