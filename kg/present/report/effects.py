"""What a plan does to bodies, areas, single points and requirements, as JSON, sentences and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.analyse.effects import AreaChange, Judged, Load
from kg.check.requirements import FAIL
from kg.messages import in_language, listed, text
from kg.present.report.words import About
from kg.present.table import Table, Value, to_text

BODIES = 12


@dataclass(frozen=True)
class EffectsView:
    """All effects of one plan, ready to be shown in one language."""

    loads: Sequence[Load]
    areas: Sequence[AreaChange]
    once: tuple[int, int]
    judged: Sequence[Judged]
    about: About

    def json(self) -> dict[str, Any]:
        names = self.about.names
        return {
            "requirements": [
                {
                    "id": one.before.id,
                    "name": dict(one.before.name),
                    "before": one.before.verdict,
                    "after": one.after.verdict,
                    "changes": one.changes,
                }
                for one in self.judged
            ],
            "bodies": [
                {
                    "iri": load.body,
                    "label": names.every(load.body),
                    "networks": {"before": load.seats[0], "after": load.seats[1]},
                    "hours": {"before": float(load.hours[0]), "after": float(load.hours[1])},
                }
                for load in self.loads
            ],
            "areas": [
                {
                    "iri": one.area,
                    "label": names.every(one.area),
                    "networks": {"before": one.networks[0], "after": one.networks[1]},
                    "cells": {"before": one.served[0], "after": one.served[1]},
                    "served_once": {"before": one.once[0], "after": one.once[1]},
                }
                for one in self.areas
            ],
            "served_once": {"before": self.once[0], "after": self.once[1]},
            **self.about.marks(),
        }

    def sentences(self) -> list[str]:
        return [self.requirements_line(), *self.bodies_lines(), self.once_line(), *self.area_lines()]

    def requirements_line(self) -> str:
        changed = [one for one in self.judged if one.changes]
        if not changed:
            return self.about.say("requirements-same", total=len(self.judged))
        named = listed((self._requirement(one) for one in changed), self.about.lang)
        return self.about.say("requirements-change", total=len(self.judged), which=named)

    def bodies_lines(self) -> list[str]:
        less = [load for load in self.loads if load.hours[1] < load.hours[0]]
        more = [load for load in self.loads if load.hours[1] > load.hours[0]]
        facts = {"less": len(less), "more": len(more), "same": len(self.loads) - len(less) - len(more)}
        lines = [self.about.say("bodies-change", **facts)]
        if more:
            most = max(more, key=lambda load: load.hours[1] - load.hours[0])
            hours = self.about.number(most.hours[1] - most.hours[0])
            lines.append(self.about.say("bodies-most", body=self.about.names.of(most.body), hours=hours))
        return lines

    def once_line(self) -> str:
        before, after = map(self.about.number, self.once)
        return self.about.say("once-change", before=before, after=after)

    def area_lines(self) -> list[str]:
        lost = [one for one in self.areas if one.served[1] < one.served[0]]
        if not lost:
            return [self.about.say("areas-same", total=len(self.areas))]
        named = listed((self.about.names.of(one.area) for one in lost), self.about.lang)
        return [self.about.say("areas-lose", which=named)]

    def _requirement(self, one: Judged) -> str:
        """A requirement whose result changes, with how many it is not met for now and after."""
        name = f"{one.before.id} {in_language(one.before.name, self.about.lang) or ''}".strip()
        now, after = (text(f"analyse.verdict-{r.verdict}", self.about.lang) for r in (one.before, one.after))
        if now != after:
            return f"{name} ({now} → {after})"
        before, later = (sum(f.verdict == FAIL for f in r.focus) for r in (one.before, one.after))
        return self.about.say("requirement-counts", name=name, before=before, after=later)

    def bodies_table(self, most: int | None = None) -> Table:
        """Those whose hours change; with `most`, half of them from either end."""
        changed = [load for load in self.loads if load.hours[0] != load.hours[1]]
        if most is not None and len(changed) > most:
            changed = [*changed[: most // 2], *changed[-(most - most // 2) :]]
        rows: list[list[Value]] = [
            [self.about.names.of(load.body), *load.seats, *load.hours, load.hours[1] - load.hours[0]]
            for load in changed
        ]
        columns = ("body", "seats-before", "seats-after", "hours-before", "hours-after", "hours-change")
        say = self.about.say
        return Table(say("bodies-title"), [say(name) for name in columns], rows, say("bodies-note"))

    def areas_table(self) -> Table:
        rows: list[list[Value]] = [
            [self.about.names.of(one.area), *one.networks, *one.served, *one.once] for one in self.areas
        ]
        columns = ("area", "networks-before", "networks-after", "served-before", "served-after")
        say = self.about.say
        names = [say(name) for name in (*columns, "once-before", "once-after")]
        return Table(say("areas-title"), names, sorted(rows, key=lambda row: str(row[0]).casefold()), say("areas-note"))

    def requirements_table(self) -> Table:
        say, lang = self.about.say, self.about.lang
        rows: list[list[Value]] = [
            [
                one.before.id,
                in_language(one.before.name, lang) or "",
                text(f"analyse.verdict-{one.before.verdict}", lang),
                text(f"analyse.verdict-{one.after.verdict}", lang),
            ]
            for one in self.judged
        ]
        columns = [say(name) for name in ("requirement", "requirement-name", "now", "after")]
        return Table(say("requirements-title"), columns, rows, text("analyse.requirements-note", lang))

    def tables(self) -> list[Table]:
        return [self.bodies_table(), self.areas_table(), self.requirements_table()]

    def text(self) -> str:
        head = self.about.head(self.about.say("effects-title"))
        tables = [to_text(table, self.about.lang) for table in self.tables() if table.rows]
        return "\n\n".join([head, "\n".join(self.sentences()), *tables])
