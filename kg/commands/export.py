"""Export and template: the graph as RDF or as a web for other programs, and the planners' workbook, filled or empty."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.commands.municipality import Municipality
from kg.errors import Misuse
from kg.pipeline import exported
from kg.present.exchange.archimate import to_archimate
from kg.present.exchange.graphml import to_graphml
from kg.present.exchange.kumu import to_kumu
from kg.present.exchange.popolo import to_popolo
from kg.present.exchange.standard import to_standard
from kg.present.exchange.ties import read_ties
from kg.present.rdf import to_rdf
from kg.present.sheets.catalogue import read_catalogue
from kg.present.sheets.csvfiles import write_csv_files
from kg.present.sheets.rows import sheet_rows
from kg.present.sheets.workbook import to_workbook


def rdf(municipality: str, store: Path | str | None, graphs: Sequence[str], media: str) -> bytes | str:
    """The sources, what follows from them and the vocabularies, or only the graphs named. Raises Misuse."""
    return to_rdf(exported(municipality, store, graphs), media)


def template(municipality: Municipality, lang: str) -> bytes:
    """The workbook that planners fill in: every sheet, lists from the graph, a note on every column."""
    return to_workbook(read_catalogue(municipality.data, lang))


def workbook(municipality: Municipality, lang: str) -> tuple[bytes, int]:
    """The municipality's data as that workbook, and how many facts no sheet holds."""
    found = read_catalogue(municipality.data, lang)
    rows, left_out = sheet_rows(found)
    return to_workbook(found, rows), left_out


def csv_files(municipality: Municipality, lang: str, folder: Path | None) -> tuple[Sequence[Path], int]:
    """The same as one CSV file a sheet in a folder: the files written, and how many facts no sheet holds."""
    if folder is None:
        raise Misuse("template.csv-folder")
    found = read_catalogue(municipality.data, lang)
    rows, left_out = sheet_rows(found)
    return write_csv_files(folder, found, rows), left_out


def web(municipality: Municipality, media: str, lang: str) -> bytes:
    """Things and ties for other programs: `graphml`, `kumu`, `archimate` or `popolo`."""
    if media == "popolo":
        return to_popolo(municipality.graph, lang, example=municipality.example)
    ties = read_ties(municipality.web, lang, example=municipality.example)
    return {"graphml": to_graphml, "kumu": to_kumu, "archimate": to_archimate}[media](ties, lang)


def standard(municipality: Municipality) -> tuple[bytes, Mapping[str, int]]:
    """The graph in standard vocabularies alone, as Turtle, and how often a term of ours has no standard one."""
    return to_standard(municipality.data)
