"""Files that have their own sheets: opened, their readings proposed, and confirmed before an import goes on."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.load.tabular.reader import Proposal, Unconfirmed, Understanding, signature
from kg.sources.files import likeness, open_cells, read_cells, refuse_unknown
from kg.sources.records import Note, Read
from kg.store.readings import remembered

Readings = Mapping[str, Any]
"""File name → CSVW metadata that say how the file is read."""


def opened(files: Sequence[Path], readings: Readings, accept: bool) -> tuple[Read, dict[str, dict[str, Any]]]:
    """The records of files that have our sheets, and the cells of those that have their own."""
    read, foreign = Read(), {}
    for path in files:
        cells = open_cells(path)
        like = likeness(cells)
        if path.name in readings or like == "none" or (like == "partly" and accept):
            foreign[path.name] = cells
        else:
            read_cells(path.name, cells, read)
    return read, foreign


def add_confirmed(
    read: Read, foreign: Mapping[str, dict[str, Any]], readings: Readings, accept: bool, understanding: Understanding
) -> list[Proposal]:
    """Add the records of files that have their own sheets; raises Unconfirmed where how to read one is not sure.

    A file of which nothing is known is read as the template, which says what it lacks.
    """
    found = []
    for file, cells in foreign.items():
        proposal = _proposed(file, cells, readings, understanding)
        if proposal.known or file in readings:
            found.append(proposal)
        else:
            read_cells(file, cells, read)
    unsure = [p for p in found if p.unanswerable or not (p.sure or accept)]
    if unsure:
        raise Unconfirmed(unsure)
    for proposal in found:
        if not proposal.reading.read:
            refuse_unknown(proposal.file, dict(proposal.cells))
        read.add(proposal.read())
    return found


def propose(files: Sequence[Path], readings: Readings, understanding: Understanding) -> list[Proposal]:
    """How files that have their own sheets would be read; a file with our sheets alone is not among them."""
    opened_files = ((file.name, open_cells(file)) for file in files)
    other = [(name, cells) for name, cells in opened_files if name in readings or likeness(cells) != "whole"]
    return [p for name, cells in other if (p := _proposed(name, cells, readings, understanding)).known]


def _proposed(file: str, cells: dict[str, Any], readings: Readings, understanding: Understanding) -> Proposal:
    """By the metadata given, else by those remembered of such files, else as it seems to be meant."""
    proposal = understanding.propose(file, cells, readings.get(file))
    kept = (
        None if file in readings else remembered(understanding.store, understanding.municipality, signature(proposal))
    )
    if kept is None:
        return proposal
    proposal = understanding.propose(file, cells, kept)
    proposal.interpreted.read.notes.append(Note("reading-remembered", {"file": file}))
    return proposal
