"""The sources of a municipality as a table: how much each holds, how sure it is, on what terms it may be used."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.messages import text
from kg.rdf import Lit, Row
from kg.store import Data


@dataclass(frozen=True)
class Source:
    """One source graph."""

    name: str
    """Municipality and source, as in the graph's IRI."""
    title: str
    confidence: str
    licence: str
    rights: str
    example: bool
    triples: int
    things: int
    statements: int
    quotes: int

    @property
    def terms(self) -> str:
        """Licence and rights as Markdown."""
        return " ".join(part for part in (_licence(self.licence) if self.licence else "", self.rights) if part)


def sources(data: Data, lang: str) -> list[Source]:
    """Every source graph of the data that describes itself, in the order of their names."""
    sizes = {str(row["graph"]): row for row in data.rows("present/source-sizes")}
    described: dict[str, list[Row]] = {}
    for row in data.rows("present/sources"):
        described.setdefault(str(row["graph"]), []).append(row)
    return [_source(graph, rows, sizes[graph], lang) for graph, rows in described.items() if graph in sizes]


COUNTS = ("things", "statements", "quotes", "triples")


def sources_table(found: Iterable[Source], lang: str, *, with_terms: bool = True) -> str:
    """The sources as a Markdown table, with a line that sums them up."""
    rows = list(found)
    words = ("source", "title", "confidence", *(("terms",) if with_terms else ()))
    head = [text(f"sources.{word}", lang) for word in (*words, *COUNTS)]
    lines = [_line(head), _line(["---"] * len(words) + ["---:"] * len(COUNTS))]
    lines += [_line(_cells(source, lang, with_terms)) for source in rows]
    sums = [f"**{sum(getattr(s, count) for s in rows)}**" for count in COUNTS]
    lines.append(_line([f"**{text('sources.total', lang)}**", *[""] * (len(words) - 1), *sums]))
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(source: Source, lang: str, with_terms: bool) -> list[str]:
    title = f"{source.title} · {text('sources.example', lang)}" if source.example else source.title
    terms = [source.terms] if with_terms else []
    counts = [str(getattr(source, count)) for count in COUNTS]
    return [f"`{source.name}`", title, source.confidence or "–", *terms, *counts]


def _source(graph: str, rows: list[Row], size: Row, lang: str) -> Source:
    row = next((r for r in rows if isinstance(r["title"], Lit) and r["title"].lang == lang), rows[0])
    confidence, licence, rights = row["confidence"], row["licence"], row["rights"]
    return Source(
        name="/".join(graph.rsplit("/", 2)[1:]),
        title=str(row["title"]),
        confidence=str(confidence).rsplit("/", 1)[1] if confidence else "",
        licence=str(licence or ""),
        rights=str(rights or ""),
        example=str(row["example"] or "") == "true",
        triples=int(str(size["triples"])),
        things=int(str(size["things"])),
        statements=int(str(size["statements"])),
        quotes=int(str(size["quotes"])),
    )


def _licence(iri: str) -> str:
    return f"[CC BY 4.0]({iri})" if iri == "https://creativecommons.org/licenses/by/4.0/" else f"<{iri}>"


def with_tables(page: str, tables: Mapping[str, str]) -> str:
    """A page with each generated table in its place: between `<!-- sources NAME -->` and `<!-- end -->`."""

    def place(match: re.Match[str]) -> str:
        return f"{match[1]}\n{tables[match[2]]}\n{match[3]}"

    return re.sub(r"(<!-- sources (\w+) -->).*?(<!-- end -->)", place, page, flags=re.DOTALL)
