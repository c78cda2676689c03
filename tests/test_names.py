"""Every thing of the shared and the Helsinki graphs has its name in Swedish, or a reason why not."""

import re
from pathlib import Path

from kg.load.shipped import municipality_of
from kg.pipeline import open_data
from kg.rdf import Lit
from kg.terms import KG

LABEL, TYPE = "http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PAGE = Path(__file__).parents[1] / "docs" / "names.md"


def test_a_name_is_in_swedish_or_the_page_says_why_not() -> None:
    data = open_data("helsinki", store="/nonexistent")
    names: dict[str, dict[str | None, str]] = {}
    areas: set[str] = set()
    for graph in data.graphs:
        if municipality_of(graph) in ("helsinki", "shared") and not graph.endswith("/inferred"):
            for s, p, o, _ in data.store.quads(graph):
                if p == LABEL and isinstance(o, Lit):
                    names.setdefault(s, {})[o.lang] = str(o)
                elif p == TYPE and o == str(KG.Area):
                    areas.add(s)
    without = {labels.get("fi", thing) for thing, labels in names.items() if "sv" not in labels and thing not in areas}
    listed = dict(re.findall(r"^\| (?!Thing|---)(.+?) \| (.+?) \|$", PAGE.read_text("utf-8"), re.M))
    assert len(names) > 800
    assert without == set(listed)
    assert all(reason.endswith(".") for reason in listed.values())
