"""A pruning plan as JSON, text and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from kg.analyse.cells import Codes
from kg.analyse.decisions import Decider, Remark
from kg.analyse.losses import Loss, losses, only_served_by
from kg.analyse.networks import Network
from kg.analyse.overlap import relation
from kg.analyse.prune import Plan
from kg.messages import day as written
from kg.messages import number, text
from kg.present.report.boxes import box_json, box_words
from kg.present.report.page import Document, Section
from kg.present.report.words import Names
from kg.present.table import Table, Value, to_text

SHOWN = 5


@dataclass(frozen=True)
class PlanView:
    """A plan with all that people want to know about it, ready to be shown in one language."""

    plan: Plan
    deciders: Mapping[str, Sequence[Decider]]
    accepted: Sequence[Remark]
    deferred: Sequence[Remark]
    names: Names
    day: date
    example: bool
    certificate: str

    @cached_property
    def losses(self) -> list[Loss]:
        return losses(self.plan)

    @cached_property
    def only(self) -> Mapping[Network, Codes]:
        return only_served_by(self.plan)

    def json(self) -> dict[str, Any]:
        plan = self.plan
        return {
            "status": plan.status,
            "gap": plan.gap,
            "networks": {"before": len(plan.networks), "after": len(plan.kept)},
            "hours": {"before": float(plan.hours_before), "after": float(plan.hours_after)},
            "cells": {"before": len(plan.cells_before()), "after": len(plan.cells_after())},
            "lost": [self._loss_json(loss) for loss in self.losses],
            "keep": [network.key for network in plan.kept],
            "dissolve": [self._move_json(network, other) for network, other in plan.into.items()],
            "unpriced": [network.key for network in plan.unpriced],
            "certificate": self.certificate,
            "hours_bound": float(plan.bound),
            "successors": [self._successor_json(n, m) for n, m in plan.received.items()],
            "only_served_by": {network.key: len(codes) for network, codes in self.only.items()},
            "accepted_losses": [_remark_json(remark) for remark in self.accepted],
            "deferred": [_remark_json(remark) for remark in self.deferred],
            "as_of": self.day.isoformat(),
            "example": self.example,
        }

    def _move_json(self, network: Network, other: Network | None) -> dict[str, Any]:
        if other is None:
            return {"network": network.key, "into": None, "because": {}, "decided_by": self._deciders_json(network)}
        return {
            "network": network.key,
            "into": other.key,
            "because": {
                "area": relation(network.leaf_areas, other.leaf_areas),
                "theme": relation(network.themes, other.themes),
                "group": relation(network.leaf_groups, other.leaf_groups),
                "members": relation(network.members, other.members),
                "members_shared": len(network.members & other.members),
                "hours_of_its_own": _hours(network),
            },
            "joining": sorted(network.members - other.members),
            "already_there": sorted(network.members & other.members),
            "decided_by": self._deciders_json(network),
        }

    def _deciders_json(self, network: Network) -> list[dict[str, Any]]:
        return [
            {"iri": one.body, "label": self.names.every(one.body), "basis": one.basis}
            for one in self.deciders.get(network.iri, ())
        ]

    def _successor_json(self, network: Network, received: frozenset[str]) -> dict[str, Any]:
        members = network.members | received
        rate = Fraction(network.rate or 0)
        return {
            "network": network.key,
            "members": {"before": len(network.members), "after": len(members)},
            "hours": {"before": float(rate * len(network.members)), "after": float(rate * len(members))},
        }

    def _loss_json(self, loss: Loss) -> dict[str, Any]:
        accepted = [_remark_json(remark) for remark in self.accepted if remark.network == loss.network.key]
        return {
            "network": loss.network.key,
            "cells": loss.cells,
            "boxes": [box_json(box) for box in loss.boxes],
            "accepted": accepted[0] if accepted else None,
        }

    def text(self) -> str:
        blocks = ["\n".join([self._say("prune-title"), self._say("prune-as-of", day=self._written), *self.summary()])]
        if self.example:
            blocks.append(text("report.example", self.lang))
        blocks += [to_text(table, self.lang).rstrip() for table in self.tables() if table.rows]
        return "\n\n".join([*blocks, self._say("certificate-at", path=self.certificate)]) + "\n"

    def summary(self) -> list[str]:
        """What the plan saves, whether it is proven, and what it loses, in sentences."""
        plan = self.plan
        facts = {
            "before": len(plan.networks),
            "after": len(plan.kept),
            "hours_before": number(plan.hours_before, self.lang),
            "hours_after": number(plan.hours_after, self.lang),
            "saved": number(plan.hours_before - plan.hours_after, self.lang),
        }
        lines = [self._say("prune-summary", **facts)]
        if plan.proven:
            lines.append(self._say("prune-proven"))
        else:
            lines.append(self._say("prune-gap", gap=number(plan.gap * 100, self.lang)))
        lost = len(plan.cells_before()) - len(plan.cells_after())
        lines.append(self._say("prune-lost", cells=lost) if lost else self._say("prune-lossless"))
        if plan.unpriced:
            lines.append(self._say("prune-unpriced", networks=", ".join(self.names.full(n) for n in plan.unpriced)))
        return lines

    def tables(self) -> list[Table]:
        return [
            self.moves_table(),
            self._losses_table(),
            self._only_table(),
            self._remarks_table("accepted-title", self.accepted),
            self._remarks_table("deferred-title", self.deferred),
        ]

    def moves_table(self) -> Table:
        """One row a dissolved network: where it goes, why, what it frees, who joins, who may decide."""
        columns = ("gone", "into", "because", "own-hours", "joining", "decided-by")
        rows = [self._move_row(network, other) for network, other in self.plan.into.items()]
        return Table(self._say("moves-title"), [self._say(name) for name in columns], rows, self._say("moves-note"))

    def _move_row(self, network: Network, other: Network | None) -> list[Value]:
        hours = None if network.yearly_hours is None else network.yearly_hours
        decided = ", ".join(dict.fromkeys(self.names.of(d.body) for d in self.deciders.get(network.iri, ())))
        if other is None:
            return [self.names.full(network), self._say("nowhere"), "", hours, "", decided]
        joining = self.names.several(network.members - other.members) or self._say("nobody-new")
        why = self._because(network, other)
        return [self.names.full(network), self.names.full(other), why, hours, joining, decided]

    def _because(self, network: Network, other: Network) -> str:
        sides = {
            "area": (network.leaf_areas, other.leaf_areas),
            "theme": (network.themes, other.themes),
            "group": (network.leaf_groups, other.leaf_groups),
        }
        return "; ".join(
            f"{self._say(f'part-{name}')}: {self._say(relation(one, two))}" for name, (one, two) in sides.items()
        )

    def _losses_table(self) -> Table:
        columns = [self._say(name) for name in ("gone", "lost-cells", "lost-what", "lost-accepted")]
        rows: list[list[Value]] = []
        for loss in self.losses:
            words = [box_words(box, self.names, self.lang) for box in loss.boxes[:SHOWN]]
            more = [self._say("and-more", n=len(loss.boxes) - SHOWN)] if len(loss.boxes) > SHOWN else []
            remarks = (remark for remark in self.accepted if remark.network == loss.network.key)
            accepted = [f"{remark.reason} ({written(remark.day, self.lang)})" for remark in remarks]
            rows.append([self.names.full(loss.network), loss.cells, " / ".join([*words, *more]), "; ".join(accepted)])
        return Table(self._say("losses-title"), columns, rows)

    def _only_table(self) -> Table:
        """What would be lost with each kept network."""
        columns = [self._say(name) for name in ("kept", "only-cells", "only-what")]
        rows: list[list[Value]] = []
        for network, codes in sorted(self.only.items(), key=lambda item: (-len(item[1]), item[0].key)):
            boxes = self.plan.index.boxes(codes, SHOWN)
            covered = sum(box.size for box in boxes)
            more = [self._say("among-others")] if covered < len(codes) else []
            words = " / ".join([*(box_words(box, self.names, self.lang) for box in boxes[:2]), *more])
            rows.append([self.names.full(network), len(codes), words])
        return Table(self._say("only-title"), columns, rows, self._say("only-note"))

    def _remarks_table(self, title: str, remarks: Sequence[Remark]) -> Table:
        columns = [self._say(name) for name in ("first", "reason", "date")]
        return Table(
            self._say(title),
            columns,
            [[self.names.short(r.network), r.reason, written(r.day, self.lang)] for r in remarks],
        )

    def document(self) -> Document:
        sections = [
            Section("summary", self._say("summary"), self.summary()),
            Section("plan", self._say("prune-title"), tables=[table for table in self.tables() if table.rows]),
        ]
        subtitle = self._say("prune-as-of", day=self._written)
        return Document(self._say("prune-title"), subtitle, self.lang, self.example, sections)

    @property
    def lang(self) -> str:
        return self.names.lang

    @property
    def _written(self) -> str:
        return written(self.day, self.lang)

    def _say(self, name: str, **facts: object) -> str:
        return text(f"analyse.{name}", self.lang, **facts)


def _hours(network: Network) -> float | None:
    return None if network.yearly_hours is None else float(network.yearly_hours)


def _remark_json(remark: Remark) -> dict[str, str]:
    return {"network": remark.network, "reason": remark.reason, "date": remark.day.isoformat()}


def things_of(plan: Plan, deciders: Mapping[str, Sequence[Decider]]) -> set[str]:
    """Everything whose name a view of the plan may need."""
    things = {str(network.iri) for network in plan.networks}
    things |= {member for network in plan.into for member in network.members}
    things |= {decider.body for one in deciders.values() for decider in one}
    return things | {*plan.index.areas, *plan.index.themes, *plan.index.groups}
