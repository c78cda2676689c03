"""The sheets that a planner fills in: their names and headers in Finnish and English, and what a column holds."""

from dataclasses import dataclass, field
from typing import Literal
from unicodedata import normalize

Holds = Literal["text", "whole", "decimal", "date", "yes-no", "word", "reference", "border"]


@dataclass(frozen=True)
class Column:
    """One column. `key` is its English header; `of` names the words or the things that its cells refer to."""

    fi: str
    key: str
    holds: Holds = "text"
    of: str = ""
    required: bool = False
    several: bool = False
    language: str = ""
    """Of a text that planners write in words: the language it is in."""

    @property
    def headers(self) -> tuple[str, str]:
        return self.fi, self.key


@dataclass(frozen=True)
class Sheet:
    """One kind of rows. `key` is its English name."""

    fi: str
    key: str
    columns: tuple[Column, ...] = field(repr=False)

    def column(self, key: str) -> Column:
        return next(c for c in self.columns if c.key == key)


def _id(required: bool = False) -> Column:
    return Column("tunnus", "id", required=required)


def _name() -> Column:
    return Column("nimi", "name", required=True)


def _names(*languages: str) -> tuple[Column, ...]:
    return tuple(Column(f"nimi_{lang}", f"name_{lang}") for lang in languages)


def _valid() -> tuple[Column, Column]:
    return Column("alkaen", "valid_from", "date"), Column("asti", "valid_until", "date")


def _source(required: bool = False) -> Column:
    return Column("lähde", "source", required=required)


def _concepts(fi: str, key: str, of: str) -> Sheet:
    broader = Column("yläkäsite", "broader", "reference", of)
    return Sheet(fi, key, (_id(required=True), _name(), *_names("sv", "en"), broader))


_THEME = Column("teema", "theme", "reference", "theme", several=True)
_GROUP = Column("väestöryhmä", "population_group", "reference", "population group", several=True)

SHEETS = (
    Sheet(
        "toimijat",
        "actors",
        (
            _id(),
            _name(),
            *_names("sv", "en"),
            Column("laji", "kind", "word", "actor kinds", required=True),
            Column("osa", "part_of", "reference", "actor", several=True),
            *_valid(),
        ),
    ),
    Sheet(
        "alueet",
        "areas",
        (
            _id(required=True),
            _name(),
            *_names("sv"),
            Column("taso", "level", "word", "area-levels", required=True),
            Column("osa", "part_of", "reference", "area"),
            Column("asukkaita", "residents", "whole"),
        ),
    ),
    _concepts("teemat", "themes", "theme"),
    _concepts("väestöryhmät", "population_groups", "population group"),
    Sheet(
        "suunnitelmat",
        "plans",
        (
            _id(),
            _name(),
            Column("laji", "kind", "word", "plan kinds"),
            *_valid(),
            Column("perustuu", "based_on", "reference", "plan", several=True),
            Column("hyväksyjä", "approved_by", "reference", "actor", several=True),
            _source(),
        ),
    ),
    Sheet(
        "verkostot",
        "networks",
        (
            _id(),
            _name(),
            Column("alue", "area", "reference", "area", required=True),
            _GROUP,
            Column("teema", "theme", "reference", "theme", required=True, several=True),
            Column("koordinoija", "coordinator", "reference", "actor", several=True),
            Column("jäsenet", "members", "reference", "actor", several=True),
            Column("kokouksia_vuodessa", "meetings_per_year", "whole"),
            Column("tunteja_kokouksessa", "hours_per_meeting", "decimal"),
            *_valid(),
            Column("peruste", "basis", "reference", "basis", several=True),
            Column("pakollinen", "mandatory", "yes-no"),
            _source(),
        ),
    ),
    Sheet(
        "toimenpiteet",
        "measures",
        (
            _id(),
            _name(),
            Column("suunnitelma", "plan", "reference", "plan", required=True),
            Column("vastuutaho", "responsible", "reference", "actor", several=True),
            Column("osallistujat", "participants", "reference", "actor", several=True),
            _THEME,
            Column("alue", "area", "reference", "area"),
            _GROUP,
            Column("määräaika", "deadline", "date"),
            Column("mittari", "indicator", language="fi"),
            Column("tila", "status", "word", "statuses"),
            _source(),
        ),
    ),
    Sheet(
        "vastuut",
        "responsibilities",
        (
            _id(),
            Column("toimija", "actor", "reference", "actor", several=True),
            Column("rooli", "role", "word", "roles", required=True),
            Column("kohde", "object", "reference", "object", required=True, several=True),
            Column("peruste", "basis", "reference", "basis", several=True),
            Column("velvoittavuus", "modality", "word", "modality"),
            Column("taso", "level", "word", "levels"),
            Column("rytmi", "rhythm", "word", "rhythm"),
            Column("sitaatti", "quote"),
            Column("luku", "section"),
            _source(required=True),
        ),
    ),
)
"""In the order in which their rows can refer to each other."""

BORDERS = Sheet("rajat", "borders", (_id(), Column("nimi", "name"), Column("raja", "border", "border", required=True)))
"""What a GeoJSON file of borders holds, one row a feature; a workbook has no such sheet, its cells are too short."""

MOST_ROWS = 200_000
"""The most rows of one sheet: what an import holds in memory grows with them."""

EXAMPLE = ("esimerkki", "exempel", "example")
"""A row with this id shows how to fill in a sheet; an import leaves it out."""


GUIDES = ("ohje", "anvisning", "guide", "luettelot")
"""Sheets of the template that hold no rows."""


def sheet_named(name: str) -> Sheet | None:
    """The sheet that a worksheet, a CSV file or the rows of a GeoJSON file are called after, in either language."""
    wanted = fold_header(name)
    return next((s for s in (*SHEETS, BORDERS) if wanted in (fold_header(s.fi), fold_header(s.key))), None)


def fold(text: str) -> str:
    """Names are compared without case, outer blanks and the way a letter is composed."""
    return " ".join(normalize("NFC", text).casefold().split())


def fold_header(text: str) -> str:
    """Headers and sheet names are compared without the difference of blank and underscore, too."""
    return fold(text.replace("_", " "))
