"""How the data stand: what the checks found, and from which sources the facts come."""

from collections import Counter
from dataclasses import dataclass

from kg.commands.check import SEVERITIES, Check, Report, check
from kg.explorer.address import short
from kg.explorer.frame import Here
from kg.explorer.kept import day_of, kept, kept_soon
from kg.messages import in_language
from kg.rdf import Lit
from kg.terms import BASE


def findings(here: Here) -> Report:
    """What the checks found as of the chosen day, else today."""
    return kept(here, "findings", lambda _: check(here.graph.municipality, Check(as_of=day_of(here))))


def findings_by_severity(here: Here) -> list[tuple[str, int]] | None:
    """How many findings of each severity; None while the checks still run."""
    report = kept_soon(here, "findings", lambda _: check(here.graph.municipality, Check(as_of=day_of(here))))
    if report is None:
        return None
    counts = Counter(f.severity for f in report.results)
    return [(severity, counts[severity]) for severity in SEVERITIES]


@dataclass(frozen=True)
class SourceRow:
    """One source graph as a list of sources shows it."""

    title: str
    confidence: str
    license: str
    address: str
    page: str
    """The page of the explorer on the document, where the source is one of ours."""
    graph: str
    """Where the server answers for the source graph."""


def sources(here: Here) -> list[SourceRow]:
    """The municipality's own sources, by title."""
    found: dict[str, SourceRow] = {}
    for row in here.graph.data.rows("read/sources"):
        graph = str(row["graph"])
        if f"/graph/{here.view.municipality}/" not in graph:
            continue
        titles = here.graph.titles(graph)
        title = in_language(titles, here.view.content) or graph.rsplit("/", 1)[-1]
        link = "" if row["source"] is None or isinstance(row["source"], Lit) else str(row["source"])
        confidence = here.graph.things.get(str(row["confidence"]))
        found.setdefault(
            graph,
            SourceRow(
                title,
                confidence.name(here.view.lang) if confidence else "",
                str(row["license"] or "").replace("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
                "" if link.startswith(BASE) else link,
                here.view.url("thing", id=short(link)) if link.startswith(BASE) else "",
                "/" + graph.removeprefix(BASE),
            ),
        )
    return sorted(found.values(), key=lambda s: s.title.casefold())
