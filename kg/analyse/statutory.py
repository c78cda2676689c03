"""Duties that statutes lay on this municipality, and who holds them here: held, not held, or cannot be told.

The register says what the law asks of whom; whom a category means here follows from the municipality's own data.
*Held* needs a record that stands on the day; *not held* needs records of the matter among which there is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.rdf import Lit, Row, Term
from kg.read.interval import Interval, State
from kg.store import Data

HELD, NOT_HELD, CANNOT_TELL = "held", "not held", "cannot be told"
STATUSES = (HELD, NOT_HELD, CANNOT_TELL)
NO_ADDRESSEE, NO_RECORDS, ACT_ONLY, END_UNKNOWN = "no-addressee", "no-records", "act-only", "end-unknown"
REASONS = (NO_ADDRESSEE, NO_RECORDS, ACT_ONLY, END_UNKNOWN)
FOLDER = "analyse/statutory/"
TRUE = "true"
SECTION, ACT = "section", "act"
KINDS = {
    "NetworkType": "network",
    "BodyType": "body",
    "PlanType": "document",
    "InstrumentType": "document",
    "ProgrammeType": "document",
}
"""What the records call a thing of each kind of type."""
STEM = 5
"""So many letters of a municipality's name survive its genitive: Helsinki, Helsingin."""
OF_THE_TOWN = ("kunnan", "kaupungin", "kommunens", "stadens")
PERIOD = re.compile(r":|\s*\(?\d{4}")
"""Where the name of a document ends and its period or its motto begins."""


@dataclass(frozen=True)
class Duty:
    """One entry of the register: `addressees` and `themes` are concepts, `actions` and `notes` texts by language."""

    iri: str
    row: Row
    addressees: tuple[str, ...]
    themes: tuple[str, ...]
    actions: Mapping[str, str]
    notes: Mapping[str, str]
    exceptions: frozenset[str]

    def text(self, column: str) -> str | None:
        value = self.row[column]
        return None if value is None else str(value)

    @property
    def section(self) -> str:
        """The section as a jurist cites it: «9 §», «1 luku 1 §»."""
        return str(self.row["identifier"]).removeprefix(f"{self.row['number']} ")


@dataclass(frozen=True)
class Holding:
    """Who holds a duty by which record; `how` is `section`, `act`, `type` or `name`: what ties the two together."""

    holder: str
    record: str
    how: str
    stated: bool = True


@dataclass(frozen=True)
class Answer:
    """What can be said of one duty here.

    `here` are the municipality's bodies that the law addresses; `near` are records that do not suffice; `looked_at` is
    how many records could have shown a holder: things of the kind that the law demands, else records on its themes.
    """

    duty: Duty
    status: str
    reason: str | None = None
    held_by: tuple[Holding, ...] = ()
    near: tuple[Holding, ...] = ()
    here: tuple[str, ...] = ()
    looked_at: int = 0


@dataclass(frozen=True)
class Register:
    """The duties, and the names by which acts, sections and demanded things may be known."""

    duties: tuple[Duty, ...]
    names: Mapping[str, frozenset[str]]

    def roles(self, provision: str) -> set[str]:
        """The roles of all duties of a section."""
        return {str(d.row["role"]) for d in self.duties if str(d.row["provision"]) == provision}


@dataclass(frozen=True)
class Records:
    """What the municipality's own sources hold on the day; `itself` are the categories that mean a municipality."""

    municipality: str
    holders: Sequence[Row]
    existing: Sequence[Row]
    themes: Mapping[str, int]
    here: Mapping[str, set[str]]
    itself: frozenset[str]


def read_register(register: Data) -> Register:
    """The register as it was opened by `kg.pipeline.open_register`."""
    parts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in register.rows(FOLDER + "parts"):
        if row["value"]:
            parts[str(row["duty"])][str(row["part"])].append(row["value"])
    names: dict[str, set[str]] = defaultdict(set)
    for row in register.rows(FOLDER + "names"):
        names[str(row["thing"])].add(str(row["name"]).casefold())
    duties = tuple(_duty(row, parts[str(row["duty"])]) for row in register.rows(FOLDER + "duties"))
    return Register(duties, {thing: frozenset(called) for thing, called in names.items()})


def _duty(row: Row, parts: Mapping[str, Sequence[Term]]) -> Duty:
    return Duty(
        str(row["duty"]),
        row,
        tuple(str(v) for v in parts["addressee"]),
        tuple(str(v) for v in parts["theme"]),
        _by_language(parts["action"]),
        _by_language(parts["note"]),
        frozenset(str(v) for v in parts["except"]),
    )


def _by_language(values: Iterable[Term]) -> dict[str, str]:
    return {v.lang: str(v) for v in values if isinstance(v, Lit) and v.lang}


def statutory_gaps(data: Data, register: Register) -> list[Answer]:
    """Every duty in force on the day that the law applies in this municipality, in the order of the register."""
    records = _read_records(data)
    return [_answer(d, register, records) for d in register.duties if _in_force(d, data) and not _excepted(d, data)]


