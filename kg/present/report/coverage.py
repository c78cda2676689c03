"""Requirements, the matrix of coverage and what nobody covers, as JSON, text and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.cells import Box, Coverage, read_coverage
from kg.analyse.equity import AreaCoverage, area_coverage
from kg.analyse.networks import read_labels
from kg.check.requirements import requirements_json
from kg.messages import day as written
from kg.messages import in_language, number, text
from kg.present.report.boxes import box_json, box_words
from kg.present.report.page import Document, Section
from kg.present.report.words import Names
from kg.present.table import Table, Value, to_text
from kg.rdf import Row
from kg.store import Data

LARGEST = 1000
"""Boxes of uncovered cells, at most."""
SHOWN = 10
VERDICTS = ("pass", "fail", "cannot-be-checked")


@dataclass(frozen=True)
class CoverageView:
    """What `kg coverage` found, ready to be shown in one language."""

    data: Data
    requirements: Sequence[Mapping[str, Any]]
    coverage: Coverage
    boxes: Sequence[Box]
    areas: Sequence[AreaCoverage]
    unseated: Sequence[Row]
    norms: Sequence[Row]
    names: Names
    example: bool

    @property
    def lang(self) -> str:
        return self.names.lang

    def json(self) -> dict[str, Any]:
        coverage = self.coverage
        return {
            "requirements": list(self.requirements),
            "cells": {
                "total": coverage.total,
                "served": len(coverage.served),
                "uncovered_total": len(coverage.uncovered),
                "uncovered": [box_json(box) for box in self.boxes],
                "themes": len(coverage.universe.themes),
                "uncertain": len(coverage.uncertain),
                "of_all_themes": {"themes": len(coverage.all_themes), "total": coverage.total_of_all_themes},
            },
            "equity": [
                {"area": one.area, "cells": one.cells, "networks": one.networks, "stands_out": one.stands_out}
                for one in self.areas
            ],
            "unseated": [
                {
                    "iri": str(row["actor"]),
                    "label": self.names.every(str(row["actor"])),
                    "named": int(str(row["names"])),
                }
                for row in self.unseated
            ],
            "norms_without_bearer": [
                {"statement": str(row["statement"]), "quote": _text(row, "quote"), "chapter": _text(row, "chapter")}
                for row in self.norms
            ],
            "as_of": self.data.context.as_of.isoformat(),
            "example": self.example,
        }

    def summary(self) -> list[str]:
        counts = {name: sum(one["verdict"] == name for one in self.requirements) for name in VERDICTS}
        facts = {"passed": counts["pass"], "failed": counts["fail"], "unknown": counts["cannot-be-checked"]}
        lines = [self._say("requirements-summary", total=len(self.requirements), **facts)]
        if not self.coverage.networks:
            unknown = len(self.coverage.uncertain)
            doubt = [self._say("cells-uncertain", cells=unknown)] if unknown else []
            return [*lines, self._say("no-networks"), *doubt]
        lines += self.cells_summary()
        outliers = [self.names.of(one.area) for one in self.areas if one.stands_out == "low"]
        lines.append(self._say("equity-low", areas=", ".join(outliers)) if outliers else self._say("equity-even"))
        lines.append(self._say("unseated-summary", actors=len(self.unseated), norms=len(self.norms)))
        return lines

    def cells_summary(self) -> list[str]:
        """The share of served cells, over the themes that some network has and over all, and what is not known."""
        coverage = self.coverage
        served = len(coverage.served)
        facts = {"served": served, "none": len(coverage.uncovered)}
        lines = [
            self._say(name, total=total, themes=len(themes), share=self._share(served, total), **facts)
            for name, total, themes in (
                ("cells-summary", coverage.total, coverage.universe.themes),
                ("cells-of-all-themes", coverage.total_of_all_themes, coverage.all_themes),
            )
        ]
        if len(coverage.uncertain):
            lines.append(self._say("cells-uncertain", cells=len(coverage.uncertain)))
        return lines

    def _share(self, part: int, total: int) -> str:
        return number(100 * part / total if total else 0, self.lang, 1)

    def requirements_table(self) -> Table:
        columns = [self._say(name) for name in ("requirement", "name", "verdict", "concerns")]
        rows: list[list[Value]] = [
            [
                one["id"],
                _in(one["name"], self.lang),
                self._say(f"verdict-{one['verdict']}"),
                self._failing(one) or self._reason(one),
            ]
            for one in self.requirements
        ]
        return Table(self._say("requirements-title"), columns, rows, self._say("requirements-note"))

    def _reason(self, requirement: Mapping[str, Any]) -> str:
        return str(requirement["reason"][self.lang]) if "reason" in requirement else ""

    def _failing(self, requirement: Mapping[str, Any]) -> str:
        """The things that fail; an excused one says so."""
        failing = [focus for focus in requirement["focus"] if focus["verdict"] == "fail"]
        named = [
            _in(focus["label"], self.lang) or str(focus["iri"]).rsplit("/", 1)[-1]
            for focus in failing
            if "excused" not in focus
        ]
        excused = sum("excused" in focus for focus in failing)
        words = ", ".join(named[:SHOWN])
        if len(named) > SHOWN:
            words = f"{words} {self._say('and-more', n=len(named) - SHOWN)}"
        return f"{words} ({self._say('excused', n=excused)})".strip() if excused else words

    def matrix_table(self) -> Table:
        """Areas × themes: how many of the population groups are served."""
        groups = len(self.coverage.universe.groups)
        themes = sorted(self.coverage.universe.themes, key=self.names.of)
        served = self.coverage.groups_served()
        rows: list[list[Value]] = [
            [self.names.of(area), *(served.get((area, theme), 0) for theme in themes)]
            for area in sorted(self.coverage.universe.areas, key=self.names.of)
        ]
        columns = [self._say("area"), *(self.names.of(theme) for theme in themes)]
        return Table(self._say("matrix-title"), columns, rows, self._say("matrix-note", groups=groups))

    def uncovered_table(self, most: int = LARGEST) -> Table:
        columns = [self._say(name) for name in ("cells", "uncovered-what")]
        rows: list[list[Value]] = [[box.size, box_words(box, self.names, self.lang)] for box in self.boxes[:most]]
        return Table(self._say("uncovered-title"), columns, rows, self._say("uncovered-note"))

    def equity_table(self) -> Table:
        columns = [self._say(name) for name in ("area", "served-cells", "networks", "stands-out")]
        rows: list[list[Value]] = [
            [
                self.names.of(one.area),
                one.cells,
                one.networks,
                self._say(f"stands-out-{one.stands_out}") if one.stands_out else "",
            ]
            for one in self.areas
        ]
        return Table(self._say("equity-title"), columns, rows, self._say("equity-note"))

    def unseated_table(self) -> Table:
        columns = [self._say(name) for name in ("actor", "named-times")]
        rows: list[list[Value]] = [[self.names.of(str(r["actor"])), int(str(r["names"]))] for r in self.unseated]
        return Table(self._say("unseated-title"), columns, rows, self._say("unseated-note"))

    def norms_table(self) -> Table:
        columns = [self._say(name) for name in ("statement", "chapter", "quote")]
        rows: list[list[Value]] = [
            [str(r["statement"]).rsplit("/", 1)[-1], _text(r, "chapter") or "", _text(r, "quote") or ""]
            for r in self.norms
        ]
        return Table(self._say("norms-title"), columns, rows)

    def tables(self) -> list[Table]:
        return [
            self.requirements_table(),
            self.matrix_table(),
            self.uncovered_table(),
            self.equity_table(),
            self.unseated_table(),
            self.norms_table(),
        ]

    def text(self) -> str:
        blocks = ["\n".join([self._say("coverage-title"), self.subtitle, *self.summary()])]
        if self.example:
            blocks.append(text("report.example", self.lang))
        tables = [self.requirements_table(), self.uncovered_table(20), self.unseated_table(), self.norms_table()]
        blocks += [to_text(table, self.lang).rstrip() for table in tables if table.rows]
        return "\n\n".join(blocks) + "\n"

    def document(self) -> Document:
        sections = [Section("summary", self._say("summary"), self.summary())]
        sections += [
            Section(f"part-{i}", table.title, tables=[table]) for i, table in enumerate(self.tables()) if table.rows
        ]
        return Document(self._say("coverage-title"), self.subtitle, self.lang, self.example, sections)

    @property
    def subtitle(self) -> str:
        return self._say("prune-as-of", day=written(self.data.context.as_of, self.lang))

    def _say(self, name: str, **facts: object) -> str:
        return text(f"analyse.{name}", self.lang, **facts)


def coverage_view(data: Data, lang: str) -> CoverageView:
    """Requirements, cells, equity, seats and norms of the data on its day."""
    coverage = read_coverage(data)
    unseated = data.rows("analyse/unseated")
    things = {*coverage.index.areas, *coverage.index.themes, *coverage.index.groups}
    things |= {str(row["actor"]) for row in unseated}
    return CoverageView(
        data=data,
        requirements=requirements_json(data),
        coverage=coverage,
        boxes=coverage.index.boxes(coverage.uncovered, LARGEST),
        areas=area_coverage(coverage),
        unseated=unseated,
        norms=data.rows("analyse/norms-without-bearer"),
        names=Names(read_labels(data, things), lang),
        example=data.holds("analyse/example"),
    )


def _text(row: Row, column: str) -> str | None:
    return None if row[column] is None else str(row[column])


def _in(texts: Mapping[str, str], lang: str) -> str:
    return in_language(texts, lang) or ""
