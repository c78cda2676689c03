"""Write the generated parts of the documentation anew: `python docs/refresh.py`.

Tables of sources stand between `<!-- sources NAME -->` and `<!-- end -->`; a console block that begins with `$ kg …`
holds what that command prints. `ontology.md` is generated as a whole.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from kg.load.shipped import SHIPPED
from kg.pipeline import open_data
from kg.present.ontology import as_markdown
from kg.present.sources import sources, sources_table, with_tables

HERE = Path(__file__).parent
PAGES = (HERE / "sources.md", HERE.parent / "README.md")
ONTOLOGY_PAGE = HERE / "ontology.md"
NO_STORE = HERE / "no-store"
CONSOLE = re.compile(r"```console\n\$ (kg [^\n]*)\n.*?```", re.DOTALL)


def tables() -> dict[str, str]:
    """The table of sources of each shipped municipality, as the package ships it; `helsinki_counts` has counts only."""
    found = {name: sources(open_data(name, store=NO_STORE), "en") for name in SHIPPED}
    whole = {name: sources_table(rows, "en") for name, rows in found.items()}
    return whole | {f"{name}_counts": sources_table(rows, "en", with_terms=False) for name, rows in found.items()}


def printed(command: str) -> str:
    """What a `kg …` command line prints, run through the shell so that a pipe works."""
    line = command.replace("kg", f"{sys.executable} -m kg", 1)
    environment = {**os.environ, "KG_STORE": str(NO_STORE), "COLUMNS": "100"}
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False, env=environment)  # noqa: S602
    return done.stdout


def fresh(page: str, found: dict[str, str]) -> str:
    """A page with every generated part as it is now."""

    def block(match: re.Match[str]) -> str:
        return f"```console\n$ {match[1]}\n{printed(match[1])}```"

    return CONSOLE.sub(block, with_tables(page, found))


def main() -> None:
    found = tables()
    for path in PAGES:
        old = path.read_text(encoding="utf-8")
        new = fresh(old, found)
        if new != old:
            path.write_text(new, encoding="utf-8")
    ONTOLOGY_PAGE.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
