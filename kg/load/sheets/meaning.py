"""Checked rows into facts: each row's thing found or named, its references resolved, its slots filled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from rdflib.namespace import SKOS

from kg.load.depth import DEEPEST, cycles, depths
from kg.load.iris import named_iri, thing_iri
from kg.load.sheets import statements
from kg.load.sheets.borders import understand_borders
from kg.load.sheets.facts import (
    ENTERED,
    IDENTIFIER,
    LABEL,
    NAMES,
    PROPERTIES,
    TYPE,
    VALIDITY,
    RowFacts,
    Slot,
    literal,
)  # fmt: skip
from kg.load.sheets.kinds import ACTOR_KINDS, PLAN_KINDS, kind_path
from kg.load.sheets.lookalikes import lookalikes
from kg.load.sheets.names import Names, Thing
from kg.load.sheets.persons import looks_like_person
from kg.load.sheets.rows import Row, fault
from kg.load.sheets.state import State
from kg.rdf import Iri, Lit, Term
from kg.sources.records import Fault, Note, Read
from kg.sources.sheets import BORDERS, Column, fold
from kg.terms import KG, VOCAB

_TYPES: dict[str, tuple[str, tuple[Iri, ...]]] = {
    "areas": ("area", (Iri(KG.Area),)),
    "themes": ("theme", (Iri(KG.Theme), Iri(SKOS.Concept))),
    "population_groups": ("population-group", (Iri(KG.PopulationGroup), Iri(SKOS.Concept))),
    "networks": ("network", (Iri(KG.Network),)),
    "measures": ("measure", (Iri(KG.Measure),)),
}
_DOMAINS = {
    "actors": "actor", "areas": "area", "themes": "theme", "population_groups": "population group", "plans": "plan",
    "networks": "network", "measures": "measure", "responsibilities": "statement",
}  # fmt: skip
_UNKNOWN = {
    "area": "unknown-area", "theme": "unknown-theme", "population group": "unknown-population-group",
    "plan": "unknown-plan",
}  # fmt: skip


@dataclass
class NewActor:
    """An organisation that the graph did not know: created, and said so."""

    iri: Iri
    name: str
    nearest: list[str]
    place: tuple[str, str, int]


@dataclass
class Meaning:
    """What the rows of an import say together."""

    facts: list[RowFacts] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    new_actors: dict[Iri, NewActor] = field(default_factory=dict)
    subjects: dict[Iri, tuple[Row, Read]] = field(default_factory=dict)


def understand(rows: Iterable[Row], read: Read, names: Names, state: State) -> Meaning:
    """All rows as facts. Things get their IRIs first, so that rows can name each other in any order."""
    reader = _Reader(read, names, state)
    every = list(rows)
    found = [(row, reader.subject(row)) for row in every if row.sheet is not BORDERS]
    for row, subject in found:
        if subject:
            reader.meaning.facts.append(reader.facts(row, subject))
    reader.find_cycles()
    reader.draw([row for row in every if row.sheet is BORDERS])
    named = [(names.things[subject], _place(row)) for row, subject in found if subject]
    named += [(names.things[actor.iri], actor.place) for actor in reader.meaning.new_actors.values()]
    reader.meaning.notes += lookalikes(named, names)
    return reader.meaning


def _place(row: Row) -> tuple[str, str, int]:
    return row.record.file, row.record.title, row.record.row


class _Reader:
    def __init__(self, read: Read, names: Names, state: State) -> None:
        self.read, self.names, self.state = read, names, state
        self.meaning = Meaning()
        self._wholes: dict[Iri, set[Iri]] = {}
        self._cyclic: dict[Iri, tuple[Row, str]] = {}

    # which thing a row is about

    def subject(self, row: Row) -> Iri | None:
        """The thing of the row: the known one with its id, else with its name, else a new one."""
        known = self._known(row)
        if isinstance(known, Fault):
            self.meaning.faults.append(known)
            return None
        subject = known or self._mint(row)
        if subject in self.meaning.subjects:
            self.meaning.faults.append(self._duplicate(row, subject))
            return None
        self.meaning.subjects[subject] = (row, self.read)
        self.names.add(self._thing(row, subject))
        return subject

    def _known(self, row: Row) -> Iri | Fault | None:
        domain = _DOMAINS[row.sheet.key]
        if "id" in row.values:
            return self.names.by_id(domain, row.values["id"])
        if row.sheet.key == "responsibilities":
            return None
        found = self.names.by_name(domain, row.values["name"])
        if len(found) > 1:
            keys = [self.names.things[i].key for i in found]
            return self._fault(row, "name", "ambiguous-name", row.values["name"], near=keys)
        return found[0] if found else None

    def _duplicate(self, row: Row, subject: Iri) -> Fault:
        first = self.meaning.subjects[subject][0].record
        facts = {"row": first.row, "sheet": first.title, "file": first.file}
        if "id" in row.values:
            return self._fault(row, "id", "duplicate-id", row.values["id"], facts=facts)
        column = "object" if row.sheet.key == "responsibilities" else "name"
        return self._fault(row, column, "duplicate-row", str(row.record.values[column]), facts=facts)

    def _mint(self, row: Row) -> Iri:
        municipality = self.state.municipality
        if row.sheet.key == "responsibilities":
            if "id" in row.values:
                return thing_iri(municipality, "statement", row.values["id"])
            said = "|".join(fold(str(row.record.values.get(c, ""))) for c in statements.KEY_COLUMNS)
            return thing_iri(municipality, "statement", sha256(said.encode()).hexdigest()[:16])
        kind = self._path(row)
        if "id" in row.values:
            return thing_iri(municipality, kind, row.values["id"])
        return named_iri(municipality, kind, row.values["name"])

    def _path(self, row: Row) -> str:
        if row.sheet.key in _TYPES:
            return _TYPES[row.sheet.key][0]
        return kind_path(row.values.get("kind", KG.Plan))

    def _classes(self, row: Row) -> tuple[Iri, ...]:
        if row.sheet.key in _TYPES:
            return _TYPES[row.sheet.key][1]
        if row.sheet.key == "responsibilities":
            return (statements.class_of(row.values.get("modality")),)
        return (row.values.get("kind", Iri(KG.Plan)),)

    def _thing(self, row: Row, subject: Iri) -> Thing:
        names = {lang: row.values[c] for c, lang in NAMES.items() if c in row.values}
        ids = {row.values["id"]} if "id" in row.values else set()
        return Thing(subject, set(self._classes(row)), ids, names)

    # what a row says

    def facts(self, row: Row, subject: Iri) -> RowFacts:
        source = row.values.get("source", "") if "source" in row.columns else None
        facts = RowFacts(subject, _place(row), row.sheet.key, source)
        known = self.state.knows(subject)
        self._fill_kind(row, facts, known)
        if "id" in row.values and (not known or self.state.values(subject, IDENTIFIER)):
            facts.fill(Slot(subject, IDENTIFIER, "id"), Lit(row.values["id"]))
        for column in row.sheet.columns:
            if column.key in row.columns:
                self._fill_column(row, column, facts)
        if row.sheet.key == "responsibilities":
            statements.fill(row, facts, self.state, self.names)
        if row.sheet.key in ("themes", "population_groups"):
            self._fill_scheme(row, facts, known)
        return facts

    def _fill_kind(self, row: Row, facts: RowFacts, known: bool) -> None:
        kinds = {"actors": ACTOR_KINDS, "plans": PLAN_KINDS}.get(row.sheet.key)
        if kinds and "kind" in row.values:
            among = frozenset(c for _, _, c in kinds.values()) | {Iri(KG.Organisation), Iri(KG.Instrument)}
            facts.fill(Slot(facts.subject, TYPE, "kind", among=among), row.values["kind"])
        elif not known:
            facts.fill(Slot(facts.subject, TYPE, "", lasting=True), *self._classes(row))

    def _fill_column(self, row: Row, column: Column, facts: RowFacts) -> None:
        key, subject = column.key, facts.subject
        value = row.values.get(key)
        if key in NAMES:
            lang = NAMES[key]
            values = () if value is None else (Lit(value, lang=lang),)
            facts.fill(Slot(subject, LABEL, key, lang=lang), *values)
        elif key in VALIDITY:
            facts.fill(Slot(subject, VALIDITY[key], key), *([] if value is None else [literal(value)]))
        elif key == "actor":
            statements.fill_actor(row, facts, self.state, self._values(row, column, value, facts))
        elif (row.sheet.key, key) in PROPERTIES:
            facts.fill(Slot(subject, PROPERTIES[row.sheet.key, key], key), *self._values(row, column, value, facts))
        if column.holds in ("whole", "decimal"):
            prefix = f"{column.fi}: "
            entered = [Lit(prefix + row.entered[key])] if key in row.entered else []
            facts.fill(Slot(subject, ENTERED, key, prefix=prefix), *entered)

    def _values(self, row: Row, column: Column, value: Any, facts: RowFacts) -> list[Term]:
        if value is None:
            return []
        if column.holds == "word":
            return [value]
        if column.holds == "reference":
            found = [self._refer(row, column, text, facts) for text in value]
            return [iri for iri in found if iri is not None]
        return [Lit(value, lang=column.language) if column.language else literal(value)]

    def _refer(self, row: Row, column: Column, text: str, facts: RowFacts) -> Iri | None:
        """The thing that a cell names; an unknown organisation, basis or task is created."""
        found = self.names.resolve(column.of, text)
        if len(found) == 1:
            if column.key in ("part_of", "broader"):
                self._wholes.setdefault(facts.subject, set()).add(found[0])
                self._cyclic.setdefault(facts.subject, (row, column.key))
            return found[0]
        if found:
            keys = [self.names.things[i].key for i in found]
            self.meaning.faults.append(self._fault(row, column.key, "ambiguous-name", text, near=keys))
            return None
        if column.of in _UNKNOWN:
            near = self.names.nearest(column.of, text)
            self.meaning.faults.append(self._fault(row, column.key, _UNKNOWN[column.of], text, near=near))
            return None
        return self._create(row, column, text, facts)

    def _create(self, row: Row, column: Column, text: str, facts: RowFacts) -> Iri:
        kind, class_ = {
            "actor": ("organisation", Iri(KG.Organisation)),
            "basis": ("instrument", Iri(KG.Instrument)),
        }.get(column.of, ("task", Iri(KG.Task)))
        near = self.names.nearest(column.of, text) if column.of != "object" else []
        iri = named_iri(self.state.municipality, kind, text)
        if not self.state.knows(iri):
            facts.fill(Slot(iri, TYPE, column.key, lasting=True), class_)
            facts.fill(Slot(iri, LABEL, column.key, lang="fi", lasting=True), Lit(text, lang="fi"))
        self.names.add(Thing(iri, {class_}, set(), {"fi": text}))
        if column.of == "actor":
            self.meaning.new_actors.setdefault(iri, NewActor(iri, text, near, facts.place))
            if looks_like_person(text):
                self._note(row, column.key, "like-a-person", text)
        elif column.of == "basis":
            self._note(row, column.key, "new-basis", text)
        return iri

    def _fill_scheme(self, row: Row, facts: RowFacts, known: bool) -> None:
        """A new concept joins the municipality's own scheme; a top group of it stands under all residents."""
        scheme = "themes" if row.sheet.key == "themes" else "population-groups"
        if not known:
            facts.fill(Slot(facts.subject, Iri(SKOS.inScheme), "", lasting=True), Iri(f"{self.names.own}{scheme}"))
        broader = Iri(SKOS.broader)
        free = not known or ("broader" in row.columns and self.state.values(facts.subject, broader))
        if scheme == "population-groups" and "broader" not in row.values and free:
            facts.fill(Slot(facts.subject, broader, "broader"), Iri(VOCAB["population-groups/all"]))

    def draw(self, rows: Iterable[Row]) -> None:
        """The borders of areas, once every area of the rows is known."""
        found = understand_borders(rows, self.read, self.names, self.state.municipality)
        self.meaning.facts += found.facts
        self.meaning.faults += found.faults
        self.meaning.subjects |= {subject: (row, self.read) for subject, row in found.rows.items()}

    def find_cycles(self) -> None:
        """A thing cannot lie within itself, nor too deep: follow `osa` and `yläkäsite` through old and new."""
        links = self._links()
        within_themselves, levels = cycles(links), depths(links)
        for start, (row, column) in self._cyclic.items():
            text = str(row.record.values[column])
            if start in within_themselves:
                self.meaning.faults.append(self._fault(row, column, "cycle", text))
            elif levels[start] > DEEPEST:
                found = self._fault(row, column, "too-deep", text, facts={"depth": levels[start], "most": DEEPEST})
                self.meaning.faults.append(found)

    def _links(self) -> dict[Iri, set[Iri]]:
        """What each thing of the rows, and each thing around it, is a part of."""
        links: dict[Iri, set[Iri]] = {}
        rest = list(self._cyclic)
        while rest:
            thing = rest.pop()
            if thing not in links:
                links[thing] = self._wholes.get(thing) or self._known_wholes(thing)
                rest += links[thing]
        return links

    def _known_wholes(self, thing: Iri) -> set[Iri]:
        properties = {p for (_, c), p in PROPERTIES.items() if c in ("part_of", "broader")}
        return {Iri(o) for p in properties for o, _ in self.state.values(thing, p)}

    def _fault(self, row: Row, column: str, code: str, value: str, **more: Any) -> Fault:
        return fault(row.record, self.read, column, code, value, **more)

    def _note(self, row: Row, column: str, key: str, value: str) -> None:
        record = row.record
        place = {"file": record.file, "sheet": record.title, "row": record.row}
        header = self.read.headers.get((record.file, record.title, column), column)
        self.meaning.notes.append(Note(key, {**place, "column": header, "value": value}))
