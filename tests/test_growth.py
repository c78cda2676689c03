"""How many files a new thing costs, as CONTRIBUTING.md walks it: each is added to a copy of the project."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COPIED = ("kg", "ontology", "shapes", "app.py", ".streamlit", "docs/guide")
pytestmark = pytest.mark.xdist_group("growth")


class Copy:
    """A copy of the project that is changed file by file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changed: set[str] = set()
        for name in COPIED:
            source, target = ROOT / name, folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        file = self.folder / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        after = change(before)
        assert after != before, f"{path} is as it was"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(after, encoding="utf-8")
        self.changed.add(path)

    def run(self, program: str) -> str:
        """What a program prints that runs on the copy."""
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=self.folder, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


def test_a_relation_is_one_concept_and_its_link(copy: Copy) -> None:
    """Of six files that a relation may cost; fixtures and the changelog are the rest."""
    copy.edit(
        "ontology/vocabularies/roles.ttl",
        lambda t: (
            t + '\n:funds a skos:Concept ;\n    skos:notation "funds" ;\n'
            '    skos:prefLabel "rahoittaa"@fi , "finansierar"@sv , "funds"@en ;\n'
            '    skos:definition "Toimija rahoittaa kohteen."@fi , "Aktören finansierar."@sv , "The actor pays."@en ;\n'
            '    skos:inScheme v:roles ; skos:topConceptOf v:roles ; kg:raciLetter "R" ;\n'
            "    kg:strength tieStrength:ordinary ; kg:isHeldBy true ; kg:link kg:fundedBy ;\n"
            "    rdfs:isDefinedBy <https://w3id.org/vastuuverkko/ontology/vocabularies/roles> .\n"
        ),
    )
    copy.edit(
        "ontology/instruments.ttl",
        lambda t: t + "\nkg:fundedBy a owl:ObjectProperty ; rdfs:range kg:Actor ; rdfs:isDefinedBy o:instruments .\n",
    )
    copy.edit(
        "ontology/mallila/koe.ttl",
        lambda _: (
            "@prefix kg: <https://w3id.org/vastuuverkko/ns/> .\n"
            "<https://w3id.org/vastuuverkko/id/mallila/plan/P01> kg:fundedBy"
            " <https://w3id.org/vastuuverkko/id/mallila/agency/O02> .\n"
        ),
    )
    said = copy.run(
        "from kg.commands import open_municipality\n"
        "m = open_municipality('mallila', store='/nonexistent')\n"
        "print([(e.relation, e.source.rsplit('/', 1)[1]) for e in m.web.edges if e.relation == 'funds'])\n"
        "print(m.graph.relations.letters['funds'], 'funds' in m.graph.relations.are('held'))\n"
    )
    assert "('funds', 'O02')" in said
    assert "R True" in said
    assert len(copy.changed - {"ontology/mallila/koe.ttl"}) <= 6


def test_a_column_is_five_files(copy: Copy) -> None:
    new = 'Column("mittari", "indicator", language="fi"),'
    copy.edit("kg/sources/sheets.py", lambda t: t.replace(new, new + '\n    Column("otsikko", "headline"),', 1))
    copy.edit(
        "kg/load/sheets/facts.py",
        lambda t: t.replace(
            '    ("measures", "indicator"): Iri(KG.indicator),\n',
            '    ("measures", "indicator"): Iri(KG.indicator),\n    ("measures", "headline"): Iri(KG.timing),\n',
        ),
    )
    for lang in ("fi", "sv", "en"):
        copy.edit(
            f"kg/messages/{lang}/template.toml",
            lambda t: t + '\nnote-measures-headline = "otsikko"\nexample-measures-headline = "x"\n',
        )
    said = copy.run(
        "from pathlib import Path\n"
        "from kg.commands import open_municipality\n"
        "from kg.commands.imports import Import, import_sheets\n"
        "rows = 'nimi;suunnitelma;otsikko\\nKoe;Mallilan turvallisuussuunnitelma 2024–2027;Iso asia\\n'\n"
        "Path('toimenpiteet.csv').write_text(rows)\n"
        "done = import_sheets(Import([Path('toimenpiteet.csv')], 'mallila', 'store', dry_run=True))\n"
        "print(len(done.faults), any(str(q[2]) == 'Iso asia' for q in done.added))\n"
    )
    assert said.split() == ["0", "True"]
    assert len(copy.changed) <= 5


