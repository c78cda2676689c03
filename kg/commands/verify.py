"""Verify: a pruning certificate against the data, by nothing that made the plan."""

from collections.abc import Collection, Sequence
from pathlib import Path

from kg.analyse.verify import Verdict, hold, read_certificate
from kg.analyse.verify import verify as verify_held
from kg.commands.municipality import Municipality
from kg.errors import Misuse
from kg.pipeline import working_data
from kg.rdf import Quad
from kg.store import Context, Data


def verify(file: Path, municipality: str | None, store: Path | str | None, sources: Sequence[str] = ()) -> Verdict:
    """Whether the certificate is unchanged and really nothing is lost.

    Raises Misuse where it is of another municipality than the one named, UnreadableInput where it is none.
    """
    held = read_certificate(file)
    if municipality not in (None, held.municipality):
        raise Misuse("certificate.other-municipality", found=held.municipality, asked=municipality)
    context = Context(as_of=held.day, municipality=held.municipality)

    def opened() -> Data:
        return working_data(held.municipality, store, sources, context)

    return verify_held(held, opened)


def verify_quads(municipality: Municipality, certificate: str, quads: Collection[Quad]) -> Verdict:
    """The same for a certificate that was just made and is in no file."""
    held = hold(quads, certificate)
    return verify_held(held, lambda: municipality.anew(held.day))
