"""The paper to decide on: one plan of Mallila as Word, PDF, web page and workbook, and in a city's own form."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from python_calamine import CalamineWorkbook

from kg.commands import open_municipality
from kg.commands.paper import as_file, make_paper
from kg.commands.prune import Prune, Remark, prune
from kg.errors import Misuse, UnreadableInput
from kg.present.report.forms import open_form
from kg.present.report.page import to_html

DAY = date(2026, 6, 1)
WARNING = "kunta ja sen tiedot on keksitty"


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.delenv("KG_STORE", raising=False)
        mallila = open_municipality("mallila", as_of=DAY)
        request = Prune(keep=("V006",), as_of=DAY)
        yield make_paper(mallila, request, prune(mallila, request))


def test_the_word_file_is_made_for_reading_aloud(paper):
    content = as_file(paper, "paper.docx")
    word = docx.Document(io.BytesIO(content))
    assert as_file(paper, "paper.docx") == content
    assert word.core_properties.language == "fi-FI"
    assert {p.style.name for p in word.paragraphs} >= {"Title", "Heading 1", "List Bullet"}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body, styles = parts.read("word/document.xml").decode(), parts.read("word/styles.xml").decode()
        header = parts.read("word/header1.xml").decode()
    assert 'w:val="fi-FI"' in styles
    assert "tunteja on 1" in body[body.index('descr="') : body.index('descr="') + 200]
    assert body.count("<w:tblHeader") == len(word.tables) >= 6
    assert WARNING in header


def test_every_kind_says_the_same_and_that_it_is_an_example(paper):
    page = as_file(paper, "paper.html").decode()
    word = docx.Document(io.BytesIO(as_file(paper, "paper.docx")))
    for section in paper.document().sections:
        assert section.title in page
        assert any(section.title == p.text for p in word.paragraphs)
    assert WARNING in page
    assert WARNING.encode() in paper.picture.value.encode()
    assert as_file(paper, "paper.pdf").startswith(b"%PDF")
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_file(paper, "paper.xlsx")))
    assert len(book.sheet_names) >= 7
    assert all(WARNING in str(book.get_sheet_by_name(name).to_python()[0][0]) for name in book.sheet_names)
    with pytest.raises(Misuse):
        as_file(paper, "paper.odt")


def test_the_first_page_answers_what_is_decided(paper):
    facts = paper.facts()
    assert "55 verkoston" in facts["question"]
    assert facts["conditions"] == ["Pidettävä: Nuorten rikosten ehkäisyn työryhmä (V006)"]
    assert any(line.startswith("Mallilan kaupunginvaltuusto: ") for line in facts["deciders"])
    assert any("C25" in line for line in facts["savings"])


def test_a_city_may_have_a_form_of_its_own(paper, tmp_path):
    (tmp_path / "proposal.jinja").write_text("# Dnro 1\n{{ proposal }}\n- {{ city }}\n", encoding="utf-8")
    style = docx.Document()
    style.sections[0].footer.paragraphs[0].text = "Kaupungin oma alaviite"
    style.save(str(tmp_path / "style.docx"))
    own = replace(paper, form=open_form(tmp_path, "fi"))
    assert own.document().sections[0].points == ["Mallilan kaupunki"]
    footer = docx.Document(io.BytesIO(as_file(own, "own.docx"))).sections[0].footer
    assert footer.paragraphs[0].text.startswith("Kaupungin oma alaviite")
    (tmp_path / "proposal.jinja").write_text("{{ no_such_fact }}", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="no_such_fact"):
        to_html(own.document())


def test_effects_count_who_meets_more_and_what_hangs_on_one(paper):
    effects = paper.effects
    before, after = (sum(load.hours[i] for load in effects.loads) for i in (0, 1))
    assert (before, after) == (paper.plan.plan.hours_before, paper.plan.plan.hours_after)
    assert effects.once[1] == sum(len(codes) for codes in paper.plan.only.values())
    assert all(one.served[0] == one.served[1] for one in effects.areas)
    assert [one.before.id for one in effects.judged if one.changes] == ["C25"]


QUESTIONS = {
    "What are we asked to decide?": "yhdistää 24 verkostoa seuraajiinsa",
    "What does it save?": "Kokoustunteja säästyy vuodessa",
    "Where does the network of my area go?": "Myllykankaan aluefoorumi (V029)",
    "Does anybody lose a service?": "Ehdotus ei menetä mitään, joten hyväksyttävää ei ole.",
    "Who gets more meetings?": "Eniten tunteja lisää saa",
    "What becomes more fragile?": "Yhden ainoan verkoston varassa olevia yhdistelmiä on nyt ",
    "What else could we do?": "Ensimmäinen rivi ei menetä mitään.",
    "What do our conditions cost?": "säästäisi 29 tuntia vuodessa",
    "Do we still meet the requirements?": "Näiden tulos muuttuu: C25",
    "Who decides, on what basis?": "Mallilan kaupunginvaltuusto: ",
    "What is not known?": "Kysy ensin näiden kokoukset: Harjunniityn naapuriryhmä (V027).",
    "How can I check it?": "kg verify-certificate",
}


def test_a_council_members_questions_are_answered_by_the_paper_alone(paper):
    word = docx.Document(io.BytesIO(as_file(paper, "paper.docx")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
    assert {question for question, answer in QUESTIONS.items() if answer not in said} == set()


def test_an_accepted_loss_stands_on_the_first_page(paper):
    mallila = open_municipality("mallila", as_of=DAY)
    request = Prune(accepted=(Remark("V022", "satama suljetaan", date(2026, 5, 1)),), as_of=DAY)
    own = replace(paper, plan=prune(mallila, request))
    assert "satama suljetaan (1.5.2026)" in own.facts()["conditions"][0]
    assert f"{len(own.plan.plan.into) - 1} verkostoa" in own.facts()["proposal"]
