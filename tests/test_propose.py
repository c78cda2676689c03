"""Documents into statements: what a file holds, what its sentences say, what becomes of them."""

import json
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from kg.cli import main
from kg.commands import open_municipality
from kg.commands.proposals import Person, Where, catalogue, proposals
from kg.commands.propose import draft_of, lay_before, read
from kg.errors import UnreadableInput
from kg.extract.extraction import Extraction
from kg.extract.language import language
from kg.extract.reader import extract, knowledge
from kg.extract.sentences import sentences
from kg.sources.documents import Document, read_document
from kg.sources.documents.document import Block, compose

TEXT = """Naapurilan turvallisuusohje

1 Vastuut

Turvallisuusjohtaja koordinoi kunnan turvallisuustyötä.
Sivistyslautakunnan tulee laatia koulujen turvallisuussuunnitelmat.

- Tekninen lautakunta arvioi katuvalaistuksen mm. vuosittain.

2.1 Seuranta

Ohje tuli voimaan 1.3.2024 ja se perustuu pelastuslakiin.
"""


def paragraphs(path: Path) -> list[tuple[str, str, bool]]:
    return [(p.text, p.chapter, p.is_heading) for p in read_document(path).paragraphs]


EXPECTED = [
    ("Ohje", "Ohje", True),
    ("1 Vastuut", "1", True),
    ("Lautakunta päättää.", "1", False),
    ("Kunta ohjaa.", "1", False),
]


