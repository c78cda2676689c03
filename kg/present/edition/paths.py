"""IRIs into paths of files, and paths into links that hold below any address."""

import re
from collections.abc import Iterable
from hashlib import sha256

from kg.terms import BASE

SAFE = re.compile(r"[^A-Za-z0-9._-]|^\.|\.$")
LONGEST = 100
"""Characters of one step of a path."""


class Paths:
    """The path of each thing, without its ending: `id/helsinki/body/x`. No two differ by case alone."""

    def __init__(self, iris: Iterable[str]) -> None:
        self._paths: dict[str, str] = {}
        taken: set[str] = set()
        for iri in sorted(iris):
            path = "/".join(step(part) for part in iri.removeprefix(BASE).split("/"))
            if path.casefold() in taken:
                path += "~" + sha256(iri.encode()).hexdigest()[:12]
            taken.add(path.casefold())
            self._paths[iri] = path

    def __contains__(self, iri: str) -> bool:
        return iri in self._paths

    def __getitem__(self, iri: str) -> str:
        return self._paths[iri]


def step(text: str) -> str:
    """A text as a name of a file that every system, web server and link holds: ASCII, all else as `~` with its bytes.

    >>> step("Itä-Suomi/1"), step("..")
    ('It~c3~a4-Suomi~2f1', '~2e~2e')
    """
    name = SAFE.sub(lambda match: "".join(f"~{byte:02x}" for byte in match[0].encode()), text) or "~"
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}~{sha256(text.encode()).hexdigest()[:12]}"


def relative(here: str, there: str) -> str:
    """The link from one file to another, both counted from the same folder.

    >>> relative("id/helsinki/a.html", "b.html#c")
    '../../b.html#c'
    """
    return "../" * here.count("/") + there