def not_applied(data: Data, register: Register) -> list[Duty]:
    """Duties in force on the day that the law itself does not apply in this municipality."""
    return [d for d in register.duties if _in_force(d, data) and _excepted(d, data)]


def totals(answers: Sequence[Answer]) -> dict[str, int]:
    return {status: sum(a.status == status for a in answers) for status in STATUSES}


def _in_force(duty: Duty, data: Data) -> bool:
    return Interval(duty.text("from"), duty.text("until")).state(data.context.as_of) == State.IN_FORCE


def _excepted(duty: Duty, data: Data) -> bool:
    return any(f"/id/{data.municipality}/" in place for place in duty.exceptions)


def _read_records(data: Data) -> Records:
    here: dict[str, set[str]] = defaultdict(set)
    itself = set()
    for row in data.rows(FOLDER + "addressees"):
        if row["body"]:
            here[str(row["category"])].add(str(row["body"]))
        else:
            itself.add(str(row["category"]))
    themes = {str(r["theme"]): int(str(r["records"])) for r in data.rows(FOLDER + "themes") if r["theme"]}
    holders, existing = data.rows(FOLDER + "holders"), data.rows(FOLDER + "existing")
    return Records(data.municipality, holders, existing, themes, here, frozenset(itself))


def _answer(duty: Duty, register: Register, records: Records) -> Answer:
    here = tuple(sorted({b for c in duty.addressees for b in records.here.get(c, ())}))
    if not here and not records.itself & set(duty.addressees):
        return Answer(duty, CANNOT_TELL, NO_ADDRESSEE)
    found = [*_by_basis(duty, register, records), *_by_type(duty, register, records)]
    looked_at = _looked_at(duty, records)
    if sure := _distinct(h for h, endless in found if h.how != ACT and not endless):
        return Answer(duty, HELD, None, sure, (), here, looked_at)
    if near := _distinct(h for h, _ in found):
        reason = ACT_ONLY if all(h.how == ACT for h in near) else END_UNKNOWN
        return Answer(duty, CANNOT_TELL, reason, (), near, here, looked_at)
    if not looked_at:
        return Answer(duty, CANNOT_TELL, NO_RECORDS, here=here)
    return Answer(duty, NOT_HELD, None, (), (), here, looked_at)


def _looked_at(duty: Duty, records: Records) -> int:
    kind = KINDS.get((duty.text("kind") or "").rsplit("/", 1)[-1])
    if kind:
        return len({str(r["thing"]) for r in records.existing if str(r["kind"]) == kind})
    return sum(records.themes.get(theme, 0) for theme in duty.themes)


def _distinct(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    return tuple(dict.fromkeys(holdings))


def _by_basis(duty: Duty, register: Register, records: Records) -> Iterable[tuple[Holding, bool]]:
    """Records that name the duty's section, or only its act, as their basis; with whether their end is unknown."""
    roles = register.roles(str(duty.row["provision"]))
    for row in records.holders:
        how = _tie(duty, register, row)
        role, theme = str(row["role"] or ""), row["theme"]
        if how == SECTION and role in roles and role != str(duty.row["role"]):
            continue  # the record is that of another duty of the same section
        if how == ACT and theme and str(theme) not in duty.themes:
            continue
        if how:
            stated = str(row["status"] or "").rsplit("/", 1)[-1] != "implied"
            yield Holding(str(row["holder"]), str(row["record"]), how, stated), str(row["endless"]) == TRUE


def _tie(duty: Duty, register: Register, row: Row) -> str | None:
    provision, act = str(duty.row["provision"]), str(duty.row["act"])
    basis, called, chapter = str(row["basis"]), str(row["name"] or "").casefold(), str(row["chapter"] or "")
    if basis == provision or called in register.names[provision]:
        return SECTION
    if basis == act or called in register.names[act]:
        if "§" not in chapter:
            return ACT
        return SECTION if chapter.startswith(duty.section) else None
    return None


def _by_type(duty: Duty, register: Register, records: Records) -> Iterable[tuple[Holding, bool]]:
    """What the law demands to exist and does: of that type, or by that name."""
    demanded = duty.text("demanded")
    for row in records.existing if demanded else ():
        if str(row["type"]) == demanded:
            how = "type"
        elif _called(str(row["name"]).casefold(), register.names[str(demanded)], records.municipality):
            how = "name"
        else:
            continue
        yield Holding(str(row["thing"]), str(row["thing"]), how), str(row["endless"]) == TRUE


def _called(name: str, wanted: Iterable[str], municipality: str) -> bool:
    """Whether a thing is called so, alone or after the municipality's name: «vanhusneuvosto», «Mallilan …»."""
    bare = PERIOD.split(name, maxsplit=1)[0].strip()
    first, _, rest = bare.partition(" ")
    return bare in wanted or (rest in wanted and first.startswith((municipality[:STEM], *OF_THE_TOWN)))
