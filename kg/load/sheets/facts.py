"""Which property a column holds, and what a row says about its thing: slots and the values that fill them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.load.sheets.rows import number_text
from kg.rdf import XSD, Iri, Lit, Term
from kg.terms import GEO, KG

TYPE = Iri(RDF.type)
LABEL = Iri(SKOS.prefLabel)
IDENTIFIER = Iri(DCTERMS.identifier)
ENTERED = Iri(KG.enteredText)

PROPERTIES: Mapping[tuple[str, str], Iri] = {
    ("actors", "part_of"): Iri(KG.partOf),
    ("areas", "level"): Iri(KG.areaLevel),
    ("areas", "part_of"): Iri(GEO.sfWithin),
    ("areas", "residents"): Iri(KG.numberOfResidents),
    ("themes", "broader"): Iri(SKOS.broader),
    ("population_groups", "broader"): Iri(SKOS.broader),
    ("plans", "based_on"): Iri(KG.basedOn),
    ("plans", "approved_by"): Iri(KG.approvedBy),
    ("networks", "area"): Iri(KG.area),
    ("networks", "population_group"): Iri(KG.populationGroup),
    ("networks", "theme"): Iri(KG.theme),
    ("networks", "coordinator"): Iri(KG.coordinator),
    ("networks", "members"): Iri(KG.hasMember),
    ("networks", "meetings_per_year"): Iri(KG.meetingsPerYear),
    ("networks", "hours_per_meeting"): Iri(KG.hoursPerMeeting),
    ("networks", "basis"): Iri(KG.basis),
    ("networks", "mandatory"): Iri(KG.mandatory),
    ("measures", "plan"): Iri(KG.inPlan),
    ("measures", "responsible"): Iri(KG.responsible),
    ("measures", "participants"): Iri(KG.participant),
    ("measures", "theme"): Iri(KG.theme),
    ("measures", "area"): Iri(KG.area),
    ("measures", "population_group"): Iri(KG.populationGroup),
    ("measures", "deadline"): Iri(KG.deadline),
    ("measures", "indicator"): Iri(KG.indicator),
    ("measures", "status"): Iri(KG.status),
    ("responsibilities", "actor"): Iri(KG.bearer),
    ("responsibilities", "role"): Iri(KG.role),
    ("responsibilities", "object"): Iri(KG.object),
    ("responsibilities", "basis"): Iri(KG.basis),
    ("responsibilities", "modality"): Iri(KG.modality),
    ("responsibilities", "level"): Iri(KG.level),
    ("responsibilities", "rhythm"): Iri(KG.rhythm),
}
"""(sheet, column) → property, where a cell's values are the property's values."""

NAMES = {"name": "fi", "name_sv": "sv", "name_en": "en"}
VALIDITY = {"valid_from": Iri(KG.validFrom), "valid_until": Iri(KG.validUntil)}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for values: a property of a thing, narrowed to the values that the column owns.

    `among` narrows to these IRIs, `lang` to texts in that language, `prefix` to texts that begin so. A `lasting` slot
    only gains values: what else stands there is not the row's to take away.
    """

    subject: Iri
    predicate: Iri
    column: str
    among: frozenset[Iri] | None = None
    lang: str = ""
    prefix: str = ""
    lasting: bool = False

    def owns(self, value: Term) -> bool:
        if self.among is not None:
            return not isinstance(value, Lit) and value in self.among
        if self.lang:
            return isinstance(value, Lit) and value.lang == self.lang
        return not self.prefix or value.startswith(self.prefix)


@dataclass(slots=True)
class RowFacts:
    """What one row says: its thing, the source that it names, and its slots with their values."""

    subject: Iri
    place: tuple[str, str, int]
    """File, sheet title, row number."""
    sheet: str
    source: str | None
    """The text of `lähde`; empty where the cell is, None where the sheet has no such column."""
    slots: dict[Slot, tuple[Term, ...]] = field(default_factory=dict)

    def fill(self, slot: Slot, *values: Term) -> None:
        self.slots[slot] = tuple(dict.fromkeys((*self.slots.get(slot, ()), *values)))


def literal(value: Any) -> Lit:
    """A checked cell as a literal, in the store's own spelling."""
    if isinstance(value, bool):
        return Lit("true" if value else "false", datatype=XSD + "boolean")
    if isinstance(value, Decimal):
        return Lit(number_text(value), datatype=XSD + "decimal")
    if isinstance(value, int):
        return Lit(str(value), datatype=XSD + "integer")
    if isinstance(value, date):
        return Lit(value.isoformat(), datatype=XSD + "date")
    return Lit(str(value))
