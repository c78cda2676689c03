"""One document for a steering group: summary, gaps, overlaps, the proposed pruning, method and sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.analyse.cells import read_index
from kg.analyse.certificate import data_hash
from kg.analyse.decisions import read_deciders
from kg.analyse.networks import read_labels, read_networks
from kg.analyse.prune import make_plan
from kg.check import Finding, check
from kg.messages import day as written
from kg.messages import in_language, number, text
from kg.present.report.coverage import CoverageView, coverage_view
from kg.present.report.overlaps import OverlapView, overlap_view
from kg.present.report.page import Document, Section
from kg.present.report.pruning import PlanView, things_of
from kg.present.report.words import Names, city_name
from kg.present.table import Table, Value
from kg.store import Data

PARTS = ("structure", "coverage")
NAMED = 5
MOST = 40
"""Rows of the longest tables in the document; the spreadsheet holds all."""


@dataclass(frozen=True)
class Report:
    """Everything that the report says, in one language."""

    data: Data
    lang: str
    coverage: CoverageView
    overlaps: OverlapView
    plan: PlanView
    findings: Sequence[Finding]

    def document(self) -> Document:
        sections = [
            Section("summary", self._say("summary"), [self._say("summary-lead")], self.summary()),
            self._section("gaps", [self.gaps_table, self.coverage.requirements_table()], [self._say("gaps-lead")]),
            self._section(
                "coverage",
                [
                    self.coverage.matrix_table(),
                    self.coverage.uncovered_table(MOST),
                    cut(self._outliers, self.lang),
                    cut(self.coverage.unseated_table(), self.lang),
                ],
                self.coverage.summary()[1:],
            ),
            self._section("overlaps", [cut(self.overlaps.brief_table(), self.lang)], self.overlaps.summary()),
            self._section("tasks", [cut(table, self.lang) for table in self.overlaps.tables()[1:]]),
            self._section("pruning", [cut(table, self.lang) for table in self.plan.tables()], self.plan.summary()),
            Section("method", self._say("method"), [self._say(f"method-{i}") for i in range(1, 9)]),
            self._section("sources", [self.sources_table()], [self._say("fingerprint", hash=data_hash(self.data))]),
        ]
        return Document(self._say("title", municipality=self._name), self._subtitle, self.lang, self.example, sections)

    def _section(self, name: str, tables: Sequence[Table], paragraphs: Sequence[str] = ()) -> Section:
        return Section(name, self._say(name), paragraphs, tables=[table for table in tables if table.rows])

    def summary(self) -> list[str]:
        """The first page: what a steering group needs to know, and what it is asked to decide."""
        gaps = {severity: sum(f.severity == severity for f in self.findings) for severity in ("Violation", "Warning")}
        lines = [
            *self._decision(),
            *self.overlaps.summary(),
            *self.coverage.summary(),
            self._say("summary-gaps", violations=gaps["Violation"], warnings=gaps["Warning"]),
        ]
        return list(dict.fromkeys(lines))

    def _decision(self) -> list[str]:
        if not self.plan.plan.networks:
            return [self._say("summary-no-networks")]
        if not self.plan.plan.into:
            return self.plan.summary()
        moves = len(self.plan.plan.into)
        return [*self.plan.summary(), self._say("summary-decide", networks=moves, firm=self._firm())]

    def _firm(self) -> int:
        """How many of the networks to dissolve name a body that may decide it."""
        return sum(bool(self.plan.deciders.get(network.iri)) for network in self.plan.plan.into)

    @cached_property
    def gaps_table(self) -> Table:
        """Findings by severity and rule, the gravest first."""
        by_rule: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.findings:
            by_rule.setdefault((finding.severity, finding.shape), []).append(finding)
        rows: list[list[Value]] = [
            [
                self._say(f"severity-{severity}"),
                _in(found[0].message, self.lang),
                len(found),
                self._named(found),
                shape.rsplit("/", 1)[-1],
            ]
            for (severity, shape), found in by_rule.items()
        ]
        columns = [self._say(name) for name in ("severity", "what-to-do", "count", "concerns", "rule")]
        return Table(self._say("gaps-title"), columns, rows)

    def _named(self, found: Sequence[Finding]) -> str:
        names = [_in(f.label, self.lang) or str(f.focus).rsplit("/", 1)[-1] for f in found]
        unique = list(dict.fromkeys(names))
        more = [text("analyse.and-more", self.lang, n=len(unique) - NAMED)] if len(unique) > NAMED else []
        return " ".join([", ".join(unique[:NAMED]), *more])

    @property
    def _outliers(self) -> Table:
        """The areas that stand out; the spreadsheet has them all."""
        table = self.coverage.equity_table()
        return Table(table.title, table.columns, [row for row in table.rows if row[-1]], table.note)

    def sources_table(self) -> Table:
        columns = [self._say(name) for name in ("source", "address", "terms")]
        rows: dict[str, list[Value]] = {}
        for row in self.data.rows("analyse/sources"):
            graph = str(row["graph"])
            title = str(row["title"] or graph.rsplit("/", 1)[-1])
            preferred = getattr(row["title"], "lang", None) == self.lang
            terms = str(row["license"] or row["rights"] or "")
            if row["example"] is not None:
                terms = self._say("made-up")
            if graph not in rows or preferred:
                rows[graph] = [title, str(row["source"] or ""), terms]
        return Table(self._say("sources"), columns, sorted(rows.values(), key=lambda row: str(row[0]).casefold()))

    def tables(self) -> list[Table]:
        """The sheets of the workbook, the summary first."""
        summary = Table(self._say("summary"), [self._say("title", municipality=self._name)], self._lines())
        return [
            summary,
            self.gaps_table,
            *self.coverage.tables(),
            *self.overlaps.tables(),
            *(table for table in self.plan.tables() if table.rows),
            self.sources_table(),
        ]

    def _lines(self) -> list[list[Value]]:
        lines = [self._subtitle, *([text("report.example", self.lang)] if self.example else []), *self.summary()]
        return [[line] for line in lines]

    @property
    def example(self) -> bool:
        return self.coverage.example

    @property
    def _name(self) -> str:
        return city_name(self.data, self.lang)

    @property
    def _subtitle(self) -> str:
        share = number(self.data.context.minimal_share * 100, self.lang)
        return self._say("subtitle", day=written(self.data.context.as_of, self.lang), share=share)

    def _say(self, name: str, **facts: object) -> str:
        return text(f"report.{name}", self.lang, **facts)


def make_report(data: Data, lang: str) -> Report:
    """All analyses of the data on its day."""
    networks = read_networks(data)
    plan = make_plan(networks, read_index(data, networks)[0])
    deciders = read_deciders(data)
    names = Names(read_labels(data, things_of(plan, deciders)), lang)
    coverage = coverage_view(data, lang)
    view = PlanView(plan, deciders, (), (), names, data.context.as_of, coverage.example, "")
    return Report(data, lang, coverage, overlap_view(data, lang), view, check(data, PARTS).results)


def cut(table: Table, lang: str) -> Table:
    """The first rows of a long table, and how many more there are."""
    if len(table.rows) <= MOST:
        return table
    more = text("report.more-rows", lang, n=len(table.rows) - MOST)
    return Table(table.title, table.columns, table.rows[:MOST], f"{table.note} {more}".strip())


def _in(texts: Mapping[str, str], lang: str) -> str:
    return in_language(texts, lang) or ""