def test_a_page_is_a_function_a_line_and_its_texts(copy: Copy) -> None:
    copy.edit(
        "kg/explorer/novelty.py",
        lambda _: (
            '"""A page."""\n\nfrom kg.explorer.frame import Here\n\n\ndef show_novelty(here: Here) -> None:\n'
            '    here.show("note.html", text="uusi sivu")\n'
        ),
    )
    copy.edit(
        "kg/explorer/pages.py",
        lambda t: t.replace(
            "from kg.explorer.overlaps", "from kg.explorer.novelty import show_novelty\nfrom kg.explorer.overlaps"
        ).replace("_LISTED = (\n", '_LISTED = (\n    Page("novelty", "uutta", "weigh", show_novelty),\n'),
    )
    for lang in ("fi", "sv", "en"):
        copy.edit(
            f"kg/messages/{lang}/explorer.toml",
            lambda t: t + '\npage-novelty = "Uutta"\nlead-novelty = "Jotain uutta."\n',
        )
    said = copy.run("from kg.explorer.pages import PAGES\nprint(PAGES['novelty'].path)\n")
    assert said.split() == ["uutta"]
    assert len(copy.changed) <= 6


def test_a_language_is_its_catalogues_and_a_word_in_one_list(copy: Copy) -> None:
    for english in [*copy.folder.glob("kg/messages/en/*.toml"), *copy.folder.glob("kg/answer/**/en.toml")]:
        path = str(english.relative_to(copy.folder)).replace("/en", "/et")
        copy.edit(path, lambda _, english=english: english.read_text(encoding="utf-8"))
    copy.edit("kg/messages/et/chain.toml", lambda t: t.replace("Responsibility chain", "Vastutusahel"))
    copy.edit("kg/messages/__init__.py", lambda t: t.replace('("fi", "sv", "en")', '("fi", "sv", "en", "et")'))
    said = copy.run(
        "from pathlib import Path\n"
        "from kg.cli import main\n"
        "for words in (['ask', 'kuka?'], ['check'], ['coverage'], ['raci'], ['report'], ['chain', 'poliisi']):\n"
        "    print(main([*words, '--data', 'mallila', '--store', 'nothing', '--lang', 'et', '--output', 'out']))\n"
        "print(Path('out').read_text())\n"
        "import kg.mcp, kg.explorer.pages\n"
    )
    assert said.splitlines()[:6] == ["1", "0", "0", "0", "0", "0"]
    assert "Vastutusahel" in said
    assert {Path(p).parts[1] for p in copy.changed} == {"messages", "answer"}


def test_a_shipped_city_is_data_alone(copy: Copy) -> None:
    copy.edit("ontology/koela/city.toml", lambda _: 'order = 3\n\n[name]\nfi = "Koela"\nsv = "Kola"\nen = "Koela"\n')
    copy.edit(
        "ontology/koela/elimet.ttl",
        lambda _: (
            "@prefix kg: <https://w3id.org/vastuuverkko/ns/> .\n"
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            "<https://w3id.org/vastuuverkko/id/koela/body/kh> a kg:Body ; "
            'skos:prefLabel "Koelan kaupunginhallitus"@fi .\n'
        ),
    )
    said = copy.run(
        "from kg.commands import municipalities, open_municipality\n"
        "print([m.name('sv') for m in municipalities('/nonexistent')])\n"
        "m = open_municipality('koela', store='/nonexistent')\n"
        "print(m.graph.thing('https://w3id.org/vastuuverkko/id/koela/body/kh').name('fi'))\n"
    )
    assert "Kola" in said
    assert "Koelan kaupunginhallitus" in said
    assert not [path for path in copy.changed if not path.startswith("ontology/koela/")]
