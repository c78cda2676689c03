"""Publish: the whole web of a municipality as plain pages in a folder."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.check.requirements import verdicts
from kg.commands.municipalities import Known, municipalities
from kg.commands.municipality import Municipality, kept_at
from kg.messages import LANGUAGES
from kg.present.edition.files import files
from kg.present.edition.folder import refuse_foreign, write_folder
from kg.present.edition.site import Site
from kg.present.owner import read_owner
from kg.present.report.coverage import coverage_view
from kg.present.report.overlaps import overlap_view


@dataclass(frozen=True)
class Publish:
    """The folder to write; the day looked at, today where None."""

    folder: Path
    as_of: date | None = None


def publish(municipality: Municipality, request: Publish) -> int:
    """Write the edition and return the number of its files: all of them, or none and an error.

    The same data on the same day give the same bytes. Raises Misuse where the folder holds files that no edition wrote.
    """
    refuse_foreign(request.folder.resolve())
    return write_folder(request.folder, files(read_site(municipality, request.as_of)))


def read_site(municipality: Municipality, day: date | None) -> Site:
    """Everything that the pages show, as of the day."""
    data = municipality.on(day)
    known = next((m for m in municipalities(kept_at(municipality.store)) if m.key == municipality.name), None)
    return Site(
        read=municipality.graph,
        everything=municipality.answerer.statements,
        day=data.context.as_of,
        names=(known or Known(municipality.name)).labels,
        example=municipality.example,
        owner=read_owner(),
        requirements=verdicts(data),
        coverage={lang: coverage_view(data, lang) for lang in LANGUAGES},
        overlaps={lang: overlap_view(data, lang) for lang in LANGUAGES},
    )
