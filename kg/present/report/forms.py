"""The first page of a paper for a decision, in a city's own form.

A form is a folder with `proposal.jinja` and, if the city likes, `style.docx`. The template gets the facts of the
proposal and gives lines: `# ` begins a section, `- ` a point, `[picture]` stands for the picture, and any other line
is a paragraph. It runs in a sandbox and reads nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from kg.errors import UnreadableInput
from kg.present.report.chart import Picture
from kg.present.report.page import Section

FORMS = Path(__file__).parent / "forms"
PROPOSAL, STYLE = "proposal.jinja", "style.docx"
PICTURE = "[picture]"
Facts = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Form:
    """A folder with a city's form; the shipped one of the language where none is given."""

    folder: Path

    @property
    def style(self) -> Path | None:
        """The Word file whose styles, header and footer the paper takes."""
        path = self.folder / STYLE
        return path if path.is_file() else None

    def sections(self, facts: Facts, picture: Picture) -> list[Section]:
        """The sections of the first page. Raises UnreadableInput for a template that is missing or cannot be filled."""
        path = self.folder / PROPOSAL
        loader = FileSystemLoader(self.folder)
        shape = SandboxedEnvironment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        try:
            filled = shape.get_template(PROPOSAL).render(facts)
        except TemplateError as error:
            raise UnreadableInput("choice.broken-form", path=path, why=error.message or type(error).__name__) from error
        return list(_read(filled, picture))


def open_form(folder: Path | str | None, lang: str) -> Form:
    return Form(Path(folder) if folder else FORMS / lang)


def _read(filled: str, picture: Picture) -> list[Section]:
    found: list[tuple[str, list[str], list[str], list[Picture]]] = []
    for line in (line.strip() for line in filled.splitlines()):
        if line.startswith("# ") or not found:
            found.append((line.removeprefix("# "), [], [], []))
        elif line == PICTURE:
            found[-1][3].append(picture)
        elif line.startswith("- "):
            found[-1][2].append(line.removeprefix("- "))
        elif line:
            found[-1][1].append(line)
    return [
        Section(f"proposal-{i}", title, paragraphs, points, picture=shown[0] if shown else None)
        for i, (title, paragraphs, points, shown) in enumerate(found, start=1)
    ]
