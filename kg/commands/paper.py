"""Paper: a plan as a document to decide on, in Word, PDF, HTML or as a workbook."""

from collections.abc import Mapping
from pathlib import Path

from kg.analyse.certificate import data_hash
from kg.commands.choice import effects, front, price_wishes, unknowns
from kg.commands.municipality import Municipality
from kg.commands.prune import Prune
from kg.errors import Misuse
from kg.present.report.forms import open_form
from kg.present.report.page import to_html
from kg.present.report.paper import Paper
from kg.present.report.pdf import to_pdf
from kg.present.report.pruning import PlanView
from kg.present.report.word import to_docx
from kg.present.report.words import city_name
from kg.present.table import to_xlsx

__all__ = ["KINDS", "Paper", "as_file", "make_paper"]

POINTS = 8
KINDS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def make_paper(municipality: Municipality, request: Prune, view: PlanView, form: Path | str | None = None) -> Paper:
    """The paper about a plan that was made for the request; `form` is the folder of a city's own form."""
    data = municipality.on(request.as_of)
    return Paper(
        city_name(data, request.lang),
        view,
        front(municipality, request, most=POINTS),
        price_wishes(municipality, request),
        unknowns(municipality, request),
        effects(municipality, view),
        open_form(form, request.lang),
        data_hash(data),
    )


def as_file(paper: Paper, path: str) -> bytes:
    """The paper as the file that the ending of `path` asks for. Raises Misuse for any other ending."""
    kind = Path(path).suffix.lower().removeprefix(".")
    if kind == "docx":
        return to_docx(paper.document(), paper.form.style)
    if kind == "pdf":
        return to_pdf(paper.document())
    if kind == "html":
        return to_html(paper.document()).encode()
    if kind == "xlsx":
        return to_xlsx(paper.tables())
    raise Misuse("choice.not-a-paper", path=path)
