"""The municipality's things as the rows of the template's sheets: what an import of these rows would say again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kg.load.sheets.compare import current_source
from kg.load.sheets.facts import ENTERED, LABEL, NAMES, PROPERTIES, TYPE, VALIDITY
from kg.load.sheets.kinds import ACTOR_KINDS, PLAN_KINDS, kind_word
from kg.load.sheets.statements import quote_of
from kg.present.sheets.catalogue import Catalogue
from kg.rdf import XSD, Iri, Lit, Term
from kg.sources.records import Value
from kg.sources.sheets import SHEETS, Column, Sheet
from kg.terms import KG

Cells = dict[str, Value]
_CLASSES: dict[str, frozenset[Iri]] = {
    "actors": frozenset(c for _, _, c in ACTOR_KINDS.values()),
    "plans": frozenset(c for _, _, c in PLAN_KINDS.values()),
    "areas": frozenset({Iri(KG.Area)}),
    "themes": frozenset({Iri(KG.Theme)}),
    "population_groups": frozenset({Iri(KG.PopulationGroup)}),
    "networks": frozenset({Iri(KG.Network)}),
    "measures": frozenset({Iri(KG.Measure)}),
    "responsibilities": frozenset({Iri(KG.Responsibility), Iri(KG.Description)}),
}


def sheet_rows(found: Catalogue) -> tuple[dict[str, list[Cells]], int]:
    """The rows of every sheet by its key, and how many things no row can hold (a required cell would be empty)."""
    sheets: dict[str, list[Cells]] = {}
    left_out = 0
    for sheet in SHEETS:
        required = {c.key for c in sheet.columns if c.required}
        rows = [thing_cells(sheet, iri, found) for iri in _things(sheet, found)]
        sheets[sheet.key] = [r for r in rows if required <= r.keys()]
        left_out += len(rows) - len(sheets[sheet.key])
    return sheets, left_out


def _things(sheet: Sheet, found: Catalogue) -> list[Iri]:
    classes = _CLASSES[sheet.key]
    return [i for i in found.own if found.names.things[i].classes & classes]


def sheet_of(thing: Iri, found: Catalogue) -> Sheet | None:
    """The sheet whose rows are about things like this one; None where no sheet holds it."""
    known = found.names.things.get(thing)
    if known is None or not thing.startswith(found.names.own):
        return None
    return next((s for s in SHEETS if known.classes & _CLASSES[s.key]), None)


def thing_cells(sheet: Sheet, thing: Iri, found: Catalogue) -> Cells:
    """What the thing's row would hold, by column."""
    cells: Cells = {"id": found.names.things[thing].key}
    for column in sheet.columns[1:]:
        value = _cell(sheet, column, thing, found)
        if value is not None:
            cells[column.key] = value
    return cells


def _cell(sheet: Sheet, column: Column, thing: Iri, found: Catalogue) -> Value | None:
    key = column.key
    if key in NAMES:
        return _in_language(thing, NAMES[key], found)
    if key in VALIDITY:
        return _plain(found.state.first(thing, VALIDITY[key]))
    if key == "kind":
        return _kind(column.of, thing, found)
    if key == "source":
        home = found.state.home(thing)
        return _row_source(sheet, thing, home, found) if home else None
    if key in ("quote", "section"):
        return _evidence(key, thing, found)
    if column.holds in ("whole", "decimal"):
        return _number(sheet, column, thing, found)
    values = sorted({o for o, _ in found.state.values(thing, PROPERTIES[sheet.key, key])})
    if key == "actor" and not values:
        values = _subjects(thing, found)
    return _values(column, values, found)


def _subjects(thing: Iri, found: Catalogue) -> list[Term]:
    """What a description tells about, where the cell can name it again: actors."""
    subjects = sorted({o for o, _ in found.state.values(thing, Iri(KG.subject))})
    return [s for s in subjects if found.reference("actor", s) != s]


def _values(column: Column, values: list[Term], found: Catalogue) -> Value | None:
    if not values:
        return None
    if column.holds == "word":
        return found.words.word(column.of, Iri(values[0]), found.lang)
    if column.holds == "reference":
        return "; ".join(found.reference(column.of, v) for v in values)
    if column.holds == "yes-no":
        return found.choices(column)[0 if values[0] == "true" else 1]
    return _plain(values[0])


def _in_language(thing: Iri, lang: str, found: Catalogue) -> str | None:
    names = (str(o) for o, _ in found.state.values(thing, LABEL) if isinstance(o, Lit) and o.lang == lang)
    return min(names, default=None)


def _kind(of: str, thing: Iri, found: Catalogue) -> str | None:
    words = (kind_word(of, Iri(o), found.lang) for o, _ in found.state.values(thing, TYPE))
    return next((w for w in words if w), None)


def _row_source(sheet: Sheet, thing: Iri, home: Iri, found: Catalogue) -> str | None:
    from kg.load.sheets.facts import RowFacts

    row = RowFacts(thing, ("", "", 0), sheet.key, None)
    return current_source(row, found.state, home) or None


def _evidence(key: str, thing: Iri, found: Catalogue) -> str | None:
    evidence = found.state.first(thing, Iri(KG.evidence))
    if not evidence:
        return None
    value = (
        quote_of(Iri(evidence), found.state)[1] if key == "quote" else found.state.first(Iri(evidence), Iri(KG.chapter))
    )
    return None if value is None else str(value)


def _number(sheet: Sheet, column: Column, thing: Iri, found: Catalogue) -> Value | None:
    """A number, or the text that the planner wrote for it («01»)."""
    prefix = f"{column.fi}: "
    entered = (str(o) for o, _ in found.state.values(thing, ENTERED) if o.startswith(prefix))
    text = min(entered, default=None)
    value = _plain(found.state.first(thing, PROPERTIES[sheet.key, column.key]))
    return value if text is None or value is None else text.removeprefix(prefix)


def _plain(value: Term | None) -> Value | None:
    if not isinstance(value, Lit):
        return value
    if value.datatype == XSD + "date":
        return date.fromisoformat(value)
    if value.datatype == XSD + "integer":
        return int(value)
    return float(Decimal(value)) if value.datatype == XSD + "decimal" else str(value)


def cell_texts(rows: list[Cells], sheet: Sheet) -> Iterator[list[str]]:
    """Rows as texts, in the order of the sheet's columns."""
    for row in rows:
        yield [as_cell_text(row.get(c.key)) for c in sheet.columns]


def as_cell_text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)
