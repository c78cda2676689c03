"""Where the files of the project lie, in a checkout and in an installed wheel alike."""

from pathlib import Path

PACKAGE = Path(__file__).parent
QUERIES = PACKAGE / "queries"


def _folder(name: str) -> Path:
    packaged = PACKAGE / "_shipped" / name
    return packaged if packaged.exists() else PACKAGE.parent / name


ONTOLOGY = _folder("ontology")
SHAPES = _folder("shapes")
SOURCES = ONTOLOGY / "sources"
APP = _folder("app.py")
EXPLORER = PACKAGE / "explorer" / "static"
GUIDE = _folder("docs/guide")
