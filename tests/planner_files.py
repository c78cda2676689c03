"""Workbooks and CSV files as planners make them, for the tests of import and export."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from kg.importing import Options, import_files
from kg.present.imported import Imported
from kg.rdf import Quad
from kg.store.opening import snapshot

Rows = Sequence[Sequence[Any]]
RULES = "Naapurilan hallintosääntö"

NAAPURILA: Mapping[str, Rows] = {
    "toimijat": [
        ["tunnus", "nimi", "nimi_sv", "laji", "osa", "alkaen"],
        ["K", "Naapurilan kaupunki", "Grannby stad", "kunta", "", ""],
        ["KH", "Kaupunginhallitus", "Stadsstyrelsen", "toimielin", "K", ""],
        ["N", "Nuorisopalvelut", "Ungdomstjänster", "yksikkö", "Naapurilan kaupunki", "1.1.2020"],
        ["PO", "Naapurilan poliisi", "", "poliisi", "", ""],
        ["PE", "Naapurilan pelastuslaitos", "", "pelastuslaitos", "", ""],
        ["R1", "Turvallisuusryhmä", "", "ryhmä", "K", ""],
    ],
    "alueet": [
        ["tunnus", "nimi", "nimi_sv", "taso", "osa"],
        ["A", "Naapurila", "Grannby", "kunta", ""],
        ["A1", "Keskusta", "Centrum", "kaupunginosa", "A"],
        ["A2", "Ranta", "Stranden", "kaupunginosa", "A"],
    ],
    "suunnitelmat": [
        ["tunnus", "nimi", "laji", "alkaen", "asti", "hyväksyjä"],
        ["S1", "Naapurilan turvallisuussuunnitelma", "suunnitelma", "2025-01-01", "31.12.2028", "Kaupunginhallitus"],
    ],
    "verkostot": [
        ["tunnus", "nimi", "alue", "teema", "väestöryhmä", "koordinoija", "jäsenet", "kokouksia_vuodessa",
         "tunteja_kokouksessa", "pakollinen", "peruste"],
        ["V1", "Keskustan verkosto", "Centrum", "liikenneturvallisuus", "nuoret", "Nuorisopalvelut",
         "PO; PE; Naapurilan 4H-yhdistys", "04", "1,50", "ei", "S1"],
        ["V2", "Rannan verkosto", "Ranta", "traffic safety; arjen turvallisuus", "", "N", "PO;N", 4, 2, "kyllä", ""],
    ],
    "toimenpiteet": [
        ["tunnus", "nimi", "suunnitelma", "vastuutaho", "määräaika", "tila"],
        ["T1", "Turvakävelyt", "S1", "N", "1.9.2026", "käynnissä"],
    ],
    "vastuut": [
        ["tunnus", "toimija", "rooli", "kohde", "velvoittavuus", "taso", "rytmi", "sitaatti", "luku", "lähde"],
        ["", "Kaupunginhallitus", "hyväksyy", "Naapurilan turvallisuussuunnitelma", "tehtävä", "kaupunkitaso", "", "",
         "", RULES],
        ["", "N", "seuraa", "S1", "velvollisuus", "", "vuosittain", "Nuorisopalvelut seuraa suunnitelman toteutumista.",
         "3.2", RULES],
        ["", "PO", "jäsen", "Turvallisuusryhmä", "kuvaus", "", "", "", "", RULES],
        ["", "", "valmistelee", "tilannekuva nuorten turvallisuudesta", "suositus", "", "", "", "", RULES],
    ],
}  # fmt: skip


def workbook(path: Path, sheets: Mapping[str, Rows] = NAAPURILA) -> Path:
    """An XLSX file with these sheets; texts that look like formulas stay texts."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False})
    for title, rows in sheets.items():
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return path


def csv_file(path: Path, rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def changed(sheet: str, row: int, column: str, value: Any) -> dict[str, Rows]:
    """The sheets of Naapurila with one cell changed; `row` as the planner sees it."""
    sheets = {title: [list(r) for r in rows] for title, rows in NAAPURILA.items()}
    sheets[sheet][row - 1][sheets[sheet][0].index(column)] = value
    return sheets


def run(store: Path, *files: Path, into: str = "naapurila", **options: Any) -> Imported:
    return import_files(files, into, store, Options(**options))


def quads_of(store: Path) -> set[Quad]:
    """Everything in the store on disk."""
    found = snapshot(store)
    return {q for g in found.graph_names() for q in found.quads(g)}


def zipped(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """A file with the parts of a workbook, written by hand."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
