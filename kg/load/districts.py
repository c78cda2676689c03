"""Tables of areas as RDF: one row an area, its code the key of its IRI.

The city numbers every level on its own (304 is a district and a sub-district), so a code here is the whole path
`municipality-major district-district-sub-district`, as in the ten digits of its statistics: `091-1-101-010`.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rdflib.namespace import DCTERMS, RDF, SKOS

from kg.errors import UnreadableInput
from kg.load.iris import slug, thing_iri
from kg.rdf import XSD, Iri, Lit, Quad, Term
from kg.terms import GEO, KG, VOCAB, WGS84

CODE, PARENT = "code", "parent"
_YSO = "http://www.yso.fi/onto/yso/"
_WIKIDATA = "http://www.wikidata.org/entity/"


def area_quads(path: Path, municipality: str, graph: str) -> Iterator[Quad]:
    """The areas that a CSV file describes, as quads of `graph`; an empty cell says nothing.

    Raises UnreadableInput where the file has no code column, a column of no meaning, or a code twice.
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        columns = list(table.fieldnames or ())
        if CODE not in columns or not {CODE, PARENT, *_COLUMNS}.issuperset(columns):
            raise UnreadableInput("districts.columns", path=path, known=", ".join((CODE, PARENT, *_COLUMNS)))
        yield from _rows(table, path, municipality, Iri(graph))


def _rows(table: Iterable[dict[str, str]], path: Path, municipality: str, graph: Iri) -> Iterator[Quad]:
    seen: set[str] = set()
    for line, row in enumerate(table, start=2):
        code = row[CODE]
        if not code or code in seen:
            raise UnreadableInput("districts.code", path=path, line=line, code=code)
        seen.add(code)
        area = thing_iri(municipality, "area", code)
        for predicate, value in _facts(row, municipality):
            yield area, predicate, value, graph


def _facts(row: dict[str, str], municipality: str) -> Iterator[tuple[Iri, Term]]:
    """What a row says. A former area is a name only: as an area it would cover its successors' ground twice."""
    former = bool(row.get("until"))
    if row.get("level"):
        yield Iri(RDF.type), Iri(SKOS.Concept if former else KG.Area)
        yield Iri(DCTERMS.identifier), Lit(row[CODE])
    if row.get(PARENT):
        yield Iri(DCTERMS.isPartOf if former else GEO.sfWithin), thing_iri(municipality, "area", row[PARENT])
    for column, (predicate, term) in _COLUMNS.items():
        if row.get(column):
            yield Iri(predicate), term(row[column])


def _text(lang: str) -> Callable[[str], Term]:
    return lambda cell: Lit(cell, lang)


def _typed(datatype: str) -> Callable[[str], Term]:
    return lambda cell: Lit(cell, datatype=XSD + datatype)


_COLUMNS: dict[str, tuple[str, Callable[[str], Term]]] = {
    "level": (KG.areaLevel, lambda cell: Iri(VOCAB[f"area-levels/{slug(cell)}"])),
    "name_fi": (SKOS.prefLabel, _text("fi")),
    "name_sv": (SKOS.prefLabel, _text("sv")),
    "name_en": (SKOS.prefLabel, _text("en")),
    "also_sv": (SKOS.altLabel, _text("sv")),
    "yso": (SKOS.closeMatch, lambda cell: Iri(_YSO + cell)),
    "wikidata": (SKOS.closeMatch, lambda cell: Iri(_WIKIDATA + cell)),
    "until": (KG.validUntil, _typed("date")),
    "note": (SKOS.note, _text("en")),
    "latitude": (WGS84.lat, _typed("decimal")),
    "longitude": (WGS84.long, _typed("decimal")),
}
