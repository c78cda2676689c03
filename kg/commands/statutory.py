"""Which statutory duties somebody in the municipality is recorded to hold, and which nobody."""

from dataclasses import dataclass
from datetime import date

from kg.analyse.statutory import not_applied, read_register, statutory_gaps
from kg.commands.municipality import Municipality
from kg.pipeline import open_register
from kg.present.statutory import StatutoryView


@dataclass(frozen=True)
class Statutory:
    """The state on this day; today where None."""

    as_of: date | None = None
    lang: str = "fi"


def statutory(municipality: Municipality, request: Statutory) -> StatutoryView:
    """Every duty in force on the day that the law applies in this municipality, with its holders."""
    data, shipped = municipality.on(request.as_of), open_register()
    register = read_register(shipped)
    return StatutoryView(data, shipped, statutory_gaps(data, register), not_applied(data, register))
