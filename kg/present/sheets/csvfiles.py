"""Sheets written as CSV: one file per kind in a folder, UTF-8 with a byte order mark, parted by semicolons."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.messages import text
from kg.present.imported import harmless_cell
from kg.present.sheets.catalogue import Catalogue
from kg.present.sheets.rows import Cells, cell_texts
from kg.sources.sheets import SHEETS


def write_csv_files(folder: Path, found: Catalogue, rows: Mapping[str, Sequence[Cells]]) -> list[Path]:
    """One file for each sheet that has rows; an example city says in a file of its own that it is one."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in SHEETS:
        if not rows[sheet.key]:
            continue
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow([c.key if found.lang == "en" else c.fi for c in sheet.columns])
        for cells in cell_texts(list(rows[sheet.key]), sheet):
            writer.writerow([harmless_cell(c) for c in cells])
        target = folder / f"{sheet.key if found.lang == 'en' else sheet.fi}.csv"
        target.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
        written.append(target)
    if found.example:
        (folder / "LUE-README.txt").write_text(text("template.example-city", found.lang) + "\n", encoding="utf-8")
    return written
