"""Rows of `rajat` into facts: which area each draws, and the geometry that it gives the area."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.load.borders import AS_GEOJSON, GEOMETRY, HAS_GEOMETRY, border_iri, border_literal
from kg.load.sheets.facts import TYPE, RowFacts, Slot
from kg.load.sheets.names import Names, Thing
from kg.load.sheets.rows import Row, fault
from kg.rdf import Iri
from kg.sources.records import Fault, Read


@dataclass
class Borders:
    """The geometries of an import, each with the row it comes from."""

    rows: dict[Iri, Row] = field(default_factory=dict)
    facts: list[RowFacts] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def understand_borders(rows: Iterable[Row], read: Read, names: Names, municipality: str) -> Borders:
    """Each row at the area that its identifier names, else its name; a row that names none is a fault."""
    found = Borders()
    for row in rows:
        column, areas = _areas(row, names)
        value = row.values.get(column, "")
        if len(areas) != 1:
            near = [names.things[a].key for a in areas] or names.nearest("area", value)
            code = "ambiguous-name" if areas else "unknown-area" if value else "border-of-nothing"
            found.faults.append(fault(row.record, read, column, code, value, near=near))
            continue
        subject = border_iri(areas[0], municipality)
        if first := found.rows.get(subject):
            facts = {"sheet": first.record.title, "row": first.record.row}
            found.faults.append(fault(row.record, read, column, "duplicate-row", value, facts=facts))
            continue
        found.rows[subject] = row
        found.facts.append(_facts(row, subject, areas[0]))
        names.add(Thing(subject, names=names.things[areas[0]].names))
    return found


def _areas(row: Row, names: Names) -> tuple[str, list[Iri]]:
    """The column that names the area, and the areas that it names."""
    given = [column for column in ("id", "name") if column in row.values]
    tried = [(column, names.resolve("area", row.values[column])) for column in given]
    return next((one for one in tried if one[1]), tried[-1] if tried else ("id", []))


def _facts(row: Row, subject: Iri, area: Iri) -> RowFacts:
    """The area has the geometry, the geometry its GeoJSON; another border takes the place of the old one."""
    facts = RowFacts(subject, (row.record.file, row.record.title, row.record.row), row.sheet.key, None)
    facts.fill(Slot(subject, TYPE, "", lasting=True), GEOMETRY)
    facts.fill(Slot(subject, AS_GEOJSON, "border"), border_literal(row.values["border"]))
    facts.fill(Slot(area, HAS_GEOMETRY, "border"), subject)
    return facts