def make_docx(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Ohje", 0)
    document.add_heading("1 Vastuut", 1)
    document.add_paragraph("Lautakunta  päättää.")
    document.add_paragraph("Kunta ohjaa.", style="List Bullet")
    document.save(str(path))


def make_odt(path: Path) -> None:
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = (
        "<text:h>Ohje</text:h><text:h>1 Vastuut</text:h><text:p>Lautakunta <text:span>päättää.</text:span></text:p>"
        "<text:list><text:list-item><text:p>Kunta ohjaa.</text:p></text:list-item></text:list>"
    )
    content = f"<office:document-content {namespaces}><office:body>{body}</office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)


def make_html(path: Path) -> None:
    path.write_text(
        "<html><head><title>x</title><script>var a = 'Kunta päättää.'</script></head><body><nav><p>Etusivu</p></nav>"
        "<h1>Ohje</h1><h2>1 Vastuut</h2><p>Lautakunta\n <b>päättää.</b></p>"
        "<ul><li>Kunta ohjaa.</li></ul></body></html>",
        encoding="utf-8",
    )


@pytest.mark.parametrize(("ending", "make"), [("docx", make_docx), ("odt", make_odt), ("html", make_html)])
def test_formats_agree_on_paragraphs_and_headings(tmp_path: Path, ending: str, make: object) -> None:
    path = tmp_path / f"ohje.{ending}"
    make(path)  # type: ignore[operator]
    assert paragraphs(path) == EXPECTED
    assert read_document(path).paragraphs[-1].is_item


def pdf(path: Path, pages: list[list[str]], password: str = "") -> None:
    """A PDF with one line of text below the other."""
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica"), NameObject("/Encoding"): NameObject("/WinAnsiEncoding")}
    )  # fmt: skip
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        shown = "".join(f"({line}) Tj 0 -{36 if not line else 14} Td " for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 60 780 Td {shown} ET".encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if password:
        writer.encrypt(password)
    with path.open("wb") as file:
        writer.write(file)


def test_a_pdf_loses_running_heads_and_heals_parted_words(tmp_path: Path) -> None:
    path = tmp_path / "ohje.pdf"
    bodies = ("Lautakunta", "Valtuusto", "Rehtori", "Osasto")
    pages = [
        [f"Naapurilan kunta {n} (4)", f"{who} päättää turvallisuussuun-", f"nitelmasta: {who}."]
        for n, who in enumerate(bodies)
    ]
    pages[0].insert(1, "1 Vastuut")
    pdf(path, pages)
    document = read_document(path)
    assert "Naapurilan" not in document.text
    assert "turvallisuussuunnitelmasta" in document.text
    assert {p.page for p in document.paragraphs if not p.is_heading} == {1, 2, 3, 4}
    assert document.paragraphs[1].chapter == "1"


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("content.xml", bytes(101_000_000))


REFUSED = {
    "locked": ("a.pdf", lambda p: pdf(p, [["Lautakunta päättää."] * 9], "salasana")),
    "scan": ("a.pdf", lambda p: pdf(p, [[""], [""]])),
    "damaged": ("a.docx", lambda p: p.write_bytes(b"PK\x03\x04 nothing")),
    "damaged-pdf": ("a.pdf", lambda p: p.write_bytes(b"%PDF-1.7 nothing")),
    "too-large-inside": ("a.odt", bomb),
    "no-text": ("a.txt", lambda p: p.write_bytes(b"\x00\x01" * 99)),
    "unknown-ending": ("a.exe", lambda p: p.write_text("Lautakunta päättää.")),
    "not-a-file": ("a.txt", lambda p: p.mkdir()),
    "no-file": ("a.txt", lambda _: None),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    file, make = REFUSED[name]
    make(tmp_path / file)  # type: ignore[no-untyped-call]
    with pytest.raises(UnreadableInput) as refused:
        read_document(tmp_path / file)
    assert refused.value.key == f"propose.{name.removesuffix('-pdf')}"
    assert file in refused.value.message("fi")


def test_another_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("The committee shall monitor the plan and report to the board every year.", encoding="utf-8")
    with pytest.raises(UnreadableInput) as refused:
        read(open_municipality("mallila", store="/nonexistent"), [path])
    assert refused.value.key == "propose.unknown-language"


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80), max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_sentence_stands_where_it_says(texts: list[str]) -> None:
    document = compose("x.txt", [Block(t) for t in texts])
    for paragraph in document.paragraphs:
        assert document.text[paragraph.start :].startswith(paragraph.text)
    for sentence in sentences(document, language("fi")):
        assert document.text[sentence.start :].startswith(sentence.text)


@cache
def mallila() -> object:
    return open_municipality("mallila", store="/nonexistent")


def said(*lines: str) -> list[Extraction]:
    document: Document = compose("x.txt", [Block(line) for line in lines])
    return extract(document, knowledge(mallila().graph, "fi"))[1]  # type: ignore[attr-defined]


def test_sentences_keep_numbers_dates_and_abbreviations_together() -> None:
    document = compose("x.txt", [Block("Ohje tuli voimaan 1.3.2024 mm. kouluissa. Kunta päättää. Ks. luku 2.")])
    assert [s.text for s in sentences(document, language("fi"))] == [
        "Ohje tuli voimaan 1.3.2024 mm. kouluissa.",
        "Kunta päättää.",
        "Ks. luku 2.",
    ]


@pytest.mark.parametrize(
    ("sentence", "role", "modality", "bearers", "objects"),
    [
        ("Tekninen osasto arvioi valaistuksen.", "evaluates", "task", ["Tekninen osasto"], ["valaistus"]),
        ("Sivistyslautakunnan tulee laatia ohjeet.", "draws up", "must", ["sivistyslautakunta"], ["ohjeet"]),
        ("Suunnitelma on laadittava yhteistyössä.", "draws up", "must", [], ["suunnitelma"]),
        ("Vuosittain laaditaan pelastusohje.", "draws up", "must", [], ["pelastusohje"]),
        ("Nuorisotyöryhmän tehtävänä on seurata ilmiöitä.", "monitors", "task", ["nuorisotyöryhmä"], ["ilmiö"]),
        ("Asukkaat voivat ehdottaa kohteita.", "proposes", "may", ["asukkaat"], ["kohde"]),
        ("Ryhmän on tärkeää arvioida tuloksia.", "evaluates", "should", ["ryhmä"], ["tulos"]),
        ("Kunnanjohtaja päättää aikataulusta.", "decides", "power", ["kunnanjohtaja"], ["aikataulu"]),
        ("Arviointivastuu on rehtorilla.", "evaluates", "task", ["rehtori"], []),
        ("Sihteeristönä toimii hallinto-osasto.", "secretariat", "task", ["hallinto-osasto"], []),
    ],
)  # fmt: skip
def test_the_form_of_the_words_gives_bearer_role_and_modality(
    sentence: str, role: str, modality: str, bearers: list[str], objects: list[str]
) -> None:
    status = "stated" if bearers else "absent"
    (found,) = said(sentence)
    assert found.role is not None
    assert (found.kind, found.role.notation, found.modality, found.status) == ("responsibility", role, modality, status)
    assert [b.text.casefold() for b in found.bearers] == [b.casefold() for b in bearers]
    assert [o.text.casefold() for o in found.objects] == objects
    assert found.quote == sentence


def test_an_implied_bearer_is_never_shown_as_stated() -> None:
    (found,) = said("Turvallisuustyöryhmässä seurataan tilannetta.")
    assert found.status in ("implied", "absent")
    municipality = mallila()
    draft = draft_of(found, compose("x.txt", []), catalogue(municipality.data, "fi"), next(iter(found.bearers), None))  # type: ignore[attr-defined]
    assert "actor" not in draft.cells


def test_how_things_are_is_no_duty() -> None:
    for sentence in (
        "Ohje perustuu pelastuslakiin.",
        "Suunnitelma laadittiin vuonna 2019.",
        "Kunta jakautuu alueisiin.",
    ):
        assert not [e for e in said(sentence) if e.kind == "responsibility"]


def test_what_was_read_is_laid_before_the_editors_and_nothing_else_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, store = tmp_path / "ohje.txt", tmp_path / "store"
    file.write_text(TEXT, encoding="utf-8")
    municipality = open_municipality("mallila", store=store)
    before = len(municipality.graph.statements)
    (found,) = read(municipality, [file])
    where, person, names = Where("mallila", store), Person("lukija", "proposer"), catalogue(municipality.data, "fi")
    done = lay_before(where, person, found, names)
    waiting = proposals(where, Person("lukija", "steward"), "fi", names)
    assert [p.proposal.number for p in waiting] == done.numbers != []
    assert {p.proposal.draft.quote for p in waiting} <= {s.text for s in found.sentences}
    assert {why for _, why in done.left_out} <= {"description", "no-role", "no-object"}
    assert len(open_municipality("mallila", store=store).graph.statements) == before
    assert main(["propose", str(file), "--data", "mallila", "--store", str(store), "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert [s["quote"] for s in told["statements"]] == [e.quote for e in found.extractions]
    text = found.document.text
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in told["statements"])
    assert told["proposals"] == []
