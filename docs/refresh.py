"""Write the generated tables of the documentation anew: `python docs/refresh.py`."""

from pathlib import Path

from kg.load.shipped import SHIPPED
from kg.pipeline import open_data
from kg.present.sources import sources, sources_table, with_tables

HERE = Path(__file__).parent
PAGES = (HERE / "sources.md", HERE.parent / "README.md")
NO_STORE = HERE / "no-store"


def tables() -> dict[str, str]:
    """The table of sources of each shipped municipality, as the package ships it; `helsinki_counts` has counts only."""
    found = {name: sources(open_data(name, store=NO_STORE), "en") for name in SHIPPED}
    whole = {name: sources_table(rows, "en") for name, rows in found.items()}
    return whole | {f"{name}_counts": sources_table(rows, "en", with_terms=False) for name, rows in found.items()}


def main() -> None:
    fresh = tables()
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = with_tables(old, fresh)
        if new != old:
            page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
