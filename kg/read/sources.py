"""Rows into sources: what each source graph is called, how sure it is, whether its text is held."""

from kg.rdf import Lit, Row
from kg.read.model import Source
from kg.read.things import notation
from kg.store import Data


def read_sources(data: Data) -> dict[str, Source]:
    """Every source graph by its IRI."""
    rows: dict[str, list[Row]] = {}
    for row in data.rows("read/sources"):
        rows.setdefault(str(row["graph"]), []).append(row)
    return {graph: _source(graph, group) for graph, group in rows.items()}


def _source(graph: str, rows: list[Row]) -> Source:
    titles = {t.lang or "fi": str(t) for row in rows if isinstance(t := row["title"], Lit)}
    return Source(
        graph=graph,
        titles=titles,
        confidence=next((notation(row["confidence"]) for row in rows if row["confidence"]), None),
        held=any(row["held"] is not None for row in rows),
        example=any(str(row["example"] or "") == "true" for row in rows),
    )
